"""The parts that we read of what Slack sends, checked."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from bot.people import UserId
from bot.posts import Message


class StaleError(Exception):
    """The button or form does not name anything that we know; it is old, or was tampered with."""


class _Named(BaseModel):
    id: str = Field(min_length=1, max_length=32)


class _Clicker(_Named):
    team_id: str | None = None


class _Option(BaseModel):
    value: str


class _Action(BaseModel):
    action_id: str
    block_id: str = ""
    value: str = ""
    selected_option: _Option | None = None


class _Seen(BaseModel):
    id: str
    type: str


class _Container(BaseModel):
    type: str
    is_ephemeral: bool = False
    channel_id: str = ""


class _Shown(BaseModel):
    text: str = ""
    blocks: list[dict[str, Any]] = Field(default_factory=list[dict[str, Any]])


def _number(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > len("9223372036854775807") - 1:
        raise StaleError(text[:40])
    return int(text)


def _numbers(text: str, count: int) -> tuple[int, ...]:
    parts = text.split(" ")
    if len(parts) != count:
        raise StaleError(text[:40])
    return tuple(_number(part) for part in parts)


class Press(BaseModel):
    """A pressed button, and where it stood."""

    actions: list[_Action] = Field(min_length=1)
    container: _Container
    message: _Shown = Field(default_factory=_Shown)
    trigger_id: str
    view: _Seen | None = None

    @property
    def modal(self) -> str:
        """The id of the modal in which it stood, or "" where it stood elsewhere."""
        return self.view.id if self.view is not None and self.view.type == "modal" else ""

    @property
    def shown(self) -> Message:
        """The message as it looks where the button stood; it tells nothing else."""
        return Message(self.message.text, tuple(self.message.blocks))

    @property
    def block(self) -> str:
        """The id of the block that the button stood in."""
        return self.actions[0].block_id

    @property
    def action(self) -> str:
        """The action id of the button."""
        return self.actions[0].action_id

    @property
    def text(self) -> str:
        """The button's value as it is."""
        return self.actions[0].value

    @property
    def private(self) -> bool:
        """Whether only the person who pressed sees where it stood."""
        return self.container.type == "view" or self.container.is_ephemeral

    @property
    def number(self) -> int:
        """The id of a row that the button's value names.

        Raises:
            StaleError: it is no such id.
        """
        return self.numbers(1)[0]

    @property
    def choice(self) -> tuple[str, int]:
        """What was chosen in a menu: a word, and the id of the row that it is for.

        Raises:
            StaleError: it names no row.
        """
        chosen = self.actions[0].selected_option
        word, _, number = ("" if chosen is None else chosen.value).partition(" ")
        return word, _number(number)

    @property
    def day(self) -> date:
        """The date whose ordinal is the last number of the button's value.

        Raises:
            StaleError: it is none.
        """
        ordinal = _number(self.actions[0].value.rpartition(" ")[2])
        if not 0 < ordinal <= date.max.toordinal():
            raise StaleError(str(ordinal))
        return date.fromordinal(ordinal)

    def numbers(self, count: int) -> tuple[int, ...]:
        """So many numbers in the button's value.

        Raises:
            StaleError: there are not so many.
        """
        return _numbers(self.actions[0].value, count)


class Typed(BaseModel):
    """A slash command."""

    command: str
    text: str = ""
    channel_id: str
    trigger_id: str


class _View(BaseModel):
    state: dict[str, Any]
    private_metadata: str = ""
    root_view_id: str = ""


class Submitted(BaseModel):
    """A submitted form."""

    view: _View

    @property
    def kept(self) -> str:
        """What we gave the form to keep; whoever sends it may have changed it."""
        return self.view.private_metadata

    @property
    def number(self) -> int:
        """The id of a row that the form was given to keep, in its first line.

        Raises:
            StaleError: it is no such id.
        """
        return _number(self.kept.partition("\n")[0])

    def value(self, field: str) -> str:
        """What `field` holds, as text: typed, chosen, or "" for nothing."""
        found = (self.view.state.get("values") or {}).get(field, {}).get(field, {})
        for key in ("value", "selected_time", "selected_conversation", "selected_date", "selected_user"):
            if found.get(key):
                return str(found[key])
        return str((found.get("selected_option") or {}).get("value", ""))

    def numbers(self, count: int) -> tuple[int, ...]:
        """So many numbers that the form was given to keep.

        Raises:
            StaleError: there are not so many.
        """
        return _numbers(self.kept, count)

    def values(self, field: str) -> tuple[str, ...]:
        """What is ticked in `field`."""
        found = (self.view.state.get("values") or {}).get(field, {}).get(field, {})
        return tuple(str(option.get("value", "")) for option in found.get("selected_options") or ())

    def users(self, field: str) -> tuple[UserId, ...]:
        """The ids of the people chosen in `field`, each once."""
        found = (self.view.state.get("values") or {}).get(field, {}).get(field, {})
        return tuple(dict.fromkeys(UserId(str(one)) for one in found.get("selected_users") or ()))


class Source(BaseModel):
    """Who did something, where, and the id that a repeated delivery shares with the first."""

    team_id: str
    user_id: str
    user_team_id: str
    receipt: str

    @classmethod
    def read(cls, body: dict[str, Any]) -> "Source":
        """The source of a command, an interaction or an event."""
        if "command" in body:
            team, user, receipt = body["team_id"], body["user_id"], body.get("trigger_id")
            return cls(team_id=team, user_id=user, user_team_id=team, receipt=str(receipt or ""))
        if "event" in body:
            return cls._of_event(body)
        clicker = _Clicker.model_validate(body["user"])
        team = _Named.model_validate(body.get("team") or {"id": clicker.team_id}).id
        return cls(
            team_id=team,
            user_id=clicker.id,
            user_team_id=clicker.team_id or team,
            receipt=str(body.get("trigger_id") or ""),
        )

    @classmethod
    def _of_event(cls, body: dict[str, Any]) -> "Source":
        user = body["event"].get("user") or ""
        user_id = user if isinstance(user, str) else str(user.get("id", ""))
        team = body["team_id"]
        return cls(team_id=team, user_id=user_id, user_team_id=team, receipt=str(body.get("event_id") or ""))
