"""What the journeys of introductions begin with."""

from datetime import timedelta

from tests.stage import MONDAY, Coffee, Stage, set_up_coffee

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
FIRST = "Pick Tue 1 Dec 15:00 (Ben 09:00)"


async def introduced(stage: Stage, *, trio: bool = False) -> Coffee:
    """Ana and Ben, and perhaps Chi, have been introduced on Monday."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi)[: 3 if trio else 2]:
        await person.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    return coffee
