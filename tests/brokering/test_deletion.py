"""Each of the three deletes themselves, however far it is: nothing of them is left, and the others hear no more."""

import pytest

from emulator.person import Person
from tests.brokering.scene import OVER, Three, three
from tests.privacy.scene import written_in
from tests.privacy.test_journey import deletes, gets_copy
from tests.stage import Stage

CANARY = "canary about zithers"
STEPS = ("proposed", "asked", "agreed", "introduced", "line")
NAMES = {"kim": "Kim Quux", "ana": "Ana Brox", "eli": "Eli Vand"}


async def scene(stage: Stage) -> Three:
    """The three under names that are nowhere else."""
    on = await three(stage)
    for who, name in NAMES.items():
        person: Person = getattr(on, who)
        person.name = name
    return on


async def reaches(on: Three, step: str) -> None:
    """So far it goes."""
    await on.kim.uses("Introduce two people")
    await on.kim.fills({"learner": on.ana, "helper": on.eli, "about": CANARY})
    await on.kim.submits()
    await on.kim.closes()
    for reached in STEPS[1 : STEPS.index(step) + 1]:
        if reached == "asked":
            await on.days()
        elif reached == "agreed":
            await on.ana.presses("Yes, ask Eli")
            await on.days(1)
        elif reached == "introduced":
            await on.eli.presses("Happy to")
            await on.days(1)
        else:
            await on.days(16)
            await on.ana.presses("Write a line")
            await on.ana.fills({"line": "canary of thanks"})
            await on.ana.submits()
            await on.ana.closes()
            await on.days()


@pytest.mark.parametrize("who", ["kim", "ana", "eli"])
@pytest.mark.parametrize("step", STEPS)
async def test_nothing_is_left_of_whoever_deletes_themselves(
    stage: Stage, database_url: str, step: str, who: str
) -> None:
    on = await scene(stage)
    await reaches(on, step)
    leaver: Person = getattr(on, who)
    await stage.now()
    await deletes(leaver)
    left = written_in(database_url)
    words = [leaver.id, NAMES[who], CANARY, *(["canary of thanks"] if who != "eli" else [])]
    assert [word for word in words if word in left] == []
    await on.days(16)
    others = [person for person in (on.kim, on.ana, on.eli) if person is not leaver]
    for person in others:
        await person.opens_home()
        await gets_copy(person)
    if who != "kim" and step in {"proposed", "asked", "agreed"}:
        on.kim.sees(OVER)
    if who == "kim" and step == "agreed":
        on.ana.sees("does not come about")
        await on.eli.presses("Happy to")
        on.eli.sees("This is not asked any more.")
