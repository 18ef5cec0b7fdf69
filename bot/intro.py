"""An intro: two or more people, one honest reason, a way to meet, and times that suit them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.people import Person, UserId
from bot.wishes import Way

PAIR = 2


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
class Why:
    """What made the match, as it was counted.

    The rounds since any two of them last met (None: they have not met here), and the minutes of a week in which
    all of them work.
    """

    rounds_since: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class IntroPlan:
    """An intro to be: with the starts (UTC) of half hours that suit everybody, and when each is asked about it.

    It is sent from `due_at` on: to all of them together, or, where `apart`, to each in their own day, as their
    hours do not meet. `starter` goes first, and `stretched` leave their usual hours for the times.
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


@dataclass(frozen=True, slots=True)
class Intro:
    """People brought together; what an `IntroPlan` became, and the time (UTC) they picked, if any."""

    id: int
    people: tuple[Person, ...]
    why: Why
    times: tuple[datetime, ...]
    way: Way = Way.VIDEO
    apart: bool = False
    starter: UserId | None = None
    planned_at: datetime | None = None

    def others(self, me: UserId) -> tuple[Person, ...]:
        """The people that `me` is introduced to."""
        return tuple(person for person in self.people if person.id != me)

    def key_for(self, user_id: UserId) -> str:
        """The key of the post that introduces this person to the others."""
        return intro_key(self.id, user_id if self.apart else None)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the posts that introduce them."""
        return tuple(sorted({self.key_for(person.id) for person in self.people}))


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
