"""Kim brings Ana and Eli together; nobody needs to be in a coffee."""

from dataclasses import dataclass
from datetime import timedelta

from bot.people import ChannelId, UserId
from bot.people import Person as Member
from bot.team import Team
from emulator.happenings import arrives
from emulator.model import Channel
from emulator.person import Person
from storage import hosts
from storage.database import Tx
from tests.goals.test_journey import HOSTS
from tests.stage import Stage

LEARNER, HELPER, ABOUT = "Who would learn", "Who could help", "They would talk about"
OVER = "Not this time. That happens; nothing to do."
ASKED = "Kim thought you might like to talk with Eli about query plans. Eli has not been asked yet."
WISH = "Ana would like 25 minutes on query plans. You have 3 of 3 left this month."


@dataclass
class Three:
    """Kim, who brings together, Ana, who would learn, and Eli, who could help."""

    stage: Stage
    kim: Person
    ana: Person
    eli: Person

    async def days(self, number: int = 0) -> None:
        """Let so many days pass, and the rest of the last one."""
        await self.stage.until(self.stage.clock.now().date() + timedelta(days=number), "22:00")


async def three(stage: Stage) -> Three:
    """They are in the workspace; the bot has met nobody."""
    people = [stage.somebody("Kim"), stage.somebody("Ana"), stage.somebody("Eli")]
    for person in people:
        await arrives(person)
    return Three(stage, *people)


async def proposes(on: Three, about: str = "query plans") -> None:
    """Kim proposes Ana and Eli."""
    await on.kim.runs(f"/coffee introduce @Ana @Eli {about}")
    on.kim.sees("Thank you. Ana is asked first, then Eli.")


async def learns(person: Person, topic: str, *, seen: str = HOSTS) -> None:
    """Somebody has a goal on this topic."""
    await person.runs(f"/learn goal {topic}")
    await person.fills({"Topic": topic, "Who may see it": seen})
    await person.submits()
    person.sees("Saved.")
    await person.closes()


async def helps(person: Person, topics: str) -> None:
    """Somebody helps with these topics."""
    await person.runs("/learn topics")
    await person.fills({"I can help with": topics})
    await person.submits()
    await person.closes()


async def hosted(on: Stage, host: Person, *people: Person, name: str = "data") -> Channel:
    """A team that somebody hosts, with these people; the host is a member."""
    channel = on.workspace.add_channel(name, members=[host, *people])
    team = Team(ChannelId(channel.id), (Member(UserId(host.id), host.name, host.tz),), host.tz)

    def make(tx: Tx) -> None:
        hosts.save_team(tx, team)

    await on.bot.db.run(on.bot.team_id, make)
    await on.now()
    return channel
