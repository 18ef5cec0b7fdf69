"""What every job of the clock works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.people import TeamId
from scheduling.fetching import Fetcher
from storage.database import Database

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Workplace:
    """The database, Slack, the workspace that is served, and the clock, which is read once for each item.

    Shared pages are asked for their titles by the `fetcher`, and not at all without one.
    """

    db: Database
    slack: AsyncWebClient
    team_id: TeamId
    clock: Callable[[], datetime]
    fetcher: Fetcher | None = None

    async def see_to_one(self, hold: Callable[..., Held | None], unit: Callable[..., object]) -> bool:
        """Do `unit` to what `hold` gives as most overdue, each in a transaction; false when nothing is due."""
        now = self.clock()
        held = await self.db.run(self.team_id, hold, now=now)
        if held is None:
            return False
        await self.db.run(self.team_id, unit, held, now=now)
        return True
