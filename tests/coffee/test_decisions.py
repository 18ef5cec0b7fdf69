"""What coffee decides, by value, where a journey would be long."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from bot.calendar import Rhythm, Slot
from bot.coffee.membership import decide_join
from bot.coffee.rounds import RoundFacts, plan_round
from bot.people import Absence, ChannelId, Person, UserId
from bot.planning import checkin_on
from bot.programme import Programme

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
HANA = Person(UserId("U2"), "Hana", "Asia/Tokyo")
WEEKLY = Programme(
    7,
    ChannelId("C1"),
    private=False,
    rhythm=Rhythm(1, 0, time(10), "Europe/Berlin"),
    next=Slot(date(2026, 11, 30), NOW),
    owner=ANA.id,
)
FACTS = RoundFacts(WEEKLY, (ANA, HANA), {}, {})


@pytest.mark.parametrize(("late", "runs"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_a_round_more_than_a_day_late_is_passed_over_and_the_admin_told(late: timedelta, *, runs: bool) -> None:
    plan = plan_round(FACTS, now=NOW + late, rng=Random(1))
    assert (plan.run is not None) == runs
    assert plan.next.on == date(2026, 12, 7)
    assert len(plan.intros) == int(runs)
    assert [post.to for post in plan.notices] == ([] if runs else [(ANA.id,)])


def test_of_several_slots_that_were_slept_through_only_the_latest_runs() -> None:
    plan = plan_round(FACTS, now=NOW + timedelta(days=21, hours=1), rng=Random(1))
    assert plan.run is not None
    assert (plan.run.on, plan.next.on) == (date(2026, 12, 21), date(2026, 12, 28))


def test_two_whose_hours_never_meet_are_introduced_when_the_first_is_at_work() -> None:
    (intro,) = plan_round(FACTS, now=NOW, rng=Random(1)).intros
    assert intro.times == ()
    assert intro.due_at == NOW
    assert {at.astimezone(UTC).hour for at in intro.asked_at.values()} == {13, 5}


@pytest.mark.parametrize(
    ("slot_on", "asked_on"),
    [
        (date(2026, 11, 30), date(2026, 12, 4)),
        (date(2026, 12, 3), date(2026, 12, 11)),
        (date(2026, 12, 2), date(2026, 12, 4)),
    ],
)
def test_people_get_two_days_before_they_are_asked(slot_on: date, asked_on: date) -> None:
    assert checkin_on(slot_on) == asked_on


@pytest.mark.parametrize(
    ("absence", "guests", "joins"),
    [
        (None, False, True),
        (Absence.OUTSIDE, True, False),
        (Absence.GUEST, False, False),
        (Absence.GUEST, True, True),
    ],
)
def test_guests_join_where_they_may_and_nobody_from_outside(
    absence: Absence | None, *, guests: bool, joins: bool
) -> None:
    refusal = decide_join(replace(ANA, absence=absence), replace(WEEKLY, guests=guests), held=True)
    assert (refusal is None) == joins
