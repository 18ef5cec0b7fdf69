"""What people do: every feature that listens, in one list."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt.async_app import AsyncApp

from bot.people import TeamId
from handlers import (
    agenda,
    away,
    brokering,
    cards,
    coffee,
    digests,
    directory,
    explore,
    goals,
    home,
    hosts,
    intros,
    learn,
    library,
    now,
    preferences,
    privacy,
    rsvp,
    setup,
    stories,
    swaps,
    thanks,
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
    cards,
    explore,
    library,
    stories,
    thanks,
    digests,
    agenda,
    brokering,
    learn,
    hosts,
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
