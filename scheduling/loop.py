"""The clock's loop: APScheduler ticks, and each tick does what is due, one item after another."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from scheduling.agenda import run_one_due_agenda
from scheduling.brokering import look_through_one_desk, run_one_due_proposal
from scheduling.cards import run_one_due_card
from scheduling.coffee import run_one_due_round
from scheduling.delivery import deliver_one_due_post, recover
from scheduling.digests import run_one_due_digest
from scheduling.directory import run_one_due_reading
from scheduling.goals import run_one_due_goal
from scheduling.hosts import run_one_due_move
from scheduling.intros import run_one_due_checkin, run_one_due_opener, run_one_due_renewal
from scheduling.library import run_one_due_title
from scheduling.now import run_one_due_search
from scheduling.rsvp import run_one_due_question
from scheduling.swaps import run_one_due_swap
from scheduling.sweep import sweep
from scheduling.topics import run_one_due_look
from scheduling.workplace import Workplace
from storage.agenda import NEXT_AGENDA
from storage.brokering import NEXT_PROPOSAL
from storage.cards import NEXT_CARD
from storage.checkins import NEXT_CHECKIN
from storage.database import DatabaseUnavailableError
from storage.desk import NEXT_DESK
from storage.digests import NEXT_DIGEST
from storage.directory import NEXT_READING
from storage.due import Next, load_next
from storage.followups import NEXT_FRESH, NEXT_OPENERS
from storage.goals import NEXT_GOAL
from storage.library import NEXT_TITLE
from storage.moves import NEXT_MOVE
from storage.now import NEXT_SEARCH
from storage.posts import NEXT_POST, NEXT_RECOVERY
from storage.programmes import NEXT_ROUND
from storage.rsvp import NEXT_QUESTION
from storage.swaps import NEXT_SWAP
from storage.topics import NEXT_LOOK

logger = logging.getLogger(__name__)

Step = Callable[[Workplace], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: a step that does one due item and says whether there was one, and how it is run.

    `next_at` tells when the next item falls due: there is nothing to do before, unless it is only a `hint`.
    """

    step: Step
    every: int  # seconds
    abreast: int = 1  # items under way at once
    next_at: Next | None = None
    hint: bool = False


JOBS: Mapping[str, Job] = {
    "directory": Job(run_one_due_reading, every=5, next_at=NEXT_READING, hint=True),  # it reads daily, too
    "rounds": Job(run_one_due_round, every=5, next_at=NEXT_ROUND),
    "questions": Job(run_one_due_question, every=30, next_at=NEXT_QUESTION),
    "openers": Job(run_one_due_opener, every=30, next_at=NEXT_OPENERS),
    "renewals": Job(run_one_due_renewal, every=30, next_at=NEXT_FRESH),
    "checkins": Job(run_one_due_checkin, every=5, next_at=NEXT_CHECKIN),
    "sweep": Job(sweep, every=3600),
    "swaps": Job(run_one_due_swap, every=5, next_at=NEXT_SWAP, hint=True),  # it ends early where somebody leaves
    "goals": Job(run_one_due_goal, every=60, next_at=NEXT_GOAL),
    "cards": Job(run_one_due_card, every=60, next_at=NEXT_CARD),
    "moves": Job(run_one_due_move, every=60, next_at=NEXT_MOVE),
    "proposals": Job(run_one_due_proposal, every=60, next_at=NEXT_PROPOSAL),
    "desks": Job(look_through_one_desk, every=60, next_at=NEXT_DESK, hint=True),  # it looks daily, too
    "topics": Job(run_one_due_look, every=60, next_at=NEXT_LOOK),
    "titles": Job(run_one_due_title, every=5, abreast=4, next_at=NEXT_TITLE),
    "digests": Job(run_one_due_digest, every=60, next_at=NEXT_DIGEST),
    "agendas": Job(run_one_due_agenda, every=60, next_at=NEXT_AGENDA),
    "now": Job(run_one_due_search, every=2, next_at=NEXT_SEARCH),
    "recovery": Job(recover, every=5, next_at=NEXT_RECOVERY),
    "posts": Job(deliver_one_due_post, every=1, abreast=4, next_at=NEXT_POST),
}


class Loop:
    """Runs `JOBS` on a `Workplace`: by itself once started, or step by step where somebody winds the clock."""

    def __init__(self, workplace: Workplace) -> None:
        self._at = workplace
        self._stopping = False
        self._ticked_at = time.monotonic()
        self._under_way: set[asyncio.Task[None]] = set()
        self._soon: dict[str, asyncio.TimerHandle] = {}
        self._ran_at: dict[str, datetime] = {}
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
        await self._drain(*(name for name, job in JOBS.items() if job.next_at is not None or self._comes_round(name)))

    def _comes_round(self, name: str) -> bool:
        """Whether a job that cannot tell when there is something to do has waited for its interval."""
        now = self._at.clock()
        if name in self._ran_at and now < self._ran_at[name] + timedelta(seconds=JOBS[name].every):
            return False
        self._ran_at[name] = now
        return True

    async def next_due(self, *names: str) -> datetime | None:
        """When something falls due next, of these jobs or of any; None where nothing waits, or the bot was removed."""
        return min((await self._ahead(*(names or JOBS)) or {}).values(), default=None)

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
        due = await self._drain(name)
        wait = 0 if due is None else (due - self._at.clock()).total_seconds()
        if self._stopping or not 0 < wait < JOBS[name].every:
            return
        if name in self._soon:
            self._soon[name].cancel()
        self._soon[name] = asyncio.get_running_loop().call_later(wait, self._begin, name)

    async def _drain(self, *names: str) -> datetime | None:
        """Do what is due of these jobs until nothing is; when more falls due, as far as they tell."""
        untold = {name for name in names if JOBS[name].next_at is None or JOBS[name].hint}
        while True:
            ahead = await self._ahead(*names)
            if ahead is None:
                return None
            due = {name for name, at in ahead.items() if at <= self._at.clock()} | untold
            if not any([await self._see_to(name) for name in names if name in due]):
                return min(ahead.values(), default=None)
            untold = set()

    async def _ahead(self, *names: str) -> Mapping[str, datetime] | None:
        """When the next of each falls due; None where nothing can be done at all."""
        kinds = {name: at for name in names if (at := JOBS[name].next_at) is not None}
        try:
            return await self._at.db.run(self._at.team_id, load_next, kinds)
        except DatabaseUnavailableError as unavailable:
            logger.warning("the clock waits for the database: %s", unavailable)
            return None

    async def _see_to(self, name: str) -> bool:
        """Do one item of a job, which may tell that there is none, and then the rest abreast; whether there was one."""
        found = await self._try(name)
        if found and await self._try(name):  # most often it was the only one
            none_left = asyncio.Event()
            await asyncio.gather(*(self._one_by_one(name, none_left) for _ in range(JOBS[name].abreast)))
        return found

    async def _one_by_one(self, name: str, none_left: asyncio.Event) -> None:
        """Do one item after another, until this one or another finds none."""
        while not none_left.is_set():
            if not await self._try(name):
                none_left.set()

    async def _try(self, name: str) -> bool:
        try:
            return not self._stopping and await JOBS[name].step(self._at)
        except DatabaseUnavailableError as unavailable:
            logger.warning("job %s waits for the database: %s", name, unavailable)
        except Exception:
            # What failed is held back by its own claim; the rest is done at the next tick.
            logger.exception("job %s failed in %s", name, self._at.team_id)
        return False
