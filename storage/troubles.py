"""Posts that failed or are unconfirmed: what admins see of them, and send again or let be."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.posts import PostState, Trouble
from storage.database import Tx
from storage.delivery import due_facts
from storage.posts import PostRow
from storage.statements import changed
from storage.week import give_back


def load_troubles(tx: Tx, *, limit: int) -> tuple[Trouble, ...]:
    """The newest posts that failed or are unconfirmed."""
    rows = tx.scalars(
        select(PostRow)
        .where(PostRow.team_id == tx.team_id, PostRow.state.in_([PostState.FAILED, PostState.UNCONFIRMED]))
        .order_by(PostRow.id.desc())
        .limit(limit)
    )
    return tuple(Trouble(row.id, row.key, row.due_at, PostState(row.state), row.error) for row in rows)


def load_trouble(tx: Tx, post_id: int, *, now: datetime) -> tuple[Trouble, bool] | None:
    """A post that failed or is unconfirmed, and whether it is moot, as somebody whom it needs is away."""
    row = tx.get(PostRow, (tx.team_id, post_id))
    if row is None or row.state not in {PostState.FAILED, PostState.UNCONFIRMED}:
        return None
    facts = due_facts(tx, row, moot=False, now=now)
    moot = facts.unless_away and facts.away
    return Trouble(row.id, row.key, row.due_at, PostState(row.state), row.error), moot


def send_again(tx: Tx, post_id: int, *, now: datetime, expires_at: datetime) -> bool:
    """Owe a failed or unconfirmed post anew, because an admin says so; false when it is neither.

    One that is unconfirmed was counted in the week of its people, and is not counted twice.
    """
    give_back(tx, post_id)
    due = {"state": PostState.DUE, "due_at": now, "expires_at": expires_at, "intent_at": None, "attempts": 0}
    return _settle_trouble(tx, post_id, **due, error="")


def let_be(tx: Tx, post_id: int) -> bool:
    """No longer list a failed or unconfirmed post, which makes no sense any more; false when it is neither."""
    return _settle_trouble(tx, post_id, state=PostState.DROPPED, error="no longer needed")


def _settle_trouble(tx: Tx, post_id: int, **values: Any) -> bool:
    troubled = PostRow.state.in_([PostState.FAILED, PostState.UNCONFIRMED])
    settled = update(PostRow).where(PostRow.team_id == tx.team_id, PostRow.id == post_id, troubled)
    return changed(tx, settled.values(token=None, **values)) == 1
