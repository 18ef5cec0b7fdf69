"""The bot under way: started, killed in the midst, started again, or twice at once."""
# ruff: noqa: D102 - what the parts of a Protocol are is said at the class

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime
from typing import Any, Protocol

from emulator.demo import stage


class Ahead(Protocol):
    """Something that falls due, in Slack's markup."""

    @property
    def at(self) -> datetime: ...
    @property
    def what(self) -> str: ...


class Match(Protocol):
    """People brought together, and why."""

    @property
    def at(self) -> datetime: ...
    @property
    def people(self) -> Sequence[str]: ...
    @property
    def why(self) -> str: ...
    @property
    def here(self) -> bool: ...


class Posted(Protocol):
    """A message that the bot owes or has sent; `ts` once Slack has told it."""

    @property
    def to(self) -> Sequence[str]: ...
    @property
    def state(self) -> str: ...
    @property
    def ts(self) -> str | None: ...


class Outlook(Protocol):
    """What the bot tells of itself at one instant."""

    @property
    def ahead(self) -> Sequence[Ahead]: ...
    @property
    def matches(self) -> Sequence[Match]: ...
    @property
    def posts(self) -> Sequence[Posted]: ...
    @property
    def people_in(self) -> frozenset[Any]: ...


class Bot(stage.Bot, Protocol):
    """What the page asks of the bot."""

    async def outlook(self) -> Outlook:
        """What lies ahead, who was matched, and what became of each post."""


Start = Callable[[], AbstractAsyncContextManager[Bot]]


class Running:
    """One bot, alive until it is killed; killing it waits for nothing that it has under way."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._bot: Bot | None = None
        self._up, self._over = asyncio.Event(), asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._life = asyncio.create_task(self._live())

    async def up(self) -> Bot:
        """The bot, once it listens."""
        await self._up.wait()
        if self._bot is None:
            await self._life  # raises what kept it from waking up
            raise RuntimeError("the bot has ended")
        return self._bot

    async def run_due(self) -> None:
        """Do all that is due; returns early, and quietly, when the bot is killed meanwhile."""
        bot = await self.up()
        self._work = asyncio.ensure_future(bot.run_due())
        await asyncio.wait({self._work})
        if not self._work.cancelled():
            self._work.result()

    async def kill(self) -> None:
        """End it at once."""
        if self._work is not None:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
        self._over.set()
        await self._life

    async def _live(self) -> None:
        try:
            async with self._start() as self._bot:
                self._up.set()
                await self._over.wait()
        finally:
            self._up.set()


class Fleet:
    """All the bots of one workspace; they share one memory. Does nothing while there are none."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._running: list[Running] = []
        self._seen: Outlook | None = None
        self._asking = asyncio.Lock()  # a bot is not killed within an answer to us, which a real death would lose

    def __len__(self) -> int:
        return len(self._running)

    async def add(self) -> None:
        """Start one more."""
        one = Running(self._start)
        await one.up()
        self._running.append(one)

    async def kill(self, *, down_to: int = 0) -> None:
        """End the newest until so many are left."""
        while len(self._running) > down_to:
            one = self._running.pop()
            async with self._asking:
                await one.kill()

    async def run_due(self) -> None:
        """Let all of them do what is due."""
        await asyncio.gather(*(one.run_due() for one in self._running))

    async def next_due(self) -> datetime | None:
        """When something is due next; never, while there is no bot."""
        async with self._asking:
            return await (await self._running[0].up()).next_due() if self._running else None

    async def outlook(self) -> Outlook | None:
        """What the bot tells of itself, or last told."""
        async with self._asking:
            if self._running:
                self._seen = await (await self._running[0].up()).outlook()
        return self._seen
