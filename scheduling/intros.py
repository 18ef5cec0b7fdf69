"""When a check-in is due it is asked."""

from datetime import datetime

from bot.intros.checkins import plan_checkin
from scheduling.workplace import Workplace
from storage import checkins, posts
from storage.database import Tx


async def run_one_due_checkin(at: Workplace) -> bool:
    """Ask the most overdue check-in; false when none is due."""
    now = at.clock()
    checkin_id = await at.db.run(at.team_id, checkins.hold_due_checkin, now=now)
    if checkin_id is None:
        return False
    await at.db.run(at.team_id, ask_checkin, checkin_id, now=now)
    return True


def ask_checkin(tx: Tx, checkin_id: int, *, now: datetime) -> None:
    """Owe the question, if it still makes sense."""
    facts = checkins.load_checkin(tx, checkin_id)
    if facts is not None and checkins.settle_checkin(tx, checkin_id):
        post = plan_checkin(facts, now=now)
        posts.enqueue(tx, [] if post is None else [post])
