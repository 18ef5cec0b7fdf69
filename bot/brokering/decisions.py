"""Double opt-in: who is asked when, what an answer changes, and what is told at the one moment at which it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.blocks import told
from bot.brokering import sentences, views
from bot.brokering.proposal import Consent, Facts, Proposal, ProposalState, Side, posts_of
from bot.hours import minutes_in_common
from bot.intro import Exchange, IntroPlan, Turns, Why
from bot.people import Person, UserId
from bot.planning import plan_conversation
from bot.posts import Message, Post, Worth

WEEK = timedelta(days=7)
LINE_AFTER = timedelta(weeks=2)  # an introduction
WORTH_SAYING = timedelta(days=7)
LINE_PART = "line"
ROLES = ("learner", "helper")


@dataclass(frozen=True, slots=True)
class Step:
    """What comes of an answer: the proposal from now on, what whoever answered sees, and who is asked next, if any.

    With `introduces`, the two are introduced.
    """

    proposal: Proposal
    message: Message
    question: Post | None = None
    introduces: bool = False


def decide_first(facts: Facts, *, now: datetime) -> Post | None:
    """The question to whoever would learn; None where they are not asked, which nobody can tell from a no."""
    if facts.broker is None or facts.learner is None or facts.helper is None or facts.barred:
        return None
    message = views.learner_message(facts.proposal, facts.broker, facts.helper.person)
    return _question(facts.proposal, facts.learner, ROLES[0], message, now=now)


def _second(facts: Facts, *, now: datetime) -> Post | None:
    """The question to whoever would help; None where they cannot, or are not asked."""
    if facts.broker is None or facts.learner is None or facts.helper is None or facts.barred or not facts.helper.left:
        return None
    message = views.helper_message(facts.proposal, facts.broker, facts.learner.person, facts.helper)
    return _question(facts.proposal, facts.helper, ROLES[1], message, now=now)


def _question(proposal: Proposal, side: Side, role: str, message: Message, *, now: datetime) -> Post | None:
    begins, ends = max(now, side.paused_until or now), proposal.due_at
    if not side.person.here or ends is None or begins >= ends:
        return None
    return Post(
        key=f"{posts_of(proposal.id)}{role}",
        to=(side.person.id,),
        message=message,
        due_at=begins,
        expires_at=ends,
        unless_away=True,
        worth=Worth.QUESTION,
    )


def questions_of(proposal: Proposal) -> Mapping[str, UserId | None]:
    """Whom each of the two questions is for, by its key."""
    return dict(
        zip((f"{posts_of(proposal.id)}{role}" for role in ROLES), (proposal.learner, proposal.helper), strict=True)
    )


def decide_answer(facts: Facts, who: UserId, *, yes: bool, now: datetime) -> Step:
    """What an answer of the one whose turn it is changes."""
    proposal = facts.proposal
    said = Consent.YES if yes else Consent.NO
    after = replace(proposal, consents={**proposal.consents, who: said})
    over = replace(after, state=ProposalState.NOT_THIS_TIME)
    if not yes:
        return Step(over, told(sentences.SAID_NO))
    if proposal.state is ProposalState.ASKED_LEARNER:
        return _ask_helper(facts, after, over, now=now)
    if facts.learner is None or facts.helper is None or not facts.learner.person.here or facts.barred:
        return Step(over, told(sentences.NOT_AFTER_ALL))
    if not facts.helper.left:
        return Step(over, told(sentences.NONE_LEFT))
    introduced = replace(after, state=ProposalState.INTRODUCED, due_at=now + LINE_AFTER)
    return Step(introduced, told(sentences.INTRODUCED), introduces=True)


def _ask_helper(facts: Facts, after: Proposal, over: Proposal, *, now: datetime) -> Step:
    """After the first yes; what that one sees does not tell whether the other is asked."""
    name = "the other" if facts.helper is None else facts.helper.person.name
    message = told(sentences.asking(name))
    question = _second(facts, now=now)
    if question is None or facts.helper is None:
        return Step(over, message)
    asked = {**after.consents, facts.helper.person.id: Consent.ASKED}
    return Step(replace(after, state=ProposalState.ASKED_HELPER, consents=asked), message, question)


def plan_meeting(proposal: Proposal, learner: Person, helper: Person, turns: Turns, *, now: datetime) -> IntroPlan:
    """The introduction of two who said yes; it counts as help given, and its reason is in the broker's words."""
    shared = minutes_in_common(learner.hours, helper.hours, start=now, end=now + WEEK)
    why = Why(None, shared, topics=(Exchange(0, 1, "", helps=True),), said=proposal.about)
    return plan_conversation((learner, helper), why, turns=turns, now=now, broker=proposal.broker)


def plan_success(proposal: Proposal, learner: Person, helper: Person, *, now: datetime) -> Post:
    """To the broker: that two are introduced."""
    return _tell(proposal, proposal.broker, "met", views.introduced_message(proposal, learner, helper), now=now)


def decide_end(facts: Facts, *, now: datetime) -> tuple[Proposal, tuple[Post, ...]]:
    """What is told once the week is over: the same to the broker, and to who said yes, whatever came between."""
    proposal = facts.proposal
    state = ProposalState.EXPIRED if proposal.open else proposal.state
    sides = tuple(side.person for side in (facts.learner, facts.helper) if side is not None)
    agreed = [one.id for one in sides if one.here and one.id in proposal.agreed]
    posts = [_over_for(proposal, one, now=now) for one in agreed]
    if state is not ProposalState.WITHDRAWN and facts.broker is not None and facts.broker.here:
        posts.append(_tell(proposal, proposal.broker, "over", views.over_message(proposal, sides), now=now))
    return replace(proposal, state=state, due_at=None), tuple(posts)


def plan_farewells(proposal: Proposal, *, now: datetime) -> tuple[Post, ...]:
    """To who said yes to what goes with its broker: that it does not come about."""
    over = proposal.state is ProposalState.INTRODUCED
    return tuple(_over_for(proposal, one, now=now) for one in proposal.agreed if not over)


def _over_for(proposal: Proposal, agreed: UserId, *, now: datetime) -> Post:
    return _tell(proposal, agreed, f"over:{agreed}:told", views.over_for_me_message(), now=now)


def _tell(proposal: Proposal, to: UserId, key: str, message: Message, *, now: datetime) -> Post:
    """What somebody hears of what they proposed, or said yes to."""
    return Post(
        key=f"{posts_of(proposal.id)}{key}",
        to=(to,),
        message=message,
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=False,
    )


def decide_lines(facts: Facts, *, skipped: frozenset[UserId], now: datetime) -> tuple[Proposal, tuple[Post, ...]]:
    """Each of two who were introduced is asked once for a line back; nobody is, where one of them has gone."""
    proposal, broker = facts.proposal, facts.broker
    after = replace(proposal, due_at=None)
    if broker is None or not broker.here or facts.learner is None or facts.helper is None or skipped:
        return after, ()
    pairs = ((facts.learner, facts.helper), (facts.helper, facts.learner))
    return after, tuple(
        Post(
            key=f"{posts_of(proposal.id)}{LINE_PART}:{me.person.id}:asked",
            to=(me.person.id,),
            message=views.line_question(proposal, broker, other.person),
            due_at=now,
            expires_at=now + WORTH_SAYING,
            unless_away=True,
            worth=Worth.QUESTION,
        )
        for me, other in pairs
        if me.person.here
    )


def plan_line(proposal: Proposal, writer: Person, other: Person | None, line: str, *, now: datetime) -> Post:
    """To the broker: one line back."""
    key = f"{LINE_PART}:{writer.id}:written"
    return _tell(proposal, proposal.broker, key, views.line_message(writer, other, line), now=now)
