"""The attention that keeps a goal alive: when its owner is asked how it goes, and what each answer changes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.goals import checkin_views as views
from bot.goals.goal import PATIENCE, Goal, GoalState, Said, Slot, next_ask, posts_of
from bot.posts import Message, Post, Worth

WORTH_ASKING = timedelta(days=5)
MORE_TIME = timedelta(weeks=4)
_STATES = {
    Said.ON_HOLD: GoalState.ON_HOLD,
    Said.DONE: GoalState.DONE,
    Said.CHANGED: GoalState.CHANGED,
    Said.LET_GO: GoalState.LET_GO,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of a goal whose check-in is due: the goal from now on, and what its owner is asked, if anything."""

    goal: Goal
    post: Post | None = None


def decide_turn(goal: Goal, slot: Slot, *, paused_until: datetime | None, now: datetime) -> Turn:
    """What to ask the owner of a goal that is due: nothing while they are paused, then in turn.

    How it goes; after two without an answer, whether to stop; how it ends, once, when its time is over. Where that
    finds no answer for four weeks, the goal is on hold.
    """
    if paused_until is not None and paused_until > now:
        return Turn(replace(goal, ask_at=paused_until))
    if goal.ending:
        return Turn(replace(goal, state=GoalState.ON_HOLD, ask_at=None))
    if now.astimezone(slot.clock).date() >= goal.until:
        return Turn(replace(goal, ending=True, ask_at=now + MORE_TIME), _ask(goal, views.end_message(goal), now=now))
    asked = replace(goal, unanswered=goal.unanswered + 1)
    asked = replace(asked, ask_at=next_ask(asked, slot, now=now))
    message = views.stop_message(goal) if goal.unanswered >= PATIENCE else views.checkin_message(goal)
    return Turn(asked, _ask(goal, message, now=now))


def _ask(goal: Goal, message: Message, *, now: datetime) -> Post:
    return Post(
        key=f"{checkins_of(goal.id)}{now.date()}",
        to=(goal.owner,),
        message=message,
        due_at=now,
        expires_at=now + WORTH_ASKING,
        unless_away=True,
        worth=Worth.QUESTION,
    )


def checkins_of(goal_id: int) -> str:
    """How the keys of a goal's check-ins begin."""
    return f"{posts_of(goal_id)}checkin:"


def say(goal: Goal, said: Said, slot: Slot, *, now: datetime) -> Goal:
    """The goal after its owner said how it goes."""
    state = _STATES.get(said, GoalState.OPEN)
    after = replace(goal, state=state, said=said, said_at=now, note="", shared=False)
    return carry_on(after, slot, now=now) if state is GoalState.OPEN else replace(after, ask_at=None)


def carry_on(goal: Goal, slot: Slot, *, now: datetime) -> Goal:
    """The goal, open; what was planned stays, unless nothing was answered for long or its time is over.

    What was said when it was closed or put on hold holds no longer.
    """
    today = now.astimezone(slot.clock).date()
    over = goal.ending or goal.until <= today
    before = goal if goal.state is GoalState.OPEN else replace(goal, said=None, note="", shared=False)
    after = replace(before, state=GoalState.OPEN, unanswered=0, ending=False)
    after = replace(after, until=today + MORE_TIME) if over else after
    keeps = goal.ask_at is not None and goal.unanswered < PATIENCE and not over
    return after if keeps else replace(after, ask_at=next_ask(after, slot, now=now))


def stop(goal: Goal, slot: Slot, *, now: datetime) -> Goal:
    """The goal, about which nothing is asked before its time is over."""
    after = replace(goal, every_weeks=0, unanswered=0)
    return replace(after, ask_at=next_ask(after, slot, now=now))
