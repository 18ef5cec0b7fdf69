"""Suggested times are inside everybody's hours, on round clocks, and give a real choice."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import clock_text, zone_named
from bot.hours import Hours, times_that_suit
from tests.calendar.calendar_oracle import DAY, ZONES, ticks, working_minutes

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
WEEK = MONDAY + 5 * DAY
BERLIN = Hours("Europe/Berlin")
NEW_YORK = Hours("America/New_York")
KATHMANDU = Hours("Asia/Kathmandu")

hours = st.builds(
    Hours,
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 12).map(time),
    end=st.integers(13, 23).map(time),
    days=st.just(frozenset(range(5))) | st.frozensets(st.integers(0, 6)),
)


def clocks(
    people: tuple[Hours, ...], place: str, *, count: int = 3, minutes: int = 30, besides: Sequence[datetime] = ()
) -> list[str]:
    found = times_that_suit(people, start=MONDAY, end=WEEK, count=count, minutes=minutes, besides=besides)
    return [clock_text(at, zone_named(place)) for at in found]


@settings(max_examples=25, deadline=None)
@given(people=st.lists(hours, min_size=1, max_size=3), minutes=st.integers(1, 120), count=st.integers(0, 5))
def test_times_are_quarters_inside_everybodys_hours_as_many_as_there_are(
    people: list[Hours], minutes: int, count: int
) -> None:
    end = MONDAY + 3 * DAY
    shared = set.intersection(*(working_minutes(person, MONDAY, end) for person in people))
    length = minutes * timedelta(minutes=1)
    possible = [
        at
        for at in ticks(MONDAY, end, timedelta(minutes=15))
        if at + length <= end and all(minute in shared for minute in ticks(at, at + length))
    ]
    found = times_that_suit(people, start=MONDAY, end=end, minutes=minutes, count=count)
    assert set(found) <= set(possible)
    assert len(found) == len(set(found)) == min(count, len(possible))
    assert list(found) == sorted(found)


def test_times_are_on_different_days_and_at_different_hours() -> None:
    assert clocks((BERLIN, BERLIN), "Europe/Berlin") == ["Mon 09:00", "Tue 10:00", "Wed 11:00"]
    assert clocks((BERLIN, NEW_YORK), "Europe/Berlin") == ["Mon 15:00", "Tue 16:00", "Wed 15:00"]


def test_the_order_of_people_changes_nothing() -> None:
    assert clocks((KATHMANDU, BERLIN), "UTC") == clocks((BERLIN, KATHMANDU), "UTC")


def test_on_one_day_in_common_the_hours_differ() -> None:
    tuesday = Hours("Europe/Berlin", days=frozenset({1}))
    assert clocks((BERLIN, tuesday), "Europe/Berlin") == ["Tue 09:00", "Tue 10:00", "Tue 11:00"]


def test_days_differ_on_everybodys_calendar() -> None:
    night = Hours("Europe/Berlin", time(20), time(4), frozenset({0}))
    found = times_that_suit((night, night), start=MONDAY, end=WEEK, count=2)
    assert [clock_text(at, zone_named("Europe/Berlin")) for at in found] == ["Mon 20:00", "Tue 00:00"]


def test_a_day_that_is_new_for_only_one_of_them_is_no_other_day() -> None:
    monday = Hours("UTC", time(0), time(0), frozenset({0}))
    always = Hours("Asia/Tokyo", time(0), time(0), frozenset(range(7)))
    assert clocks((monday, always), "UTC", count=2) == ["Mon 00:00", "Mon 01:00"]


def test_a_round_time_is_preferred_to_an_earlier_one() -> None:
    late = Hours("Europe/Berlin", time(9, 15), time(17))
    assert clocks((BERLIN, late), "Europe/Berlin", count=1) == ["Mon 10:00"]
    assert clocks((BERLIN, late), "Europe/Berlin", count=1, minutes=450) == ["Mon 09:30"]


def test_kathmandu_gets_a_time_that_is_round_for_one_of_the_two() -> None:
    late = Hours("Europe/Berlin", time(9, 30), time(17))
    found = times_that_suit((late, KATHMANDU), start=MONDAY, end=WEEK)
    for at in found:
        assert 0 in {at.astimezone(zone_named(person.zone)).minute for person in (late, KATHMANDU)}
    assert clocks((late, KATHMANDU), "Asia/Kathmandu", count=1) == ["Mon 14:45"]


def test_hours_that_begin_off_the_quarter_give_times_on_it() -> None:
    odd = Hours("Europe/Berlin", time(9, 50), time(10, 40))
    assert clocks((odd, BERLIN), "Europe/Berlin", count=2) == ["Mon 10:00", "Tue 10:00"]


def test_a_meeting_may_fill_the_whole_common_time_but_not_more() -> None:
    assert len(clocks((BERLIN, NEW_YORK), "UTC", minutes=120, count=9)) == 5
    assert clocks((BERLIN, NEW_YORK), "UTC", minutes=121) == []


def test_people_with_no_hours_in_common_get_no_times() -> None:
    assert clocks((BERLIN, Hours("Asia/Tokyo")), "UTC") == []
