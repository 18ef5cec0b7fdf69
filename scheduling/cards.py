"""Asks and offers whose time comes: their authors are asked once, then they end, and in a year they are forgotten."""

from datetime import datetime

from bot.card import CardState
from bot.cards import messages
from bot.cards.life import decide_turn
from scheduling.workplace import Workplace
from storage import cards, claims, posts
from storage.database import Tx
from storage.people import hold_workspace


async def run_one_due_card(at: Workplace) -> bool:
    """See to the ask or offer that is due longest; false when none is."""
    return await at.see_to_one(cards.hold_due_card, take_turn)


def take_turn(tx: Tx, card_id: int, *, now: datetime) -> None:
    """Do what it is time for."""
    hold_workspace(tx)
    card = cards.load_card(tx, card_id)
    if card is None:  # deleted since it was held
        return
    turn = decide_turn(card, now=now)
    if turn.card is None:
        claims.forget(tx, card)
    elif turn.card.state is CardState.OPEN:
        cards.save_card(tx, turn.card)
        posts.enqueue(tx, [messages.plan_still_open(turn.card, now=now)])
    else:
        claims.settle(tx, turn.card, now=now)
