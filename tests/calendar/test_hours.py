"""Working hours are the minutes a person's own clock says they are."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import zone_named
from bot.hours import (
    Hours,
    Span,
    common_spans,
    first_common_moment,
    is_open,
    minutes_in_common,
    next_own_time,
    open_spans,
)
from tests.calendar.calendar_oracle import DAY, MINUTE, ZONES, ticks, working_minutes

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
BERLIN = Hours("Europe/Berlin")
NEW_YORK = Hours("America/New_York")

quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
hours = st.builds(
    Hours,
    zone=st.sampled_from(["Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago"]) | st.sampled_from(ZONES),
    start=quarters | st.just(time(9)),
    end=quarters | st.just(time(17)),
    days=st.just(frozenset(range(5))) | st.frozensets(st.integers(0, 6)),
)
minutes = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1)).map(  # noqa: DTZ001 (made aware here)
    lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
)
lengths = st.integers(-60, 3 * 24 * 60).map(lambda n: n * MINUTE)


def at_utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def minutes_of(spans: tuple[Span, ...]) -> list[datetime]:
    return [at for span in spans for at in ticks(span.start, span.end)]


@settings(max_examples=40, deadline=None)
@given(person=hours, start=minutes, length=lengths)
def test_open_spans_hold_exactly_the_minutes_the_clock_says(person: Hours, start: datetime, length: timedelta) -> None:
    spans = open_spans(person, start=start, end=start + length)
    assert minutes_of(spans) == sorted(working_minutes(person, start, start + length))
    assert all(one.end < other.start for one, other in pairwise(spans))


@settings(max_examples=40, deadline=None)
@given(people=st.lists(hours, max_size=3), start=minutes, length=lengths)
def test_common_spans_hold_exactly_the_minutes_everybody_works(
    people: list[Hours], start: datetime, length: timedelta
) -> None:
    end = start + length
    shared = set(ticks(start, end)).intersection(*(working_minutes(person, start, end) for person in people))
    assert minutes_of(common_spans(people, start=start, end=end)) == sorted(shared)
    assert first_common_moment(people, start=start, end=end) == min(shared, default=None)
    if len(people) == 2:
        assert minutes_in_common(*people, start=start, end=end) == len(shared)
        assert minutes_in_common(*reversed(people), start=start, end=end) == len(shared)


@settings(deadline=None)
@given(person=hours, at=minutes)
def test_somebody_is_open_at_the_minutes_they_work(person: Hours, at: datetime) -> None:
    assert is_open(person, at) == bool(working_minutes(person, at, at + MINUTE))


def test_a_span_ends_just_before_its_end() -> None:
    assert open_spans(BERLIN, start=MONDAY, end=MONDAY + DAY) == (
        Span(MONDAY + timedelta(hours=8), MONDAY + timedelta(hours=16)),
    )
    assert is_open(BERLIN, MONDAY + timedelta(hours=8))
    assert not is_open(BERLIN, MONDAY + timedelta(hours=16))


def test_a_shift_past_midnight_belongs_to_the_day_it_begins() -> None:
    friday_night = Hours("Europe/Berlin", time(22), time(6), frozenset({4}))
    spans = open_spans(friday_night, start=MONDAY, end=MONDAY + 7 * DAY)
    assert spans == (Span(at_utc(4, 21), at_utc(5, 5)),)


def test_whole_days_in_a_row_are_one_span() -> None:
    always = Hours("UTC", time(0), time(0), frozenset(range(7)))
    assert open_spans(always, start=MONDAY, end=MONDAY + 7 * DAY) == (Span(MONDAY, MONDAY + 7 * DAY),)


def test_hours_that_a_jump_of_the_clock_swallows_are_none() -> None:
    friday = Hours("Pacific/Apia", days=frozenset({4}))
    start = datetime(2011, 12, 26, tzinfo=UTC)
    assert open_spans(friday, start=start, end=start + 7 * DAY) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Europe/Berlin", "Asia/Tokyo"),
        ("America/New_York", "Asia/Kolkata"),
        ("America/Los_Angeles", "Asia/Singapore"),
        ("Europe/London", "Australia/Sydney"),
    ],
)
def test_these_places_share_no_working_minute_in_november(one: str, other: str) -> None:
    start = datetime(2026, 11, 2, tzinfo=UTC)
    pair = Hours(one), Hours(other)
    assert minutes_in_common(*pair, start=start, end=start + 28 * DAY) == 0
    assert first_common_moment(pair, start=start, end=start + 28 * DAY) is None


def test_berlin_and_new_york_share_ten_hours_a_week() -> None:
    assert minutes_in_common(BERLIN, NEW_YORK, start=MONDAY, end=MONDAY + 7 * DAY) == 600
    assert first_common_moment((BERLIN, NEW_YORK), start=MONDAY, end=MONDAY + DAY) == at_utc(1, 14) - DAY


def test_with_nobody_to_ask_any_time_is_common() -> None:
    assert common_spans((), start=MONDAY, end=MONDAY + DAY) == (Span(MONDAY, MONDAY + DAY),)
    assert common_spans((), start=MONDAY, end=MONDAY) == ()


def test_a_persons_own_friday_afternoon_is_on_their_clock() -> None:
    friday = date(2026, 12, 4)
    assert next_own_time(BERLIN, on=friday, at=time(14)) == at_utc(4, 13)
    assert next_own_time(NEW_YORK, on=friday, at=time(14)) == at_utc(4, 19)


def test_an_own_time_moves_to_the_next_working_day() -> None:
    dubai = Hours("Asia/Dubai", days=frozenset({6, 0, 1, 2, 3}))
    assert next_own_time(dubai, on=date(2026, 12, 4), at=time(14)) == at_utc(6, 10)
    assert next_own_time(BERLIN, on=date(2026, 12, 5), at=time(14)) == at_utc(7, 13)
    thursdays = Hours("Europe/Berlin", days=frozenset({3}))
    assert next_own_time(thursdays, on=date(2026, 12, 4), at=time(14)) == at_utc(10, 13)


def test_somebody_without_working_days_keeps_the_date() -> None:
    nobody = Hours("UTC", days=frozenset())
    assert next_own_time(nobody, on=date(2026, 12, 5), at=time(14)) == at_utc(5, 14)


@settings(deadline=None)
@given(person=hours, on=st.dates(date(2024, 1, 1), date(2035, 1, 1)), at=quarters)
def test_an_own_time_is_at_most_six_days_away_and_on_a_working_day(person: Hours, on: date, at: time) -> None:
    found = next_own_time(person, on=on, at=at)
    dates = [on + ahead * DAY for ahead in range(7)]
    working = [day for day in dates if day.weekday() in person.days] or [on]
    midday = next_own_time(person, on=on, at=time(12)).astimezone(zone_named(person.zone))
    assert midday.date() == working[0]
    assert abs(found - midday) <= 14 * timedelta(hours=1)
