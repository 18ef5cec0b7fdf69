"""People change their names and zones, and go; Slack tells us."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.people import Person, UserId, read_person
from handlers.acts import Act
from storage.database import Tx
from storage.partings import let_go


def register(app: AsyncApp) -> None:
    """Listen to changes of people."""
    app.event("user_change")(note_change)


async def note_change(event: dict[str, Any], act: Act) -> None:
    """Take the change over, for somebody whom we know."""

    def take_over(tx: Tx, _: UserId, person: Person) -> None:
        let_go(tx, (person,), now=act.now)

    await act.once(take_over, read_person(event["user"], team_id=act.team_id))
