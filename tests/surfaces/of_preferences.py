"""Samples of preferences."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.hours import Hours
from bot.posts import Message
from bot.preferences import views as preferences
from tests.surfaces.scene import ANA

MESSAGES: Mapping[str, Message] = {}

VIEWS: Mapping[str, dict[str, Any]] = {
    "preferences": preferences.preferences_modal(ANA, every_weeks=1),
    "preferences-saved": preferences.preferences_saved_modal(
        Hours(ANA.zone, time(22), time(6), frozenset({0, 2})), every_weeks=4
    ),
}
