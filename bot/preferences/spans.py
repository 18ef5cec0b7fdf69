"""Spans of a day as people type them: "8-9, 17:30 to 19"."""

import re
from dataclasses import dataclass
from datetime import time

DAY = 24 * 60
MOST = 6  # spans in one field
_CLOCK = r"(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap]m)?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:[-\u2013\u2014]|to|until)\s*{_CLOCK}")
_BETWEEN = re.compile(r"[,;/\n]|\band\b")
_NOON = 12
_LAST = 24


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From one wall time up to another; over midnight where that is not later."""

    start: time
    end: time

    @property
    def minutes(self) -> int:
        """How long it is."""
        return (minute(self.end) - minute(self.start)) % DAY


def minute(at: time) -> int:
    """The minute of the day."""
    return at.hour * 60 + at.minute


def read_spans(text: str) -> tuple[DaySpan, ...] | None:
    """The spans in what was typed, none in an empty text; None for what cannot be read."""
    parts = [part.strip() for part in _BETWEEN.split(text.casefold()) if part.strip()]
    spans = [_span(part) for part in parts[: MOST + 1]]
    found = tuple(span for span in spans if span is not None and span.minutes)
    return found if len(found) == len(parts) and len(found) <= MOST else None


def _span(text: str) -> DaySpan | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    start, end = _time(*match.groups()[:3]), _time(*match.groups()[3:])
    return None if start is None or end is None else DaySpan(start, end)


def _time(hours: str, minutes: str | None, half: str | None) -> time | None:
    hour, past = int(hours), int(minutes or 0)
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    if hour == _LAST and past == 0:
        hour = 0
    return time(hour, past) if hour < _LAST and past < 60 else None  # noqa: PLR2004
