"""Every Home is current: whatever happens, it is drawn anew where it changes."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.people import UserId
from emulator.faults import Fault
from emulator.happenings import archives, changes, unarchives
from emulator.person import Person
from storage.home import load_home
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

WEEK = timedelta(days=7)


def nameless(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks without the ids that Slack gives them."""
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]


async def looks_current(stage: Stage, person: Person) -> bool:
    """Whether somebody's Home shows where they stand now; what they were told about what they did may stay on top."""
    now = await stage.bot.db.run(stage.bot.team_id, load_home, UserId(person.id), now=stage.clock.now())
    assert person.home is not None
    shown, wanted = nameless(person.home.blocks), nameless(stage.workspace.completed(now["blocks"]))
    return shown == wanted or [shown[0], *shown[2:]] == wanted


async def manages(coffee: Coffee, button: str, **filled: str) -> None:
    """Ana presses a button of the channel's programme, and fills in the form behind it, if there is one."""
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses(button)
    if filled:
        await coffee.ana.fills({name.replace("_", " "): value for name, value in filled.items()})
        while coffee.ana.modal is not None and coffee.ana.modal.body.get("submit"):
            await coffee.ana.submits()
        await coffee.ana.closes()


async def test_whatever_happens_every_home_is_current_a_moment_later(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    for person in (ana, ben, chi):
        await person.runs("/coffee join")
        await person.opens_home()

    def until(day: Any, at: str) -> Callable[[], Awaitable[None]]:
        return lambda: stage.until(day, at)

    happenings: dict[str, Callable[[], Awaitable[Any]]] = {
        "Chi skips": lambda: chi.runs("/coffee skip"),
        "it is called otherwise": lambda: manages(coffee, "Change", Called="Elevenses"),
        "it is paused": lambda: manages(coffee, "Pause"),
        "it is resumed": lambda: manages(coffee, "Resume"),
        "the channel is archived": lambda: archives(stage.workspace, coffee.channel),
        "the channel is back": lambda: unarchives(stage.workspace, coffee.channel),
        "the round comes": until(MONDAY, "20:00"),
        "Ben picks": lambda: ben.presses("Pick"),
        "Ana moves it": lambda: ana.presses("Move"),
        "Ana is asked, and says it is not this week": lambda: ana.presses("Not this week"),
        "another begins": lambda: manages(coffee, "Start another", Called="Book club"),
        "another ends": lambda: manages(coffee, "End: Book club"),
        "Friday comes": until(FRIDAY, "23:00"),
        "the next round comes": until(MONDAY + WEEK, "21:00"),
        "Friday comes again": until(FRIDAY + WEEK, "23:00"),
        "Chi says that they met": lambda: chi.presses("We met"),
        "Ben pauses": lambda: ben.runs("/coffee pause 1w"),
        "Ben's pause ends": until(MONDAY + 2 * WEEK, "22:00"),
        "Chi becomes a guest": lambda: changes(chi, guest="multi"),
        "guests may join": lambda: manages(coffee, "Change", Guests=["may"]),  # type: ignore[arg-type]
        "Chi leaves the channel": lambda: chi.leaves(coffee.channel),
        "Ben is removed from the channel, and the event is lost": lambda: vanish(stage, coffee, ben),
        "the last intro is over": until(MONDAY + 5 * WEEK, "23:00"),
    }
    for what, happens in happenings.items():
        await happens()
        for _ in range(2):
            stage.clock.advance(timedelta(seconds=2))
            await stage.now()
        for person in (ana, ben, chi):
            assert await looks_current(stage, person), f"{what}: the Home of {person.name}:\n{person.screen()}"


async def vanish(stage: Stage, coffee: Coffee, person: Person) -> None:
    """Somebody is no longer in the channel, as the daily look finds out."""
    coffee.channel.members.remove(person.id)
    stage.clock.advance(timedelta(days=1, hours=1))
    await stage.now()


async def test_the_home_shows_an_intro_that_may_not_have_arrived(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
        await person.opens_home()
    stage.workspace.faults.add(Fault.LOST_AFTER, method="chat.postMessage")
    await stage.until(MONDAY, "20:00")
    for person in (coffee.ana, coffee.ben):
        assert await looks_current(stage, person)
        person.sees("The message may not have reached you, so here it is.")
