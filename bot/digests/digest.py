"""A digest: when a channel gets one, and what is in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import Due, Rhythm, Slot, clock_of, decide_due, instant, next_slot
from bot.news import Item, NewsKind, choose
from bot.people import ChannelId, Person, UserId

MOST = 10  # lines
CAPS = {  # of each kind, in the order in which they take their turns
    NewsKind.ASK: 3,
    NewsKind.GOAL: 3,
    NewsKind.WIN: 2,
    NewsKind.OFFER: 2,
    NewsKind.STORY: 1,
    NewsKind.RESOURCE: 5,
}
LATE = timedelta(days=1)  # what is missed by more comes in the next week
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Digest:
    """When a channel gets its digest: a weekday (0 is Monday) and a wall time of a zone, unless it is paused.

    The next is of the day `next_on`, and due then. `told` says that a host knows that the channel is closed.
    """

    channel: ChannelId
    zone: str
    weekday: int = THURSDAY
    at: time = time(10)
    paused: bool = False
    next_on: date | None = None
    told: bool = False

    @property
    def clock(self) -> ZoneInfo:
        """The clock it goes by."""
        return clock_of(self.zone)

    @property
    def rhythm(self) -> Rhythm:
        """How it comes round."""
        return Rhythm(1, self.weekday, self.at, self.clock.key)

    @property
    def due_at(self) -> datetime | None:
        """When the next is due."""
        return None if self.paused or self.next_on is None else instant(self.next_on, self.at, self.clock)


def next_digest(digest: Digest, *, now: datetime) -> date:
    """The day of the first digest from now on."""
    return next_slot(digest.rhythm, after=now).on


def due_of(digest: Digest, on: date, *, now: datetime) -> Due:
    """What to do about the digest of a day: a day late at most, it comes; else the next one does."""
    return decide_due(digest.rhythm, due=Slot(on, instant(on, digest.at, digest.clock)), now=now, late=LATE)


def lines_of(items: Iterable[Item]) -> tuple[Item, ...]:
    """The lines of a digest."""
    return choose(items, CAPS, most=MOST)


def digest_key(channel: ChannelId, on: date) -> str:
    """The key of a channel's digest of a day: it is posted once."""
    return f"digests:digest:{channel}:{on}"


def closed_key(channel: ChannelId, on: date) -> str:
    """The key of what a host hears where the channel was closed on the day of a digest."""
    return f"digests:closed:{channel}:{on}"


NOTICED, CHEERED = SAID = "digests:noticed:", "digests:cheered:"  # how the keys begin of what one tells another


def said_key(said: str, item_id: int, user_id: UserId) -> str:
    """The key of what somebody told the owner of a goal or a card, once."""
    return f"{said}{item_id}:{user_id}:"


def first_here(hosts: Iterable[Person]) -> Person | None:
    """The first of a team's hosts whom we may write to."""
    return next((host for host in hosts if host.here), None)
