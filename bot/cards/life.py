"""The life of an ask or an offer: open, claimed, closed or expired, when each ends, and when nothing of it is kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.card import Card, CardState

ASKS_AFTER = timedelta(days=10)  # whether it is still open; a weekend or a full week may put that off
LASTS = timedelta(days=14)  # once more, where its author says so
AT_LEAST = timedelta(days=2)  # to answer the question
CLAIMED_FOR = timedelta(days=14)  # then it closes by itself
KEPT = timedelta(days=365)  # after its end


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of a card whose time came: the card, None where it goes; its author `asks` themselves, or not."""

    card: Card | None
    asks: bool = False


def opened(card: Card, *, now: datetime) -> Card:
    """Open it, or open it again, from now on."""
    return replace(card, state=CardState.OPEN, made_at=now, due_at=now + ASKS_AFTER, asked=False)


def claimed(card: Card, *, now: datetime) -> Card:
    """Somebody takes it up."""
    return replace(card, state=CardState.CLAIMED, due_at=now + CLAIMED_FOR)


def ended(card: Card, state: CardState, *, now: datetime) -> Card:
    """Close it, or let its time be over; it goes in a year."""
    return replace(card, state=state, due_at=now + KEPT)


def until(card: Card) -> datetime:
    """When the time of an open card is over, as it stands."""
    end = card.due_at if card.asked else None
    return end or card.made_at + LASTS


def stays(card: Card, *, now: datetime) -> Card | None:
    """The card that its author says is still open, for another two weeks; None where that is over, too.

    Said a second time, it stays as long as it did after the first.
    """
    end = card.made_at + 2 * LASTS
    if card.state not in {CardState.OPEN, CardState.EXPIRED} or not card.asked or now >= end:
        return None
    return replace(card, state=CardState.OPEN, due_at=end)


def decide_turn(card: Card, *, now: datetime) -> Turn:
    """What becomes of a card whose time came: its author is asked once, it ends, or nothing of it is kept."""
    if card.state is CardState.OPEN and not card.asked:
        end = max(card.made_at + LASTS, now + AT_LEAST)
        return Turn(replace(card, asked=True, due_at=end), asks=True)
    if card.state is CardState.OPEN:
        return Turn(ended(card, CardState.EXPIRED, now=now))
    if card.state is CardState.CLAIMED:
        return Turn(ended(card, CardState.CLOSED, now=now))
    return Turn(None)
