"""A post: one message that we owe somebody, and what has become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from bot.people import ChannelId, UserId

Block = Mapping[str, Any]

MOST_A_WEEK = 3  # of what comes of our own accord, unless somebody wants less; and one a day


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


class Worth(IntEnum):
    """How much a message that nobody asked for matters: each counts in the budget of whoever gets it.

    An extra can always be missed. A question waits for an answer. An introduction brings people together, or says that
    nobody was there.
    """

    EXTRA = 1
    QUESTION = 2
    INTRO = 3


def is_lesser(worth: int | None) -> bool:
    """Whether a message of this worth gives way to introductions, and goes together with others of its kind."""
    return worth is not None and worth < Worth.INTRO


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
    `unless_away` it is dropped when one of the people has left or paused meanwhile. What comes to somebody of our own
    accord has a `worth`; None is an answer to what they did, or what an admin has to know.
    """

    key: str
    to: ChannelId | tuple[UserId, ...]
    message: Message
    due_at: datetime
    expires_at: datetime
    unless_away: bool = False
    worth: Worth | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A post that failed or may not have arrived: its key, when it was due, and what went wrong."""

    id: int
    key: str
    due_at: datetime
    state: PostState
    error: str
