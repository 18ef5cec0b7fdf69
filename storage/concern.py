"""Which rows concern whom, as the tables themselves say: by foreign keys to members, or as declared beside a column."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, ColumnElement, SQLColumnExpression, Table, literal, or_

from bot.people import UserId
from storage.base import Base, Whose

PREFIXES = ("home:",)  # before an id that stands alone


def tables() -> tuple[Table, ...]:
    """All tables, those that others refer to first."""
    return tuple(Base.metadata.sorted_tables)


def whose(table: Table) -> Mapping[str, Whose]:
    """What the columns of a table that hold people's ids say of them."""
    found = {column.name: _whose(column) for column in table.c}
    return {name: one for name, one in found.items() if one is not None}


def _whose(column: Column[object]) -> Whose | None:
    declared: Whose | None = column.info.get("whose")
    if declared is not None:
        return declared
    return Whose.OWN if any(_whose(key.column) is not None for key in column.foreign_keys) else None


def is_shared(table: Table) -> bool:
    """Whether the rows of a table concern those whose rows refer to them."""
    return bool(table.info.get("shared"))


def is_clear(table: Table) -> bool:
    """Whether it is known of a table whom it concerns, or that it concerns nobody."""
    return bool(whose(table)) or is_shared(table) or bool(table.info.get("nobodys"))


def references(table: Table) -> Iterator[tuple[Column[object], Table]]:
    """The columns of a table that hold the id of a row of another, and that other."""
    for column in table.c:
        for key in column.foreign_keys:
            if key.column.name == "id":
                yield column, key.column.table


def holds(column: SQLColumnExpression[str], who: Whose, user_id: UserId) -> ColumnElement[bool]:
    """Whether this person's id stands in a column."""
    if who is not Whose.SEVERAL:
        return column == user_id
    among = (literal(",") + column + literal(",")).contains(f",{user_id},", autoescape=True)
    return or_(among, column.in_([f"{prefix}{user_id}" for prefix in PREFIXES]))
