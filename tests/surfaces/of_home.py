"""Samples of the card and the Home, where everything meets."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.coffee.views import JOINED
from bot.home.standing import HomeFacts, Met
from bot.home.views import PAGE, card, home, met_modal, who_sees_modal
from bot.now import views as now
from bot.posts import Message
from tests.surfaces.of_cards import AROUND
from tests.surfaces.of_coffee import IN
from tests.surfaces.of_hosts import EMPTY, TEAM
from tests.surfaces.of_intros import PAIR
from tests.surfaces.of_preferences import FULL, PLAIN
from tests.surfaces.of_topics import MINE
from tests.surfaces.scene import ANA, BEN, NOW

NOBODY = replace(IN, standings=())
PEOPLE = tuple(
    Met(BEN.name if number == 0 else f"Person {number}", NOW - timedelta(days=9 * number), 1 + number % 2)
    for number in range(PAGE + 1)
)

MESSAGES: Mapping[str, Message] = {
    "home-card-met": card(HomeFacts(IN, PAIR, preferences=FULL), now=NOW),
    "home-card-looking": card(HomeFacts(IN, looking=True), now=NOW, note=now.LOOKING),
    "home-card-unsure": card(HomeFacts(IN, PAIR, unsure=True), now=NOW),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "home": home(card(HomeFacts(IN, PAIR, preferences=PLAIN), now=NOW)),
    "home-around": home(card(HomeFacts(IN), now=NOW), around=AROUND),
    "home-topics": home(card(HomeFacts(IN), now=NOW), stances=MINE),
    "home-met": home(card(HomeFacts(IN), now=NOW, note=JOINED), met=PEOPLE[:5], zone=ANA.zone, more=True),
    "home-met-one": home(card(HomeFacts(IN), now=NOW), met=PEOPLE[:1], zone=ANA.zone),
    "home-teams": home(card(HomeFacts(IN), now=NOW), teams=(TEAM,), hosted=(TEAM, EMPTY)),
    "home-begins": home(card(HomeFacts(NOBODY), now=NOW), begins=True),
    "home-met-modal": met_modal(PEOPLE, zone=ANA.zone, start=0),
    "home-met-modal-last": met_modal(PEOPLE[-1:], zone=ANA.zone, start=PAGE),
    "home-met-modal-nobody": met_modal((), zone=ANA.zone, start=0),
    "home-who-sees": who_sees_modal(),
}
