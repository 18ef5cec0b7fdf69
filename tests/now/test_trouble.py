"""What goes wrong while somebody looks: two at once, people who go, a restart, other people's buttons."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.now import views
from emulator.faults import Fault
from emulator.happenings import changes
from emulator.model import Message
from emulator.person import Person
from scheduling.sweep import SEARCHES
from storage.database import Database, Tx
from storage.now import AskedRow, SearchRow
from tests.delivery.deliverer import deliverer
from tests.now.scene import NOBODY, PASSED, asked, at_work, passes
from tests.stage import Stage


async def test_a_yes_at_the_moment_at_which_the_next_one_is_asked_is_heard_or_kindly_told(stage: Stage) -> None:
    coffee, others = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 58)
    (first,) = asked(others)
    stage.clock.set(stage.clock.now() + timedelta(seconds=2))
    await asyncio.gather(first.presses("Yes, now"), stage.now())
    await passes(stage, 4)
    first.sees(PASSED)
    (second,) = asked(others)
    await asyncio.gather(second.presses("Yes, now"), first.runs("/coffee now"))
    await passes(stage, 70)
    assert len(introductions(coffee.ana)) == 1


async def test_two_who_begin_at_once_are_introduced_to_each_other(stage: Stage) -> None:
    coffee, (ben, dee) = await at_work(stage, "Ben", "Dee")
    await asyncio.gather(coffee.ana.runs("/coffee now"), ben.runs("/coffee now"))
    await passes(stage, 4)
    assert len(introductions(coffee.ana)) == len(introductions(ben)) == 1
    assert asked([coffee.ana, ben, dee]) == []
    assert introductions(dee) == []


async def test_two_yeses_at_once_bring_one_introduction(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    yes = ben.button("Yes, now")
    await asyncio.gather(ben.presses(yes), ben.presses(yes))
    await passes(stage, 4)
    assert len(introductions(ben)) == len(introductions(coffee.ana)) == 1


def introductions(person: Person) -> list[Message]:
    """The conversations that somebody was brought into."""
    return [one for one in person.messages if one.channel.kind == "mpim"]


@pytest.mark.parametrize("way", ["/coffee pause 1w", "/coffee leave", "gone"])
async def test_where_whoever_looks_goes_the_question_lapses_and_a_yes_brings_nothing(stage: Stage, way: str) -> None:
    coffee, (ben, dee) = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    (first,) = asked([ben, dee])
    await goes(coffee.ana, way)
    await first.presses("Yes, now")
    first.sees(PASSED)
    await passes(stage, 70)
    assert asked([ben, dee]) == []
    for person in (ben, dee):
        person.does_not_see("meet @")
    coffee.ana.does_not_see(NOBODY)


@pytest.mark.parametrize("way", ["/coffee pause 1w", "/coffee leave", "gone"])
async def test_where_the_one_who_is_asked_goes_the_next_is_asked(stage: Stage, way: str) -> None:
    coffee, others = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    (first,) = asked(others)
    yes = first.button("Yes, now")
    await goes(first, way)
    if way != "gone":
        await first.presses(yes)
        first.sees(PASSED)
    await passes(stage, 60 if way == "gone" else 4)
    (second,) = asked([one for one in others if one is not first])
    await second.presses("Yes, now")
    await passes(stage, 4)
    coffee.ana.sees(f"@Ana, meet @{second.name}.")


async def goes(person: Person, way: str) -> None:
    if way == "gone":
        await changes(person, deactivated=True)
    else:
        await person.runs(way)


async def test_a_search_goes_on_after_a_restart(stage: Stage, database_url: str) -> None:
    coffee, others = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    (first,) = asked(others)
    another = Database(database_url)
    async with deliverer(stage, db=another) as loop:
        for _ in range(35):
            stage.clock.advance(timedelta(seconds=2))
            await loop.run_due()
    another.close()
    first.sees(PASSED)
    (second,) = asked(others)
    await second.presses("Yes, now")
    await passes(stage, 4)
    coffee.ana.sees(f"@Ana, meet @{second.name}.")


async def test_after_a_long_stop_nobody_else_is_asked_and_whoever_looked_is_told(stage: Stage) -> None:
    coffee, others = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    (first,) = asked(others)
    stage.clock.advance(timedelta(minutes=20))
    await passes(stage, 4)
    first.sees(PASSED)
    assert asked(others) == []
    coffee.ana.sees(NOBODY)


async def test_a_question_that_did_not_leave_in_its_minute_never_does(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    stage.clock.advance(timedelta(minutes=1))
    await passes(stage, 4)
    ben.does_not_see("quarter of an hour")
    coffee.ana.sees(NOBODY)
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.does_not_see("A question whether somebody is free")


@pytest.mark.parametrize("action", [views.YES, views.NO, views.NEVER])
async def test_what_does_not_belong_to_somebody_changes_nothing(stage: Stage, action: str) -> None:
    coffee, (ben, dee) = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    (first,) = asked([ben, dee])
    (other,) = {ben, dee} - {first}
    value = first.button("Yes, now").element["value"]
    for number in (value, "999999"):
        made = {"action_id": action, "block_id": "b", "type": "button", "value": number, "action_ts": "1.2"}
        await other.runs("/coffee")
        await other.presses("Preferences", forged={"actions": [made]})
        other.sees("That belongs to somebody else, so nothing was changed.")
    assert asked([ben, dee]) == [first]
    await first.presses("Not now")
    await passes(stage, 4)
    assert asked([ben, dee]) == [other]


async def test_a_question_that_may_not_have_arrived_is_never_sent_again(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage")
    await passes(stage, 70)
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("A question whether somebody is free, Tue 24 Nov 11:00: unconfirmed")
    coffee.ana.does_not_see("Ben")
    await coffee.ana.presses("Send again")
    coffee.ana.sees("Not sent again")
    await passes(stage, 4)
    ben.does_not_see("quarter of an hour")


async def test_nothing_is_called_off_where_nobody_looks(stage: Stage) -> None:
    coffee, _ = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    off = coffee.ana.button("Call it off")
    await passes(stage, 70)
    await coffee.ana.presses(off)
    coffee.ana.sees("There is nothing to call off: I am not looking for anybody at the moment.")


async def test_who_looked_and_who_was_asked_is_forgotten_after_two_days(stage: Stage) -> None:
    coffee, _ = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 70)
    assert await kept(stage) == (1, 1)
    stage.clock.advance(SEARCHES)
    await stage.now()
    assert await kept(stage) == (0, 0)


async def kept(stage: Stage) -> tuple[int, int]:
    """How many searches and questions we remember."""

    def count(tx: Tx) -> tuple[int, int]:
        searches = tx.scalar(select(func.count()).select_from(SearchRow).where(SearchRow.team_id == tx.team_id))
        questions = tx.scalar(select(func.count()).select_from(AskedRow).where(AskedRow.team_id == tx.team_id))
        return searches or 0, questions or 0

    return await stage.bot.db.run(stage.bot.team_id, count)
