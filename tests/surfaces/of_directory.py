"""Samples of what people hear of a directory that changes."""

from collections.abc import Mapping
from typing import Any

from bot.directory import views as directory
from bot.directory.closed import Closed
from bot.posts import Message
from tests.surfaces.scene import WEEKLY

MESSAGES: Mapping[str, Message] = {
    "directory-left": directory.left_message(WEEKLY.channel),
    **{f"directory-closed-{one}": directory.closed_message(WEEKLY, one) for one in Closed},
    "directory-reopened": directory.reopened_message(WEEKLY),
    "directory-taken-over": directory.taken_over_message(WEEKLY),
}

VIEWS: Mapping[str, dict[str, Any]] = {}
