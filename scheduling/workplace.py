"""What every job of the clock works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.people import TeamId
from scheduling.fetching import Fetcher
from scheduling.stillness import Stillness
from storage.database import Database, DatabaseUnavailableError, Tx

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Workplace:
    """The database, Slack, the workspace that is served, and the clock, which is read once for each item.

    Shared pages are asked for their titles by the `fetcher`, and not at all without one. For whom Slack keeps still is
    known in the `stillness` for a minute.
    """

    db: Database
    slack: AsyncWebClient
    team_id: TeamId
    clock: Callable[[], datetime]
    fetcher: Fetcher | None = None
    stillness: Stillness = field(default_factory=Stillness)

    async def see_to_one(self, hold: Callable[..., Held | None], unit: Callable[..., object]) -> bool:
        """Do `unit` to what `hold` gives as most overdue, in one transaction; false when nothing is due.

        What fails stays held for a while, so that it lets the others pass.
        """
        now = self.clock()

        def see_to(tx: Tx) -> bool:
            held = hold(tx, now=now)
            if held is not None:
                unit(tx, held, now=now)
            return held is not None

        try:
            return await self.db.run(self.team_id, see_to)
        except DatabaseUnavailableError:
            raise
        except Exception:
            await self.db.run(self.team_id, hold, now=now)
            raise
