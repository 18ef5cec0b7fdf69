"""A goal: what somebody wants to get better at by a day, who may see it, and who goes along with them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar import Rhythm, instant, next_slot, zone_named
from bot.people import Person, UserId

MOST = 12  # goals of one person that are not closed
MOST_PARTNERS = 2
EVERY_WEEKS = (1, 2, 3, 4, 0)  # between two check-ins; 0: none
USUAL_WEEKS = 2
PATIENCE = 2  # check-ins without an answer, before it is asked whether to stop
_HALF_A_WEEK = timedelta(days=3)


class SeenBy(StrEnum):
    """Who may see a goal, each with all those before."""

    ME = "me"
    PARTNERS = "partners"
    HOSTS = "hosts"
    TEAM = "team"
    EVERYONE = "everyone"

    @property
    def open(self) -> bool:
        """Whether coffee may use it, and say so."""
        return self in {SeenBy.TEAM, SeenBy.EVERYONE}


class GoalState(StrEnum):
    """The life of a goal; the last three are ends, and all of them good ones."""

    OPEN = "open"
    ON_HOLD = "on hold"
    DONE = "done"
    CHANGED = "changed"
    LET_GO = "let go"

    @property
    def live(self) -> bool:
        """Whether it is not closed."""
        return self in {GoalState.OPEN, GoalState.ON_HOLD}


class Partnership(StrEnum):
    """How a partner stands to a goal that they were asked to go along with."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"


class Said(StrEnum):
    """What an owner said last of how it goes."""

    MOVING = "moving"
    STUCK = "stuck"
    ON_HOLD = "on hold"
    DONE = "done"
    CHANGED = "changed"
    LET_GO = "let go"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who was asked to go along."""

    person: Person
    state: Partnership


@dataclass(frozen=True, slots=True)
class Slot:
    """When somebody is asked about their goals: a weekday (0 is Monday) and a wall time of their zone."""

    zone: str
    weekday: int = 1
    at: time = time(10)

    @property
    def clock(self) -> ZoneInfo:
        """Their own clock."""
        return zone_named(self.zone)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal; its id is 0 until it is kept.

    A check-in comes every so many weeks, next at `ask_at`; so many in a row found no answer, and `ending` says that
    the time is over and how it ends was asked. `said` is the owner's last word, at `said_at`, with a `note`, which
    their partners know once it is `shared`.
    """

    id: int
    owner: UserId
    topic: str
    what: str
    until: date
    why: str = ""
    step: str = ""
    seen_by: SeenBy = SeenBy.PARTNERS
    every_weeks: int = USUAL_WEEKS
    state: GoalState = GoalState.OPEN
    partners: tuple[Partner, ...] = ()
    ask_at: datetime | None = None
    unanswered: int = 0
    ending: bool = False
    said: Said | None = None
    said_at: datetime | None = None
    note: str = ""
    shared: bool = False

    def those(self, *states: Partnership) -> tuple[Person, ...]:
        """Its partners who stand so and are here."""
        return tuple(one.person for one in self.partners if one.state in states and one.person.here)

    @property
    def going_along(self) -> tuple[Person, ...]:
        """Its partners who said yes and are here."""
        return self.those(Partnership.ACCEPTED)

    @property
    def stamp(self) -> int:
        """What tells the owner's last word from those before: seconds since 1970, 0 where they said nothing."""
        return 0 if self.said_at is None else int(self.said_at.timestamp())


@dataclass(frozen=True, slots=True)
class Shown:
    """A goal that its owner shows to somebody, and whether that one is its partner."""

    goal: Goal
    name: str
    partner: bool = False


def next_ask(goal: Goal, slot: Slot, *, now: datetime) -> datetime | None:
    """When its owner is asked next: in their slot, about so many weeks from now, or when its time is over."""
    if goal.state is not GoalState.OPEN:
        return None
    over = max(now, instant(goal.until, slot.at, slot.clock))
    if not goal.every_weeks or goal.unanswered > PATIENCE:
        return over
    after = now + timedelta(weeks=goal.every_weeks) - _HALF_A_WEEK
    return min(over, next_slot(Rhythm(1, slot.weekday, slot.at, slot.zone), after=after).at)


def posts_of(goal_id: int) -> str:
    """How the keys of all posts about a goal begin."""
    return f"goals:goal:{goal_id}:"
