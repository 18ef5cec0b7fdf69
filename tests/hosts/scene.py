"""A team of which Ben is the host."""

from datetime import timedelta
from typing import Any

from emulator.person import Person
from tests.stage import Coffee, Stage, set_up_coffee

CHARTER = "Thursdays are for learning"
FIELDS: dict[str, Any] = {"How we learn here": CHARTER, "Meets on": "Thursday", "At": "15:00"}


async def opens_team(somebody: Person, coffee: Coffee) -> None:
    """Somebody opens the form of the team in #team."""
    await somebody.runs("/elevenses setup", channel=coffee.channel)
    await somebody.presses("Name hosts" if "Name hosts" in somebody.screen() else "Change the team")


async def changes_team(somebody: Person, coffee: Coffee, **fields: Any) -> None:
    """Somebody fills in the form of the team in #team, and closes what comes of it."""
    await opens_team(somebody, coffee)
    await somebody.fills({"Hosts" if label == "hosts" else label: value for label, value in fields.items()})
    await somebody.submits()
    somebody.sees("Saved:")
    await somebody.closes()


async def with_team(stage: Stage) -> Coffee:
    """Ana, an admin, sets coffee up in #team and names Ben as the host of its team; Chi is in the channel."""
    coffee = await set_up_coffee(stage)
    await changes_team(coffee.ana, coffee, hosts=[coffee.ben], **FIELDS)
    await a_minute(stage)
    return coffee


async def a_minute(stage: Stage) -> None:
    """A minute passes, as a channel gets no two messages at once."""
    stage.clock.advance(timedelta(minutes=1))
    await stage.now()
