"""An intro: two or more people, one honest reason, a way to meet, and times that suit them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.people import Person, UserId, is_nobody
from bot.wishes import Way

PAIR = 2
START_SWAP = "swaps:start"  # the button of an intro that begins a text swap; its value is the intro's id


class IntroState(StrEnum):
    """Introduced; skipped afterwards, so that nobody is left to meet; closed before it was sent; or over in time."""

    INTRODUCED = "introduced"
    SKIPPED = "skipped"
    CLOSED = "closed"
    OVER = "over"


class Answer(StrEnum):
    """The three taps."""

    MET = "met"
    PLANNED = "planned"
    NOT_MET = "not-met"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A topic that brings two of an intro's people together, by their places in it.

    The `learner` wants to learn it; the `other` `helps` with it, or wants to learn it, too.
    """

    learner: int
    other: int
    topic: str
    helps: bool


@dataclass(frozen=True, slots=True)
class Why:
    """What made the match, as it was counted.

    The rounds since any two of them last met (None: they have not met here), the minutes of a week in which all of
    them work, the points of each term of the matching that all of them may know of, and the topics of those points.
    Where somebody brought them together, `said` has the reason in that person's words.
    """

    rounds_since: int | None
    minutes: int
    terms: Mapping[str, int] = field(default_factory=dict[str, int])
    topics: tuple[Exchange, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class IntroPlan:
    """An intro to be: with the starts (UTC) of half hours that suit everybody, and when each is asked about it.

    It is sent from `due_at` on: to all of them together, or, where `apart`, to each in their own day, as their
    hours do not meet. `starter` goes first, and `stretched` leave their usual hours for the times.
    Where no time is picked, the starter gets first lines at `openers_at`, and everybody fresh times at `fresh_at`.
    Those who meet `at_once` have picked the moment, `planned_at`. A `broker` brought them together, out of any round.
    """

    people: tuple[Person, ...]
    why: Why
    times: tuple[datetime, ...]
    due_at: datetime
    asked_at: Mapping[UserId, datetime]
    way: Way = Way.VIDEO
    apart: bool = False
    starter: UserId | None = None
    stretched: frozenset[UserId] = frozenset()
    second: bool = False
    fresh_at: datetime | None = None
    openers_at: datetime | None = None
    planned_at: datetime | None = None
    at_once: bool = False
    broker: UserId | None = None


@dataclass(frozen=True, slots=True)
class Intro:
    """People brought together; what an `IntroPlan` became, and the time (UTC) they picked, if any.

    `times` are on offer now, `offered` all that ever were; `fresh` where they were renewed as nobody had picked one.
    Those who `skipped` are out of it. `second` makes up for one that did not take place. `card` counts the cards
    that were drawn (None: they would rather have none). `calendar` is the address of its calendar file and
    `meeting` that of its call, "" where there is none; `sequence` counts how often the calendar's entry changed.
    It is `at_once` where they met out of a round, as they were free at the same moment; a `broker` brought them
    together where one did.
    """

    id: int
    people: tuple[Person, ...]
    why: Why
    times: tuple[datetime, ...]
    way: Way = Way.VIDEO
    apart: bool = False
    starter: UserId | None = None
    planned_at: datetime | None = None
    state: IntroState = IntroState.INTRODUCED
    skipped: frozenset[UserId] = frozenset()
    offered: tuple[datetime, ...] = ()
    fresh: bool = False
    second: bool = False
    card: int | None = 0
    calendar: str = ""
    meeting: str = ""
    sequence: int = 0
    at_once: bool = False
    broker: UserId | None = None

    @property
    def immediate(self) -> bool:
        """Whether they meet at the moment at which they were introduced, and have not moved it."""
        return self.at_once and self.sequence == 0

    @property
    def left(self) -> tuple[Person, ...]:
        """The people who have neither skipped nor deleted themselves."""
        return tuple(one for one in self.people if one.id not in self.skipped and not is_nobody(one.id))

    def others(self, me: UserId) -> tuple[Person, ...]:
        """The people that `me` is introduced to."""
        return tuple(person for person in self.people if person.id != me)

    def key_for(self, user_id: UserId) -> str:
        """The key of the post that introduces this person to the others."""
        return intro_key(self.id, user_id if self.apart else None)

    @property
    def audiences(self) -> Mapping[str, tuple[UserId, ...]]:
        """Whom each of the posts that introduce them is for, by its key."""
        ids = sorted(person.id for person in self.people)
        return {self.key_for(one): (one,) for one in ids} if self.apart else {intro_key(self.id): tuple(ids)}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the posts that introduce them."""
        return tuple(self.audiences)


@dataclass(frozen=True, slots=True)
class Turns:
    """How often each has gone first in a conversation, and left their usual hours for one."""

    starts: Mapping[UserId, int] = field(default_factory=dict[UserId, int])
    stretches: Mapping[UserId, int] = field(default_factory=dict[UserId, int])


def intro_key(intro_id: int, user_id: UserId | None = None) -> str:
    """The key of the post that introduces people, or one of them where each gets their own."""
    return f"intros:intro:{intro_id}" + (f":{user_id}" if user_id else "")


def checkin_key(checkin_id: int) -> str:
    """The key of the post that asks one person whether they met."""
    return f"intros:checkin:{checkin_id}"
