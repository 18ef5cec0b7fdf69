"""The clock's loop: APScheduler ticks, and each tick does what is due, one item after another."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from scheduling.coffee import run_one_due_round
from scheduling.delivery import deliver_one_due_post, recover
from scheduling.directory import run_one_due_reading
from scheduling.intros import end_old_intros, run_one_due_checkin, run_one_due_opener, run_one_due_renewal
from scheduling.now import run_one_due_search, sweep_searches
from scheduling.receipts import sweep_receipts
from scheduling.rsvp import run_one_due_question
from scheduling.swaps import run_one_due_swap, sweep_answers
from scheduling.workplace import Workplace
from storage.database import DatabaseUnavailableError, Tx
from storage.directory import next_reading_at
from storage.people import is_installed

logger = logging.getLogger(__name__)

Step = Callable[[Workplace], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: a step that does one due item and says whether there was one, and how it is run.

    Where `next_at` says that more falls due before the next tick, it is not left until then.
    """

    step: Step
    every: int  # seconds
    abreast: int = 1  # items under way at once
    next_at: Callable[[Tx], datetime | None] | None = None


JOBS: Mapping[str, Job] = {
    "directory": Job(run_one_due_reading, every=5, next_at=next_reading_at),
    "rounds": Job(run_one_due_round, every=5),
    "questions": Job(run_one_due_question, every=30),
    "openers": Job(run_one_due_opener, every=30),
    "renewals": Job(run_one_due_renewal, every=30),
    "checkins": Job(run_one_due_checkin, every=5),
    "endings": Job(end_old_intros, every=3600),
    "swaps": Job(run_one_due_swap, every=5),
    "now": Job(run_one_due_search, every=2),
    "recovery": Job(recover, every=5),
    "posts": Job(deliver_one_due_post, every=1, abreast=4),
    "searches": Job(sweep_searches, every=3600),
    "receipts": Job(sweep_receipts, every=3600),
    "answers": Job(sweep_answers, every=3600),
}


class Loop:
    """Runs `JOBS` on a `Workplace`: by itself once started, or step by step where somebody winds the clock."""

    def __init__(self, workplace: Workplace) -> None:
        self._at = workplace
        self._stopping = False
        self._ticked_at = time.monotonic()
        self._under_way: set[asyncio.Task[None]] = set()
        self._soon: dict[str, asyncio.TimerHandle] = {}
        self._scheduler = AsyncIOScheduler(
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Tick from now on."""
        for name, job in JOBS.items():
            self._scheduler.add_job(self._tick, "interval", args=[name], seconds=job.every, id=name)
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin nothing new, and wait for what is under way."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for timer in self._soon.values():
            timer.cancel()
        await asyncio.gather(*self._under_way)

    def silent_for(self) -> float:
        """Seconds since the last tick; a loop that is silent for long is not well."""
        return time.monotonic() - self._ticked_at

    async def run_due(self) -> None:
        """Do all that is due now, in an order that lets one job see what another left."""
        await self._drain(*JOBS)

    async def _tick(self, name: str) -> None:
        self._ticked_at = time.monotonic()
        await asyncio.shield(self._begin(name))

    def _begin(self, name: str) -> asyncio.Task[None]:
        task = asyncio.ensure_future(self._drain_and_come_again(name))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _drain_and_come_again(self, name: str) -> None:
        """Do all that is due now, and again when more falls due before the next tick."""
        await self._drain(name)
        wait = await self._until_next(name)
        if self._stopping or not 0 < wait < JOBS[name].every:
            return
        if name in self._soon:
            self._soon[name].cancel()
        self._soon[name] = asyncio.get_running_loop().call_later(wait, self._begin, name)

    async def _until_next(self, name: str) -> float:
        """Seconds until more falls due, as far as anybody says; 0 where nobody does."""
        next_at = JOBS[name].next_at
        try:
            due = None if next_at is None else await self._at.db.run(self._at.team_id, next_at)
        except DatabaseUnavailableError:
            return 0
        return 0 if due is None else (due - self._at.clock()).total_seconds()

    async def _drain(self, *names: str) -> None:
        """Do one item of each job, which mostly tells that there is none, and then the rest abreast."""
        if not await self._try(names[0], _has_a_workspace):
            return
        for name in names:
            if await self._try(name, JOBS[name].step):
                await asyncio.gather(*(self._one_by_one(name) for _ in range(JOBS[name].abreast)))

    async def _one_by_one(self, name: str) -> None:
        while not self._stopping and await self._try(name, JOBS[name].step):
            pass

    async def _try(self, name: str, step: Step) -> bool:
        try:
            return await step(self._at)
        except DatabaseUnavailableError as unavailable:
            logger.warning("job %s waits for the database: %s", name, unavailable)
        except Exception:
            # What failed is held back by its own claim; the rest is done at the next tick.
            logger.exception("job %s failed in %s", name, self._at.team_id)
        return False


async def _has_a_workspace(at: Workplace) -> bool:
    return await at.db.run(at.team_id, is_installed)
