"""The pause that is proposed to whoever is away, and what its buttons answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.away import views
from bot.posts import Message

BACK = date(2027, 1, 4)

MESSAGES: Mapping[str, Message] = {
    "away-proposal": views.proposal_message(None),
    "away-proposal-until": views.proposal_message(BACK),
    "away-paused": views.paused_message(BACK),
    "away-not-needed": views.not_needed_message(),
}

VIEWS: Mapping[str, dict[str, Any]] = {}
