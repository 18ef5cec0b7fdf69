"""One process of the bot that only looks after what the clock does, until it is killed."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from app import SLACK_TIMEOUT
from bot.people import TeamId
from scheduling.loop import Loop
from scheduling.workplace import Workplace
from tests.bench.crashes import Crash, CrashingDatabase, fragile_calls


@dataclass(frozen=True, slots=True)
class Life:
    """What a replica works with, and where it crashes, if at all.

    Its clock shows `at` when the monotonic clock shows `began`, and runs `speed` times as fast, so that leases and
    pauses pass quickly. At its own pace it ticks as in production, else it does at once what is due.
    """

    database_url: str
    slack_url: str
    token: str
    team_id: TeamId
    at: datetime
    began: float
    speed: int = 1
    crash_at: str = ""
    countdown: int = 1

    def clock(self) -> datetime:
        """The time now, the same in every replica."""
        return self.at + timedelta(seconds=self.speed * (time.monotonic() - self.began))


def live(life: Life) -> None:
    """Deliver until the end, which is always sudden."""
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(_live(life))


async def _live(life: Life) -> None:
    crash = Crash(life.crash_at, countdown=life.countdown)
    db = CrashingDatabase(life.database_url, crash)
    limit = aiohttp.ClientTimeout(total=SLACK_TIMEOUT / life.speed)
    async with aiohttp.ClientSession(timeout=limit, trace_configs=[fragile_calls(crash)]) as session:
        slack = AsyncWebClient(life.token, base_url=life.slack_url, session=session, retry_handlers=[])
        loop = Loop(Workplace(db, slack, life.team_id, life.clock))
        if life.speed == 1:
            loop.start()
            await asyncio.Event().wait()
        while True:
            await loop.run_due()
            await asyncio.sleep(0.02)
