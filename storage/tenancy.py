"""No statement runs without naming the workspace of every table that it touches."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event

_TABLE = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+AS\s+(\w+))?|,\s*(\w+)(?:\s+AS\s+(\w+))?(?=\s+WHERE)")
_PASSED = frozenset({"SELECT", "WHERE", "SET", "ALEMBIC_VERSION"})


class UnboundStatementError(Exception):
    """A statement reads or writes a table without saying of which workspace."""


@lru_cache(maxsize=1024)
def unbound_table(statement: str) -> str | None:
    """The first table of `statement` whose team_id it does not compare or, for an INSERT, fill in."""
    head = statement.lstrip()[:6].upper()
    if "alembic_version" in statement or "sqlite_master" in statement or "pg_catalog" in statement:
        return None
    if head == "INSERT":
        return None if "team_id" in statement.partition(")")[0] else statement.split()[2]
    if head not in {"SELECT", "UPDATE", "DELETE"}:
        return None
    for found in _TABLE.finditer(statement):
        name = found[2] or found[1] or found[4] or found[3]
        if name.upper() in _PASSED or not re.search(rf"\b{name}\.team_id\s*=|=\s*{name}\.team_id\b", statement):
            return name
    return None


def watch(engine: Engine) -> None:
    """Refuse, from now on, every statement on `engine` that is not bound to a workspace."""

    @event.listens_for(engine, "before_cursor_execute")
    def check(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        unbound = unbound_table(statement)
        if unbound is not None:
            raise UnboundStatementError(f"{unbound} is touched without its team_id: {statement}")
