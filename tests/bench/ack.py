"""How fast people are answered: an empty acknowledgement, a real `/coffee`, and one while a large round goes out."""

import asyncio
import hashlib
import hmac
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import quantiles
from urllib.parse import urlencode

import aiohttp
from sqlalchemy import create_engine

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, Person, TeamId, UserId
from bot.programme import Programme
from emulator.clock import Clock
from emulator.server import Server
from emulator.workspace import Workspace
from storage import directory, people, programmes
from storage.database import Database, Tx
from storage.schema import migrate
from tests.bench.running import RunningBot, running_bot
from tests.bench.table import Row
from tests.postgres import fresh_database, postgres_server
from tests.stage import MANIFEST

REQUESTS = 1500
ABREAST = 8
A_SECOND = 50
SECONDS = 20
MEMBERS = 2000
ZONES = ("Europe/Berlin", "Europe/London", "Europe/Athens", "Africa/Lagos")  # all at work at once
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)  # a Monday
SHIFT = NOON - datetime.now(UTC)  # noqa: TID251  real time, moved to when people work
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Load:
    """What a load came to: seconds in all, seconds of each answer, and the server's CPU seconds."""

    took: float
    answers: Sequence[float]
    cpu: float

    def percentile(self, share: int) -> float:
        """Milliseconds within which so many hundredths were answered."""
        return quantiles(self.answers, n=100)[share - 1] * 1000


def _now() -> datetime:
    return datetime.now(UTC) + SHIFT  # noqa: TID251  real time, moved to when people work


def measure() -> list[Row]:
    """All of it, one after the other, in one run."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    clock = Clock(NOON, running=True)
    workspace = Workspace(manifest=MANIFEST, clock=clock)
    everybody = [workspace.add_person(f"Person {n}", tz=ZONES[n % len(ZONES)]) for n in range(MEMBERS)]
    channel = workspace.add_channel("coffee", members=everybody)
    ids = [UserId(person.id) for person in everybody]
    rows: list[Row] = []
    async with Server(workspace) as slack:
        with tempfile.TemporaryDirectory() as folder, postgres_server() as server, fresh_database(server) as postgres:
            urls = {"SQLite": f"sqlite:///{folder}/bench.sqlite", "Postgres": postgres}
            for url in urls.values():
                await _fill(url, workspace.team_id, ids, ChannelId(channel.id))
            async with running_bot(workspace, slack, urls["SQLite"], shift=SHIFT, empty=True) as at:
                empty = await _closed(at, workspace, ids)
            rows += _rows("empty ack", empty)
            for name, url in urls.items():
                async with running_bot(workspace, slack, url, shift=SHIFT) as at:
                    real = await _closed(at, workspace, ids)
                rows += _rows(f"/coffee on {name}", real)
                times = (real.cpu / len(real.answers)) / (empty.cpu / len(empty.answers))
                rows.append(Row(f"/coffee on {name}", "CPU against the empty ack", times, "times", bar=10))
            for name, url in urls.items():
                rows += await _while_a_round_goes_out(workspace, slack, name, url, ids)
    return rows


def _rows(case: str, load: Load) -> list[Row]:
    return [
        Row(case, "answered", len(load.answers) / load.took, "a second"),
        Row(case, "p50", load.percentile(50), "ms"),
        Row(case, "p99", load.percentile(99), "ms"),
        Row(case, "CPU for each", load.cpu / len(load.answers) * 1000, "ms"),
    ]


async def _fill(url: str, team_id: str, ids: Sequence[UserId], channel: ChannelId) -> None:
    """A programme with everybody in it, whose round is due in a week."""
    engine = create_engine(url)
    migrate(engine)
    engine.dispose()
    db = Database(url)
    now = _now()

    def fill(tx: Tx) -> None:
        people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=now)
        directory.put_off_readings(tx, until=now + timedelta(days=1))
        rhythm = Rhythm(1, now.weekday(), now.time().replace(microsecond=0), "Etc/UTC")
        slot = Slot(now.date() + timedelta(days=7), now + timedelta(days=7))
        programme = programmes.save_programme(tx, Programme(0, channel, False, rhythm, slot, ids[0]))  # noqa: FBT003
        for number, user_id in enumerate(ids):
            people.meet_person(tx, Person(user_id, f"Person {number}", ZONES[number % len(ZONES)]))
            programmes.join(tx, programme.id, user_id, now=now)

    await db.run(TeamId(team_id), fill)
    db.close()


async def _due_now(url: str, team_id: str) -> None:
    db = Database(url)
    now = _now()

    def move(tx: Tx) -> None:
        programme = programmes.load_programmes(tx)[0]
        programmes.claim_slot(tx, programme, following=Slot(now.date(), now), run=None)

    await db.run(TeamId(team_id), move)
    db.close()


def _request(workspace: Workspace, user_id: UserId, command: str) -> tuple[bytes, dict[str, str]]:
    """A command as Slack signs it, now."""
    body = urlencode(
        {
            "command": command,
            "text": "",
            "team_id": workspace.team_id,
            "user_id": user_id,
            "channel_id": "D1",
            "trigger_id": f"{next(_numbers)}.1.bench",
            "response_url": "http://127.0.0.1:9/none",
        }
    ).encode()
    at = str(int(_now().timestamp()))
    mac = hmac.new(workspace.signing_secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return body, {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={mac}",
    }


async def ask(
    session: aiohttp.ClientSession, at: RunningBot, workspace: Workspace, user_id: UserId, command: str = "/coffee"
) -> float:
    """The seconds until somebody who runs a command is answered."""
    body, headers = _request(workspace, user_id, command)
    began = time.perf_counter()
    async with session.post(at.url, data=body, headers=headers) as answer:
        await answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the bot answered {answer.status}")
    return time.perf_counter() - began


async def _closed(at: RunningBot, workspace: Workspace, ids: Sequence[UserId]) -> Load:
    """So many requests, a few at a time, each after the one before."""
    async with aiohttp.ClientSession() as session:

        async def some(number: int) -> list[float]:
            share = range(number, REQUESTS, ABREAST)
            return [await ask(session, at, workspace, ids[one % len(ids)]) for one in share]

        await asyncio.gather(*(ask(session, at, workspace, ids[one]) for one in range(ABREAST)))  # warm
        cpu, began = _cpu(at), time.perf_counter()
        answers = await asyncio.gather(*(some(number) for number in range(ABREAST)))
        took = time.perf_counter() - began
    return Load(took, [one for part in answers for one in part], _cpu(at) - cpu)


async def _open(at: RunningBot, workspace: Workspace, ids: Sequence[UserId]) -> Load:
    """So many requests a second, whether the ones before are answered or not."""
    async with aiohttp.ClientSession() as session:
        cpu, began = _cpu(at), time.perf_counter()
        asked: list[asyncio.Task[float]] = []
        for number in range(A_SECOND * SECONDS):
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
            asked.append(asyncio.create_task(ask(session, at, workspace, ids[number % len(ids)])))
        answers = await asyncio.gather(*asked)
    return Load(time.perf_counter() - began, answers, _cpu(at) - cpu)


def _cpu(at: RunningBot) -> float:
    times = at.process.cpu_times()
    return float(times.user + times.system)


async def _while_a_round_goes_out(
    workspace: Workspace, slack: Server, name: str, url: str, ids: Sequence[UserId]
) -> list[Row]:
    """Fifty people a second ask where they stand while a thousand pairs are introduced."""
    await _due_now(url, workspace.team_id)
    sent = len(workspace.calls_to("chat.postMessage"))
    async with running_bot(workspace, slack, url, shift=SHIFT, ticks=True) as at:
        load = await _open(at, workspace, ids)
    delivered = len(workspace.calls_to("chat.postMessage")) - sent
    case = f"/coffee on {name} during a round of {MEMBERS // 2}"
    return [
        Row(case, "p50", load.percentile(50), "ms"),
        Row(case, "p99", load.percentile(99), "ms", bar=500),
        Row(case, "slowest", max(load.answers) * 1000, "ms", bar=2500),
        Row(case, "intros sent meanwhile", delivered, "posts"),
    ]
