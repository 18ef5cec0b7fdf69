"""Somebody takes up an ask or an offer: whether they can, and the introduction that comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.card import Card, CardKind, CardState
from bot.cards import sentences
from bot.hours import minutes_in_common
from bot.intro import Exchange, IntroPlan, Turns, Why
from bot.people import Person, UserId
from bot.planning import plan_conversation
from bot.refusal import Refusal

WEEK = timedelta(days=7)
MOST_ASKED = 3  # helpers of whom each is asked quietly
MOST_NAMED = 3  # people whom others name for one card


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A card and who takes it up.

    Whoever helps, the claimer of an ask or the author of an offer, has so many introductions `left` this month. The
    `author_free` is here and not paused; the two may be `apart`, as one of them would rather not meet the other.
    """

    card: Card
    claimer: Person
    left: int
    author_free: bool = True
    paused: bool = False
    apart: bool = False
    already: bool = False


def decide_claim(facts: ClaimFacts, *, turns: Turns, now: datetime) -> IntroPlan | Refusal:
    """The introduction that comes of it.

    What is private to others looks as if somebody had been sooner: that they would rather not meet, that the author
    is paused, or has helped as often as they like.
    """
    why = next(_reasons(facts), None)
    return _introduction(facts.card, facts.claimer, turns=turns, now=now) if why is None else Refusal(why)


def _reasons(facts: ClaimFacts) -> Iterator[str]:
    """Why they cannot; what is private to the claimer comes first, so that the rest looks the same to everybody."""
    card, kind = facts.card, facts.card.kind
    if card.author.id == facts.claimer.id:
        yield sentences.OWN
    if facts.already:
        yield sentences.AGAIN
    if card.state in {CardState.CLOSED, CardState.EXPIRED}:
        yield sentences.OVER
    if facts.paused:
        yield sentences.PAUSED
    if kind is CardKind.ASK and facts.left <= 0:
        yield sentences.ENOUGH
    if card.state is CardState.CLAIMED or facts.apart or not facts.author_free or facts.left <= 0:
        yield sentences.TAKEN[kind]


def _introduction(card: Card, claimer: Person, *, turns: Turns, now: datetime) -> IntroPlan:
    """The author first; whoever helps is counted, whether or not a topic is named."""
    asks = card.kind is CardKind.ASK
    said = f"{claimer.name} can help with: {card.text}" if asks else f"{card.author.name} offers: {card.text}"
    helps = Exchange(0, 1, card.topic, helps=True) if asks else Exchange(1, 0, card.topic, helps=True)
    minutes = minutes_in_common(card.author.hours, claimer.hours, start=now, end=now + WEEK)
    why = Why(None, minutes, topics=(helps,), said=said)
    return plan_conversation((card.author, claimer), why, turns=turns, now=now)


@dataclass(frozen=True, slots=True)
class NamedFacts:
    """A card, and somebody whom a colleague named for it: whether they see it, and how many were named before."""

    card: Card
    by: UserId
    named: Person | None
    sees: bool = True
    before: bool = False
    count: int = 0


def refuse_named(facts: NamedFacts) -> Refusal | None:
    """Why nobody is asked, for whoever named them; None where they are, as far as anybody learns."""
    if facts.card.state is not CardState.OPEN:
        return Refusal(sentences.OVER, field="person")
    if facts.before:
        return Refusal(sentences.NAMED_BEFORE, field="person")
    if facts.count >= MOST_NAMED:
        return Refusal(sentences.NAMED_ENOUGH, field="person")
    return _refuse_person(facts)


def _refuse_person(facts: NamedFacts) -> Refusal | None:
    named = facts.named
    if named is None:
        return Refusal(sentences.NOBODY, field="person")
    if named.id == facts.by:
        return Refusal(sentences.YOURSELF, field="person")
    if named.id == facts.card.author.id:
        return Refusal(sentences.ITS_AUTHOR, field="person")
    return None if named.here and facts.sees else Refusal(sentences.UNSEEN, field="person")
