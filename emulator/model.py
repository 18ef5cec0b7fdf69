"""The things in a workspace: channels, messages, open views, and the records of what passed by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API request: what was asked, and what came of it. Tokens are never kept.

    `status` is the HTTP status, 0 when the connection was cut. `taken` says that the workspace carried
    it out, which the bot may not have been told.
    """

    method: str
    arguments: Mapping[str, Any]
    at: datetime
    channel: str | None
    ok: bool
    error: str | None
    status: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """One payload handed to the bot: the answer, and the real seconds it took (None: no answer in time)."""

    kind: Kind
    payload: Json
    at: datetime
    retry_num: int
    seconds: float | None
    status: int | None
    response: Any
    failed: bool
    problem: str


@dataclass(eq=False, slots=True)
class Channel:
    """A place where messages are: a channel, a direct message (`im`) or a group of people (`mpim`)."""

    id: str
    name: str
    created_at: datetime
    members: list[str]
    is_private: bool = False
    is_archived: bool = False
    kind: Literal["channel", "im", "mpim"] = "channel"


@dataclass(eq=False, slots=True)
class File:
    """A file: its size in bytes as announced, and its bytes once they came; `done` once it has been shared."""

    id: str
    name: str
    size: int
    at: datetime
    title: str = ""
    content: bytes | None = None
    done: bool = False


@dataclass(eq=False, slots=True)
class Message:
    """A message in a channel; `only_for` names the one person who sees an ephemeral one."""

    ts: str
    channel: Channel
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    only_for: str | None = None
    edited_ts: str | None = None
    state: dict[tuple[str, str], Json] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class View:
    """A modal on somebody's screen, or their Home tab, with what they have typed so far.

    `errors` maps a block_id to the sentence under that field; `notice` is Slack's own line about trouble.
    """

    id: str
    person_id: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""

    @property
    def blocks(self) -> list[Json]:
        """The blocks on it, with the ids Slack gave where the bot gave none."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The words on top; empty for Home."""
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The bot's name for it."""
        return str(self.body.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the bot wrote on its back."""
        return str(self.body.get("private_metadata", ""))


@dataclass(eq=False, slots=True)
class Trigger:
    """A right to open one modal: three seconds, once."""

    id: str
    person_id: str
    at: datetime
    at_monotonic: float
    view_id: str | None
    used: bool = False


@dataclass(eq=False, slots=True)
class ResponseUrl:
    """A right to answer an interaction where it happened: five times within thirty minutes."""

    key: str
    channel: Channel
    person_id: str
    at: datetime
    message: Message | None
    uses: int = 0
