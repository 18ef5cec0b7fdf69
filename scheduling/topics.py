"""Twice a year members are asked whether their topics still fit."""

from datetime import datetime

from bot.people import UserId
from bot.topics.looks import plan_look
from scheduling.workplace import Workplace
from storage import posts, topics
from storage.database import Tx


async def run_one_due_look(at: Workplace) -> bool:
    """Ask the member whose topics were looked at longest ago; false when nobody is due."""
    return await at.see_to_one(topics.hold_due_look, look)


def look(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Owe the question, unless the member is paused."""
    if topics.look_on(tx, user_id, now=now):
        posts.enqueue(tx, [plan_look(user_id, topics.load_stances(tx, user_id, now=now), now=now)])
