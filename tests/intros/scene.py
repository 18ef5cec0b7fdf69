"""What the journeys of introductions begin with."""

from collections.abc import Sequence
from datetime import timedelta

from tests.stage import MONDAY, Coffee, Stage, set_up_coffee

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
FIRST = "Pick Tue 1 Dec 15:00 (Ben 09:00)"


async def introduced(stage: Stage, *, trio: bool = False, likes: Sequence[str] = ()) -> Coffee:
    """Ana and Ben, and perhaps Chi, have been introduced on Monday, in a way that all of them like."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi)[: 3 if trio else 2]:
        await person.runs("/coffee join")
        if likes:
            await person.runs("/coffee preferences")
            await person.presses("Change: ways, place and languages")
            await person.fills({"Ways to meet": likes})
            await person.submits()
            await person.closes(all_of_them=True)
    await stage.until(MONDAY, "20:00")
    return coffee
