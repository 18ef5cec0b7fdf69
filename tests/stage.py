"""Where journeys are played: an emulated Slack, the real bot listening to it, and a clock to wind."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import SecretStr
from sqlalchemy import Engine

from app import Bot, awake, over_http
from emulator.clock import Clock
from emulator.happenings import arrives
from emulator.model import Channel
from emulator.person import Person
from emulator.server import Server
from emulator.workspace import Workspace
from handlers.listening import socket_mode
from handlers.settings import Settings

MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "manifest.yml").read_text())
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)

UNHURRIED = 30.0  # seconds: a busy machine is no trouble of the bot's

PUBLIC = "https://coffee.example.org"

Transport = Literal["socket", "http"]


@dataclass
class Stage:
    """The workspace, the bot in it, and the clock that both read."""

    workspace: Workspace
    bot: Bot
    clock: Clock
    address: str = ""  # of the bot's HTTP server, where it has one

    async def until(self, on: date, at: str, zone: str = "UTC") -> None:
        """Wind the clock to a local time, stopping at everything that falls due on the way."""
        end = datetime.combine(on, time.fromisoformat(at), ZoneInfo(zone)).astimezone(UTC)
        while (due := await self.bot.next_due()) is not None and due <= end:
            self.clock.set(due)
            await self.bot.loop.run_due()
        self.clock.set(end)
        await self.bot.loop.run_due()

    async def now(self) -> None:
        """Do what is due now."""
        await self.bot.loop.run_due()

    async def weeks(self, number: int, *people: Person, after: int = 0) -> None:
        """So many weeks, from the first round on, in which these people say on Friday that they met, if asked.

        They begin `after` some that have passed.
        """
        for week in range(after, number):
            await self.until(FRIDAY + timedelta(weeks=week), "23:00")
            for person in people:
                if any("Did you get to talk" in one.text for one in person.messages):
                    await person.presses("We met")

    def somebody(self, name: str, tz: str = "Europe/Berlin", **more: Any) -> Person:
        """A new person in the workspace."""
        return self.workspace.add_person(name, tz=tz, **more)


_first: dict[str, Engine] = {}


def share_compiled(engine: Engine) -> None:
    """Let an engine know the statements that others of its kind have compiled, which it else does anew for each."""
    first = _first.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache  # noqa: SLF001 - no other way


@asynccontextmanager
async def on_stage(database_url: str, transport: Transport, *, at: datetime = TUESDAY) -> AsyncIterator[Stage]:
    """A stage with nobody on it yet."""
    clock = Clock(at)
    workspace = Workspace(manifest=MANIFEST, clock=clock)
    workspace.ack_seconds = UNHURRIED
    async with Server(workspace) as server:
        settings = Settings(
            slack_bot_token=SecretStr(workspace.bot_token),
            slack_signing_secret=SecretStr(workspace.signing_secret),
            slack_api_url=server.base_url,
            database_url=database_url,
            port=0,
            public_url=PUBLIC if transport == "http" else "",
        )
        async with awake(settings, clock=clock.now) as bot:
            bot.db.patience = UNHURRIED
            share_compiled(bot.db.engine)
            if transport == "socket":
                async with socket_mode(bot.app, workspace.app_token):
                    yield Stage(workspace, bot, clock)
            else:
                async with over_http(bot, settings) as port:
                    server.attach_http(f"http://127.0.0.1:{port}/slack/events")
                    yield Stage(workspace, bot, clock, f"http://127.0.0.1:{port}")


@dataclass
class Coffee:
    """A stage with a weekly coffee in #team, set up by Ana, its admin, for Mondays at 10:00 in Berlin."""

    stage: Stage
    ana: Person
    ben: Person
    chi: Person
    channel: Channel

    async def newcomer(self, name: str, tz: str = "Europe/Berlin", **more: Any) -> Person:
        """Somebody new in the workspace, who joins #team."""
        person = self.stage.somebody(name, tz, **more)
        await arrives(person)
        await person.joins(self.channel)
        return person


async def starts_coffee(admin: Person, channel: Channel, *, every: str = "Every week", size: str = "Two") -> None:
    """An admin fills in the form, looks at the preview, and starts; the invitation has not gone out yet."""
    await admin.runs("/elevenses setup", channel=channel)
    await admin.fills({"How often": every, "How many meet": size})
    await admin.submits()
    await admin.submits()
    await admin.closes()


async def set_up_coffee(on: Stage, *, private: bool = False, every: str = "Every week", size: str = "Two") -> Coffee:
    """Ana sets coffee up in #team; nobody has joined yet. Ben lives in New York, Chi in London."""
    ana = on.somebody("Ana", admin=True)
    ben = on.somebody("Ben", "America/New_York")
    chi = on.somebody("Chi", "Europe/London")
    channel = on.workspace.add_channel("team", members=[ana, ben, chi], private=private)
    await starts_coffee(ana, channel, every=every, size=size)
    await on.now()
    return Coffee(on, ana, ben, chi, channel)


MONDAY = date(2026, 11, 30)
FRIDAY = date(2026, 12, 4)
