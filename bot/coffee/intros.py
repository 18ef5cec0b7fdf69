"""An intro: two or three people, one honest reason, and times that suit them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.hours import Hours
from bot.people import Person, UserId

PAIR = 2


class IntroState(StrEnum):
    """Introduced; skipped by one of them afterwards; or closed because somebody left before it was sent."""

    INTRODUCED = "introduced"
    SKIPPED = "skipped"
    CLOSED = "closed"


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
class Intro:
    """People brought together, with the starts (UTC) of half hours inside everybody's working hours."""

    id: int
    people: tuple[Person, ...]
    why: Why
    times: tuple[datetime, ...]

    def others(self, me: UserId) -> tuple[Person, ...]:
        """The people that `me` is introduced to."""
        return tuple(person for person in self.people if person.id != me)


def hours_of(person: Person) -> Hours:
    """When `person` works, on their own clock."""
    return Hours(person.zone, person.start, person.end, person.days)


def intro_key(intro_id: int) -> str:
    """The key of the post that introduces people."""
    return f"coffee:intro:{intro_id}"


def checkin_key(checkin_id: int) -> str:
    """The key of the post that asks one person whether they met."""
    return f"coffee:checkin:{checkin_id}"
