"""Samples of the card and the Home, where everything meets."""

from collections.abc import Mapping
from typing import Any

from bot.home.standing import HomeFacts
from bot.home.views import card, home
from bot.posts import Message
from tests.surfaces.of_coffee import IN
from tests.surfaces.of_intros import PAIR
from tests.surfaces.of_preferences import FULL, PLAIN
from tests.surfaces.scene import NOW

MESSAGES: Mapping[str, Message] = {
    "home-card-met": card(HomeFacts(IN, PAIR, preferences=FULL), now=NOW),
    "home-card-unsure": card(HomeFacts(IN, PAIR, unsure=True), now=NOW),
}

VIEWS: Mapping[str, dict[str, Any]] = {"home": home(card(HomeFacts(IN, PAIR, preferences=PLAIN), now=NOW))}
