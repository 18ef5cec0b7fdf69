"""When a message that nobody asked for may go: one a day and three a week at most, and the lesser leave room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import instant, zone_named
from bot.hours import Hours, common_spans, is_open, nearest_moment
from bot.people import UserId
from bot.posts import MOST_A_WEEK, Worth

AFTERNOON = time(14)  # what waits goes then: the mornings are for introductions
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Purse:
    """Somebody's budget: how much comes to them in a week `most`, and what was `spent`, as dates on their own clock.

    `ahead` are the dates on which an introduction of theirs waits, or a round of theirs opens.
    """

    who: UserId
    hours: Hours
    most: int = MOST_A_WEEK
    spent: tuple[date, ...] = ()
    ahead: tuple[date, ...] = ()
    paused_until: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of their clock."""
        return zone_named(self.hours.zone)

    def date_of(self, at: datetime) -> date:
        """The date on their clock."""
        return at.astimezone(self.zone).date()

    def spent_in_week_of(self, on: date) -> int:
        """How much came to them from Monday to Sunday of that date's week."""
        return _in_week_of(on, self.spent)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A message that is due, or several that go as one, of which the greatest has this `worth`.

    None of it makes sense from `expires_at` on. What matters less than an introduction is for one person.
    """

    worth: Worth
    purses: tuple[Purse, ...]
    expires_at: datetime


def decide_moment(facts: WeekFacts, *, now: datetime, quiet_until: datetime | None = None) -> datetime | None:
    """Until when it waits; None when it may go now, and `expires_at` where there is no moment for it before.

    Slack is to keep still for one of the people until `quiet_until`. An introduction for which there is no room before
    it expires is not lost: it goes on the next day that has nothing else.
    """
    pauses = [one.paused_until for one in facts.purses if one.paused_until is not None]
    start = max([now, quiet_until or now, *pauses])
    if start == now and _all_work(facts, now) and _has_room(facts, now):
        return None
    moments = [at for at in sorted(_moments(facts, start)) if start <= at < facts.expires_at and _all_work(facts, at)]
    fitting = [at for at in moments if _has_room(facts, at)]
    if not fitting and facts.worth is Worth.INTRO:
        fitting = [at for at in moments if not _is_spent(facts, at)] or moments
    first = next(iter(fitting), facts.expires_at)
    return None if first == now else first


def _all_work(facts: WeekFacts, at: datetime) -> bool:
    return all(is_open(one.hours, at) for one in facts.purses)


def _is_spent(facts: WeekFacts, at: datetime) -> bool:
    """Whether somebody has got their message of that day."""
    return any(one.date_of(at) in one.spent for one in facts.purses)


def _has_room(facts: WeekFacts, at: datetime) -> bool:
    return not _is_spent(facts, at) and all(_fits(one, facts.worth, one.date_of(at)) for one in facts.purses)


def _fits(purse: Purse, worth: Worth, on: date) -> bool:
    """Whether somebody's week has room; what matters less leaves room for introductions, and extras for a question."""
    left = purse.most - purse.spent_in_week_of(on)
    if worth is Worth.INTRO:
        return left > 0
    return on not in purse.ahead and left - _in_week_of(on, purse.ahead) > (worth is Worth.EXTRA)


def _in_week_of(on: date, dates: tuple[date, ...]) -> int:
    monday = on - timedelta(days=on.weekday())
    return sum(monday <= one < monday + 7 * _DAY for one in dates)


def _moments(facts: WeekFacts, start: datetime) -> Iterator[datetime]:
    """When it could be said: as soon as all of them work or a day begins for one, and what matters less after lunch."""
    if facts.worth is Worth.INTRO:
        hours = [one.hours for one in facts.purses]
        yield from (span.start for span in common_spans(hours, start=start, end=facts.expires_at))
    for one in facts.purses:
        on = one.date_of(start)
        while (day := instant(on, time(), one.zone)) < facts.expires_at:
            at: datetime | None = day
            if facts.worth is not Worth.INTRO:
                to, after = (instant(on, AFTERNOON, one.zone), instant(on + _DAY, time(), one.zone))
                at = nearest_moment(one.hours, to=to, start=max(start, day), end=after)
            yield from () if at is None else (at,)
            on += _DAY
