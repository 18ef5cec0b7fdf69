"""When something about an introduction is due: first lines, fresh times, the check-in, and its end."""

from collections.abc import Callable
from datetime import datetime

from bot.intros.checkins import plan_checkin
from scheduling.workplace import Workplace
from storage import checkins, followups, posts
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


async def run_one_due_opener(at: Workplace) -> bool:
    """Give one starter first lines; false when none is due."""
    return await _follow_up(at, followups.OPENERS, followups.offer_openers)


async def run_one_due_renewal(at: Workplace) -> bool:
    """Offer one intro fresh times; false when none is due."""
    return await _follow_up(at, followups.FRESH, followups.renew_times)


async def _follow_up(at: Workplace, column: followups.Due, unit: Callable[..., None]) -> bool:
    now = at.clock()
    intro_id = await at.db.run(at.team_id, followups.hold_due, column, now=now)
    if intro_id is None:
        return False
    await at.db.run(at.team_id, unit, intro_id, now=now)
    return True


async def end_old_intros(at: Workplace) -> bool:
    """End the intros that have had their time."""
    await at.db.run(at.team_id, followups.end_old, now=at.clock())
    return False
