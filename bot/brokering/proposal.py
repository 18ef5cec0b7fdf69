"""A proposal: somebody thinks that two people might like to talk; one is asked first, then the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.people import Person, UserId

LASTS = timedelta(days=7)  # after which a broker hears of it, whatever came between
PAIR_LATELY = timedelta(weeks=12)  # so long, the same two are not asked again
MOST_OPEN = 10  # proposals of one broker that are under way
LONGEST = 200  # characters of what they would talk about


class ProposalState(StrEnum):
    """The life of a proposal; how it ended otherwise than by an introduction, no broker is ever shown."""

    ASKED_LEARNER = "asked learner"
    ASKED_HELPER = "asked helper"
    INTRODUCED = "introduced"
    NOT_THIS_TIME = "not this time"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """What somebody says who was asked."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a `broker` proposed; its id is 0 until it is kept.

    Who has deleted themselves is None. What is to be done with it next falls due at `due_at`: a week after it was
    made its end is told, two weeks after an introduction each of the two is asked for a line back. `consents` are of
    those who were asked.
    """

    id: int
    broker: UserId
    learner: UserId | None
    helper: UserId | None
    about: str
    made_at: datetime
    due_at: datetime | None
    state: ProposalState = ProposalState.ASKED_LEARNER
    goal: int | None = None
    intro: int | None = None
    consents: Mapping[UserId, Consent] = field(default_factory=dict[UserId, Consent])

    @property
    def open(self) -> bool:
        """Whether an answer still matters."""
        return self.state in {ProposalState.ASKED_LEARNER, ProposalState.ASKED_HELPER}

    @property
    def agreed(self) -> tuple[UserId, ...]:
        """Those who said yes."""
        return tuple(one for one, consent in self.consents.items() if consent is Consent.YES)

    def awaits(self, user_id: UserId) -> bool:
        """Whether this person's answer is the next one."""
        turn = {ProposalState.ASKED_LEARNER: self.learner, ProposalState.ASKED_HELPER: self.helper}
        return turn.get(self.state) == user_id and self.consents.get(user_id) is Consent.ASKED


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as they are now: paused until when, and in how many introductions they help this month."""

    person: Person
    paused_until: datetime | None = None
    cap: int = 0
    helped: int = 0

    @property
    def left(self) -> int:
        """In how many introductions they help this month yet."""
        return max(0, self.cap - self.helped)


@dataclass(frozen=True, slots=True)
class Facts:
    """A proposal and its people as they are now; None for who is not known any more.

    It is `barred` where one of them would rather not meet another, or both were asked lately.
    """

    proposal: Proposal
    broker: Person | None
    learner: Side | None
    helper: Side | None
    barred: bool = False


def posts_of(proposal_id: int) -> str:
    """How the keys of all posts about a proposal begin."""
    return f"brokering:proposal:{proposal_id}:"
