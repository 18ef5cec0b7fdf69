"""A week of a team in the demo's channel: Kim looks after it, others set goals, ask, offer, tell and share."""

from datetime import UTC, datetime

from emulator.page.world import World
from emulator.person import Person

TEAM = "My team, too: everybody in a coffee or team with me"
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def learns_as_a_team(world: World) -> None:
    """Let it be the Thursday on which the channel gets its first digest."""
    named = {one.name: one for one in world.stage.people}
    await names_host(world, named["Kim"])
    await _sets_goal(named["Ben"], "reading query plans", "query plans")
    await _sets_goal(named["Jo"], "forms that everybody can fill in", "accessibility")
    for name, words in (("Fay", "/learn ask how do I profile asyncio"), ("Ana", "/learn offer an hour on feedback")):
        await named[name].runs(words)
        await _done(named[name])
    await _tells(named["Chi"])
    await _shares(named["Lena"])
    await world.stage.until(THURSDAY)
    await world.fleet.run_due()
    world.changed()


async def names_host(world: World, host: Person) -> None:
    """The first of the cast, an admin, makes the channel a team."""
    ana = world.stage.people[0]
    await ana.runs("/elevenses setup", channel=world.stage.channel)
    await ana.presses("Make this channel a team")
    await ana.fills({"Hosts": [host]})
    await _done(ana)


async def _sets_goal(person: Person, what: str, topic: str) -> None:
    await person.runs(f"/learn goal {what}")
    await person.fills({"Topic": topic, "Who may see it": TEAM})
    await _done(person)


async def _tells(person: Person) -> None:
    await person.runs("/learn story caching")
    words = "We cached all of it, and it got slower"
    await person.fills({"How it went": "It did not work", "What happened": words})
    await person.submits()
    await _done(person)


async def _shares(person: Person) -> None:
    await person.runs("/learn share https://example.org/locks")
    await person.fills({"Why, in one sentence": "Ten minutes, and deadlocks make sense", "Topic": "databases"})
    await _done(person)


async def _done(person: Person) -> None:
    assert await person.submits() is not None
    await person.closes(all_of_them=True)
