"""Who is never asked for a quarter of an hour now, and who cannot look for one."""

from collections.abc import Awaitable, Callable

import pytest

from emulator.happenings import changes
from emulator.person import Person
from tests.now.scene import NOBODY, QUESTION, TODAY, at_work, may_be_asked, passes
from tests.stage import Coffee, Stage, set_up_coffee

Change = Callable[[Coffee, Person], Awaitable[object]]


async def pauses(_: Coffee, ben: Person) -> None:
    await ben.runs("/coffee pause 1w")


async def leaves(_: Coffee, ben: Person) -> None:
    await ben.runs("/coffee leave")


async def leaves_the_channel(coffee: Coffee, ben: Person) -> None:
    await ben.leaves(coffee.channel)


async def is_gone(_: Coffee, ben: Person) -> None:
    await changes(ben, deactivated=True)


async def does_not_work_now(_: Coffee, ben: Person) -> None:
    await prefers(ben, 1, {"From": "12:00", "To": "18:00"})


async def keeps_a_holiday(_: Coffee, ben: Person) -> None:
    await prefers(ben, 1, {"Days": ["Monday", "Wednesday"]})


async def avoids(coffee: Coffee, ben: Person) -> None:
    await prefers(ben, 3, {"People I would rather not be matched with": [coffee.ana]})


async def is_avoided(coffee: Coffee, ben: Person) -> None:
    await prefers(coffee.ana, 3, {"People I would rather not be matched with": [ben]})


async def changes_their_mind(_: Coffee, ben: Person) -> None:
    await prefers(ben, 0, {"And": []})


async def prefers(person: Person, part: int, filled: dict[str, object]) -> None:
    await person.runs("/coffee preferences")
    name = ("How often, and how many", "Days and hours", "Ways, place and languages", "Whom and what not")[part]
    await person.presses(f"Change: {name.casefold()}")
    await person.fills(filled)
    await person.submits()
    await person.closes()


CHANGES: list[Change] = [
    pauses,
    leaves,
    leaves_the_channel,
    is_gone,
    does_not_work_now,
    keeps_a_holiday,
    avoids,
    is_avoided,
    changes_their_mind,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
async def test_nobody_is_asked_who_cannot_or_would_rather_not(stage: Stage, change: Change) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await change(coffee, ben)
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees(NOBODY)
    await passes(stage, 4)
    ben.does_not_see(QUESTION)


async def test_nobody_is_asked_who_meets_somebody_at_that_moment(stage: Stage) -> None:
    coffee, (ben, dee) = await at_work(stage, "Ben", "Dee", willing=False)
    await may_be_asked(ben)
    await dee.runs("/coffee now")
    await passes(stage, 4)
    await ben.presses("Yes, now")
    await passes(stage, 4)
    await may_be_asked(dee)
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees(NOBODY)
    await stage.until(TODAY, "12:00", "Europe/Berlin")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    dee.sees(f"Ana {QUESTION}")


async def test_nobody_is_asked_who_is_in_another_coffee_only(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    other = stage.workspace.add_channel("other", members=[coffee.ana, coffee.chi])
    await coffee.ana.runs("/elevenses setup", channel=other)
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    await stage.now()
    await coffee.chi.runs("/coffee join", channel=other)
    await coffee.chi.runs("/coffee now")
    coffee.chi.sees(NOBODY)
    await passes(stage, 4)
    ben.does_not_see(QUESTION)


async def test_whoever_cannot_look_is_told_what_to_do(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await stage.until(TODAY, "11:00", "Europe/Berlin")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees("You are not in a coffee yet. `/coffee join` takes you in")
    await coffee.ana.runs("/coffee join")
    await coffee.ana.runs("/coffee pause 1w")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees("You are paused, so nobody is asked. `/coffee back` ends the pause")
    await coffee.ana.runs("/coffee back")
    await stage.until(TODAY, "16:45", "Europe/Berlin")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees("`/coffee preferences` changes your hours.")


async def test_where_coffee_stands_still_nobody_is_asked(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Pause")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees("Your coffee stands still for the moment, so nobody can be asked.")
    await passes(stage, 4)
    ben.does_not_see(QUESTION)
