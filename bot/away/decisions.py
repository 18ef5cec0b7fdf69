"""Whether to propose a pause to somebody whose status says that they are away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.away import views
from bot.away.status import Status
from bot.people import Person
from bot.posts import Post, Worth

WORTH_PROPOSING = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class AwayFacts:
    """Somebody who is in, the status that they have now, and the mark of the one that was looked at before."""

    person: Person
    status: Status
    seen: str
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AwayPlan:
    """The mark of what was looked at ("" where it says nothing), and the proposal, if any."""

    mark: str
    post: Post | None = None


def plan_proposal(facts: AwayFacts, *, now: datetime) -> AwayPlan:
    """Propose a pause once for each status; whoever pauses already needs none."""
    status, zone = facts.status, facts.person.zone
    if not status.away or not status.lasts(zone, now=now):
        return AwayPlan("")
    mark = status.mark(facts.person.id)
    paused = facts.paused_until is not None and facts.paused_until > now
    if mark == facts.seen or paused:
        return AwayPlan(mark)
    post = Post(
        key=f"{views.PROPOSAL}:{facts.person.id}:{int(now.timestamp())}",
        to=(facts.person.id,),
        message=views.proposal_message(status.back_on(zone, now=now)),
        due_at=now,
        expires_at=now + WORTH_PROPOSING,
        unless_away=True,
        worth=Worth.EXTRA,
    )
    return AwayPlan(mark, post)
