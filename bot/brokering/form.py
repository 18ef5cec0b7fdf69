"""What was filled in of a proposal, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.brokering import sentences
from bot.brokering.proposal import LASTS, LONGEST, MOST_OPEN, Proposal
from bot.people import Absence, Person, UserId
from bot.refusal import Refusal, too_long


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """The form as it was sent; `chosen` are the two as Slack knows them, by id."""

    learner: str
    helper: str
    about: str
    chosen: Mapping[UserId, Person] = field(default_factory=dict[UserId, Person])


def decide_proposal(
    form: ProposalForm, broker: Person, *, under_way: int, lately: bool, now: datetime, goal: int | None = None
) -> Proposal | Refusal:
    """The proposal that was meant, of somebody who has so many `under_way`; `lately` they proposed the same two."""
    refusal = next(_refusals(form, broker, under_way=under_way, lately=lately), None)
    if refusal is not None:
        return refusal
    about = " ".join(form.about.split())
    return Proposal(0, broker.id, UserId(form.learner), UserId(form.helper), about, now, now + LASTS, goal=goal)


def _refusals(form: ProposalForm, broker: Person, *, under_way: int, lately: bool) -> Iterator[Refusal]:
    may_not = refuse_broker(broker)
    if may_not is not None:
        yield may_not
    if not form.learner:
        yield Refusal(sentences.NO_LEARNER, field="learner")
    if not form.helper:
        yield Refusal(sentences.NO_HELPER, field="helper")
    if form.learner == form.helper:
        yield Refusal(sentences.SAME, field="helper")
    for name, one in (("learner", form.learner), ("helper", form.helper)):
        yield from _refuse_person(name, one, form, broker)
    yield from _refuse_words(form.about)
    if lately:
        yield Refusal(sentences.AGAIN, field="helper")
    if under_way >= MOST_OPEN:
        yield Refusal(sentences.too_many(MOST_OPEN), field="about")


def refuse_broker(broker: Person) -> Refusal | None:
    """Why somebody may not introduce people; None where they may."""
    if not broker.here:
        return Refusal(sentences.NOT_HERE, field="about")
    return Refusal(sentences.GUEST, field="about") if broker.absence is Absence.GUEST else None


def _refuse_words(about: str) -> Iterator[Refusal]:
    if not about.strip():
        yield Refusal(sentences.NO_WORDS, field="about")
    if len(about) > LONGEST:
        yield Refusal(too_long(LONGEST), field="about")


def _refuse_person(name: str, user_id: str, form: ProposalForm, broker: Person) -> Iterator[Refusal]:
    person = form.chosen.get(UserId(user_id))
    if user_id == broker.id:
        yield Refusal(sentences.YOURSELF, field=name)
    elif person is None or not person.here:
        yield Refusal(sentences.gone("This person" if person is None else person.name), field=name)
    elif person.absence is Absence.GUEST:
        yield Refusal(sentences.guest(person.name), field=name)
