"""Before a round, those who want to be asked first are asked, and those of whom nothing was heard twice."""

from datetime import datetime

from bot.people import UserId
from bot.rsvp.decisions import plan_question
from scheduling.workplace import Workplace
from storage import posts, rsvp
from storage.database import Tx


async def run_one_due_question(at: Workplace) -> bool:
    """Look at the most overdue question; false when none is due."""
    return await at.see_to_one(rsvp.hold_due_question, ask)


def ask(tx: Tx, held: tuple[int, UserId], *, now: datetime) -> None:
    """Owe the question if it is time, and say so where somebody is asked first from now on."""
    programme_id, user_id = held
    facts = rsvp.load_question(tx, programme_id, user_id, now=now)
    if facts is None:
        return
    plan = plan_question(facts, now=now)
    if rsvp.settle(tx, programme_id, user_id, look_at=plan.look_at) and plan.post is not None:
        posts.enqueue(tx, [plan.post])
        if plan.turns:
            rsvp.set_ask_first(tx, user_id, first=True)
            posts.owe_homes(tx, [user_id], now=now)
