"""Statements that both databases understand, each in its own words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, Executable, Insert, Table, Update, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.base import TEAM, Base
from storage.database import Tx


def insert_new(tx: Tx, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row of this workspace unless a unique key has it already; whether it was inserted."""
    return tx.line.scalar(_unless_there(table, _dialect(tx), told=True), {"team_id": tx.team_id, **values}) is not None


def insert_all_new(tx: Tx, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of this workspace, leaving out those that a unique key has already."""
    if rows:
        tx.line.execute(
            _unless_there(table, _dialect(tx), told=False), [{"team_id": tx.team_id, **row} for row in rows]
        )


def insert_or_replace(tx: Tx, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert a row of this workspace, or give the row with this primary key these values."""
    replace_all(tx, table, tuple(key), [{**key, **values}])


def replace_all(tx: Tx, table: type[Base], key: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of this workspace, or give those that are there by this unique key the new values."""
    if rows:
        names = tuple(name for name in rows[0] if name not in key)
        statement = _or_replace(table, _dialect(tx), tuple(key), names)
        tx.line.execute(statement, [{"team_id": tx.team_id, **row} for row in rows])


def upsert_newer(tx: Tx, table: type[Base], key: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Sequence[str]:
    """Insert rows of this workspace, or replace those of the same key whose `as_of` is no later.

    Gives the last part of the key of each row that was taken; the others are known better.
    """
    by_key = {tuple(row[name] for name in key): {"team_id": tx.team_id, **row} for row in rows}
    if not by_key:
        return ()
    statement, target = _insert(table, _dialect(tx)), cast("Table", table.__table__)
    statement = statement.on_conflict_do_update(
        index_elements=["team_id", *key],
        set_={column.name: statement.excluded[column.name] for column in target.c if not column.primary_key},
        where=target.c.as_of <= statement.excluded.as_of,
    )
    return tuple(tx.line.scalars(statement.returning(target.c[key[-1]]), list(by_key.values())))


def changed(tx: Tx, statement: Executable, told: Mapping[str, Any] | None = None) -> int:
    """Run an UPDATE or DELETE, which is told this when it runs; how many rows it changed."""
    return tx.line.execute(statement, told).rowcount


def set_where(tx: Tx, table: type[Base], where: Mapping[str, Any], **values: Any) -> int:
    """Give the rows of this workspace that are as `where` says, column by column, these values; how many they are.

    A list holds what a column may be, any of it. Rows in hand are read anew when they are looked at again.
    """
    several = frozenset(name for name, wanted in where.items() if isinstance(wanted, list))
    wanted = {f"wanted_{name}": value for name, value in where.items()}
    given = {f"given_{name}": value for name, value in values.items()}
    told = {"team": tx.team_id, **wanted, **given}
    count = changed(tx, _setting(table, tuple(where), several, tuple(values)), told)
    for row in tx.identity_map.values():
        if isinstance(row, table):
            tx.expire(row)
    return count


# These are built once for each table, as building them costs more than running them.
@cache
def _unless_there(table: type[Base], dialect: str, *, told: bool) -> Insert:
    statement = _insert(table, dialect).on_conflict_do_nothing()
    return statement.returning(table.__table__.c.team_id) if told else statement


@cache
def _or_replace(table: type[Base], dialect: str, key: tuple[str, ...], names: tuple[str, ...]) -> Insert:
    statement = _insert(table, dialect)
    values = {name: statement.excluded[name] for name in names}
    return statement.on_conflict_do_update(index_elements=["team_id", *key], set_=values)


@cache
def _setting(table: type[Base], where: tuple[str, ...], several: frozenset[str], values: tuple[str, ...]) -> Update:
    columns = table.__table__.c

    def one(name: str) -> ColumnElement[bool]:
        wanted: BindParameter[Any] = bindparam(f"wanted_{name}", type_=columns[name].type, expanding=name in several)
        return columns[name].in_(wanted) if name in several else columns[name] == wanted

    given = {columns[name]: bindparam(f"given_{name}", type_=columns[name].type) for name in values}
    return update(table).where(columns.team_id == TEAM, *map(one, where)).values(given)


def _insert(table: type[Base], dialect: str) -> sqlite.Insert | postgresql.Insert:
    target = cast("Table", table.__table__)
    return sqlite.insert(target) if dialect == "sqlite" else postgresql.insert(target)


def _dialect(tx: Tx) -> str:
    return tx.get_bind().dialect.name
