"""When the owner of a goal is asked what, by value."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.goals.checkins import MORE_TIME, carry_on, decide_turn, say, stop
from bot.goals.goal import Goal, GoalState, Said, Slot, next_ask
from bot.people import UserId

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)  # 10:00 in Berlin
SLOT = Slot("Europe/Berlin")
GOAL = Goal(7, UserId("U1"), "Query plans", "Reading query plans", date(2027, 1, 19), ask_at=TUESDAY)


def weeks(number: float) -> datetime:
    return TUESDAY + timedelta(weeks=number)


@pytest.mark.parametrize(
    ("days", "every", "after"),
    [
        (0, 2, 2),
        (-1, 2, 2),
        (1, 2, 2),
        (2, 2, 2),
        (-3, 2, 2),
        (-5, 2, 1),
        (0, 1, 1),
        (0, 4, 4),
        (0, 0, 8),
        (57, 2, None),
    ],
)
def test_the_next_check_in_is_in_the_owners_slot_about_so_many_weeks_ahead(
    days: int, every: int, after: int | None
) -> None:
    now = TUESDAY + timedelta(days=days)
    asked = next_ask(replace(GOAL, every_weeks=every), SLOT, now=now)
    assert asked == (now if after is None else weeks(after))


def test_the_slot_is_on_the_owners_clock_and_keeps_to_it_when_clocks_change() -> None:
    goal = replace(GOAL, until=date(2027, 12, 1), every_weeks=1)
    slot = Slot("America/New_York", 6, time(8, 30))
    assert next_ask(goal, slot, now=datetime(2027, 3, 8, 12, tzinfo=UTC)) == datetime(2027, 3, 14, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("state", [state for state in GoalState if state is not GoalState.OPEN])
def test_nothing_is_asked_of_what_is_on_hold_or_closed(state: GoalState) -> None:
    assert next_ask(replace(GOAL, state=state), SLOT, now=TUESDAY) is None


@pytest.mark.parametrize(
    ("goal", "asked", "ask_at", "unanswered"),
    [
        (GOAL, "How is", weeks(2), 1),
        (replace(GOAL, unanswered=1), "How is", weeks(2), 2),
        (replace(GOAL, unanswered=2), "Shall I stop", weeks(8), 3),
        (replace(GOAL, until=date(2026, 11, 24)), "The time you set", weeks(4), 0),
        (replace(GOAL, until=date(2026, 11, 24), unanswered=3), "The time you set", weeks(4), 3),
    ],
    ids=["first", "second", "third", "end", "end after silence"],
)
def test_a_turn_asks_one_thing(goal: Goal, asked: str, ask_at: datetime, unanswered: int) -> None:
    turn = decide_turn(goal, SLOT, paused_until=None, now=TUESDAY)
    assert turn.post is not None
    assert turn.post.message.text.startswith(asked)
    assert (turn.post.key, turn.post.to) == ("goals:goal:7:checkin:2026-11-24", ("U1",))
    assert (turn.goal.ask_at, turn.goal.unanswered) == (ask_at, unanswered)


def test_who_is_paused_is_asked_after_it() -> None:
    turn = decide_turn(GOAL, SLOT, paused_until=weeks(3), now=TUESDAY)
    assert (turn.post, turn.goal) == (None, replace(GOAL, ask_at=weeks(3)))
    assert decide_turn(GOAL, SLOT, paused_until=weeks(-1), now=TUESDAY).post is not None


def test_where_the_end_is_not_answered_the_goal_is_on_hold() -> None:
    turn = decide_turn(replace(GOAL, ending=True), SLOT, paused_until=None, now=weeks(9))
    assert (turn.post, turn.goal.state, turn.goal.ask_at) == (None, GoalState.ON_HOLD, None)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (Said.MOVING, GoalState.OPEN),
        (Said.STUCK, GoalState.OPEN),
        (Said.ON_HOLD, GoalState.ON_HOLD),
        (Said.DONE, GoalState.DONE),
        (Said.CHANGED, GoalState.CHANGED),
        (Said.LET_GO, GoalState.LET_GO),
    ],
)
def test_what_is_said_changes_the_goal_and_is_told_nobody(said: Said, state: GoalState) -> None:
    after = say(replace(GOAL, note="old", shared=True, unanswered=1, ask_at=weeks(1)), said, SLOT, now=TUESDAY)
    assert (after.state, after.said, after.note, after.shared) == (state, said, "", False)
    assert after.stamp == int(TUESDAY.timestamp())
    assert after.ask_at == (weeks(1) if state is GoalState.OPEN else None)


def test_taking_up_again_plans_anew_and_gives_time_where_it_was_over() -> None:
    held = replace(GOAL, state=GoalState.ON_HOLD, ask_at=None)
    assert carry_on(held, SLOT, now=TUESDAY) == replace(held, state=GoalState.OPEN, ask_at=weeks(2))
    closed = replace(held, state=GoalState.DONE, said=Said.DONE, note="It clicked", shared=True)
    assert carry_on(closed, SLOT, now=TUESDAY) == replace(held, state=GoalState.OPEN, ask_at=weeks(2))
    silent = replace(GOAL, unanswered=3, ask_at=weeks(8))
    assert carry_on(silent, SLOT, now=TUESDAY).ask_at == weeks(2)
    over = carry_on(replace(GOAL, ending=True), SLOT, now=weeks(9))
    assert (over.until, over.ending) == ((weeks(9) + MORE_TIME).date(), False)
    assert over.ask_at == weeks(11)


def test_stopping_leaves_the_question_at_the_end() -> None:
    after = stop(replace(GOAL, unanswered=3), SLOT, now=TUESDAY)
    assert (after.every_weeks, after.unanswered, after.ask_at) == (0, 0, weeks(8))
