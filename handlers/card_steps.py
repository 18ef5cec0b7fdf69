"""What each thing that people do with asks and offers comes to, in one transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from bot.blocks import told
from bot.card import ASKS, Card, CardKind, CardState, Tap
from bot.cards import life, messages, sentences, views
from bot.cards.claims import NamedFacts, decide_claim, refuse_named
from bot.cards.form import LONGEST, CardForm, decide_card, new_card, typed_card
from bot.people import Absence, Person, UserId
from bot.posts import Message
from bot.refusal import Refusal, too_long
from bot.topic import Doubt
from handlers.payloads import StaleError
from storage import cards, claims, people, posts
from storage.database import Tx
from storage.people import hold_workspace
from storage.takebacks import shown_anew
from storage.turns import load_turns
from storage.words import known_topics

View: TypeAlias = dict[str, Any]
Answered: TypeAlias = Message | View | Refusal
Step: TypeAlias = Callable[[Tx, Card, datetime], Answered]


def form(
    tx: Tx,
    user_id: UserId,
    person: Person,
    kind: CardKind,
    *,
    words: str = "",
    topic: str = "",
    here: str = "",
    now: datetime,
) -> View | Refusal:
    """The form for a new card, which begins with these words and this topic."""
    if not person.here:
        return Refusal(sentences.NOT_HERE)
    places = claims.load_places(tx, user_id, guest=person.absence is Absence.GUEST, here=here)
    card = new_card(person, kind, places, now=now, words=words, topic=topic, known=known_topics(tx))
    return views.card_modal(card, places)


def kind_of(number: int) -> CardKind:
    """The kind that a form was given to keep, by its place.

    Raises:
        StaleError: there is no such kind.
    """
    if number >= len(ASKS):
        raise StaleError(str(number))
    return ASKS[number]


def looks(
    tx: Tx, user_id: UserId, person: Person, sent: CardForm, *, card_id: int, kind: CardKind, now: datetime
) -> View:
    """How a card looks, as the form stands."""
    places = claims.load_places(tx, user_id, guest=person.absence is Absence.GUEST)
    before = _mine(tx, user_id, card_id) if card_id else new_card(person, kind, places, now=now)
    return views.looks_modal(typed_card(sent, before))


def save(
    tx: Tx, user_id: UserId, person: Person, sent: CardForm, *, card_id: int, kind: CardKind, now: datetime
) -> View | Refusal:
    """Keep the card that was meant, show it, and owe a few who may help the question."""
    if not person.here:
        return Refusal(sentences.NOT_HERE, field="what")
    hold_workspace(tx)
    people.meet_person(tx, person)
    places = claims.load_places(tx, user_id, guest=person.absence is Absence.GUEST)
    before = _mine(tx, user_id, card_id) if card_id else new_card(person, kind, places, now=now)
    if before.state is not CardState.OPEN:
        return Refusal(sentences.OVER, field="what")
    card = decide_card(sent, before, known_topics(tx), places, live=len(claims.load_live(tx, user_id)))
    if isinstance(card, Refusal):
        return card
    if isinstance(card, Doubt):
        return views.card_modal(typed_card(sent, before), places, topic=sent.topic, doubt=card)
    with shown_anew(tx, card_id, now=now):
        kept = cards.save_card(tx, card)
    if card_id:
        claims.tell_asked(tx, kept)
        claims.show(tx, kept, now=now)
    else:
        posts.enqueue(tx, messages.plan_card(kept, now=now))
        claims.ask_helpers(tx, kept, now=now)
    return views.saved_modal(kept)


def _mine(tx: Tx, user_id: UserId, card_id: int) -> Card:
    card = cards.load_card(tx, card_id)
    if card is None or card.author.id != user_id or card.kind not in ASKS:
        raise StaleError(str(card_id))
    return card


def _seen(tx: Tx, user_id: UserId, card_id: int) -> Card:
    """A card that somebody may see; of one that they may not, nothing is told."""
    card = cards.load_card(tx, card_id) if cards.may_see(tx, card_id, user_id) else None
    if card is None or card.kind not in ASKS:
        raise StaleError(str(card_id))
    return card


def claim(tx: Tx, user_id: UserId, person: Person, card_id: int, *, now: datetime) -> Message | Refusal:
    """Somebody takes up a card: the two are introduced, unless somebody else was sooner."""
    if not person.here:
        return Refusal(sentences.NOT_HERE)
    hold_workspace(tx)
    card = _seen(tx, user_id, card_id)
    turns = load_turns(tx, [user_id, card.author.id])
    plan = decide_claim(claims.load_claim(tx, card, person, now=now), turns=turns, now=now)
    if isinstance(plan, Refusal):
        return plan
    people.meet_person(tx, person)
    claims.save_claim(tx, life.claimed(card, now=now), plan, user_id, now=now)
    return told(sentences.CLAIMED[card.kind])


def not_now(tx: Tx, user_id: UserId, card_id: int) -> Message:
    """Somebody who was asked says no, which is kept nowhere."""
    _seen(tx, user_id, card_id)
    return told(sentences.PASSED)


def me_too(tx: Tx, user_id: UserId, person: Person, card_id: int, *, now: datetime) -> Message | Refusal:
    """Somebody would like to know, too."""
    hold_workspace(tx)
    card = _seen(tx, user_id, card_id)
    if card.author.id == user_id:
        return Refusal(sentences.OWN)
    if card.state is not CardState.OPEN or card.kind is not CardKind.ASK or not person.here:
        return Refusal(sentences.OVER)
    people.meet_person(tx, person)
    if not cards.tap(tx, card.id, user_id, Tap.ME_TOO, now=now):
        return Refusal(sentences.ME_TOO_ALREADY)
    claims.show(tx, card, now=now)
    return told(sentences.ME_TOO)


def knows_form(tx: Tx, user_id: UserId, card_id: int) -> View | Refusal:
    """The form to name somebody who may help."""
    card = _seen(tx, user_id, card_id)
    if card.author.id == user_id:
        return Refusal(sentences.OWN)
    return views.knows_modal(card) if card.state is CardState.OPEN else Refusal(sentences.OVER)


def name_somebody(
    tx: Tx, user_id: UserId, person: Person, named: Person | None, card_id: int, *, now: datetime
) -> View | Refusal:
    """Somebody was named: they are asked quietly, unless that is not to be, which nobody learns."""
    hold_workspace(tx)
    card = _seen(tx, user_id, card_id)
    before = cards.tappers(tx, card.id, Tap.KNOWS)
    sees = named is not None and cards.may_see(tx, card.id, named.id)
    refusal = refuse_named(NamedFacts(card, user_id, named, sees=sees, before=user_id in before, count=len(before)))
    if refusal is not None or named is None:
        return refusal or Refusal(sentences.NOBODY, field="person")
    people.meet_person(tx, person)
    people.meet_person(tx, named)
    cards.tap(tx, card.id, user_id, Tap.KNOWS, now=now)
    if claims.may_ask(tx, card, named.id, now=now):
        posts.enqueue(tx, [messages.plan_question(card, named.id, now=now)])
    return views.notice_modal(card.kind, sentences.NAMED)


def around(tx: Tx, user_id: UserId, start: int, *, now: datetime) -> View:
    """One page of the asks and offers around somebody."""
    return views.around_modal(claims.load_others(tx, user_id, now=now), start=start)


def take_step(tx: Tx, user_id: UserId, card_id: int, step: Step, *, now: datetime) -> Answered:
    """What somebody does with a card of their own."""
    hold_workspace(tx)
    return step(tx, _mine(tx, user_id, card_id), now)


def edit(tx: Tx, card: Card, _now: datetime) -> View | Refusal:
    """The form, with what is kept."""
    if card.state is not CardState.OPEN:
        return Refusal(sentences.OVER)
    return views.card_modal(card, claims.load_places(tx, card.author.id, guest=False))


def again(tx: Tx, card: Card, now: datetime) -> Message | Refusal:
    """Open it again, as nothing came of it."""
    if card.state is not CardState.CLAIMED:
        return told(sentences.NOT_OPENED) if card.state is CardState.OPEN else Refusal(sentences.OVER_FOR_GOOD)
    for one in cards.tappers(tx, card.id, Tap.CLAIM):
        cards.untap(tx, card.id, one, Tap.CLAIM)
    claims.show(tx, cards.save_card(tx, life.opened(card, now=now)), now=now)
    return told(sentences.OPENED)


def stays(tx: Tx, card: Card, now: datetime) -> Message | Refusal:
    """It is still open."""
    kept = life.stays(card, now=now)
    if kept is None:
        return Refusal(sentences.OVER_FOR_GOOD)
    claims.show(tx, cards.save_card(tx, kept), now=now)
    return told(sentences.STAYS)


def ask_close(tx: Tx, card: Card, _now: datetime) -> View | Refusal:
    """Whether they mean it, and a line of thanks."""
    if card.state is CardState.CLOSED:
        return Refusal(sentences.OVER)
    return views.close_modal(card, _helper(tx, card))


def _helper(tx: Tx, card: Card) -> str:
    """Who helped with an ask, by name, or ""."""
    who = cards.tappers(tx, card.id, Tap.CLAIM) if card.kind is CardKind.ASK else ()
    return "".join(one.name for one in people.load_people(tx, who[-1:]).values())


def close(line: str) -> Step:
    """Close it, and thank whoever helped."""

    def step(tx: Tx, card: Card, now: datetime) -> View | Refusal:
        if card.state is CardState.CLOSED:
            return Refusal(sentences.OVER, field="thanks")
        if len(line) > LONGEST:
            return Refusal(too_long(LONGEST), field="thanks")
        claims.settle(tx, life.ended(card, CardState.CLOSED, now=now), now=now)
        helpers = cards.tappers(tx, card.id, Tap.CLAIM) if line.strip() and _helper(tx, card) else ()
        posts.enqueue(tx, [messages.plan_thanks(card, one, line, now=now) for one in helpers])
        return views.notice_modal(card.kind, sentences.CLOSED_WITH_THANKS if helpers else sentences.CLOSED)

    return step


def ask_delete(_tx: Tx, card: Card, _now: datetime) -> View:
    """Whether they mean it."""
    return views.delete_modal(card)


def delete(tx: Tx, card: Card, now: datetime) -> View:
    """Keep nothing of the card, nor of what was said about it."""
    claims.take_back(tx, card, now=now)
    return views.notice_modal(card.kind, sentences.DELETED)
