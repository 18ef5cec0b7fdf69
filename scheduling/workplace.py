"""What every job of the clock works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.people import TeamId
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Workplace:
    """The database, Slack, the workspace that is served, and the clock, which is read once for each item."""

    db: Database
    slack: AsyncWebClient
    team_id: TeamId
    clock: Callable[[], datetime]
