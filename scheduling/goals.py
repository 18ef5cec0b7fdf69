"""Owners are asked how their goals go, in their own slot."""

from datetime import datetime

from bot.goals.checkins import decide_turn
from scheduling.workplace import Workplace
from storage import goals, posts
from storage.database import Tx


async def run_one_due_goal(at: Workplace) -> bool:
    """Ask about the goal that is due longest; false when none is."""
    return await at.see_to_one(goals.hold_due_goal, ask)


def ask(tx: Tx, goal_id: int, *, now: datetime) -> None:
    """Owe its owner the question, if it is the time for one."""
    goal = goals.load_goal(tx, goal_id)
    if goal is None or goal.ask_at is None:  # closed, or deleted, since it was held
        return
    slot, paused = goals.load_slot(tx, goal.owner), goals.paused_until(tx, goal.owner)
    turn = decide_turn(goal, slot, paused_until=paused, now=now)
    goals.save_goal(tx, turn.goal)
    posts.enqueue(tx, [] if turn.post is None else [turn.post])
