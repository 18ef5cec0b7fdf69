"""One run of the demo: a workspace with people in it, the bot, the clock, and what has happened so far."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal
from zoneinfo import ZoneInfo

from emulator.clock import Clock
from emulator.demo.errors import ErrorCount
from emulator.demo.finding import find
from emulator.demo.people_file import Colleague
from emulator.demo.record import Finding, Week
from emulator.demo.stage import Stage
from emulator.demo.story import BEFORE, BEGIN, meet, set_up
from emulator.demo.turns import at, choose_topics
from emulator.faults import Fault
from emulator.page.fleet import Bot, Fleet
from emulator.server import Server
from emulator.workspace import Workspace

StartBot = Callable[[Workspace, Clock, str], AbstractAsyncContextManager[Bot]]
Wind = Literal["hour", "next", "monday", "friday", "weeks"]
Trouble = Literal["slow", "refused", "dropped", "kill", "kill_at_post", "start", "two", "calm"]

# The weekday, and a time by which most people have got what comes on that day.
MONDAY, FRIDAY = (0, time(23)), (4, time(23))  # the day is over in New York, too
WEEKS = 8
SLOW = 0.3  # seconds for each call
REFUSED, WAIT = 5, 30  # posts that are told to wait, and for how many seconds
DROPPED = 2  # posts that are taken without an answer
LOOK = 0.01  # seconds


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing, in Slack's markup, at an instant of the workspace."""

    at: datetime
    who: Literal["clock", "person", "trouble"]
    what: str


class World:
    """Made by `new_world`; `stage` holds the people, `fleet` the bots, `changed` is called when there is news."""

    def __init__(self, workspace: Workspace, clock: Clock, fleet: Fleet, changed: Callable[[], None]) -> None:
        self.workspace, self.clock, self.fleet = workspace, clock, fleet
        self.changed = changed
        self.stage: Stage
        self.happened: list[Happened] = []
        self.finding: Finding | None = None
        self.busy = ""
        self.slow = False
        self.errors = 0  # logged while weeks went by
        self._watch: asyncio.Task[None] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the workspace's clock: that of its admin."""
        return self.stage.people[0].zone

    def tell(self, who: Literal["clock", "person", "trouble"], what: str) -> None:
        """Keep in mind that something happened."""
        self.happened.append(Happened(self.clock.now(), who, what))

    async def begin(self, people: Sequence[Colleague], seed: int) -> None:
        """Let everybody arrive, coffee start, and all but the second join."""
        self._says("people arrive")
        await self.fleet.add()
        self.stage = Stage(self.workspace, self.clock, self.fleet, people, seed)
        self.workspace.add_channel("general", members=self.stage.people, with_bot=False)
        await set_up(self.stage)
        self.tell("person", f"<@{self.stage.people[0].id}> starts coffee in <#{self.stage.channel.id}>")
        self._says("people join")
        await self.stage.join([one for number, one in enumerate(self.stage.people) if number != 1])
        self.tell("person", f"{len(people) - 1} of {len(people)} colleagues join")
        await choose_topics(self.stage)
        self._says("")

    async def wind(self, to: Wind) -> None:
        """Let time pass; what falls due on the way is done on the way."""
        words = {"hour": "an hour passes", "next": "the next thing", "monday": "Monday", "friday": "Friday"}
        self._says(words.get(to, f"{WEEKS} weeks"))
        try:
            if to == "weeks":
                await self._weeks()
            elif to == "hour":
                await self.stage.until(self.clock.now() + timedelta(hours=1))
            elif to == "next":
                due = await self.fleet.next_due()
                if due is not None:
                    await self.stage.until(due)
            else:
                await self.stage.until(self._next(*(MONDAY if to == "monday" else FRIDAY)))
            await self.fleet.run_due()
        finally:
            if self.happened and self.happened[-1].who == "clock":
                self.happened.pop()  # time passes once, however often it is wound in a row
            self.tell("clock", "time passes")
            self._says("")

    def _next(self, weekday: int, late: time) -> datetime:
        """That time of the next such day; of today's, while it has not come."""
        now = self.clock.now().astimezone(self.zone)
        day = now.date() + timedelta(days=(weekday - now.weekday()) % 7)
        end = datetime.combine(day, late, self.zone)
        return (end if end > now else end + timedelta(weeks=1)).astimezone(UTC)

    async def _weeks(self) -> None:
        """Weeks in which people do what chance says; what they came to is found at the end."""
        story = self.stage.story
        for number in range(1, WEEKS + 1):
            self._says(f"week {number} of {WEEKS}")
            week = Week(len(story.weeks) + 1, self._monday())
            await self.stage.until(at(week, BEFORE))
            seen = await self.fleet.outlook()
            people_in: frozenset[str] = seen.people_in if seen is not None and len(self.fleet) else frozenset()
            self.stage.joined = {self.stage.place[one] for one in people_in if one in self.stage.place}
            self.stage.paused.clear()
            story.weeks.append(week)
            with ErrorCount() as errors:
                await meet(self.stage, week)
            self.errors += errors.count
        if self.stage.joined:
            self.finding = find(self.stage, began=at(story.weeks[0], BEFORE), errors=self.errors)

    def _monday(self) -> Any:
        """The next Monday whose round has not begun."""
        soon = (self.clock.now() - BEFORE).date()
        return soon + timedelta(days=(-soon.weekday()) % 7)

    async def trouble(self, how: Trouble) -> None:
        """Let something go wrong, or right again."""
        if how in {"kill", "kill_at_post"}:
            await self._kill(at_post=how == "kill_at_post")
        elif how == "start":
            await self._start()
        elif how == "two":
            await (self.fleet.add() if len(self.fleet) == 1 else self.fleet.kill(down_to=1))
            self.tell("trouble", f"{len(self.fleet)} bots run on one memory")
        else:
            self._faults(how)
        self.changed()

    def _faults(self, how: Trouble) -> None:
        faults = self.workspace.faults
        if how == "refused":
            faults.add(Fault.RATE_LIMITED, method="chat.postMessage", times=REFUSED, seconds=WAIT)
            self.tell("trouble", f"Slack will refuse the next {REFUSED} posts: wait {WAIT} seconds")
        elif how == "dropped":
            faults.add(Fault.LOST_AFTER, method="chat.postMessage", times=DROPPED)
            self.tell("trouble", f"Slack will take the next {DROPPED} posts and drop the connection")
        else:
            self.slow = how == "slow" and not self.slow
            faults.clear()
            if self.slow:
                faults.share(1, kinds=[Fault.SLOW], rng=Random(0), seconds=SLOW)
            self.tell("trouble", f"Slack is slow: {SLOW} seconds for each call" if self.slow else "Slack is well")

    async def _kill(self, *, at_post: bool) -> None:
        if at_post:
            self.workspace.faults.slow(1, method="chat.postMessage")
            self._watch = asyncio.create_task(self._kill_at_post(self.workspace.faults.happened[Fault.SLOW]))
            self.tell("trouble", "The bot will be killed while its next post is under way")
            return
        await self.fleet.kill()
        self.tell("trouble", "The bot is killed")

    async def _kill_at_post(self, before: int) -> None:
        while self.workspace.faults.happened[Fault.SLOW] == before:  # noqa: ASYNC110 - faults tell nobody
            await asyncio.sleep(LOOK)
        await self.fleet.kill()
        self.tell("trouble", "The bot is killed while it posts")
        self.changed()

    async def _start(self) -> None:
        if not len(self.fleet):
            await self.fleet.add()
            self.tell("trouble", "The bot is started")
            await self.fleet.run_due()

    async def end(self) -> None:
        """Stop everything."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        await self.fleet.kill()

    def _says(self, busy: str) -> None:
        self.busy = busy
        self.changed()


@asynccontextmanager
async def new_world(
    start_bot: StartBot,
    *,
    manifest: Mapping[str, Any],
    people: Sequence[Colleague],
    seed: int,
    changed: Callable[[], None],
) -> AsyncIterator[World]:
    """A world whose people have arrived; it is gone at the end of the block."""
    clock = Clock(BEGIN)
    workspace = Workspace(manifest=manifest, clock=clock)
    with tempfile.TemporaryDirectory(prefix="elevenses-") as folder:  # the bot's memory outlives the bot
        url = f"sqlite:///{Path(folder) / 'memory.sqlite'}"
        async with Server(workspace):
            world = World(workspace, clock, Fleet(lambda: start_bot(workspace, clock, url)), changed)
            try:
                await world.begin(people, seed)
                yield world
            finally:
                await world.end()
