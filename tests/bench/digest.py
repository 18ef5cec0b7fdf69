"""What hosts' suggestions and channels' digests take in a large workspace, and how people are answered meanwhile."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import numpy as np
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event, insert, text

from app import Bot
from bot.card import Audience, CardKind, CardState, Tap
from bot.people import TeamId, UserId
from bot.topic import shipped
from emulator.clock import Clock
from emulator.server import Server
from emulator.workspace import Workspace
from scheduling import digests
from scheduling.workplace import Workplace
from storage import desk
from storage.cards import CardRow, TapRow
from storage.database import Database, Tx
from storage.digests import DigestRow, hold_due_digest
from storage.directory import ChannelPersonRow
from storage.hosts import HostRow, TeamRow
from storage.schema import migrate
from tests.bench import ack, home
from tests.bench.running import RunningBot, running_bot
from tests.bench.table import Row
from tests.postgres import fresh_database, postgres_server
from tests.stage import MANIFEST

CHANNELS, HOSTS, CARDS, TAPS = 200, 50, 3_000, 6_000
PEOPLE = home.PEOPLE
WARM = 40  # requests that do not count
A_SECOND = 25
COMMANDS = ("/coffee", "/learn")
WORK: Mapping[str, tuple[Callable[..., Any], Callable[..., object]]] = {
    "desks": (desk.hold_due_desk, desk.draw_desk),
    "digests": (hold_due_digest, digests.publish),
}


def measure() -> list[Row]:
    """The rows for each database."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    workspace = Workspace(manifest=MANIFEST, clock=Clock(ack.NOON, running=True))
    ids = [UserId(workspace.add_person(f"Person {at}", tz="Europe/Berlin").id) for at in range(PEOPLE)]
    rows: list[Row] = []
    async with Server(workspace) as slack:
        with tempfile.TemporaryDirectory() as folder:
            rows += await _on("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite'}", workspace, slack, ids)
        with postgres_server() as server, fresh_database(server) as url:
            rows += await _on("Postgres", url, workspace, slack, ids)
    return rows


async def _on(name: str, url: str, workspace: Workspace, slack: Server, ids: Sequence[UserId]) -> list[Row]:
    db = Database(url)
    migrate(db.engine)
    await db.run(TeamId(workspace.team_id), _fill, ids)
    if db.engine.dialect.name == "postgresql":  # as it does by itself, a minute after so many rows came
        await db.run(TeamId(workspace.team_id), Tx.execute, text("ANALYZE"))
    db.close()
    world = f"{PEOPLE:,} members, {PEOPLE * home.EACH:,} stances, {home.GOALS:,} goals, {CARDS:,} cards on {name}"
    rows: list[Row] = []
    async with running_bot(workspace, slack, url, shift=ack.SHIFT) as at:
        for what, count in (("desks", HOSTS), ("digests", CHANNELS)):
            found, answers = await _while_it_works(at, workspace, ids, what)
            rows += _rows(f"{what}, {world}", count, found, answers)
    return rows


def _rows(case: str, count: int, found: Mapping[str, list[float]], answers: Sequence[float]) -> list[Row]:
    seconds, queries = found["seconds"], found["queries"]
    return [
        Row(case, "done", len(seconds), "units", bar=count, at_least=True),
        Row(case, "all of them", sum(seconds), "s", bar=30),
        Row(case, "the slowest", max(seconds) * 1000, "ms"),
        Row(case, "queries each", max(queries), "queries"),
        Row(case, "queries, the least beside the most", max(queries) - min(queries), "queries", bar=0),
        Row(case, "people answered meanwhile", len(answers), "answers"),
        Row(case, "p50 of their answers", float(np.percentile(answers, 50)) * 1000, "ms"),
        Row(case, "p99 of their answers", float(np.percentile(answers, 99)) * 1000, "ms", bar=500),
    ]


async def _while_it_works(
    at: RunningBot, workspace: Workspace, ids: Sequence[UserId], what: str
) -> tuple[Mapping[str, list[float]], Sequence[float]]:
    """What the bot tells of its work, and the seconds in which people were answered who acted meanwhile."""
    rng = Random(3)
    async with aiohttp.ClientSession() as session:

        def ask() -> asyncio.Task[float]:
            return asyncio.create_task(ack.ask(session, at, workspace, rng.choice(ids), rng.choice(COMMANDS)))

        for _ in range(WARM):
            await ask()
        work, began = asyncio.create_task(at.does("tests.bench.digest", what)), time.perf_counter()
        asked: list[asyncio.Task[float]] = []
        while not work.done():
            asked.append(ask())
            await asyncio.sleep(max(0.0, began + len(asked) / A_SECOND - time.perf_counter()))
        return await work, await asyncio.gather(*asked)


async def work(bot: Bot, what: str) -> Mapping[str, list[float]]:
    """All desks or digests that are due, one after another: the seconds and the queries of each."""
    at = Workplace(bot.db, AsyncWebClient(), bot.team_id, bot.clock)
    hold, unit = WORK[what]
    seconds, queries = list[float](), list[int]()
    began = time.perf_counter()
    while await at.see_to_one(hold, partial(_count, unit, queries)):
        seconds.append(time.perf_counter() - began)
        began = time.perf_counter()
    return {"seconds": seconds, "queries": list(map(float, queries))}


def _count(unit: Callable[..., object], into: list[int], tx: Tx, held: object, *, now: datetime) -> None:
    """Do the unit, and note how many queries it made."""
    into.append(0)

    def count(*_told: object) -> None:
        into[-1] += 1

    connection = tx.connection()
    event.listen(connection, "before_cursor_execute", count)
    unit(tx, held, now=now)
    tx.flush()
    event.remove(connection, "before_cursor_execute", count)


def _fill(tx: Tx, ids: Sequence[UserId]) -> None:
    """The world of `bench home`, in teams that show each other cards; all suggestions and digests are due."""
    home.fill(tx, ids)
    rng, names = Random(11), sorted(set(shipped().values()))
    channels = [f"C{at:04}" for at in range(CHANNELS)]
    in_channel = {one: channels[at * CHANNELS // len(ids)] for at, one in enumerate(ids)}
    teams = [{"team_id": tx.team_id, "channel_id": one, "charter": "", "zone": "Europe/Berlin"} for one in channels]
    tx.execute(insert(TeamRow), teams)
    hosts = [
        {"team_id": tx.team_id, "channel_id": one, "user_id": ids[at % HOSTS], "place": 0}
        for at, one in enumerate(channels)
    ]
    tx.execute(insert(HostRow), hosts)
    held = [
        {"team_id": tx.team_id, "channel_id": channel, "user_id": one, "held": True, "as_of": home.NOW}
        for one, channel in in_channel.items()
    ]
    tx.execute(insert(ChannelPersonRow), held)
    due = home.NOW - timedelta(minutes=1)
    digest = {"zone": "Etc/UTC", "weekday": due.weekday(), "at_time": due.time(), "next_on": due.date(), "due_at": due}
    rows = [{"team_id": tx.team_id, "channel_id": one, "paused": False, "told": False, **digest} for one in channels]
    tx.execute(insert(DigestRow), rows)
    tx.execute(insert(CardRow), [_card(tx, rng, number, in_channel, names) for number in range(1, CARDS + 1)])
    taps = {(rng.randrange(1, CARDS + 1), rng.choice(ids)) for _ in range(TAPS)}
    said = [
        {"team_id": tx.team_id, "card_id": card, "user_id": one, "what": Tap.HELPED, "at": home.NOW}
        for card, one in sorted(taps)
    ]
    tx.execute(insert(TapRow), said)


def _card(
    tx: Tx, rng: Random, number: int, in_channel: Mapping[UserId, str], names: Sequence[str]
) -> Mapping[str, Any]:
    author, topic = rng.choice(list(in_channel)), rng.randrange(len(names))
    kind = rng.choice([one for one in CardKind if one is not CardKind.THANKS])
    page = kind is CardKind.RESOURCE
    return {
        "team_id": tx.team_id,
        "id": number,
        "user_id": author,
        "kind": kind,
        "channel_id": in_channel[author],
        "topic_id": topic + 1,
        "text": f"Something about {names[topic]}",
        "url": f"https://pages.example.com/{number}" if page else "",
        "title": names[topic] if page else "",
        "tag": "",
        "audience": rng.choice([Audience.TEAM, Audience.EVERYONE]),
        "state": rng.choice([CardState.OPEN, CardState.OPEN, CardState.CLOSED]),
        "made_at": home.NOW - timedelta(days=rng.randrange(60)),
        "asked": False,
    }
