"""Handing payloads to the bot: over a Socket Mode connection or as signed HTTP requests, retried as Slack does."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

import httpx

from emulator.model import Delivery, Json, Kind

if TYPE_CHECKING:
    from emulator.workspace import Workspace

# After a failed event Slack tries again at once, after a minute and after five more.
RETRY_AFTER = {1: timedelta(0), 2: timedelta(minutes=1), 3: timedelta(minutes=5)}
MOST_CONNECTIONS = 10
HTTP_OK = 200


@dataclass(frozen=True, slots=True)
class Ack:
    """The bot's answer: an HTTP status (200 on a socket) and a body; no status when none came in time."""

    status: int | None
    body: Any = None
    reason: str = ""
    may_retry: bool = True


@dataclass(frozen=True, slots=True)
class Parcel:
    """A payload on its way: which try it is, why there was another before, how long to wait."""

    kind: Kind
    payload: Json
    retry_num: int
    retry_reason: str
    patience: float


class Post(Protocol):
    """A way to reach the bot."""

    async def carry(self, parcel: Parcel) -> Ack:
        """Hand a parcel over and return the answer."""


async def hand_over(
    workspace: "Workspace", kind: Kind, payload: Json, *, retry_num: int = 0, retry_reason: str = ""
) -> Delivery:
    """Hand a payload to the bot and keep a record of it; a failed event is retried at once, then later."""
    began = time.monotonic()
    parcel = Parcel(kind, payload, retry_num, retry_reason, workspace.ack_seconds)
    ack = Ack(None, reason="connection_failed")
    if workspace.post is not None:
        ack = await workspace.post.carry(parcel)
    failed = ack.status is None or ack.status != HTTP_OK
    delivery = Delivery(
        kind=kind,
        payload=payload,
        at=workspace.clock.now(),
        retry_num=retry_num,
        seconds=None if ack.status is None else time.monotonic() - began,
        status=ack.status,
        response=ack.body,
        failed=failed,
        problem=(ack.reason or "http_error") if failed else "",
    )
    workspace.deliveries.append(delivery)
    if failed and kind == "events_api" and ack.may_retry and retry_num + 1 in RETRY_AFTER:
        await _try_again(workspace, delivery)
    return delivery


async def hand_over_again(workspace: "Workspace") -> None:
    """Hand over the failed events whose next try is due."""
    now = workspace.clock.now()
    due = [owed for owed in workspace.owed_events if owed[0] <= now]
    workspace.owed_events = [owed for owed in workspace.owed_events if owed[0] > now]
    for _, payload, retry_num, reason in due:
        await hand_over(workspace, "events_api", payload, retry_num=retry_num, retry_reason=reason)


async def _try_again(workspace: "Workspace", delivery: Delivery) -> None:
    retry_num = delivery.retry_num + 1
    due_at = workspace.clock.now() + RETRY_AFTER[retry_num]
    workspace.owed_events.append((due_at, delivery.payload, retry_num, delivery.problem))
    if not RETRY_AFTER[retry_num]:
        await hand_over_again(workspace)


@dataclass(eq=False, slots=True)
class Connection:
    """One Socket Mode connection and the envelopes it still owes an answer for."""

    send: Callable[[Json], Awaitable[None]]
    close: Callable[[], Awaitable[None]]
    waiting: dict[str, "asyncio.Future[Ack]"] = field(default_factory=dict)

    def answered(self, message: Json) -> None:
        """Take an acknowledgement that came back."""
        future = self.waiting.pop(str(message.get("envelope_id")), None)
        if future is not None and not future.done():
            future.set_result(Ack(HTTP_OK, message.get("payload")))

    def lost(self) -> None:
        """Give up on what this connection still owed."""
        for future in self.waiting.values():
            if not future.done():
                future.set_result(Ack(None, reason="connection_failed"))
        self.waiting.clear()


class SocketPost:
    """Hands each payload to one of up to ten connections, in turn."""

    def __init__(self, new_id: Callable[[str], str]) -> None:
        self.connections: list[Connection] = []
        self._new_id = new_id
        self._turn = 0

    async def carry(self, parcel: Parcel) -> Ack:
        """Send an envelope and wait for its acknowledgement."""
        if not self.connections:
            return Ack(None, reason="connection_failed")
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        envelope = self._envelope(parcel)
        future: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = future
        try:
            async with asyncio.timeout(parcel.patience):
                await connection.send(envelope)
                return await future
        except TimeoutError:
            return Ack(None, reason="http_timeout")
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    def _envelope(self, parcel: Parcel) -> Json:
        envelope = {
            "envelope_id": self._new_id("E"),
            "payload": parcel.payload,
            "type": parcel.kind,
            "accepts_response_payload": parcel.kind == "slash_commands"
            or parcel.payload.get("type") in {"view_submission", "block_suggestion"},
        }
        if parcel.kind == "events_api":
            envelope |= {"retry_attempt": parcel.retry_num, "retry_reason": parcel.retry_reason}
        return envelope


class HttpPost:
    """Hands payloads over as HTTP requests to one URL, signed at the workspace's now."""

    def __init__(self, workspace: "Workspace", url: str) -> None:
        self._workspace = workspace
        self._url = url
        self._client = httpx.AsyncClient(follow_redirects=True, max_redirects=2, trust_env=False)

    async def carry(self, parcel: Parcel) -> Ack:
        """Send a request and read the response."""
        body, content_type = _http_body(parcel)
        headers = {"Content-Type": content_type, **self._signature(body)}
        if parcel.retry_num:
            headers |= {
                "X-Slack-Retry-Num": str(parcel.retry_num),
                "X-Slack-Retry-Reason": parcel.retry_reason,
            }
        try:
            async with asyncio.timeout(parcel.patience):
                response = await self._client.post(self._url, content=body, headers=headers, timeout=None)
        except (TimeoutError, httpx.TimeoutException):
            return Ack(None, reason="http_timeout")
        except httpx.TooManyRedirects:
            return Ack(None, reason="too_many_redirects")
        except httpx.TransportError:
            return Ack(None, reason="connection_failed")
        may_retry = response.headers.get("x-slack-no-retry") != "1"
        return Ack(response.status_code, _http_answer(response), "", may_retry)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    def _signature(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._workspace.clock.now().timestamp()))
        secret = self._workspace.signing_secret.encode()
        digest = hmac.new(secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _http_body(parcel: Parcel) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload).encode(), "application/json"
    if parcel.kind == "slash_commands":
        return urlencode(parcel.payload).encode(), form
    return urlencode({"payload": json.dumps(parcel.payload)}).encode(), form


def _http_answer(response: httpx.Response) -> Any:
    if not response.content:
        return None
    if response.headers.get("content-type", "").startswith("application/json"):
        try:
            return response.json()
        except ValueError:
            return response.text
    return response.text
