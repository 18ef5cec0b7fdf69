"""A team, its people, and what they show each other; for the journeys of digests and agendas."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from bot.card import Audience, Card, CardKind
from bot.goals.goal import Goal, SeenBy
from bot.people import ChannelId, Person, UserId
from bot.team import Team
from emulator.model import Channel
from emulator.person import Person as Somebody
from storage import cards, goals, hosts, people
from storage.database import Tx
from tests.stage import Stage

THURSDAY = date(2026, 11, 26)  # two days after the stage opens
BERLIN = "Europe/Berlin"


def person_of(somebody: Somebody) -> Person:
    """Somebody as the bot knows them."""
    return Person(UserId(somebody.id), somebody.name, somebody.tz)


@dataclass
class Group:
    """A stage with the team #data, which Kim looks after; Ana, Ben and Chi are in it, Out is not."""

    stage: Stage
    kim: Somebody
    ana: Somebody
    ben: Somebody
    chi: Somebody
    out: Somebody
    channel: Channel

    @property
    def id(self) -> ChannelId:
        """The channel's id."""
        return ChannelId(self.channel.id)

    async def unit(self, work: Any, *args: Any, **more: Any) -> Any:
        """Run a unit of the bot's."""
        return await self.stage.bot.db.run(self.stage.bot.team_id, work, *args, **more)

    async def shows_goal(self, owner: Somebody, what: str, seen_by: SeenBy = SeenBy.TEAM, **more: Any) -> Goal:
        """Somebody has a goal."""
        goal = replace(Goal(0, UserId(owner.id), what, what, date(2027, 1, 31), seen_by=seen_by), **more)
        kept: Goal = await self.unit(goals.save_goal, goal)
        return kept

    async def shows_card(self, author: Somebody, kind: CardKind, text: str, **more: Any) -> Card:
        """Somebody has a card."""
        made = {"channel": self.id, "audience": Audience.TEAM} | more
        card = Card(0, person_of(author), kind, text, self.stage.clock.now(), **made)
        kept: Card = await self.unit(cards.save_card, card)
        return kept

    def post(self, words: str) -> str:
        """The newest message in the channel with these words, as Ana reads it; "" where there is none."""
        there = [one for one in self.stage.workspace.messages if one.channel is self.channel]
        return next((text for text in map(self.ana.reads, reversed(there)) if words in text), "")

    async def another(self, name: str, host: Somebody, *people_: Somebody) -> Channel:
        """Another team."""
        channel = self.stage.workspace.add_channel(name, members=[host, *people_])
        await self.unit(make_team, channel.id, [host], [host, *people_])
        await self.stage.now()
        return channel

    async def changes(self, **more: Any) -> None:
        """Something of the team changes."""
        await self.unit(change_team, self.id, more)
        await self.stage.now()


def make_team(tx: Tx, channel: str, looking: list[Somebody], everybody: list[Somebody], **more: Any) -> None:
    """A channel becomes a team."""
    for one in everybody:
        people.meet_person(tx, person_of(one))
    hosts.save_team(tx, Team(ChannelId(channel), tuple(map(person_of, looking)), BERLIN, **more))


def change_team(tx: Tx, channel: ChannelId, more: dict[str, Any]) -> None:
    """Something of a team changes."""
    team = hosts.load_team(tx, channel)
    assert team is not None
    hosts.save_team(tx, replace(team, **more))


async def a_group(stage: Stage, *, meets: bool = False) -> Group:
    """Everybody has met the bot, and #data is a team; it meets on Thursdays at 15:00, if it does."""
    kim, ana, ben = (stage.somebody(name, BERLIN) for name in ("Kim", "Ana", "Ben"))
    chi, out = stage.somebody("Chi", "Europe/London"), stage.somebody("Out", BERLIN)
    channel = stage.workspace.add_channel("data", members=[kim, ana, ben, chi])
    group = Group(stage, kim, ana, ben, chi, out, channel)
    more = {"meets_on": 3, "meets_at": time(15)} if meets else {}
    await group.unit(make_team, channel.id, [kim], [kim, ana, ben, chi, out], **more)
    await stage.now()
    return group
