"""What falls due next, of several kinds in one question to the database."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import Select, select

from storage.base import TEAM
from storage.database import Tx
from storage.people import WorkspaceRow

Next = Select[datetime | None]  # when the next of a kind falls due in the workspace `TEAM`


def load_next(tx: Tx, kinds: Mapping[str, Next]) -> Mapping[str, datetime] | None:
    """When the next of each kind falls due, where any waits; None where the workspace removed the bot."""
    row = tx.line.execute(_question(tuple(kinds.values())), {"team": tx.team_id}).one()
    removed, *instants = row
    if removed is not None:
        return None
    return {kind: at for kind, at in zip(kinds, instants, strict=True) if at is not None}


@cache
def _question(kinds: tuple[Next, ...]) -> Select[*tuple[datetime | None, ...]]:
    """Built once, as the clock asks it all the time."""
    columns = (one.scalar_subquery() for one in kinds)
    return select(WorkspaceRow.left_at, *columns).where(WorkspaceRow.team_id == TEAM)
