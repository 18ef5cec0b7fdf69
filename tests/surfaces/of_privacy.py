"""Samples of what is kept of somebody."""

from collections.abc import Mapping
from typing import Any

from bot.home.views import WHO_SEES
from bot.posts import Message
from bot.privacy import sentences, views

MESSAGES: Mapping[str, Message] = {
    "privacy-mine": views.mine_message(who_sees=WHO_SEES),
    "privacy-mine-sent": views.mine_message(who_sees=WHO_SEES, note=sentences.SENT),
    "privacy-mine-no-scope": views.mine_message(who_sees=WHO_SEES, note=sentences.not_sent("missing_scope")),
    "privacy-mine-restricted": views.mine_message(
        who_sees=WHO_SEES, note=sentences.not_sent("file_upload_size_restricted")
    ),
    "privacy-mine-try-again": views.mine_message(who_sees=WHO_SEES, note=sentences.TRY_AGAIN),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "privacy-delete": views.erase_modal(),
    "privacy-deleted": views.erased_modal(),
}
