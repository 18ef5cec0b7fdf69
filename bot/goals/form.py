"""What was filled in of a goal, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.goals import sentences
from bot.goals.goal import MOST, MOST_PARTNERS, Goal, Partner, Partnership, SeenBy, Slot, next_ask
from bot.people import Person, UserId
from bot.refusal import Refusal, too_long
from bot.topic import Doubt, Topic, find_topic, key_of, refuse_topic, suggest_topic

LONGEST = 300  # characters of a text
FARTHEST = timedelta(days=366)
USUAL = timedelta(weeks=8)
FEW = 3  # words that may be a topic


@dataclass(frozen=True, slots=True)
class GoalForm:
    """The form as it was sent; `chosen` are the people chosen as partners, as Slack knows them."""

    topic: str
    what: str
    why: str
    until: str
    step: str
    seen_by: str
    partners: tuple[UserId, ...] = ()
    chosen: Mapping[UserId, Person] = field(default_factory=dict[UserId, Person])
    asked: tuple[str, ...] = ()


def new_goal(owner: UserId, *, today: date, words: str = "", known: Mapping[str, Topic] | None = None) -> Goal:
    """What the form for a new goal starts with: the words are what it is about, and the topic where they may name one.

    They may where it is `known`, or where they are few.
    """
    topic = find_topic(words, known or {})
    names = refuse_topic(words) is None and (topic.id > 0 or len(words.split()) <= FEW)
    return Goal(0, owner, topic.name if names else "", words[:LONGEST], today + USUAL)


def decide_goal(
    form: GoalForm, before: Goal, known: Mapping[str, Topic], slot: Slot, *, live: int, now: datetime
) -> Goal | Refusal | Doubt:
    """The goal that was meant, where `before` was; its owner has so many that are `live`.

    Whoever was chosen newly is asked; a partner who was not chosen again is one no longer.
    """
    today = now.astimezone(slot.clock).date()
    refusal = next(_refusals(form, before, live=live, today=today), None)
    if refusal is not None:
        return refusal
    typed = " ".join(form.topic.split())
    near = None if key_of(typed) in form.asked else suggest_topic(typed, known)
    if near is not None:
        return Doubt({typed: near})
    goal = replace(
        before,
        topic=find_topic(typed, known).name,
        what=" ".join(form.what.split()),
        why=form.why.strip(),
        step=form.step.strip(),
        until=date.fromisoformat(form.until),
        seen_by=SeenBy(form.seen_by),
        partners=_partners(form, before),
    )
    if goal.id and goal.until == before.until:
        return goal
    goal = replace(goal, ending=False)
    return replace(goal, ask_at=next_ask(goal, slot, now=now))


def _refusals(form: GoalForm, before: Goal, *, live: int, today: date) -> Iterator[Refusal]:
    if not before.id and live >= MOST:
        yield Refusal(sentences.too_many(MOST), field="what")
    if not form.what.strip():
        yield Refusal(sentences.NO_WORDS, field="what")
    for name, text in (("what", form.what), ("why", form.why), ("step", form.step)):
        if len(text) > LONGEST:
            yield Refusal(too_long(LONGEST), field=name)
    wrong = refuse_topic(form.topic)
    if wrong is not None:
        yield replace(wrong, field="topic")
    yield from _refuse_day(read_day(form.until), before, today=today)
    if form.seen_by not in list(SeenBy):
        yield Refusal(sentences.NO_CHOICE, field="seen_by")
    yield from _refuse_partners(form, before)


def read_day(text: str) -> date | None:
    """A date as a form has it; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _refuse_day(on: date | None, before: Goal, *, today: date) -> Iterator[Refusal]:
    if on is None:
        yield Refusal(sentences.NO_DAY, field="until")
    elif on > today + FARTHEST:
        yield Refusal(sentences.FAR, field="until")
    elif on <= today and not (before.id and on == before.until):
        yield Refusal(sentences.PAST, field="until")


def _refuse_partners(form: GoalForm, before: Goal) -> Iterator[Refusal]:
    if len(form.partners) > MOST_PARTNERS:
        yield Refusal(sentences.too_many_partners(MOST_PARTNERS), field="partners")
    if before.owner in form.partners:
        yield Refusal(sentences.YOURSELF, field="partners")
    said_no = {one.id for one in before.those(Partnership.DECLINED, Partnership.LEFT)}
    for one in form.partners:
        person = form.chosen.get(one)
        if person is None or not person.here:
            yield Refusal(sentences.gone(person.name if person else "This person"), field="partners")
        elif one in said_no:
            yield Refusal(sentences.not_again(person.name), field="partners")
    if form.partners and form.seen_by == SeenBy.ME:
        yield Refusal(sentences.ALONE, field="seen_by")


def _partners(form: GoalForm, before: Goal) -> tuple[Partner, ...]:
    """Those who stay as they were, those who are not meant any more, and those who are new, to be asked."""
    kept: list[Partner] = []
    for one in before.partners:
        if one.person.id in form.partners or one.state in {Partnership.DECLINED, Partnership.LEFT}:
            kept.append(one)
        elif one.state is Partnership.ACCEPTED:
            kept.append(replace(one, state=Partnership.LEFT))
    new = [one for one in form.partners if one not in {partner.person.id for partner in kept}]
    return (*kept, *(Partner(form.chosen[one], Partnership.ASKED) for one in new))
