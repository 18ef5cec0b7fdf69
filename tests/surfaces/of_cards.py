"""Samples of asks and offers: in the channel, the form, what single people hear, and what is around somebody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.card import Audience, Card, CardKind, CardState
from bot.cards import messages, views
from bot.cards.form import Places, new_card
from bot.cards.life import opened
from bot.people import ChannelId
from bot.posts import Message
from bot.topic import Doubt
from tests.surfaces.of_topics import KUBERNETES
from tests.surfaces.scene import ANA, BEN, NOW

TEAM = ChannelId("C1")
ASK = opened(
    Card(7, ANA, CardKind.ASK, "How do I profile <@U9> *slow* asyncio", NOW, channel=TEAM, topic="asyncio"), now=NOW
)
OFFER = opened(
    Card(8, BEN, CardKind.OFFER, "An hour on query plans", NOW, channel=TEAM, audience=Audience.EVERYONE), now=NOW
)
ALONE = replace(ASK, id=9, channel=None, topic="", text="Who knows Rust?", audience=Audience.EVERYONE)
IN_TEAM = Places((TEAM, ChannelId("C2")), here="C1")
TAKEN = replace(ASK, state=CardState.CLAIMED)
CLOSED = replace(ASK, state=CardState.CLOSED)
AROUND = views.Around((views.Mine(ASK, 2), views.Mine(replace(OFFER, state=CardState.CLAIMED))), asks=1, offers=2)

MESSAGES: Mapping[str, Message] = {
    "cards-ask": views.card_message(ASK),
    "cards-ask-too": views.card_message(ASK, too=1),
    "cards-ask-too-many": views.card_message(ASK, too=3),
    "cards-ask-claimed": views.card_message(TAKEN),
    "cards-ask-closed": views.card_message(CLOSED),
    "cards-ask-expired": views.card_message(replace(ASK, state=CardState.EXPIRED)),
    "cards-offer": views.card_message(OFFER),
    "cards-offer-claimed": views.card_message(replace(OFFER, state=CardState.CLAIMED)),
    "cards-offer-closed": views.card_message(replace(OFFER, state=CardState.CLOSED)),
    "cards-offer-expired": views.card_message(replace(OFFER, state=CardState.EXPIRED)),
    "cards-gone": views.gone_message(CardKind.ASK),
    "cards-question": messages.question_message(ASK),
    "cards-question-named": messages.question_message(OFFER),
    "cards-still-open": messages.still_open_message(ASK),
    "cards-news-claimed": messages.news_message(TAKEN),
    "cards-news-closed": messages.news_message(replace(CLOSED, topic="")),
    "cards-thanks": messages.thanks_message(ASK, "It was <@U9> asyncio"),
    "cards-shut": messages.shut_message(ASK),
}

_MANY = tuple(replace(OFFER, id=at) for at in range(views.PAGE))

VIEWS: Mapping[str, dict[str, Any]] = {
    "cards-modal": views.card_modal(new_card(ANA, CardKind.ASK, IN_TEAM, now=NOW, words="profiling k8s"), IN_TEAM),
    "cards-modal-offer": views.card_modal(new_card(ANA, CardKind.OFFER, Places(IN_TEAM.teams), now=NOW), IN_TEAM),
    "cards-modal-no-team": views.card_modal(new_card(ANA, CardKind.ASK, Places(), now=NOW), Places()),
    "cards-modal-edit": views.card_modal(ASK, IN_TEAM),
    "cards-modal-edit-alone": views.card_modal(ALONE, IN_TEAM),
    "cards-modal-doubt": views.card_modal(ASK, IN_TEAM, topic="Kubernets", doubt=Doubt({"Kubernets": KUBERNETES})),
    "cards-looks-team": views.looks_modal(ASK),
    "cards-looks-offer": views.looks_modal(OFFER),
    "cards-looks-alone": views.looks_modal(ALONE),
    "cards-saved": views.saved_modal(ASK),
    "cards-saved-alone": views.saved_modal(replace(ALONE, asked=True, due_at=NOW + timedelta(days=20))),
    "cards-around": views.around_modal((ASK, *_MANY), start=0),
    "cards-around-last": views.around_modal((*_MANY, ASK), start=views.PAGE),
    "cards-around-none": views.around_modal((), start=0),
    "cards-knows": views.knows_modal(ASK),
    "cards-close": views.close_modal(ASK, ""),
    "cards-close-thanks": views.close_modal(TAKEN, "Ben"),
    "cards-delete": views.delete_modal(ASK),
    "cards-notice": views.notice_modal(CardKind.OFFER, "Saved."),
}
