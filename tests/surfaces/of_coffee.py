"""Samples of coffee."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.coffee import views as coffee
from bot.coffee.standing import CardFacts, Standing
from bot.posts import Message
from bot.programme import ProgrammeState
from tests.surfaces.scene import ANA, NOW, WEEKLY

IN = CardFacts(ANA.id, ANA.zone, None, (Standing(WEEKLY, joined=True),))

BOOKS = replace(WEEKLY, title="Books <!channel> *b*")
RESTING = tuple(Standing(replace(WEEKLY, state=ProgrammeState.PAUSED), joined=one) for one in (True, False))


def _said(facts: CardFacts, *, said: bool) -> CardFacts:
    return replace(facts, standings=tuple(replace(one, said=said) for one in facts.standings))


MESSAGES: Mapping[str, Message] = {
    "coffee-card-empty": coffee.card(replace(IN, standings=()), now=NOW),
    "coffee-card-not-in": coffee.card(replace(IN, standings=(Standing(WEEKLY, joined=False),)), now=NOW),
    "coffee-card-in": coffee.card(IN, now=NOW, note=coffee.JOINED),
    "coffee-card-seldom": coffee.card(replace(IN, every_weeks=2), now=NOW),
    "coffee-card-skips": coffee.card(_said(IN, said=False), now=NOW, note=coffee.SKIPPED),
    "coffee-card-when-i-ask": coffee.card(replace(IN, every_weeks=0), now=NOW),
    "coffee-card-asked": coffee.card(_said(replace(IN, every_weeks=0), said=True), now=NOW, note=coffee.IN_AGAIN),
    "coffee-card-ask-first": coffee.card(replace(IN, ask_first=True), now=NOW),
    "coffee-card-paused": coffee.card(replace(IN, paused_until=NOW + timedelta(days=7)), now=NOW, note=coffee.PAUSED),
    "coffee-invitation": coffee.invitation_message(WEEKLY),
    "coffee-card-shut": coffee.card(replace(IN, standings=(replace(IN.standings[0], shut=True),)), now=NOW),
    "coffee-card-still": coffee.card(replace(IN, standings=(replace(IN.standings[0], still=True),)), now=NOW),
    "coffee-card-many": coffee.card(replace(IN, standings=IN.standings * 20), now=NOW),
    "coffee-card-resting": coffee.card(replace(IN, standings=RESTING), now=NOW),
    "coffee-invitation-titled": coffee.invitation_message(BOOKS),
    "coffee-alone-titled": coffee.alone_message(BOOKS, ANA, WEEKLY.next, only=False),
    "coffee-alone": coffee.alone_message(WEEKLY, ANA, WEEKLY.next, only=True),
    "coffee-alone-for-now": coffee.alone_message(WEEKLY, ANA, WEEKLY.next, only=False),
    "coffee-passed-over": coffee.passed_over_message(WEEKLY, WEEKLY.next),
    "coffee-passed-over-titled": coffee.passed_over_message(BOOKS, WEEKLY.next),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "coffee-pause": coffee.pause_modal((NOW + timedelta(days=14)).date()),
    "coffee-paused": coffee.paused_modal(NOW + timedelta(days=14), zone=ANA.zone),
}
