"""Knowing when the bot is done: no listener of Bolt running here, no Web API request in flight."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LISTENERS = ("/slack_bolt/listener/", "/slack_bolt/lazy_listener/")
_PATIENCE_SECONDS = 20.0


class Traffic:
    """Counts the bot's requests under way."""

    def __init__(self) -> None:
        self.in_flight = 0
        self.seen = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def request(self) -> Iterator[None]:
        """Hold while one request is answered."""
        self.in_flight += 1
        self.seen += 1
        self._idle.clear()
        try:
            yield
        finally:
            self.in_flight -= 1
            if self.in_flight == 0:
                self._idle.set()

    async def idle(self) -> None:
        """Wait until no request is under way."""
        await self._idle.wait()


async def settle(traffic: Traffic, *, quiet_seconds: float) -> None:
    """Return once the bot is done; `quiet_seconds` of silence stand in for sight of another process.

    Raises:
        TimeoutError: the bot is still at it after twenty seconds.
    """
    async with asyncio.timeout(_PATIENCE_SECONDS):
        quiet_since, seen = time.monotonic(), traffic.seen
        while True:
            await traffic.idle()
            listeners = _listeners_running()
            if listeners:
                await asyncio.wait(listeners)
            elif traffic.in_flight:
                continue
            elif traffic.seen != seen:
                quiet_since, seen = time.monotonic(), traffic.seen
                await asyncio.sleep(0)
            elif time.monotonic() - quiet_since >= quiet_seconds:
                return
            else:
                await asyncio.sleep(min(quiet_seconds, 0.02))


def _listeners_running() -> set["asyncio.Task[object]"]:
    """Return the tasks of this event loop in which a Bolt listener runs, but for the one asking."""
    running = set()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        code = getattr(task.get_coro(), "cr_code", None)
        file = code.co_filename.replace("\\", "/") if code is not None else ""
        if any(folder in file for folder in _LISTENERS):
            running.add(task)
    return running
