"""When something about an introduction is due: first lines, fresh times, the check-in, and its end."""

from datetime import datetime
from functools import partial

from bot.intros.checkins import plan_checkin
from scheduling.workplace import Workplace
from storage import checkins, followups, posts
from storage.database import Tx


async def run_one_due_checkin(at: Workplace) -> bool:
    """Ask the most overdue check-in; false when none is due."""
    return await at.see_to_one(checkins.hold_due_checkin, ask_checkin)


def ask_checkin(tx: Tx, checkin_id: int, *, now: datetime) -> None:
    """Owe the question, if it still makes sense."""
    facts = checkins.load_checkin(tx, checkin_id)
    if facts is not None and checkins.settle_checkin(tx, checkin_id):
        post = plan_checkin(facts, now=now)
        posts.enqueue(tx, [] if post is None else [post])


async def run_one_due_opener(at: Workplace) -> bool:
    """Give one starter first lines; false when none is due."""
    return await at.see_to_one(partial(followups.hold_due, column=followups.OPENERS), followups.offer_openers)


async def run_one_due_renewal(at: Workplace) -> bool:
    """Offer one intro fresh times; false when none is due."""
    return await at.see_to_one(partial(followups.hold_due, column=followups.FRESH), followups.renew_times)
