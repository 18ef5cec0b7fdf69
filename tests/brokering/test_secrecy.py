"""A broker cannot tell who said no, nor whether anybody did: not by words, times, order, counts, or what is kept.

Two worlds of the same names stand in one workspace: in one nobody answers, in the other something happens. All that
the two brokers see and keep is the same, message for message and time for time.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import pytest

from emulator.happenings import changes
from emulator.person import Person
from storage.troubles import load_troubles
from tests.brokering.scene import ABOUT, HELPER, LEARNER, OVER, Three, helps, hosted, learns
from tests.privacy.test_journey import gets_copy
from tests.stage import Stage

Fate = Callable[[Three], Awaitable[None]]


async def learner_says_no(on: Three) -> None:
    await on.days()
    await on.ana.presses("Not this time")


async def helper_says_no(on: Three) -> None:
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.days(2)
    await on.eli.presses("Not this time")


async def helper_does_not_answer(on: Three) -> None:
    await on.days()
    await on.ana.presses("Yes, ask Eli")


async def helper_leaves_before_asked(on: Three) -> None:
    await on.days()
    await changes(on.eli, deactivated=True)
    await on.ana.presses("Yes, ask Eli")


async def learner_leaves_between(on: Three) -> None:
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.days(1)
    await changes(on.ana, deactivated=True)
    await on.eli.presses("Happy to")


async def shuns(somebody: Person, other: Person) -> None:
    """Somebody would rather not meet another."""
    await somebody.runs("/coffee preferences")
    await somebody.presses("Change: whom and what not")
    await somebody.fills({"People I would rather not be matched with": [other]})
    await somebody.submits()
    await somebody.closes(all_of_them=True)


async def learner_shuns(on: Three) -> None:
    await shuns(on.ana, on.eli)


async def helper_shuns(on: Three) -> None:
    await shuns(on.eli, on.ana)


async def helper_shuns_broker(on: Three) -> None:
    await shuns(on.eli, on.kim)


FATES: Mapping[str, Fate] = {
    "the learner says no": learner_says_no,
    "the helper says no": helper_says_no,
    "the helper does not answer": helper_does_not_answer,
    "the helper leaves before they are asked": helper_leaves_before_asked,
    "the learner leaves between": learner_leaves_between,
}
BEFORE: Mapping[str, Fate] = {
    "the learner would rather not meet the helper": learner_shuns,
    "the helper would rather not meet the learner": helper_shuns,
    "the helper would rather not meet the broker": helper_shuns_broker,
}


async def world(stage: Stage, number: int, *, desk: bool) -> Three:
    """A host with a team, in which one could help two; with a `desk`, the other of them is suggested."""
    names = ("Kim", "Ana", "Eli", "Flo")
    kim, ana, eli, flo = (stage.somebody(name, admin=name == "Kim") for name in names)
    await learns(ana, f"zither{number}", seen="Only me")
    await learns(flo, f"zither{number}", seen="Everyone" if desk else "Only me")
    await helps(eli, f"zither{number}")
    await helps(kim, f"oboe{number}")
    await hosted(stage, kim, ana, eli, flo, name=f"data{number}")
    await kim.opens_home()
    await stage.now()
    assert (f"zither{number}" in kim.screen()) is desk
    for person in (ana, eli):
        await person.opens_home()
    return Three(stage, kim, ana, eli)


async def look(on: Three, number: int) -> str:
    """All that Kim sees now, what Slack was asked to show them when, and what an admin is told of trouble."""
    workspace, kim = on.stage.workspace, on.kim
    troubles = await on.stage.bot.db.run(on.stage.bot.team_id, load_troubles, limit=50)
    home = json.dumps(kim.home.body["blocks"] if kim.home else [])
    shown = [
        (call.method, f"{call.at:%d %H:%M}")
        for call in workspace.calls
        if call.arguments.get("user_id") == kim.id and call.method == "views.publish"
    ]
    messages = [(message.ts.partition(".")[0], message.text, json.dumps(message.blocks)) for message in kim.messages]
    seen = f"{kim.screen()}\n{home}\n{shown}\n{messages}\n{[one.key for one in troubles if on.kim.id in one.key]}"
    return plain(seen, on, number)


def plain(seen: str, on: Three, number: int) -> str:
    """What was seen, with the world's own ids and topics replaced by what they stand for."""
    for person in (on.kim, on.ana, on.eli):
        seen = seen.replace(person.id, person.name)
    seen = re.sub(r'"block_id": "\w+"', "", seen)
    seen = re.sub(r"U\d{8}", "somebody", seen)
    seen = re.sub(r"C\d{8}", "a channel", seen)
    seen = re.sub(r'(value\\?": \\?)"\d+\\?"', r"\1", seen)
    return re.sub(rf"(zither|oboe|data){number}", r"\1", seen)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the journeys are played on both
@pytest.mark.parametrize("name", [*FATES, *BEFORE])
async def test_a_broker_sees_the_same_whatever_becomes_of_a_proposal(stage: Stage, name: str) -> None:
    desk = "leaves" not in name  # which everybody may see
    one, other = await world(stage, 1, desk=desk), await world(stage, 2, desk=desk)
    if name in BEFORE:
        await BEFORE[name](other)
        await stage.now()
    for on in (one, other):
        await on.kim.opens_home()
        await on.kim.uses("Introduce two people")
        await on.kim.fills({LEARNER: on.ana, HELPER: on.eli, ABOUT: "query plans"})
        await on.kim.submits()
        await on.kim.closes()
    assert await look(one, 1) == await look(other, 2)
    if name in FATES:
        await FATES[name](other)
    seen = ""
    for _ in range(36):
        at = stage.clock.now() + timedelta(hours=6)
        await stage.until(at.date(), f"{at:%H:%M}")
        before, seen = seen, await look(one, 1)
        assert seen == await look(other, 2)
        assert before.count(OVER) <= seen.count(OVER)
    assert OVER in seen
    for on in (one, other):
        await on.kim.opens_home()
        on.kim.does_not_see("under way")
    assert _copied(await gets_copy(one.kim), one, 1) == _copied(await gets_copy(other.kim), other, 2)


def _copied(copy: Mapping[str, object], on: Three, number: int) -> str:
    text = plain(json.dumps(copy, indent=1), on, number)
    return re.sub(
        r'("(?:id|goal_id|topic_id|proposal_id|slack_ts|channel_id|key|conversation|place)": )[^,\n]*', r"\1", text
    )
