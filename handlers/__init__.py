"""What people do: every feature that listens, in one list."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt.async_app import AsyncApp

from bot.people import TeamId
from handlers import (
    away,
    brokering,
    coffee,
    directory,
    explore,
    goals,
    home,
    intros,
    learn,
    now,
    preferences,
    privacy,
    rsvp,
    setup,
    swaps,
    topics,
)
from handlers.acts import attend
from handlers.errors import answer_error
from storage.database import Database

FEATURES = (
    coffee,
    preferences,
    rsvp,
    away,
    intros,
    swaps,
    now,
    topics,
    goals,
    explore,
    brokering,
    learn,
    privacy,
    setup,
    home,
    directory,
)


def register(app: AsyncApp, *, db: Database, team_id: TeamId, clock: Callable[[], datetime]) -> None:
    """Make `app` listen for the workspace `team_id`."""
    app.middleware(attend(db, team_id, clock))
    app.error(answer_error)
    for feature in FEATURES:
        feature.register(app)
