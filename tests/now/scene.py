"""How the stories of a quarter of an hour now begin."""

from collections.abc import Sequence
from datetime import date, timedelta

from emulator.person import Person
from tests.stage import Coffee, Stage, set_up_coffee

TODAY = date(2026, 11, 24)
QUESTION = "has a quarter of an hour now. Would you like to talk?"
PASSED = "Somebody had a quarter of an hour to talk. That moment has passed, and there is nothing to do."
NOBODY = "Nobody is free for a quarter of an hour at the moment."


async def at_work(stage: Stage, *names: str, willing: bool = True) -> tuple[Coffee, list[Person]]:
    """Ana, in Berlin, and newcomers with these names are in and at work; the others may be asked, where `willing`."""
    coffee = await set_up_coffee(stage)
    others = [await coffee.newcomer(name) for name in names]
    for person in (coffee.ana, *others):
        await person.runs("/coffee join")
    for person in others if willing else ():
        await may_be_asked(person)
    await stage.until(TODAY, "11:00", "Europe/Berlin")
    return coffee, others


async def may_be_asked(person: Person) -> None:
    """They say so in their preferences."""
    await person.runs("/coffee preferences")
    await person.presses("Change")
    await person.fills({"And": ["I may be asked for a quarter of an hour at once"]})
    await person.submits()
    await person.closes()


async def passes(stage: Stage, seconds: int = 60) -> None:
    """So much time goes by, two seconds at a time."""
    for _ in range(seconds // 2):
        stage.clock.set(stage.clock.now() + timedelta(seconds=2))
        await stage.now()


def asked(people: Sequence[Person]) -> list[Person]:
    """Those who see a question that they can answer."""
    return [one for one in people if QUESTION in one.screen()]
