"""One sample of every surface that the bot shows, by name."""

from collections.abc import Mapping
from typing import Any

from bot.posts import Message
from tests.surfaces import (
    of_away,
    of_brokering,
    of_cards,
    of_coffee,
    of_digests,
    of_directory,
    of_explore,
    of_goals,
    of_home,
    of_hosts,
    of_intros,
    of_library,
    of_now,
    of_preferences,
    of_privacy,
    of_rsvp,
    of_setup,
    of_swaps,
    of_topics,
    of_week,
)

_ALL = (
    of_away,
    of_coffee,
    of_intros,
    of_preferences,
    of_rsvp,
    of_swaps,
    of_now,
    of_home,
    of_topics,
    of_goals,
    of_cards,
    of_explore,
    of_directory,
    of_privacy,
    of_setup,
    of_week,
    of_hosts,
    of_library,
    of_digests,
    of_brokering,
)

MESSAGES: Mapping[str, Message] = {name: one for each in _ALL for name, one in each.MESSAGES.items()}
VIEWS: Mapping[str, dict[str, Any]] = {name: one for each in _ALL for name, one in each.VIEWS.items()}

SURFACES: Mapping[str, dict[str, Any]] = {
    **{name: {"text": one.text, "blocks": list(one.blocks)} for name, one in MESSAGES.items()},
    **VIEWS,
}
