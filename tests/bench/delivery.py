"""Measures delivery while replicas are killed and Slack fails, and while Slack limits the rate."""

import asyncio
import multiprocessing
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from sqlalchemy import Engine, create_engine, func, select

from bot.delivery import OPEN, POST
from bot.posts import PostState
from emulator.faults import Fault, Faults
from emulator.workspace import Workspace
from storage.posts import PostRow
from tests.bench.crashes import LABELS, RECOVERY
from tests.bench.ledger import Account, account_of
from tests.bench.replica import Life, live
from tests.bench.round import owed_round
from tests.bench.table import Row
from tests.postgres import fresh_database, postgres_server

PAIRS = 300
KILLS_EACH = 5  # at every label
PASSES = (1, 1, 2)  # of a label until the kill; drawn from
SPEED = 20
PATIENCE = 100.0  # seconds for one case
PACE = 0.1  # seconds between two looks at what is left
LIFETIME = 2.0  # seconds until a replica that has not reached its label is killed where it is
ELSEWHERE = "elsewhere"
PER_SECOND, BURST = 5.0, 10
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.bench.replica"])


def measure() -> Sequence[Row]:
    """The rows of all cases, each with its own database and its own emulated Slack."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(under_kills("SQLite, 1 process", f"sqlite:///{Path(folder) / 'bench.sqlite'}", replicas=1))
    with postgres_server() as server:
        with fresh_database(server) as url:
            rows += asyncio.run(under_kills("Postgres, 2 replicas", url, replicas=2))
        with fresh_database(server) as url:
            rows += asyncio.run(under_a_limit("Postgres, 2 replicas, 429s", url, replicas=2))
    return rows


async def under_kills(case: str, url: str, *, replicas: int) -> list[Row]:
    """Introductions with a kill at every label, again and again, and faults on 40 % of the calls."""
    async with owed_round(url, pairs=PAIRS, speed=SPEED) as (workspace, life):
        plan_faults(workspace.faults)
        fate = await deliver(life, deque(fragile_lives(life, Random(case))), replicas=replicas)
        account = await account_of(url, life.team_id, workspace)
    calls = sum(call.method in {OPEN, POST} for call in workspace.calls)
    hit, labels = len(set(fate.ends) - {ELSEWHERE}), len(LABELS + RECOVERY)
    return [
        Row(case, "kills -9", len(fate.ends), "kills", bar=60, at_least=True),
        Row(case, "labelled crash points hit", hit, f"of {labels}", bar=labels, at_least=True),
        Row(case, "calls to Slack that suffer a fault", 100 * workspace.faults.happened.total() / calls, "%"),
        *outcome(case, account),
        Row(case, "unconfirmed", account.unconfirmed, "introductions"),
        Row(case, "unconfirmed that had arrived", account.arrived, "introductions"),
        Row(case, "unconfirmed that are listed", 100 * account.listed, "%", bar=100, at_least=True),
        Row(case, "time", fate.seconds, "s"),
    ]


async def under_a_limit(case: str, url: str, *, replicas: int) -> list[Row]:
    """Introductions while Slack allows so many calls a second, of each method, in the time of production."""
    async with owed_round(url, pairs=PAIRS, speed=1) as (workspace, life):
        for method in (OPEN, POST):
            workspace.faults.limit(method, per_second=PER_SECOND, burst=BURST)
        await deliver(life, deque(), replicas=replicas)
        account = await account_of(url, life.team_id, workspace)
    least = (PAIRS - BURST) / PER_SECOND
    took = seconds_between(workspace)
    refused = workspace.faults.happened[Fault.RATE_LIMITED]
    return [
        Row(case, "the limit's own minimum", least, "s"),
        Row(case, "time from the first call to the last", took, "s"),
        Row(case, "time / minimum", took / least, "times", bar=1.05),
        Row(case, "429s", refused, "answers"),
        *outcome(case, account),
        Row(case, "unconfirmed", account.unconfirmed, "introductions", bar=0),
    ]


def fragile_lives(life: Life, rng: Random) -> Iterator[Life]:
    """Lives that end at every label, again and again."""
    ends = list(LABELS * KILLS_EACH)
    rng.shuffle(ends)
    for end in ends:
        yield replace(life, crash_at=end, countdown=rng.choice(PASSES))
    for end in RECOVERY:
        yield replace(life, crash_at=end)


def outcome(case: str, account: Account) -> list[Row]:
    """What every case has to hold."""
    return [
        Row(case, "introductions", account.posts, "", bar=PAIRS, at_least=True),
        Row(case, "sent", account.sent, "introductions"),
        Row(case, "sent twice", account.twice, "introductions", bar=0),
        Row(case, "silently lost", account.lost, "introductions", bar=0),
    ]


def plan_faults(faults: Faults) -> None:
    """Let 40 % of the calls go wrong: 4 % are taken after the bot has given up, the rest in any of the ways."""
    rng = Random(429)
    faults.share(0.04, kinds=[Fault.SLOW], rng=rng, methods={OPEN, POST}, seconds=16 / SPEED)
    faults.share(0.36 / 0.96, kinds=Fault, rng=rng, methods={OPEN, POST}, seconds=4 / SPEED)


def seconds_between(workspace: Workspace) -> float:
    """The seconds from the first call to the last, on the workspace's clock."""
    times = [call.at for call in workspace.calls if call.method in {OPEN, POST}]
    return (max(times) - min(times)).total_seconds()


@dataclass(slots=True)
class Fate:
    """How delivering went: the labels at which replicas were killed, and how long it took."""

    ends: list[str] = field(default_factory=list)
    seconds: float = 0


async def deliver(life: Life, lives: deque[Life], *, replicas: int) -> Fate:
    """Keep so many replicas alive until nothing is due: first through the `lives` that end early, then on."""
    fate = Fate()
    done = asyncio.Event()
    began = time.monotonic()
    running = [asyncio.create_task(_reincarnate(life, lives, fate, done)) for _ in range(replicas)]
    await _settled(life.database_url)
    done.set()
    await asyncio.gather(*running)
    fate.seconds = time.monotonic() - began
    return fate


async def _reincarnate(life: Life, lives: deque[Life], fate: Fate, done: asyncio.Event) -> None:
    while not done.is_set():
        now = lives.popleft() if lives else life
        process = PROCESSES.Process(target=live, args=(now,))
        process.start()
        ended = asyncio.create_task(_end_of(process.sentinel))
        stopped = asyncio.create_task(done.wait())
        patience = LIFETIME if now.crash_at else None
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED, timeout=patience)
        stopped.cancel()
        by_itself = ended.done()
        process.kill()
        await ended
        process.join()
        if by_itself and (process.exitcode != -signal.SIGKILL or not now.crash_at):
            raise RuntimeError(f"a replica ended with {process.exitcode}")
        if by_itself:
            fate.ends.append(now.crash_at)
        elif not done.is_set():
            fate.ends.append(ELSEWHERE)
            lives.append(now)


async def _end_of(sentinel: int) -> None:
    """Wait until the process behind `sentinel` has ended."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(sentinel, ended.set)
    await ended.wait()
    asyncio.get_running_loop().remove_reader(sentinel)


async def _settled(database_url: str) -> None:
    """Wait until nothing is due or being sent, for as long as that may take."""
    engine = create_engine(database_url)
    deadline = time.monotonic() + PATIENCE
    while await asyncio.to_thread(_left, engine) and time.monotonic() < deadline:  # noqa: ASYNC110 - other processes change it
        await asyncio.sleep(PACE)
    engine.dispose()


def _left(engine: Engine) -> int:
    unsettled = PostRow.state.in_([PostState.DUE, PostState.SENDING])
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(PostRow).where(unsettled)) or 0
