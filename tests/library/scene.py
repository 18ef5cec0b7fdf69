"""Two teams and somebody between: who is in which channel, and who looks after it."""

from dataclasses import dataclass

from bot.people import ChannelId, UserId
from bot.people import Person as Known
from bot.team import Team
from emulator.model import Channel
from emulator.person import Person
from storage.database import Tx
from storage.hosts import save_team
from storage.people import meet_person
from tests.stage import Stage


@dataclass
class Teams:
    """Ana and Ben are in #data, which Ana looks after; Chi and Dee are in #web. Gus is a guest in #data."""

    stage: Stage
    ana: Person
    ben: Person
    chi: Person
    dee: Person
    gus: Person
    data: Channel
    web: Channel


async def teams(stage: Stage) -> Teams:
    """The people, in their channels, each of which is a team."""
    ana, ben, chi, dee = (stage.somebody(name) for name in ("Ana", "Ben", "Chi", "Dee"))
    gus = stage.somebody("Gus", guest="multi")
    data = stage.workspace.add_channel("data", members=[ana, ben, gus])
    web = stage.workspace.add_channel("web", members=[chi, dee])
    await make_team(stage, data, ana)
    await make_team(stage, web)
    await stage.now()
    return Teams(stage, ana, ben, chi, dee, gus, data, web)


async def make_team(stage: Stage, channel: Channel, *hosts: Person) -> None:
    """Make a channel a team, with these hosts."""
    known = [Known(UserId(one.id), one.name, one.tz) for one in hosts]

    def save(tx: Tx) -> None:
        for host in known:
            meet_person(tx, host)
        save_team(tx, Team(ChannelId(channel.id), tuple(known), "Europe/Berlin"))

    await stage.bot.db.run(stage.bot.team_id, save)


async def shares(somebody: Person, url: str, why: str = "Short, with examples", **fields: str) -> None:
    """Somebody shares a page in the form and closes it."""
    await somebody.runs(f"/learn share {url}")
    await somebody.fills({"why": why, **fields})
    await somebody.submits()
    somebody.sees("Saved. Thank you for sharing it.")
    await somebody.closes()
