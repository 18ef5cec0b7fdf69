"""How long the first reading of a large workspace takes, at the rates that Slack promises, and how much memory.

In real time: each method answers as often a minute as its tier is promised and never twice at once, so that the
least it can take is known.
"""

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

from sqlalchemy import Engine, create_engine, func, select

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, TeamId, UserId
from bot.programme import Programme
from emulator.clock import Clock
from emulator.faults import A_MINUTE, Fault
from emulator.methods import METHODS
from emulator.server import Server
from emulator.workspace import Workspace
from scheduling.directory import PAGE
from storage import people, programmes
from storage.database import Database, Tx
from storage.directory import ChannelPersonRow, DirectoryPersonRow, ReadingRow
from storage.schema import migrate
from tests.bench.running import running_bot
from tests.bench.table import Row
from tests.postgres import fresh_database, postgres_server
from tests.stage import MANIFEST

PEOPLE = 10_000
MEMBERS = 5_000
LISTS = {"users.list": PEOPLE, "conversations.members": MEMBERS}
PATIENCE = 120.0  # seconds
PACE = 0.05  # seconds between two looks at how far it is


def measure() -> list[Row]:
    """The rows for each database."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measure("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite'}"))
    with postgres_server() as server, fresh_database(server) as url:
        rows += asyncio.run(_measure("Postgres", url))
    return rows


async def _measure(name: str, url: str) -> list[Row]:
    workspace = Workspace(manifest=MANIFEST, clock=Clock(_now(), running=True))
    everybody = [workspace.add_person(f"Person {number}", tz="Europe/Berlin") for number in range(PEOPLE)]
    channel = workspace.add_channel("everybody", members=everybody[:MEMBERS])
    engine = create_engine(url)
    migrate(engine)
    await _set_up(url, workspace.team_id, ChannelId(channel.id), UserId(everybody[0].id))
    workspace.faults.limit_to_tiers()
    async with Server(workspace) as slack, running_bot(workspace, slack, url, shift=timedelta(0), ticks=True) as bot:
        deadline = time.monotonic() + PATIENCE
        while await asyncio.to_thread(_unread, engine) and time.monotonic() < deadline:  # noqa: ASYNC110 - another process reads
            await asyncio.sleep(PACE)
        ended = _now()
        peak = bot.peak()
    known, held = _counts(engine)
    engine.dispose()
    calls = [call for call in workspace.calls if call.method in {*LISTS, "conversations.info"}]
    least = max((ceil(count / PAGE) - 1) * 60 / A_MINUTE[METHODS[method].tier] for method, count in LISTS.items())
    took = (ended - min(call.at for call in calls)).total_seconds()
    case = f"first sync of {PEOPLE:,} on {name}"
    return [
        Row(case, "people known", known, "people", bar=PEOPLE, at_least=True),
        Row(case, "held by the channel", held, "people", bar=MEMBERS, at_least=True),
        Row(case, "the limits' own minimum", least, "s"),
        Row(case, "time from the first call to the last save", took, "s"),
        Row(case, "time / minimum", took / least, "times", bar=1.05),
        Row(case, "requests", len(calls), "requests"),
        Row(case, "429s", workspace.faults.happened[Fault.RATE_LIMITED], "answers"),
        Row(case, "peak memory of the bot", peak, "MB", bar=300),
    ]


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  real time, as the limits are


async def _set_up(url: str, team_id: str, channel: ChannelId, owner: UserId) -> None:
    """A programme in the channel; nothing is read yet."""
    db = Database(url)
    now = _now()

    def set_up(tx: Tx) -> None:
        people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=now)
        slot = Slot(now.date() + timedelta(days=7), now + timedelta(days=7))
        rhythm = Rhythm(1, now.weekday(), now.time().replace(microsecond=0), "Etc/UTC")
        programmes.save_programme(tx, Programme(0, channel, False, rhythm, slot, owner))  # noqa: FBT003

    await db.run(TeamId(team_id), set_up)
    db.close()


def _unread(engine: Engine) -> int:
    with engine.connect() as connection:
        unread = select(func.count()).select_from(ReadingRow).where(ReadingRow.read_at.is_(None))
        return connection.scalar(unread) or 0


def _counts(engine: Engine) -> tuple[int, int]:
    with engine.connect() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (DirectoryPersonRow, ChannelPersonRow)
        ]
    return counts[0], counts[1]
