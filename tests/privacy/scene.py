"""A coffee in which somebody has said something in every place there is."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, make_url, select

from bot.card import Audience, CardKind
from bot.story import StoryKind
from emulator.person import Person
from tests.digests.scene import Group, a_group
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

WORDS = {
    "name": "Zorblatt Quux",
    "learn": "Zymurgy",
    "topic": "Xylography",
    "town": "Quuxhaven",
    "skips": "canary about my knee",
    "takeaway": "canary about patience",
    "answer": "canary about a tractor",
    "goal": "canary about juggling",
    "note": "canary about dropping",
    "shown": "canary about unicycles",
}
TO_BEN = {"learn", "name", "shown"}  # what Ben was told
FOR_TEAM = tuple(f"canary about {one}" for one in ("kestrels", "ospreys", "merlins", "harriers", "buzzards"))
TEAMS_KINDS = (CardKind.RESOURCE, CardKind.STORY, CardKind.WIN, CardKind.ASK, CardKind.OFFER)
FOR_ALL, FOR_BEN = "canary about herons", "canary about bitterns"
CHARTER, HOST_LINE = "canary about charters", "canary about openers"
REASON, LINE_BACK = "canary about reasons", "canary about lines"


@dataclass
class Full(Coffee):
    """The coffee, with the one of whom there is something everywhere."""

    zor: Person


async def full(stage: Stage) -> Full:
    """Zorblatt helps Ben, met him, began a text swap and answered; Ben did not. Chi is somebody to avoid.

    Zorblatt has a goal for nobody else, and one with Ben, who goes along; Ben has one with Zorblatt.
    """
    coffee = await set_up_coffee(stage)
    zor = await coffee.newcomer(WORDS["name"])
    for person in (zor, coffee.ben):
        await person.runs("/coffee join")
    await coffee.ben.runs("/learn topics")
    await coffee.ben.fills({"I can help with": WORDS["learn"]})
    await coffee.ben.submits()
    await coffee.ben.closes()
    await zor.runs("/learn topics")
    await zor.fills({"I want to learn": WORDS["learn"], "I can help with": WORDS["topic"]})
    await zor.submits()
    await zor.closes()
    await zor.runs("/coffee preferences")
    await zor.presses("Change: whom and what not")
    await zor.fills({"Topics to skip": WORDS["skips"], "People I would rather not be matched with": [coffee.chi]})
    await zor.submits()
    await zor.presses("Change: ways, place and languages")
    await zor.fills({"Town": WORDS["town"]})
    await zor.submits()
    await zor.closes(all_of_them=True)
    await _set_goal(zor, WORDS["goal"], {"Who may see it": "Only me"})
    await _set_goal(zor, WORDS["shown"], {"Partners": [coffee.ben]})
    await _set_goal(coffee.ben, "Rust", {"Partners": [zor]})
    await stage.until(MONDAY, "16:00", "Europe/Berlin")
    await zor.presses("Happy to")
    await coffee.ben.presses("Happy to")
    await zor.presses("Text swap")
    await stage.until(MONDAY, "17:00", "Europe/Berlin")
    await zor.presses("Answer")
    await zor.fills({"Your answer": WORDS["answer"]})
    await zor.submits()
    await zor.closes()
    await stage.until(FRIDAY, "23:00")
    await zor.presses("We met")
    await zor.presses("Note a takeaway")
    await zor.fills({"What do you take away?": WORDS["takeaway"]})
    await zor.submits()
    await zor.closes()
    await zor.runs("/learn")
    await zor.presses(f"Stuck: {WORDS['goal']}")
    await zor.presses("Add a note")
    await zor.fills({"How it goes": WORDS["note"]})
    await zor.submits()
    await zor.closes()
    await zor.runs("/learn")
    await zor.presses(f"Moving: {WORDS['shown']}")
    await zor.presses("Tell Ben")
    return Full(stage, coffee.ana, coffee.ben, coffee.chi, coffee.channel, zor)


async def shown(stage: Stage) -> Group:
    """Ana shows her team a card of each kind, everybody a page, and Ben her thanks; Kim, a host, proposes the two.

    Kim has a line for the agenda, too, and the team a charter.
    """
    group = await a_group(stage, meets=True)
    needs: Mapping[CardKind, dict[str, Any]] = {
        CardKind.RESOURCE: {"url": "https://example.com"},
        CardKind.STORY: {"tag": StoryKind.WORKED},
    }
    for kind, word in zip(TEAMS_KINDS, FOR_TEAM, strict=True):
        await group.shows_card(group.ana, kind, word, **needs.get(kind, {}))
    everyone = {"audience": Audience.EVERYONE, "url": "https://example.com/all"}
    await group.shows_card(group.ana, CardKind.RESOURCE, FOR_ALL, **everyone)
    await group.ana.runs(f"/coffee thanks @Ben for {FOR_BEN}")
    await group.ana.submits()
    await group.ana.closes()
    await group.changes(charter=CHARTER)
    await group.kim.runs("/learn agenda", channel=group.channel)
    await group.kim.fills({"A line of yours": HOST_LINE})
    await group.kim.presses("Post in the channel")
    await group.kim.closes()
    await group.kim.runs(f"/coffee introduce @Ana @Ben {REASON}")
    await stage.until(stage.clock.now().date(), "22:00")
    return group


async def _set_goal(person: Person, what: str, fields: Mapping[str, Any]) -> None:
    await person.runs(f"/learn goal {what}")
    await person.fills({"Topic": what, **fields})
    await person.submits()
    await person.closes()


def written_in(url: str, *, as_it_is: bool = False) -> str:
    """Every row of every table, and for SQLite the bytes of its files, once the log is written back or as it is."""
    if url.startswith("sqlite") and not as_it_is:
        with closing(sqlite3.connect(make_url(url).database or "")) as line:
            line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine, tables = create_engine(url), MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        rows = [row for table in tables.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    file = Path(make_url(url).database or "")
    files = list(file.parent.glob(f"{file.name}*")) if url.startswith("sqlite") else []
    return f"{rows} {[part.read_bytes() for part in files]}"
