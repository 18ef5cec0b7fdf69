"""What every table shares: the workspace it belongs to, instants that are UTC, ids, and whose a row is."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    UniqueConstraint,
    bindparam,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")


class Whose(StrEnum):
    """What a column that holds people's ids says of them. Where nothing is declared, a foreign key to them says OWN.

    What is told is told in a copy of everything that is kept of somebody; what goes, goes when they delete themselves.
    """

    OWN = "own"  # the row is theirs: told, and goes
    EDGE = "edge"  # told; the row stays, with an id of nobody's
    CARE = "care"  # they look after what the row stands for: told, and passed on
    NAMED = "named"  # somebody else's row, which names them: told to that one only, and goes
    ASIDE = "aside"  # a shared row holds their id: told to nobody else, and emptied
    SEVERAL = "several"  # one or more ids with commas: told, and goes


OWN, EDGE, CARE, NAMED, ASIDE, SEVERAL = ({"whose": whose} for whose in Whose)
# A column may also have `told`: only rows with one of these values are. A table that is `called` by a column is named
# by it wherever another refers to it.
HIDDEN = {"hidden": True}  # a column that is told to nobody
NOBODYS: dict[str, Any] = {"info": {"nobodys": True}}  # a table that says nothing of anybody
SHARED: dict[str, Any] = {"info": {"shared": True}}  # its rows concern those whose rows refer to them, and are told
COMPANIONS: dict[str, Any] = {"info": {"companions": True}}  # its people know of each other


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware, in UTC on the way out, and never accepted naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant; SQLite, which knows no zones, gets UTC wall time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant has no place in the database")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC, whatever zone the session of the database has."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# What a statement that is built once is told when it runs: the workspace, now, ids, an id, a person, and since when.
TEAM = bindparam("team", type_=String)
NOW = bindparam("now", type_=UtcDateTime())
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
ONE: BindParameter[Any] = bindparam("one")
WHO: BindParameter[str] = bindparam("who", type_=String)
SINCE = bindparam("since", type_=UtcDateTime())


class Base(DeclarativeBase):
    """All tables. Constraints are named, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012  SQLAlchemy's own shape


def team_id() -> Mapped[str]:
    """The workspace a row belongs to, as a part of its primary key."""
    return mapped_column(String(32), ForeignKey("workspace.team_id", ondelete="CASCADE"), primary_key=True)


class Numbered:
    """A row with an id from the database; rows and statements refer to it by (team_id, id), never by id alone."""

    __mapper_args__: ClassVar[dict[str, Any]] = {"primary_key": ["team_id", "id"]}

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=True, sort_order=-2)
    team_id: Mapped[str] = mapped_column(String(32), ForeignKey("workspace.team_id", ondelete="CASCADE"), sort_order=-1)


def one_of_team() -> UniqueConstraint:
    """What composite foreign keys to a `Numbered` table refer to."""
    return UniqueConstraint("team_id", "id")
