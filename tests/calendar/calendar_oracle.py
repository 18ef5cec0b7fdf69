"""Slow, plain ways to read clocks, which the calendar's answers are held against."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.hours import Hours

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)

# What is in the folder of zones without being one anybody lives by.
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def ticks(start: datetime, end: datetime, step: timedelta = MINUTE) -> Iterator[datetime]:
    """Every instant from `start` up to, but without, `end`."""
    while start < end:
        yield start
        start += step


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """What the zone's clock reads, as a naive datetime."""
    return at.astimezone(zone).replace(tzinfo=None)


def offset_changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Every quarter of an hour at which the zone's clock is put forward or back."""
    earlier = start
    for later in ticks(start + 7 * DAY, end, 7 * DAY):
        offset = earlier.astimezone(zone).utcoffset()
        if later.astimezone(zone).utcoffset() != offset:
            days = ticks(earlier, later + DAY, DAY)
            day = next(at for at in days if at.astimezone(zone).utcoffset() != offset)
            quarters = ticks(day - DAY, day + QUARTER, QUARTER)
            yield next(at for at in quarters if at.astimezone(zone).utcoffset() != offset)
        earlier = later


def first_reading(on: date, at: time, zone: ZoneInfo, step: timedelta = MINUTE) -> datetime:
    """The first step in UTC at which the zone's clock reads this time, or a later one."""
    wanted = datetime.combine(on, at)
    begin = wanted.replace(tzinfo=UTC) - 15 * timedelta(hours=1)
    return next(moment for moment in ticks(begin, begin + 3 * DAY, step) if wall(moment, zone) >= wanted)


def working_minutes(hours: Hours, start: datetime, end: datetime) -> set[datetime]:
    """Every minute a person works, found by watching their clock from two days earlier.

    The doors open when the clock first reads the start of a working day, and shut when it first reads
    the end: a clock that is put back opens and shuts nothing twice.
    """
    zone = ZoneInfo(hours.zone)
    nights = DAY if hours.end <= hours.start else timedelta()
    latest = shuts = datetime.min  # noqa: DTZ901 (a wall clock)
    minutes: set[datetime] = set()
    for at in ticks(start - 2 * DAY, end):
        latest = max(latest, wall(at, zone))
        opens = datetime.combine(latest.date(), hours.start)
        if latest >= opens and latest.weekday() in hours.days:
            shuts = max(shuts, datetime.combine(latest.date(), hours.end) + nights)
        if start <= at and latest < shuts:
            minutes.add(at)
    return minutes
