"""A team with an ask or an offer in its channel."""

from datetime import timedelta
from typing import Any

from bot.people import ChannelId, UserId
from bot.team import Team
from emulator.happenings import arrives
from emulator.model import Channel, Message
from emulator.person import Person
from storage import hosts, people
from storage.database import Tx
from tests.stage import Coffee, Stage, set_up_coffee

WHAT, WHERE, SEEN, TOPIC = "What would you like help with?", "Where", "Who may see it", "Topic"
OFFERED = "What do you offer?"
TEAM, EVERYONE = "My team: the people of that channel", "Everyone may find it; it shows in that channel"
HOW = "how do I profile asyncio"


async def makes_team(stage: Stage, channel: Channel, host: Person) -> None:
    """A channel is a team from now on, and its people are read."""

    def unit(tx: Tx) -> None:
        (person,) = people.load_people(tx, [UserId(host.id)]).values()
        hosts.save_team(tx, Team(ChannelId(channel.id), (person,), host.tz))

    await stage.bot.db.run(stage.bot.team_id, unit)
    await stage.now()


async def with_team(stage: Stage, *, private: bool = False) -> Coffee:
    """Ana, Ben and Chi are a team in #team; Dee is in another place."""
    coffee = await set_up_coffee(stage, private=private)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await makes_team(stage, coffee.channel, coffee.ana)
    return coffee


async def outsider(stage: Stage, name: str = "Dee", **more: Any) -> Person:
    """Somebody of the workspace who is in no channel of ours."""
    person = stage.somebody(name, **more)
    await arrives(person)
    return person


async def helps_with(person: Person, topics: str, **more: Any) -> None:
    """Somebody says what they help with."""
    await person.runs("/learn topics")
    await person.fills({"I can help with": topics, **more})
    await person.submits()
    await person.closes()


async def asks(stage: Stage, somebody: Person, words: str = HOW, /, **fields: Any) -> None:
    """Somebody asks, and the card goes to its channel."""
    await makes(stage, somebody, f"ask {words}", **fields)


async def makes(stage: Stage, somebody: Person, command: str, /, **fields: Any) -> None:
    """Somebody fills in the form, and the card goes to its channel."""
    labels = {"topic": TOPIC, "where": WHERE, "seen": SEEN}
    await somebody.runs(f"/learn {command}")
    await somebody.fills({labels[name]: value for name, value in fields.items()})
    await somebody.submits()
    somebody.sees("Saved.")
    await somebody.closes()
    await moment_passes(stage)


async def moment_passes(stage: Stage) -> None:
    """So much time goes by as lies between two messages in a channel."""
    for _ in range(3):  # an edit of one card may go before another card
        stage.clock.set(stage.clock.now() + timedelta(seconds=2))
        await stage.now()


def card_in(channel: Channel, person: Person) -> Message:
    """The newest card in a channel that somebody is in."""
    return [one for one in person.messages if one.channel is channel][-1]


async def day_passes(stage: Stage, days: int = 0) -> None:
    """Everybody's day goes by."""
    await stage.until(stage.clock.now().date() + timedelta(days=days), "22:00")


def introductions(person: Person) -> list[Message]:
    """The conversations that somebody was brought into."""
    return [one for one in person.messages if one.channel.kind == "mpim"]
