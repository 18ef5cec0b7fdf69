"""Kills its own process, as kill -9 does, at a labelled point of the delivery of a post.

Nothing in the bot knows of it: the points lie where the bot calls its database and its HTTP client.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from random import Random
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiohttp

from bot.delivery import OPEN, POST
from bot.people import TeamId
from scheduling import delivery
from storage import delivery as outbox
from storage.database import Database, Tx

P = ParamSpec("P")
T = TypeVar("T")

LABELS = (
    "claim not committed",
    "claim committed",
    "open not sent",
    "open sent",
    "open answered",
    "open read",
    "intent not committed",
    "post not sent",
    "post sent",
    "post answered",
    "post read",
    "record not committed",
    "record committed",
)
RECOVERY = ("recovery not committed", "recovery committed")  # reached once a lease has ended
UNITS: dict[Callable[..., Any], str] = {
    outbox.claim_post: "claim",
    outbox.intend_post: "intent",
    delivery.record: "record",
    outbox.recover_posts: "recovery",
}
CALLS = {OPEN: "open", POST: "post"}
LATEST = 0.01  # seconds after the bytes left; an answer takes less


class Crash:
    """Ends the process when `label` is reached for the time that `countdown` says; never for the label ""."""

    def __init__(self, label: str, *, countdown: int) -> None:
        self._label = label
        self._left = countdown
        self._rng = Random(f"{label} {countdown}")

    def reach(self, label: str) -> None:
        """The process is at `label` now."""
        if label != self._label:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def reach_soon(self, label: str) -> None:
        """The process is at `label` from now on for a moment."""
        if label == self._label:
            asyncio.get_running_loop().call_later(self._rng.uniform(0, LATEST), self.reach, label)


class CrashingDatabase(Database):
    """A database that may crash inside or after the transactions of delivery."""

    def __init__(self, url: str, crash: Crash) -> None:
        super().__init__(url)
        self._crash = crash

    async def run(self, team_id: TeamId, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` in a transaction, unless the process dies of it."""
        name = UNITS.get(unit)
        if name is None:
            return await super().run(team_id, unit, *args, **kwargs)
        if name == "intent" or kwargs.get("method") == POST:
            self._crash.reach("open read" if name == "intent" else "post read")

        def fragile(tx: Tx) -> T:
            made = unit(tx, *args, **kwargs)
            tx.flush()
            if made or name == "record":  # else there was nothing to do
                self._crash.reach(f"{name} not committed")
            return made

        made = await super().run(team_id, fragile)
        if made or name == "record":
            self._crash.reach(f"{name} committed")
        return made


def fragile_calls(crash: Crash) -> aiohttp.TraceConfig:
    """What makes an HTTP client crash around its requests."""
    trace = aiohttp.TraceConfig()

    async def begins(_session: Any, _context: Any, request: aiohttp.TraceRequestStartParams) -> None:
        crash.reach(f"{CALLS.get(request.url.name)} not sent")

    async def sends(_session: Any, _context: Any, request: aiohttp.TraceRequestHeadersSentParams) -> None:
        crash.reach_soon(f"{CALLS.get(request.url.name)} sent")

    async def is_answered(_session: Any, _context: Any, request: aiohttp.TraceRequestEndParams) -> None:
        crash.reach(f"{CALLS.get(request.url.name)} answered")

    trace.on_request_start.append(begins)
    trace.on_request_headers_sent.append(sends)
    trace.on_request_end.append(is_answered)
    return trace
