"""What a large workspace makes of App Home and `/learn who`: how long each takes, and how many queries."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from sqlalchemy import event, insert, text

from bot.people import Person, TeamId, UserId
from bot.topic import key_of, shipped
from bot.topics.stances import Stance
from handlers.topics import who
from storage import people
from storage.database import Database, Tx
from storage.home import load_home
from storage.people import MemberRow
from storage.schema import migrate
from storage.topics import StanceRow, TopicRow
from tests.bench.table import Row
from tests.postgres import fresh_database, postgres_server

TEAM = TeamId("T1")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PEOPLE, EACH = 10_000, 2  # members, and topics for each of them
ASKED = 300
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Europe/London")


def measure() -> list[Row]:
    """The rows for each database."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measure("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite'}"))
    with postgres_server() as server, fresh_database(server) as url:
        return rows + asyncio.run(_measure("Postgres", url))


async def _measure(name: str, url: str) -> list[Row]:
    db = Database(url)
    try:
        migrate(db.engine)
        await db.run(TEAM, _fill)
        if db.engine.dialect.name == "postgresql":  # as it does by itself, a minute after so many rows came
            await db.run(TEAM, Tx.execute, text("ANALYZE"))
        queries = [0]

        @event.listens_for(db.engine, "before_cursor_execute")
        def count(*_told: object) -> None:
            queries[0] += 1

        rng, names = Random(1), sorted(set(shipped().values()))
        asked = [(UserId(f"U{rng.randrange(PEOPLE):06}"), rng.choice(names)) for _ in range(ASKED)]
        homes = [partial(load_home, user_id=one, now=NOW) for one, _ in asked]
        finds = [partial(who, user_id=one, person=_person(one), typed=topic, now=NOW) for one, topic in asked]
        home, find = await _times(db, queries, homes), await _times(db, queries, finds)
    finally:
        db.close()
    case = f"{PEOPLE:,} members, {PEOPLE * EACH:,} stances on {name}"
    return [*_rows(f"App Home, {case}", *home), *_rows(f"/learn who, {case}", *find)]


def _rows(case: str, seconds: list[float], queries: list[int]) -> list[Row]:
    return [
        Row(case, "p99", 1000 * float(np.percentile(seconds, 99)), "ms", bar=150),
        Row(case, "on average", 1000 * float(np.mean(seconds)), "ms"),
        Row(case, "queries", max(queries), "queries"),
        Row(case, "queries, the least beside the most", max(queries) - min(queries), "queries", bar=0),
    ]


async def _times(
    db: Database, queries: list[int], units: Sequence[Callable[[Tx], object]]
) -> tuple[list[float], list[int]]:
    seconds, counts = list[float](), list[int]()
    for unit in units:
        before, began = queries[0], time.perf_counter()
        await db.run(TEAM, unit)
        seconds.append(time.perf_counter() - began)
        counts.append(queries[0] - before)
    return seconds, counts


def _person(user_id: UserId) -> Person:
    return Person(user_id, "Asker", "Europe/Berlin")


def _fill(tx: Tx) -> None:
    people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=NOW)
    rng, names = Random(7), sorted(set(shipped().values()))
    members = [
        {"team_id": TEAM, "user_id": f"U{at:06}", "name": f"Person {at}", "zone": rng.choice(ZONES)}
        for at in range(PEOPLE)
    ]
    tx.execute(insert(MemberRow), members)
    topics = [{"team_id": TEAM, "id": at, "key": key_of(name), "name": name} for at, name in enumerate(names, 1)]
    tx.execute(insert(TopicRow), topics)
    stances = [
        {
            "team_id": TEAM,
            "user_id": member["user_id"],
            "topic_id": topic,
            "stance": rng.choice([Stance.LEARN, Stance.HELP]),
            "place": place,
            "said_at": NOW,
        }
        for member in members
        for place, topic in enumerate(rng.sample(range(1, len(names) + 1), EACH))
    ]
    tx.execute(insert(StanceRow), stances)
