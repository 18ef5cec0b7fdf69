"""What a member prefers: how often, and the days and hours in which they meet people and hear from us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.hours import Hours
from bot.people import Person
from bot.preferences import views
from bot.refusal import Refusal

SHORTEST = timedelta(hours=1)
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class PreferencesForm:
    """The form as it was sent: a number of weeks, digits of weekdays (0 is Monday), and times such as "09:00"."""

    every: str
    days: Sequence[str]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every how many weeks somebody is introduced at most, and when they work."""

    every_weeks: int
    hours: Hours


def decide_preferences(person: Person, form: PreferencesForm) -> Preferences | Refusal:
    """What `person` asks for, hours over midnight too; or what does not fit."""
    if form.every not in views.CADENCES:
        return Refusal(views.NO_CADENCE, field="every")
    days = frozenset(views.DAYS) & frozenset(form.days)
    if not days or len(days) != len(form.days):
        return Refusal(views.NO_DAY, field="days")
    start, end = _time(form.start), _time(form.end)
    if start is None or end is None:
        return Refusal(views.NO_TIME, field="start" if start is None else "end")
    if _length(start, end) < SHORTEST:
        return Refusal(views.TOO_SHORT, field="end")
    return Preferences(int(form.every), Hours(person.zone, start, end, frozenset(int(day) for day in days)))


def _time(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a wall time has no zone
    except ValueError:
        return None


def _length(start: time, end: time) -> timedelta:
    length = datetime.combine(ANY_DAY, end) - datetime.combine(ANY_DAY, start)
    return length if length >= timedelta(0) else length + timedelta(days=1)
