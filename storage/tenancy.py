"""No statement runs without naming the workspace of every table that it touches."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event

_TABLE = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+AS\s+(\w+))?|,\s*(\w+)(?:\s+AS\s+(\w+))?(?=\s+WHERE)",
)
_LOCKS = re.compile(r"\sFOR UPDATE\b[^()]*")
_KEYWORDS = frozenset({"SELECT", "WHERE", "SET"})
_THE_DATABASES_OWN = ("alembic_version", "sqlite_master", "pg_catalog")


class UnboundStatementError(Exception):
    """A statement reads or writes a table without saying of which workspace."""


@lru_cache(maxsize=1024)
def unbound_table(statement: str) -> str | None:
    """The first table of `statement` whose team_id it does not compare or, for an INSERT, fill in."""
    head = statement.lstrip()[:6].upper()
    if any(name in statement for name in _THE_DATABASES_OWN):
        return None
    if head == "INSERT":
        return None if "team_id" in statement.partition(")")[0] else statement.split()[2]
    if head not in {"SELECT", "UPDATE", "DELETE"}:
        return None
    for found in _TABLE.finditer(_LOCKS.sub(" ", statement)):
        name = found[2] or found[1] or found[4] or found[3]
        bound = re.search(rf"\b{name}\.team_id\s*=|=\s*{name}\.team_id\b", statement)
        if name.upper() in _KEYWORDS or not bound:
            return name
    return None


def watch(engine: Engine) -> None:
    """Refuse, from now on, every statement on `engine` that is not bound to a workspace."""

    @event.listens_for(engine, "before_cursor_execute")
    def check(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        unbound = unbound_table(statement)
        if unbound is not None:
            raise UnboundStatementError(f"{unbound} is touched without its team_id: {statement}")
