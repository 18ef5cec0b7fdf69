"""A post: one message that we owe somebody, and what has become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.people import ChannelId, UserId

Block = Mapping[str, Any]


class PostState(StrEnum):
    """The life of a post. An `UNCONFIRMED` one may have arrived; it is never sent again by itself."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    DROPPED = "dropped"


class PostKind(StrEnum):
    """A new message; a change of one that was sent; or somebody's Home, drawn anew when it is sent."""

    MESSAGE = "message"
    EDIT = "edit"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: Block Kit blocks, and the plain text that notifications and screen readers use."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A message owed to `to`: a channel, one person (a DM) or up to eight people (a group DM).

    `key` names the decision behind it (`feature:what:id`): one decision taken twice owes one message.
    It is sent from `due_at` on and never after `expires_at`; to people, only at a moment in everybody's hours. With
    `unless_away` it is dropped when one of the people has left or paused meanwhile.
    """

    key: str
    to: ChannelId | tuple[UserId, ...]
    message: Message
    due_at: datetime
    expires_at: datetime
    unless_away: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A post that failed or may not have arrived: its key, when it was due, and what went wrong."""

    id: int
    key: str
    due_at: datetime
    state: PostState
    error: str
