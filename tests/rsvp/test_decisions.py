"""When somebody is asked whether they are in, by value."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, Person, UserId
from bot.programme import Programme, ProgrammeState
from bot.refusal import Refusal
from bot.rsvp import views
from bot.rsvp.decisions import AskFacts, moment_to_ask, plan_question, refuse_answer

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)  # ten o'clock in Berlin
THURSDAY = datetime(2026, 11, 26, 13, tzinfo=UTC)  # two o'clock in Berlin
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
WEEKLY = Programme(
    7,
    ChannelId("C1"),
    private=False,
    rhythm=Rhythm(1, 0, time(10), "Europe/Berlin"),
    next=Slot(date(2026, 11, 30), MONDAY),
    owner=ANA.id,
)
FIRST = AskFacts(WEEKLY, ANA, said=None, due=True, ask_first=True)
QUIET = replace(FIRST, ask_first=False, quiet=(THURSDAY - timedelta(days=3), THURSDAY - timedelta(days=10)))


@pytest.mark.parametrize(
    ("person", "at"),
    [
        (ANA, "2026-11-26T14:00+01:00"),
        (replace(ANA, zone="America/New_York"), "2026-11-26T14:00-05:00"),
        (replace(ANA, zone="Asia/Tokyo"), "2026-11-26T14:00+09:00"),
        (replace(ANA, end=time(12)), "2026-11-26T11:00+01:00"),
        (replace(ANA, start=time(16), end=time(23)), "2026-11-26T16:00+01:00"),
        (replace(ANA, days=frozenset({0, 1, 2})), "2026-11-25T16:00+01:00"),
        (replace(ANA, days=frozenset({4})), "2026-11-27T09:00+01:00"),
        (replace(ANA, zone="America/New_York", region="US"), "2026-11-27T09:00-05:00"),  # Thanksgiving
    ],
)
def test_it_is_asked_on_thursday_afternoon_or_when_they_work_nearest_to_it(person: Person, at: str) -> None:
    assert moment_to_ask(person, WEEKLY, start=MONDAY - timedelta(days=7)) == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    ("slot", "at"),
    [
        ("2026-12-02T10:00+01:00", "2026-11-26T14:00+01:00"),
        ("2026-12-03T10:00+01:00", "2026-11-26T14:00+01:00"),
        ("2026-12-04T10:00+01:00", "2026-12-03T14:00+01:00"),
    ],
)
def test_it_is_the_last_thursday_before_the_day_of_the_round(slot: str, at: str) -> None:
    when = datetime.fromisoformat(slot)
    programme = replace(WEEKLY, next=Slot(when.date(), when))
    assert moment_to_ask(ANA, programme, start=when - timedelta(days=14)) == datetime.fromisoformat(at)


def test_where_thursday_has_passed_it_is_asked_at_once_or_when_they_are_back() -> None:
    friday = THURSDAY + timedelta(days=1)
    assert plan_question(FIRST, now=friday).post is not None
    back = replace(FIRST, paused_until=datetime(2026, 11, 27, 7, tzinfo=UTC))
    assert plan_question(back, now=THURSDAY).look_at == datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert plan_question(FIRST, now=datetime(2026, 11, 28, 9, tzinfo=UTC)).look_at is None  # no working day is left


def test_it_waits_for_thursday_and_is_then_owed_once() -> None:
    assert plan_question(FIRST, now=THURSDAY - timedelta(days=2)).look_at == THURSDAY
    plan = plan_question(FIRST, now=THURSDAY)
    assert plan.post is not None
    assert plan.post.key == "rsvp:question:7:2026-11-30:U1"
    assert (plan.turns, plan.look_at) == (False, None)


@pytest.mark.parametrize(
    "facts",
    [
        replace(FIRST, said=True),
        replace(FIRST, said=False),
        replace(FIRST, due=False),
        replace(FIRST, ask_first=False),
        replace(FIRST, paused_until=MONDAY + timedelta(days=3)),
        replace(QUIET, quiet=QUIET.quiet[:1]),
        replace(QUIET, quiet=(THURSDAY - timedelta(hours=5), THURSDAY - timedelta(days=7))),
    ],
)
def test_nobody_is_asked_what_they_said_or_did_not_want_to_be_asked(facts: AskFacts) -> None:
    plan = plan_question(facts, now=THURSDAY)
    assert (plan.post, plan.turns, plan.look_at) == (None, False, None)


def test_two_quiet_introductions_are_named_kindly_in_the_question() -> None:
    plan = plan_question(QUIET, now=THURSDAY)
    assert plan.turns
    assert plan.post is not None
    assert "passed quietly, and that is fine" in str(plan.post.message.blocks)


def test_an_answer_counts_for_the_round_that_it_was_asked_about() -> None:
    on = WEEKLY.next.on
    assert refuse_answer(WEEKLY, joined=True, on=on) is None
    assert refuse_answer(WEEKLY, joined=False, on=on) == Refusal(views.NOT_IN)
    assert refuse_answer(None, joined=True, on=on) == Refusal(views.NOT_IN)
    assert refuse_answer(WEEKLY, joined=True, on=on - timedelta(days=7)) == Refusal(views.ANOTHER_ROUND)
    paused = replace(WEEKLY, state=ProgrammeState.PAUSED)
    assert refuse_answer(paused, joined=True, on=on) == Refusal(views.ANOTHER_ROUND)
