"""Everything that is kept of somebody and that they may see, found by the tables themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from bot.intros.views import reason
from bot.people import UserId
from bot.posts import PostState
from storage import concern, directory, intros
from storage.base import Whose
from storage.database import Tx
from storage.intros import IntroRow
from storage.people import load_people

Row = dict[str, Any]
Found = Mapping[str, Sequence[Row]]

TOLD = frozenset({Whose.OWN, Whose.EDGE, Whose.CARE, Whose.SEVERAL})
REACHED = frozenset({PostState.SENT, PostState.UNCONFIRMED})
AT_A_TIME = 500  # ids in one statement


def load_copy(tx: Tx, user_id: UserId) -> Mapping[str, Sequence[Row]]:
    """The rows of each table that concern somebody, as far as they may see them, by the table's name.

    Of what they share with others it holds who these are and the reason that they saw; nothing that others keep.
    """
    mine = {table.name: _mine(tx, table, user_id) for table in concern.tables()}
    shared = {table.name: _shared(tx, table, mine) for table in concern.tables() if concern.is_shared(table)}
    shared["intro"] = _told(tx, shared["intro"], user_id)
    found = mine | shared
    called = _called(tx, found)
    return {table.name: _shown(tx, table, found, called, user_id) for table in concern.tables() if found[table.name]}


def _mine(tx: Tx, table: Table, user_id: UserId) -> list[Row]:
    whose = concern.whose(table)
    mine = [concern.holds(table.c[name], one, user_id) for name, one in whose.items() if one in TOLD]
    return list(_rows(tx, table, or_(*mine))) if mine else []


def _shared(tx: Tx, table: Table, mine: Found) -> list[Row]:
    """The rows of a shared table to which one's own rows refer."""
    ids = {
        row[column.name]
        for child in concern.tables()
        for column, parent in concern.references(child)
        if parent is table
        for row in mine[child.name]
    }
    return list(_among(tx, table, "id", ids))


def _among(tx: Tx, table: Table, column: str, ids: Iterable[Any]) -> Iterable[Row]:
    wanted = sorted(one for one in ids if one is not None)
    for start in range(0, len(wanted), AT_A_TIME):
        yield from _rows(tx, table, table.c[column].in_(wanted[start : start + AT_A_TIME]))


def _rows(tx: Tx, table: Table, which: ColumnElement[bool]) -> Iterable[Row]:
    told = [column.in_(column.info["told"]) for column in table.c if "told" in column.info]
    rows = tx.execute(select(table).where(table.c.team_id == tx.team_id, which, *told).order_by(*table.primary_key))
    return (dict(row) for row in rows.mappings())


def _told(tx: Tx, rows: Sequence[Row], user_id: UserId) -> list[Row]:
    """The introductions whose message has reached somebody, each with the reason that it gave."""
    which = (IntroRow.team_id == tx.team_id, IntroRow.id.in_([row["id"] for row in rows]))
    found = {one.intro.id: one for one in intros.load_found(tx, list(tx.scalars(select(IntroRow).where(*which))))}
    reached = [row for row in rows if found[row["id"]].post_for(user_id) in REACHED]
    return [row | {"reason": reason(found[row["id"]].intro)} for row in reached]


def _called(tx: Tx, found: Found) -> Mapping[tuple[str, Any], str]:
    """What the rows are called to which others refer, by their table and id."""
    called: dict[tuple[str, Any], str] = {}
    for table in concern.tables():
        for column, parent in concern.references(table):
            if "called" in parent.info:
                ids = {row[column.name] for row in found[table.name]}
                called |= {
                    (parent.name, row["id"]): row[parent.info["called"]] for row in _among(tx, parent, "id", ids)
                }
    return called


def _shown(
    tx: Tx, table: Table, found: Found, called: Mapping[tuple[str, Any], str], user_id: UserId
) -> tuple[Row, ...]:
    """Rows without what is told to nobody, with the people and names that belong to them."""
    rows = found[table.name]
    beside = _companions(tx, table, [row["id"] for row in rows]) if concern.is_shared(table) else {}
    whose = concern.whose(table)
    naming = [name for name, one in whose.items() if one is Whose.NAMED]
    named = _names(tx, {row[name] for row in rows for name in naming if row[name] is not None})
    shown = []
    for row in rows:
        one = {name: value for name, value in row.items() if _may_show(table, name, value, user_id)}
        one |= {name: named[row[name]] for name in naming if row[name] is not None}
        one |= {
            parent.name: called[parent.name, row[column.name]]
            for column, parent in concern.references(table)
            if (parent.name, row[column.name]) in called
        }
        shown.append(one | ({"people": beside[row["id"]]} if row.get("id") in beside else {}))
    return tuple(shown)


def _may_show(table: Table, name: str, value: object, user_id: UserId) -> bool:
    column = table.c.get(name)
    if column is None:
        return True
    aside = concern.whose(table).get(name) is Whose.ASIDE and value != user_id
    return not (name == "team_id" or column.info.get("hidden") or aside)


def _companions(tx: Tx, table: Table, ids: Sequence[int]) -> Mapping[int, tuple[Row, ...]]:
    """Who shares the rows of a table with these ids, where they know of each other."""
    found: dict[int, list[str]] = {}
    for child in concern.tables():
        for column, parent in concern.references(child):
            if parent is table and child.info.get("companions"):
                for row in _among(tx, child, column.name, ids):
                    found.setdefault(row[column.name], []).append(row["user_id"])
    named = _names(tx, {one for some in found.values() for one in some})
    return {row_id: tuple(named[one] for one in some) for row_id, some in found.items()}


def _names(tx: Tx, user_ids: Iterable[str]) -> Mapping[str, Row]:
    """These people as their own ids and names, where one is known."""
    ids = [UserId(one) for one in user_ids]
    known = {**directory.load_known(tx, ids), **load_people(tx, ids)}
    return {one: {"id": one, "name": known[one].name if one in known else ""} for one in ids}
