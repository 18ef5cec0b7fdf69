"""Samples of digests, and of agendas."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.agenda import views as agendas
from bot.agenda.agenda import Agenda, Goes, Lead, Meeting, Plan
from bot.agenda.deck import DECK
from bot.blocks import choose_channel
from bot.card import Card, CardKind
from bot.digests import views as digests
from bot.digests.digest import Digest
from bot.news import Item, NewsKind
from bot.people import Absence, ChannelId
from bot.posts import Message
from tests.surfaces.scene import ANA, BEN, CHI, NOW

CHANNEL, ON = ChannelId("C1"), date(2026, 12, 3)
ITEMS = (
    Item(NewsKind.GOAL, 1, "Ana", "Reading query plans"),
    Item(NewsKind.GOAL, 2, BEN.name, "Facilitation <@U9> *b*"),
    Item(NewsKind.WIN, 3, "Chi", "The first incident review: asking for the timeline first helped"),
    Item(NewsKind.ASK, 4, "Ana", "Profiling asyncio" + " a little" * 30),
    Item(NewsKind.OFFER, 5, "Chi", "Half an hour on writing RFCs"),
    Item(NewsKind.STORY, 6, BEN.name, "The cache that was too good"),
    Item(NewsKind.RESOURCE, 7, "Ana", "Short and clear", title="On plans", url="https://a.example/x?a=1&b=<2>"),
    Item(NewsKind.RESOURCE, 8, "Chi", "", title="Not a link", url="javascript:alert(1)"),
)
DIGEST = Digest(CHANNEL, "Europe/Berlin", next_on=ON)
WIN = Card(3, CHI, CardKind.WIN, "The first <!channel> *b* review", NOW)
STORY = Card(6, BEN, CardKind.STORY, "It was too good.\nThen it was not.", NOW)
AGENDA = Agenda(
    CHANNEL,
    Meeting(ON, NOW + timedelta(days=3)),
    DECK[0],
    items=tuple(item for item in ITEMS if item.kind not in {NewsKind.OFFER, NewsKind.RESOURCE}),
    line="Welcome to *b* <!channel>",
    lead=Lead(ANA.id, "Ana"),
    last=BEN.name,
)
BARE = Agenda(CHANNEL, Meeting(ON), DECK[1])
PLAN = Plan(CHANNEL, Goes.HOST, "Welcome to Dee")
KINDLY = replace(
    AGENDA, items=tuple(item for item in AGENDA.items if item.name != BEN.name), line=PLAN.line, last="Chi"
)

MESSAGES: Mapping[str, Message] = {
    "digests-digest": digests.digest_message(ITEMS, ON),
    "digests-digest-one": digests.digest_message(ITEMS[:1], ON),
    "digests-taken-back": digests.digest_message((), ON),
    "digests-hosts": digests.hosts_message(CHANNEL, (ANA, BEN)),
    "digests-hosts-one": digests.hosts_message(CHANNEL, (ANA, replace(CHI, absence=Absence.GONE))),
    "digests-hosts-none": digests.hosts_message(CHANNEL, ()),
    "digests-choose": choose_channel((CHANNEL, ChannelId("C2")), action=digests.OPEN, what="weekly digest"),
    "digests-noticed": digests.noticed_message(ITEMS[1].text, BEN.name),
    "digests-will-hear": digests.will_hear(BEN.name),
    "digests-cheered": digests.cheered_message(WIN, BEN.name),
    "digests-cheer": digests.cheered(BEN.name),
    "digests-closed": digests.closed_message(CHANNEL),
    "agenda-agenda": agendas.agenda_message(AGENDA),
    "agenda-bare": agendas.agenda_message(BARE),
    "agenda-left": agendas.what_is_left(ITEMS[:3]),
    "agenda-taken-back": agendas.what_is_left(()),
    "agenda-ready": agendas.ready_message(AGENDA),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "digests-modal": digests.digest_modal(DIGEST, ITEMS),
    "digests-modal-paused": digests.digest_modal(replace(DIGEST, paused=True), ()),
    "digests-saved": digests.saved_modal(DIGEST),
    "digests-story": digests.story_modal(STORY),
    "agenda-modal": agendas.agenda_modal(KINDLY, turn=True),
    "agenda-modal-host": agendas.agenda_modal(KINDLY, plan=PLAN, note="Saved."),
    "agenda-modal-bare": agendas.agenda_modal(BARE, plan=Plan(CHANNEL)),
    "agenda-saved": agendas.saved_modal("Saved."),
}
