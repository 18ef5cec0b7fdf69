"""Until when a pause lasts, as people say it: "2w", "3 weeks", "tomorrow", "until 3 Jan", "Friday"."""

import re
from datetime import date, datetime, timedelta

PAUSE_UNTIL = "coffee:pause-until"  # the button that asks until when
LONGEST = timedelta(weeks=26)
_BEFORE = re.compile(r"^((for|until|till|til|to|next)\s+)*(the\s+)?")
_ORDINAL = re.compile(r"\b(\d{1,2})(st|nd|rd|th)\b")
_SPAN = re.compile(r"(?:(\d{1,3}|[a-z]+)\s*(d|days?|w|weeks?|months?)|(day|week|month))")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5} | {
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_DAYS = {"d": 1, "w": 7, "m": 28}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WRITTEN = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_SHORTEST = 3  # letters of a weekday
_LEAP = 8  # years within which every date comes, 29 February too


def read_until(text: str, *, today: date) -> date | None:
    """The day on which a pause ends; None for what cannot be read. A date without its year is the next such."""
    words = " ".join(re.sub(r"[.,]|\bof\b", " ", text.casefold()).split())
    words = _ORDINAL.sub(r"\1", _BEFORE.sub("", words))
    ahead = _ahead(words, today)
    return _written(words, today) if ahead is None else today + timedelta(days=ahead)


def _ahead(words: str, today: date) -> int | None:
    """How many days ahead it is."""
    if words == "":
        return 7
    if words == "tomorrow":
        return 1
    named = [day for day, name in enumerate(_WEEKDAYS) if len(words) >= _SHORTEST and name.startswith(words)]
    if named:
        return (named[0] - today.weekday() - 1) % 7 + 1
    span = _SPAN.fullmatch(words)
    if span is None:
        return None
    number, unit = span[1] or "1", span[2] or span[3]
    count = int(number) if number.isdecimal() else _NUMBERS.get(number)
    return None if count is None else count * _DAYS[unit[0]]


def _written(words: str, today: date) -> date | None:
    """A date with or without its year."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    for year in ("", *range(today.year, today.year + _LEAP + 1)):
        for form in _WRITTEN:
            found = _parsed(f"{words} {year}".strip(), form)
            if found is not None and (not year or found >= today):
                return found
    return None


def _parsed(words: str, form: str) -> date | None:
    try:
        return datetime.strptime(words, form).date()  # noqa: DTZ007  a date has no zone
    except ValueError:
        return None
