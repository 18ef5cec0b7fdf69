"""One move a week for hosts, on their own Mondays."""

from datetime import datetime

from bot.hosts.moves import plan_move
from bot.people import UserId
from scheduling.workplace import Workplace
from storage import moves, posts
from storage.database import Tx


async def run_one_due_move(at: Workplace) -> bool:
    """Give the host whose move is due longest their move; false when nobody is due."""
    return await at.see_to_one(moves.hold_due_move, give)


def give(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Owe the move, unless the host is paused, or looks after nothing any more."""
    given = moves.move_on(tx, user_id, now=now)
    posts.enqueue(tx, [] if given is None else [plan_move(user_id, given, now=now)])
