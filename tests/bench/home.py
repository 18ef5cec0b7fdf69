"""What a large workspace makes of App Home, `/learn who` and goals: how long each takes, and how many queries."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from sqlalchemy import event, insert, text

from bot.goals.goal import EVERY_WEEKS, MOST_PARTNERS, GoalState, Partnership, SeenBy
from bot.people import Person, TeamId, UserId
from bot.topic import key_of, shipped
from bot.topics.stances import Stance
from handlers.goal_steps import shown
from handlers.topics import who
from storage import people
from storage.database import Database, Tx
from storage.goals import GoalPartnerRow, GoalRow
from storage.home import load_home
from storage.people import MemberRow
from storage.schema import migrate
from storage.topics import StanceRow, TopicRow
from tests.bench.table import Row
from tests.postgres import fresh_database, postgres_server

TEAM = TeamId("T1")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PEOPLE, EACH = 10_000, 2  # members, and topics for each of them
GOALS = 5_000  # of every second member
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
        await db.run(TEAM, fill, [f"U{at:06}" for at in range(PEOPLE)])
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
        lists = [partial(shown, user_id=one, start=0) for one, _ in asked]
        kinds: dict[str, Sequence[Callable[[Tx], object]]] = {
            "App Home": homes,
            "/learn who": finds,
            "goals shown": lists,
        }
        times = {kind: await _times(db, queries, units) for kind, units in kinds.items()}
    finally:
        db.close()
    case = f"{PEOPLE:,} members, {PEOPLE * EACH:,} stances, {GOALS:,} goals on {name}"
    return [row for kind, found in times.items() for row in _rows(f"{kind}, {case}", *found)]


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


def fill(tx: Tx, user_ids: Sequence[str]) -> None:
    """Members with these ids, topics, stances and goals."""
    people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=NOW)
    rng, names = Random(7), sorted(set(shipped().values()))
    members = [
        {"team_id": tx.team_id, "user_id": one, "name": f"Person {at}", "zone": rng.choice(ZONES)}
        for at, one in enumerate(user_ids)
    ]
    tx.execute(insert(MemberRow), members)
    topics = [{"team_id": tx.team_id, "id": at, "key": key_of(name), "name": name} for at, name in enumerate(names, 1)]
    tx.execute(insert(TopicRow), topics)
    stances = [
        {
            "team_id": tx.team_id,
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
    _fill_goals(tx, rng, user_ids, names)


def _fill_goals(tx: Tx, rng: Random, user_ids: Sequence[str], names: Sequence[str]) -> None:
    """Goals of every kind; the first ones of a list are live and seen by everybody as often as any other."""
    goals, along = [], []
    for number in range(1, GOALS + 1):
        owner = rng.choice(user_ids[::2])
        topic, seen_by, state = rng.randrange(len(names)), rng.choice(list(SeenBy)), rng.choice(list(GoalState))
        asked = NOW + timedelta(days=rng.randrange(1, 28)) if state is GoalState.OPEN else None
        goals.append(
            {
                "team_id": tx.team_id,
                "id": number,
                "user_id": owner,
                "topic": names[topic],
                "topic_id": topic + 1 if seen_by.open else None,
                "what": f"Learn more of {names[topic]}",
                "why": "",
                "step": "",
                "until_on": (NOW + timedelta(days=rng.randrange(90))).date(),
                "seen_by": seen_by,
                "every_weeks": rng.choice(EVERY_WEEKS),
                "state": state,
                "ask_at": asked,
                "unanswered": 0,
                "ending": False,
                "said_at": NOW,
                "note": "",
                "shared": False,
            }
        )
        partners = rng.sample(user_ids, rng.randrange(MOST_PARTNERS + 1))
        along += [
            {
                "team_id": tx.team_id,
                "goal_id": number,
                "user_id": one,
                "place": place,
                "state": rng.choice(list(Partnership)),
            }
            for place, one in enumerate(partners)
            if one != owner
        ]
    tx.execute(insert(GoalRow), goals)
    tx.execute(insert(GoalPartnerRow), along)
