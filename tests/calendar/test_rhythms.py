"""A rhythm keeps its weeks, and what fell due while the bot was down is decided once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.calendar import Due, Rhythm, Slot, decide_due, next_slot, zone_named
from tests.calendar.calendar_oracle import DAY, MINUTE, first_reading, wall

MONDAYS = Rhythm(1, 0, time(10), "Europe/Berlin")
FORTNIGHTLY = Rhythm(2, 0, time(10), "Europe/Berlin")
FIRST = Slot(date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC))
HOURS_12 = timedelta(hours=12)

rhythms = st.builds(
    Rhythm,
    every_weeks=st.integers(1, 5),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(
        ["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
    ),
)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1)).map(  # noqa: DTZ001 (made aware here)
    lambda at: at.replace(tzinfo=UTC)
)


def slot_on(rhythm: Rhythm, on: date) -> Slot:
    return Slot(on, first_reading(on, rhythm.at, zone_named(rhythm.zone)))


@settings(deadline=None)
@example(  # a time that comes twice, spelt as its second coming
    rhythm=Rhythm(1, 5, time(23, fold=1), "America/Santiago"), after=datetime(2024, 4, 1, tzinfo=UTC), weeks_ago=0
)
@given(rhythm=rhythms, after=instants, weeks_ago=st.integers(-9, 60))
def test_the_next_slot_is_the_earliest_later_one_in_a_week_of_the_rhythm(
    rhythm: Rhythm, after: datetime, weeks_ago: int
) -> None:
    today = wall(after, zone_named(rhythm.zone)).date()
    anchor = today - weeks_ago * 7 * DAY
    week = anchor - anchor.weekday() * DAY
    steps = [week + (rhythm.every_weeks * 7 * turn + rhythm.weekday) * DAY for turn in range(-12, 75)]
    near = [on for on in steps if abs(on - today) <= DAY * 7 * (rhythm.every_weeks + 1)]
    later = [slot for slot in (slot_on(rhythm, on) for on in near) if slot.at > after]
    assert next_slot(rhythm, after=after, anchor_on=anchor) == min(later, key=lambda slot: slot.at)


@settings(deadline=None)
@given(rhythm=rhythms, after=instants)
def test_without_an_anchor_the_next_slot_is_within_the_week(rhythm: Rhythm, after: datetime) -> None:
    slot = next_slot(rhythm, after=after)
    assert slot.on.weekday() == rhythm.weekday
    assert slot == slot_on(rhythm, slot.on)
    assert after < slot.at <= after + 7 * DAY + HOURS_12


def test_a_fortnightly_rhythm_keeps_its_weeks_when_its_weekday_moves() -> None:
    friday = Rhythm(2, 4, time(10), "Europe/Berlin")
    first = next_slot(friday, after=FIRST.at, anchor_on=FIRST.on)
    second = next_slot(friday, after=first.at, anchor_on=FIRST.on)
    assert (first.on, second.on) == (date(2026, 12, 4), date(2026, 12, 18))


def test_a_slot_on_a_day_the_zone_skipped_runs_once_at_the_jump() -> None:
    fridays = Rhythm(1, 4, time(9), "Pacific/Apia")
    skipped = next_slot(fridays, after=datetime(2011, 12, 29, tzinfo=UTC))
    assert skipped == Slot(date(2011, 12, 30), datetime(2011, 12, 30, 10, tzinfo=UTC))
    assert next_slot(fridays, after=skipped.at).on == date(2012, 1, 6)


def test_nothing_runs_before_it_is_due() -> None:
    early = decide_due(MONDAYS, due=FIRST, now=FIRST.at - MINUTE, late=HOURS_12)
    assert early == Due(run=None, next=FIRST, passed_over=0)


@pytest.mark.parametrize(
    ("down", "runs_on", "next_on", "passed_over"),
    [
        (timedelta(0), date(2026, 11, 30), date(2026, 12, 7), 0),
        (timedelta(minutes=1), date(2026, 11, 30), date(2026, 12, 7), 0),
        (timedelta(hours=12), date(2026, 11, 30), date(2026, 12, 7), 0),
        (timedelta(hours=12, minutes=1), None, date(2026, 12, 7), 1),
        (timedelta(days=6, hours=23, minutes=59), None, date(2026, 12, 7), 1),
        (timedelta(days=7), date(2026, 12, 7), date(2026, 12, 14), 1),
        (timedelta(days=14, hours=3), date(2026, 12, 14), date(2026, 12, 21), 2),
        (timedelta(days=30), None, date(2027, 1, 4), 5),
    ],
)
def test_after_an_outage_only_the_latest_slot_counts_and_only_if_it_is_not_too_late(
    down: timedelta, runs_on: date | None, next_on: date, passed_over: int
) -> None:
    decision = decide_due(MONDAYS, due=FIRST, now=FIRST.at + down, late=HOURS_12)
    assert (decision.run.on if decision.run else None) == runs_on
    assert (decision.next.on, decision.passed_over) == (next_on, passed_over)


def test_a_fortnightly_rhythm_keeps_its_weeks_through_an_outage() -> None:
    decision = decide_due(FORTNIGHTLY, due=FIRST, now=FIRST.at + 30 * DAY, late=3 * DAY)
    assert decision == Due(
        run=slot_on(FORTNIGHTLY, date(2026, 12, 28)),
        next=slot_on(FORTNIGHTLY, date(2027, 1, 11)),
        passed_over=2,
    )


@settings(deadline=None)
@given(
    rhythm=rhythms,
    after=instants,
    down=st.timedeltas(timedelta(0), timedelta(days=30)),
    late=st.timedeltas(timedelta(0), timedelta(days=8)),
)
def test_however_long_the_outage_every_slot_runs_or_is_passed_over_once(
    rhythm: Rhythm, after: datetime, down: timedelta, late: timedelta
) -> None:
    due = next_slot(rhythm, after=after)
    now = due.at + down
    turns = (slot_on(rhythm, due.on + 7 * rhythm.every_weeks * turn * DAY) for turn in range(7))
    fallen = [slot for slot in turns if slot.at <= now]
    decision = decide_due(rhythm, due=due, now=now, late=late)
    assert decision.run == (fallen[-1] if now - fallen[-1].at <= late else None)
    assert decision.passed_over + (decision.run is not None) == len(fallen)
    assert decision.next.on - fallen[-1].on == 7 * rhythm.every_weeks * DAY
    assert decision.next.at > now


def test_a_round_that_was_brought_forward_leaves_the_rhythm_as_it_was() -> None:
    anchored = replace(FORTNIGHTLY, anchor_on=FIRST.on)
    wednesday = Slot(date(2026, 12, 2), datetime(2026, 12, 2, 12, tzinfo=UTC))
    due = decide_due(anchored, due=wednesday, now=wednesday.at, late=DAY)
    assert due == Due(wednesday, slot_on(anchored, date(2026, 12, 14)), 0)


def test_a_round_that_was_brought_forward_within_its_day_is_the_only_one_of_that_day() -> None:
    early = Slot(FIRST.on, FIRST.at - MINUTE)
    due = decide_due(replace(MONDAYS, anchor_on=FIRST.on), due=early, now=early.at, late=DAY)
    assert due == Due(early, slot_on(MONDAYS, date(2026, 12, 7)), 0)
