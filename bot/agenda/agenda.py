"""An agenda: what a team may talk about in its meeting for five minutes, and when it is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.agenda.deck import opener_of
from bot.calendar import Rhythm, Slot, clock_of, instant, next_slot
from bot.news import Item, NewsKind, choose
from bot.people import ChannelId, UserId
from bot.team import Team

CAPS = {NewsKind.GOAL: 2, NewsKind.WIN: 1, NewsKind.ASK: 3, NewsKind.STORY: 1}
BEFORE = timedelta(hours=1)  # the meeting, when it is sent
LASTS = timedelta(hours=1)  # a meeting: until then, its agenda is the one to show
WEEK = timedelta(days=7)
LONGEST = 200  # characters of a host's line


class Goes(StrEnum):
    """Where the agenda goes before the meeting: nowhere, to a host, or into the channel."""

    OFF = "off"
    HOST = "host"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting by its date, and when it begins; a team that named no time has one a week, on no day."""

    on: date
    at: datetime | None = None

    @property
    def week(self) -> int:
        """Which week it is in, counted from the first there is."""
        return self.on.toordinal() // 7


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads, by id and name."""

    id: UserId
    name: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a channel's meeting has: an opener, items, a host's line, who leads, and who led the last."""

    channel: ChannelId
    meeting: Meeting
    opener: str
    items: tuple[Item, ...] = ()
    line: str = ""
    lead: Lead | None = None
    last: str = ""

    @property
    def worth_sending(self) -> bool:
        """Whether there is more to it than the opener."""
        return bool(self.items or self.line)

    def those(self, kind: NewsKind) -> tuple[Item, ...]:
        """Its items of a kind."""
        return tuple(item for item in self.items if item.kind is kind)


@dataclass(frozen=True, slots=True)
class Plan:
    """What hosts chose: where it goes, a line of theirs, and how often the opener was swapped.

    The next one goes before the meeting of the day `next_on`, which was planned for when the team meets, `meets`.
    """

    channel: ChannelId
    goes: Goes = Goes.OFF
    line: str = ""
    swapped: int = 0
    next_on: date | None = None
    meets: tuple[int | None, time | None, str] = (None, None, "")


def meets(team: Team) -> tuple[int | None, time | None, str]:
    """When a team meets, as a plan remembers it."""
    return team.meets_on, team.meets_at, team.zone


def rhythm_of(team: Team) -> Rhythm | None:
    """How a team's meetings come round; None where it named no day and time."""
    if team.meets_on is None or team.meets_at is None:
        return None
    return Rhythm(1, team.meets_on, team.meets_at, clock_of(team.zone).key)


def meeting_of(team: Team, *, now: datetime) -> Meeting:
    """The meeting that is on, or the next; without a day and a time, that of this week."""
    rhythm = rhythm_of(team)
    if rhythm is None:
        today = now.astimezone(clock_of(team.zone)).date()
        return Meeting(today - timedelta(days=today.weekday()))
    slot = next_slot(rhythm, after=now - LASTS)
    return Meeting(slot.on, slot.at)


def next_sent(team: Team, *, now: datetime) -> Slot | None:
    """The first meeting before which an agenda can still be sent."""
    rhythm = rhythm_of(team)
    return None if rhythm is None else next_slot(rhythm, after=now + BEFORE)


def meeting_on(team: Team, on: date) -> datetime | None:
    """When the meeting of a day begins."""
    return None if team.meets_at is None else instant(on, team.meets_at, clock_of(team.zone))


def items_of(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items of an agenda."""
    return choose(items, CAPS, most=sum(CAPS.values()))


def opener_for(plan: Plan, meeting: Meeting) -> str:
    """The opener of a meeting."""
    return opener_of(plan.channel, meeting.week, plan.swapped)


def agenda_key(channel: ChannelId, on: date) -> str:
    """The key of the agenda of a meeting, as its channel sees it."""
    return f"agenda:agenda:{channel}:{on}"


def ready_key(channel: ChannelId, on: date) -> str:
    """The key of what a host hears before a meeting."""
    return f"agenda:ready:{channel}:{on}"
