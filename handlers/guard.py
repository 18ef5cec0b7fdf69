"""Lets in only what Slack signed, of late, in a shape that we know; everything else gets a 4xx and one sentence.

Bolt reads a body before it checks the signature, answers malformed requests with 500 and logs forged ones whole.
So this is the one place where requests are checked, and Bolt's own check is switched off. Bolt is given anew what was
read here, and never reads a form itself: it takes a command whose text says "payload" for an empty request. The same
signed request sent again within the window passes: its trigger or event id has had its effect (`storage.receipts`).
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, Field, TypeAdapter
from pydantic_core import from_json

LARGEST = 1 << 20  # bytes
WINDOW = 300  # seconds that a timestamp may differ from our clock
MOST_FIELDS = 100

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_ID = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]


class TurnedAwayError(Exception):
    """A request that goes no further: the HTTP status and what is wrong with it, without any of its words."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


_KINDS = frozenset({"command", "event", "type"})  # the words that tell the kinds of request apart


class _Named(BaseModel):
    id: _ID


class _User(_Named):
    team_id: _ID | None = None


class _Who(BaseModel):
    """Where Bolt looks for who did something and where, at any depth; it trips over other shapes."""

    enterprise: _Named | str | None = None
    team: _Named | str | None = None
    user: _Named | str | None = None
    channel: _Named | str | None = None
    message: "_Who | None" = None
    previous_message: "_Who | None" = None
    item: "_Who | None" = None
    assistant_thread: "_Who | None" = None
    authorizations: "list[_Who] | None" = None
    response_urls: list[dict[str, Any]] = []


class _Command(_Who):
    command: _ID
    text: str = ""
    team_id: _ID
    user_id: _ID
    channel_id: _ID
    trigger_id: _ID
    response_url: str = ""


class _Interaction(_Who):
    user: _User
    team: _Named | None = None
    enterprise: _Named | None = None
    channel: _Named | None = None
    trigger_id: _ID | None = None
    response_url: str | None = None


class _Block(BaseModel):
    type: str
    block_id: str = ""


class _View(BaseModel):
    id: _ID
    type: str
    callback_id: str = ""
    private_metadata: str = ""
    blocks: list[_Block] = []
    state: dict[str, Any] | None = None


class _Action(BaseModel):
    action_id: str
    block_id: str
    type: str
    value: str | None = None


class _Container(BaseModel):
    type: str


class _BlockActions(_Interaction):
    type: Literal["block_actions"]
    actions: list[_Action] = Field(min_length=1)
    container: _Container
    view: _View | None = None


class _OfView(_Interaction):
    type: Literal["view_submission", "view_closed"]
    view: _View


class _Shortcut(_Interaction):
    type: Literal["shortcut", "message_action"]
    callback_id: str


class _Suggestion(_Interaction):
    type: Literal["block_suggestion"]
    action_id: str
    block_id: str
    value: str
    container: _Container


class _Event(_Who):
    type: str
    function: dict[str, Any] = {}


class _EventCallback(_Who):
    type: Literal["event_callback"]
    team_id: _ID
    event_id: _ID
    event: _Event
    enterprise_id: _ID | None = None


class _UrlVerification(_Who):
    type: Literal["url_verification"]
    challenge: str


class _RateLimited(_Who):
    type: Literal["app_rate_limited"]


_INTERACTION: TypeAdapter[Any] = TypeAdapter(
    Annotated[_BlockActions | _OfView | _Shortcut | _Suggestion, Field(discriminator="type")]
)
_PUSHED: TypeAdapter[Any] = TypeAdapter(
    Annotated[_EventCallback | _UrlVerification | _RateLimited, Field(discriminator="type")]
)


def check_request(headers: Mapping[str, str], raw: bytes, *, secret: str, now: datetime) -> str:
    """What was sent, as one JSON object, in a request that Slack signed within five minutes of `now`.

    Raises:
        TurnedAwayError: it is too large (413), not signed (401), or not what Slack sends (415, 400).
    """
    if len(raw) > LARGEST:
        raise TurnedAwayError(413, "The request is too large.")
    _check_signature(headers, raw, secret=secret, now=now)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        match kind:
            case "application/x-www-form-urlencoded":
                found = _read_form(raw.decode())
            case "application/json":
                found = _read_pushed(raw)
            case _:
                raise TurnedAwayError(415, "The request is neither a form nor JSON.")
        return json.dumps(found, allow_nan=False)
    except ValueError:  # also UnicodeDecodeError and ValidationError, whose words would tell the body
        raise TurnedAwayError(400, "The request does not have the shape that Slack gives it.") from None


def _check_signature(headers: Mapping[str, str], raw: bytes, *, secret: str, now: datetime) -> None:
    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        raise TurnedAwayError(401, "The request is not signed.")
    if abs(now.timestamp() - int(timestamp)) > WINDOW:
        raise TurnedAwayError(401, "The request was signed too long ago, or in the future.")
    signed = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"v0={signed}", signature):
        raise TurnedAwayError(401, "The signature is not Slack's.")


def _read_form(text: str) -> dict[str, Any]:
    fields = parse_qs(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS)
    if any(len(values) > 1 for values in fields.values()):
        raise ValueError("a field is there twice")
    flat = {name: values[0] for name, values in fields.items()}
    if "payload" in flat:
        found = _only(_json(flat["payload"]), "type")
        _INTERACTION.validate_python(found)
        return found
    if flat.get("ssl_check") == "1":
        return {"ssl_check": "1"}
    _Command.model_validate(_only(flat, "command"))
    return flat


def _read_pushed(raw: bytes) -> dict[str, Any]:
    found = _only(_json(raw), "type", "event")
    pushed = _PUSHED.validate_python(found)
    return found if isinstance(pushed, _EventCallback) else _only(found, "type")


def _json(text: str | bytes) -> Any:
    return from_json(text, allow_inf_nan=False)  # refuses lone surrogates, and nesting deeper than 200 levels


def _only(found: Any, *kinds: str) -> dict[str, Any]:
    """`found`, a JSON object that tells itself to be of these kinds and no other."""
    if not isinstance(found, dict) or not _KINDS.intersection(found).issubset(kinds):
        raise ValueError("not an object, or two kinds in one")
    return found
