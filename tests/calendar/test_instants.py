"""A wall time is one instant, whatever the zone's clock does that day."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import Rhythm, Slot, instant, next_slot, zone_named
from tests.calendar.calendar_oracle import DAY, MINUTE, QUARTER, ZONES, first_reading, offset_changes, ticks

TIMES = (time(0), time(1, 30), time(2, 30), time(9))
SINCE = datetime(2024, 1, 1, tzinfo=UTC)
UNTIL = datetime(2036, 1, 1, tzinfo=UTC)


def first_readings(change: datetime, before: timedelta, after: timedelta) -> dict[datetime, datetime]:
    """Each wanted wall time around one change of a clock's offset, and when the clock first reaches it."""
    middle = (change + after).date()
    wanted = sorted(datetime.combine(middle + days * DAY, at) for days in (-1, 0, 1) for at in TIMES)
    reached: dict[datetime, datetime] = {}
    for at in ticks(change - 2 * DAY, change + 2 * DAY, QUARTER):
        reading = (at + (before if at < change else after)).replace(tzinfo=None)
        while wanted and reading >= wanted[0]:
            reached[wanted.pop(0)] = at
    assert not wanted
    return reached


def test_every_zone_has_one_run_for_each_date_around_every_change_of_its_clock() -> None:
    readings = cache(first_readings)
    changes = 0
    for name in ZONES:
        zone = zone_named(name)
        for change in offset_changes(zone, SINCE, UNTIL):
            changes += 1
            offsets = [at.astimezone(zone).utcoffset() or timedelta() for at in (change - QUARTER, change)]
            for reading, at in readings(change, *offsets).items():
                slot = Slot(reading.date(), at)
                rhythm = Rhythm(1, reading.weekday(), reading.time(), name)
                assert instant(slot.on, rhythm.at, zone) == at, (name, reading)
                assert next_slot(rhythm, after=at - 3 * DAY) == slot, (name, reading)
                assert next_slot(rhythm, after=at - MINUTE) == slot, (name, reading)
                assert next_slot(rhythm, after=at).on == slot.on + 7 * DAY, (name, reading)
    assert changes > 4000


@settings(deadline=None)
@given(
    zone=st.sampled_from(ZONES).map(zone_named),
    on=st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_a_wall_time_is_the_first_minute_the_clock_reads_it_or_later(zone: ZoneInfo, on: date, at: time) -> None:
    assert instant(on, at, zone) == first_reading(on, at, zone)


@pytest.mark.parametrize(
    ("zone", "wanted", "utc"),
    [
        ("America/New_York", "2027-03-14 02:30", "2027-03-14 07:00"),
        ("America/Santiago", "2026-09-06 00:00", "2026-09-06 04:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),
        ("Pacific/Apia", "2011-12-30 09:00", "2011-12-30 10:00"),
    ],
)
def test_a_time_that_never_comes_means_the_moment_of_the_jump(zone: str, wanted: str, utc: str) -> None:
    reading = datetime.fromisoformat(wanted)
    found = instant(reading.date(), reading.time(), zone_named(zone))
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert found == first_reading(reading.date(), reading.time(), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "wanted", "utc"),
    [
        ("America/New_York", "2027-11-07 01:30", "2027-11-07 05:30"),
        ("Europe/Berlin", "2027-10-31 02:30", "2027-10-31 00:30"),
        ("Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-03 14:45"),
        ("America/Santiago", "2027-04-03 23:30", "2027-04-04 02:30"),
    ],
)
def test_a_time_that_comes_twice_means_its_first_coming(zone: str, wanted: str, utc: str) -> None:
    reading = datetime.fromisoformat(wanted)
    found = instant(reading.date(), reading.time(), zone_named(zone))
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_jump_is_found_for_a_time_with_seconds_and_less() -> None:
    found = instant(date(2027, 3, 14), time(2, 0, 0, 1), zone_named("America/New_York"))
    assert found == datetime(2027, 3, 14, 7, tzinfo=UTC)
