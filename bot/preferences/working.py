"""The days and hours in which a member meets people and hears from us, with edges, blocked hours and holidays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import groupby

from bot.hours import Break
from bot.preferences import sentences
from bot.preferences.spans import DAY, DaySpan, minute, read_spans
from bot.preferences.standing import Preferences
from bot.refusal import Refusal
from bot.regions import find_region, region_name, suggest_regions

SHORTEST = 60  # minutes in a row that every day has to leave


@dataclass(frozen=True, slots=True)
class HoursForm:
    """The form as it was sent: digits of weekdays (0 is Monday), times such as "09:00", and what was typed."""

    days: Sequence[str]
    start: str
    end: str
    edges: str = ""
    breaks: str = ""
    region: str = ""


def decide_hours(mine: Preferences, form: HoursForm) -> Preferences | Refusal:
    """The hours that somebody asks for, over midnight too; or what does not fit."""
    day = _day(form)
    if isinstance(day, Refusal):
        return day
    edges = _edges(day, form.edges)
    breaks = _breaks(day, form.breaks)
    region = _region(form.region)
    if isinstance(edges, Refusal):
        return edges
    if isinstance(breaks, Refusal):
        return breaks
    if isinstance(region, Refusal):
        return region
    person = replace(
        mine.person,
        days=frozenset(int(one) for one in form.days),
        start=day.start,
        end=day.end,
        earliest=edges[0],
        latest=edges[1],
        breaks=breaks,
        region=region,
    )
    return replace(mine, person=person)


def _day(form: HoursForm) -> DaySpan | Refusal:
    days = frozenset("0123456") & frozenset(form.days)
    if not days or len(days) != len(form.days):
        return Refusal(sentences.NO_DAY, field="days")
    start, end = _time(form.start), _time(form.end)
    if start is None or end is None:
        return Refusal(sentences.NO_TIME, field="start" if start is None else "end")
    day = DaySpan(start, end)
    return day if day.minutes >= SHORTEST else Refusal(sentences.TOO_SHORT, field="end")


def _time(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  a wall time has no zone
    except ValueError:
        return None


def _edges(day: DaySpan, text: str) -> tuple[time | None, time | None] | Refusal:
    """The earliest beginning and the latest end that somebody can do sometimes."""
    spans = read_spans(text)
    if spans is None:
        return Refusal(sentences.NO_SPANS, field="edges")
    early = late = 0  # minutes before and after the day
    for span in spans:
        after = (minute(span.start) - minute(day.start)) % DAY
        until = after + span.minutes
        if after <= day.minutes < until <= DAY:
            late = max(late, until - day.minutes)
        elif day.minutes <= after and DAY <= until <= DAY + day.minutes and span.start < day.start:
            early = max(early, DAY - after)
        else:
            return Refusal(sentences.NO_EDGE, field="edges")
    if early + day.minutes + late > DAY:
        return Refusal(sentences.NO_EDGE, field="edges")
    return _moved(day.start, -early), _moved(day.end, late)


def _moved(at: time, minutes: int) -> time | None:
    moved = (minute(at) + minutes) % DAY
    return time(moved // 60, moved % 60) if minutes else None


def _breaks(day: DaySpan, text: str) -> tuple[Break, ...] | Refusal:
    spans = read_spans(text)
    if spans is None:
        return Refusal(sentences.NO_SPANS, field="breaks")
    if any(span.end <= span.start for span in spans):
        return Refusal(sentences.NO_BREAK, field="breaks")
    minutes = [(minute(day.start) + passed) % DAY for passed in range(day.minutes)]
    free = [not any(minute(span.start) <= one < minute(span.end) for span in spans) for one in minutes]
    longest = max((sum(1 for _ in run) for is_free, run in groupby(free) if is_free), default=0)
    if longest < SHORTEST:
        return Refusal(sentences.NOTHING_LEFT, field="breaks")
    return tuple(Break(span.start, span.end) for span in sorted(spans, key=lambda one: one.start))


def _region(text: str) -> str | Refusal:
    if not text.strip():
        return ""
    found = find_region(text)
    if found is None:
        near = [region_name(region) for region in suggest_regions(text)]
        return Refusal(sentences.no_region(near), field="region")
    return found
