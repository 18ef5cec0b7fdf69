"""How the stories of text swaps begin."""

from datetime import timedelta

from emulator.person import Person
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))


async def introduced(stage: Stage, *, trio: bool = False) -> Coffee:
    """Ana and Ben are introduced, and Chi too in a trio."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, *([coffee.chi] if trio else [])):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "16:00", "Europe/Berlin")  # all of them are at work
    return coffee


async def begun(stage: Stage, *, trio: bool = False) -> Coffee:
    """Ana has begun a text swap, and everybody has the first question."""
    coffee = await introduced(stage, trio=trio)
    await coffee.ana.runs("/coffee")
    await coffee.ana.presses("Text swap")
    coffee.ana.sees("Your text swap begins.")
    await soon(stage)
    return coffee


async def soon(stage: Stage) -> None:
    """Slack takes one message a second in a conversation; these are the next few."""
    for _ in range(4):
        stage.clock.set(stage.clock.now() + timedelta(seconds=2))
        await stage.now()


async def answers(stage: Stage, person: Person, text: str, button: str = "Answer") -> None:
    await person.presses(button)
    await person.fills({"Your answer": text})
    await person.submits()
    if person.modal is not None:
        await person.closes()
    await soon(stage)
