"""When people work, and the times that suit all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, reduce
from zoneinfo import ZoneInfo

from bot.calendar import instant, zone_named
from bot.holiday import is_holiday

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)
_ROUGHNESS = {0: 0, 30: 1}  # of a start at this minute of somebody's hour; any other is _ODD
_ODD = 2


@dataclass(frozen=True, slots=True)
class Break:
    """Blocked hours of every working day, on its owner's clock: from `start` up to a later `end`."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's working days (0 is Monday) and hours on the clock of an IANA zone, without their breaks.

    An `end` not later than `start` is on the following day, so midnight to midnight is all day long. Public
    holidays of `region` ("" for none, a country like "DE" or a part of one like "DE-BY") are no working days.
    """

    zone: str
    start: time = time(9)
    end: time = time(17)
    days: frozenset[int] = frozenset(range(5))
    breaks: tuple[Break, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From one UTC instant up to, but without, another."""

    start: datetime
    end: datetime


def _working_days(hours: Hours, start: datetime, end: datetime) -> Iterator[Span]:
    """The hours, uncut but for breaks, of every working day that may touch the time between two instants."""
    zone = zone_named(hours.zone)
    nights = timedelta(days=hours.end <= hours.start)
    on = start.astimezone(zone).date() - nights
    last = end.astimezone(zone).date()
    while on <= last:
        if on.weekday() in hours.days and not is_holiday(hours.region, on):
            day = Span(instant(on, hours.start, zone), instant(on + nights, hours.end, zone))
            yield from _without(day, [one for off in (on, on + nights) for one in _breaks(hours, off)])
        on += _DAY


def _breaks(hours: Hours, on: date) -> Iterator[Span]:
    zone = zone_named(hours.zone)
    for one in hours.breaks:
        yield Span(instant(on, one.start, zone), instant(on, one.end, zone))


def _without(day: Span, breaks: Sequence[Span]) -> Iterator[Span]:
    """What is left of a day, in order."""
    start = day.start
    for one in sorted(breaks, key=lambda span: span.start):
        if start < min(one.start, day.end):
            yield Span(start, min(one.start, day.end))
        start = max(start, one.end)
    if start < day.end:
        yield Span(start, day.end)


@lru_cache(maxsize=4096)
def _open(hours: Hours, start: datetime, end: datetime) -> tuple[Span, ...]:
    spans: list[Span] = []
    for day in _working_days(hours, start, end):
        cut = Span(max(day.start, start), min(day.end, end))
        if cut.start >= cut.end:
            continue
        if spans and spans[-1].end == cut.start:
            cut = Span(spans.pop().start, cut.end)
        spans.append(cut)
    return tuple(spans)


def open_spans(hours: Hours, *, start: datetime, end: datetime) -> tuple[Span, ...]:
    """The person's working hours between two UTC instants, in order, never touching each other."""
    return _open(hours, start, end)


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether the person works at this instant."""
    return any(day.start <= at < day.end for day in _working_days(hours, at, at))


def _shared(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """What lies in both of two ordered sequences of spans."""
    shared: list[Span] = []
    left = right = 0
    while left < len(some) and right < len(others):
        one, other = some[left], others[right]
        start = max(one.start, other.start)
        if one.end <= other.end:
            end = one.end
            left += 1
        else:
            end = other.end
            right += 1
        if start < end:
            shared.append(Span(start, end))
    return tuple(shared)


def common_spans(people: Sequence[Hours], *, start: datetime, end: datetime) -> tuple[Span, ...]:
    """The hours everybody shares between two UTC instants, in order; all of the time if there is nobody."""
    everything = (Span(start, end),) if start < end else ()
    return reduce(_shared, (_open(hours, start, end) for hours in people), everything)


def first_common_moment(people: Sequence[Hours], *, start: datetime, end: datetime) -> datetime | None:
    """The earliest instant from `start`, before `end`, inside everybody's hours; None if there is none."""
    spans = common_spans(people, start=start, end=end)
    return spans[0].start if spans else None


@lru_cache(maxsize=16384)
def _minutes(a: Hours, b: Hours, start: datetime, end: datetime) -> int:
    spans = _shared(_open(a, start, end), _open(b, start, end))
    return sum((span.end - span.start for span in spans), timedelta()) // _MINUTE


def minutes_in_common(a: Hours, b: Hours, *, start: datetime, end: datetime) -> int:
    """How many whole minutes two people's hours share between two UTC instants."""
    return _minutes(a, b, start, end)


def nearest_moment(hours: Hours, *, to: datetime, start: datetime, end: datetime) -> datetime | None:
    """The moment of the person's working hours between two UTC instants that is nearest to a third, or None.

    One before it leaves an hour of that day, or all that is left of it.
    """
    spans = open_spans(hours, start=start, end=end)
    moments = [min(max(to, span.start), max(span.start, span.end - _HOUR)) for span in spans]
    return min(moments, key=lambda at: (abs(at - to), at), default=None)


def next_own_time(hours: Hours, *, on: date, at: time) -> datetime:
    """The UTC instant of a wall time on the person's first working day from `on`, within four weeks.

    Somebody with no working day at all keeps the date `on`.
    """
    weeks = (on + timedelta(days=ahead) for ahead in range(28))
    own = next((day for day in weeks if day.weekday() in hours.days and not is_holiday(hours.region, day)), on)
    return instant(own, at, zone_named(hours.zone))


@dataclass(frozen=True, slots=True)
class _Start:
    """A start that would suit, as everybody's clock shows it."""

    at: datetime
    clocks: tuple[datetime, ...]
    roughness: int


def _start_at(at: datetime, zones: Sequence[ZoneInfo]) -> _Start:
    clocks = tuple(at.astimezone(zone) for zone in zones)
    return _Start(at, clocks, sum(_ROUGHNESS.get(clock.minute, _ODD) for clock in clocks))


def _starts(zones: Sequence[ZoneInfo], spans: tuple[Span, ...], length: timedelta) -> Iterator[_Start]:
    """Every quarter of an hour from which `length` stays inside one span."""
    for span in spans:
        # Every zone's offset is whole quarters, so a quarter past in UTC is one on every clock.
        at = span.start + (datetime.min.replace(tzinfo=UTC) - span.start) % _QUARTER
        while at + length <= span.end:
            yield _start_at(at, zones)
            at += _QUARTER


def _same_day(one: _Start, other: _Start) -> bool:
    return any(a.date() == b.date() for a, b in zip(one.clocks, other.clocks, strict=True))


def _same_hour(one: _Start, other: _Start) -> bool:
    apart = (one.at - other.at) % _DAY
    return min(apart, _DAY - apart) < _HOUR


@lru_cache(maxsize=4096)
def _suiting(
    people: tuple[Hours, ...],
    start: datetime,
    end: datetime,
    length: timedelta,
    *,
    count: int,
    besides: tuple[datetime, ...],
) -> tuple[datetime, ...]:
    zones = [zone_named(hours.zone) for hours in people]
    spans = common_spans(people, start=start, end=end)
    left = [one for one in _starts(zones, spans, length) if all(abs(one.at - other) >= _HOUR for other in besides)]
    before = [_start_at(at, zones) for at in besides]
    chosen: list[_Start] = []

    def awkwardness(one: _Start) -> tuple[int, int, int, datetime]:
        others = before + chosen
        days = sum(_same_day(one, other) for other in others)
        return days, sum(_same_hour(one, other) for other in others), one.roughness, one.at

    while left and len(chosen) < count:
        best = min(left, key=awkwardness)
        left.remove(best)
        chosen.append(best)
    return tuple(sorted(one.at for one in chosen))


def times_that_suit(
    people: Sequence[Hours],
    *,
    start: datetime,
    end: datetime,
    minutes: int = 30,
    count: int = 3,
    besides: Sequence[datetime] = (),
) -> tuple[datetime, ...]:
    """Up to `count` UTC instants at which everybody has `minutes` inside their hours, in order.

    On different days for everybody if possible, then an hour or more apart on the clock, then on whole
    or half hours, then the earliest; none if people share too little. `besides` were proposed before, so that
    none is within an hour of them, and other days come first.
    """
    return _suiting(tuple(people), start, end, timedelta(minutes=minutes), count=count, besides=tuple(besides))
