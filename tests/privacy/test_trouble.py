"""Somebody deletes themselves, or asks for a copy, while something else is under way or goes wrong."""

from datetime import timedelta

import pytest

from app import Bot
from bot.coffee.rounds import chance_of
from bot.delivery import POST
from emulator import Fault
from emulator.person import Person
from scheduling.coffee import claim_due_round, open_round, plan_beside
from tests.delivery.deliverer import Meanwhile, deliverer, note, owe
from tests.now.scene import QUESTION, at_work, passes
from tests.privacy.scene import full, written_in
from tests.privacy.test_journey import copy_of, deletes
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee


def once(meanwhile: Meanwhile) -> Meanwhile:
    """The first time only."""
    waiting = [meanwhile]

    async def first() -> None:
        if waiting:
            await waiting.pop()()

    return first


async def four(stage: Stage) -> tuple[Coffee, list[Person]]:
    """Four who are in."""
    coffee = await set_up_coffee(stage)
    people = [coffee.ana, coffee.ben, coffee.chi, await coffee.newcomer("Dee")]
    for person in people:
        await person.runs("/coffee join")
    return coffee, people


async def test_a_round_that_is_being_drawn_is_drawn_anew_without_them(stage: Stage, database_url: str) -> None:
    coffee, people = await four(stage)
    bot: Bot = stage.bot
    stage.clock.set((await bot.loop.next_due("rounds")) or stage.clock.now())
    now = stage.clock.now()
    facts = await bot.db.run(bot.team_id, claim_due_round, now=now)
    assert facts is not None
    plan = await plan_beside(facts, now=now, rng=chance_of(facts.programme))
    await deletes(coffee.chi)
    assert coffee.chi.id not in written_in(database_url)
    assert not await bot.db.run(bot.team_id, open_round, facts, plan, now=now)
    await stage.until(FRIDAY, "20:00")
    assert sum(", meet @" in person.screen() for person in people) in {2, 3}
    assert not [person for person in people if ", meet @" in person.screen() and "Chi" in person.screen()]


@pytest.mark.parametrize("fault", [None, Fault.RATE_LIMITED])
async def test_while_their_message_is_being_sent(stage: Stage, database_url: str, fault: Fault | None) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.chi.runs("/coffee join")
    await coffee.chi.runs("/elevenses privacy")
    await coffee.chi.presses("Delete me")
    await owe(stage, note(stage, coffee.chi, "a word for Chi"))
    if fault is not None:
        stage.workspace.faults.add(fault, method=POST)
    async with deliverer(stage, answered={"chat.postMessage": once(coffee.chi.submits)}) as loop:
        await loop.run_due()
    stage.clock.advance(timedelta(hours=1))
    await stage.now()
    assert sum(message.text == "a word for Chi" for message in coffee.chi.messages) == (fault is None)
    assert coffee.chi.id not in written_in(database_url)


async def test_while_their_conversation_is_being_opened(stage: Stage, database_url: str) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/elevenses privacy")
    await coffee.ben.presses("Delete me")
    await owe(stage, note(stage, coffee.ben, "a word for Ben"))
    async with deliverer(stage, answered={"conversations.open": coffee.ben.submits}) as loop:
        await loop.run_due()
    assert coffee.ben.id not in written_in(database_url)
    assert not [message for message in coffee.ben.messages if message.text == "a word for Ben"]


@pytest.mark.parametrize("fault", [None, Fault.RATE_LIMITED])
async def test_while_the_introduction_is_being_sent(stage: Stage, database_url: str, fault: Fault | None) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    await coffee.ben.runs("/elevenses privacy")
    await coffee.ben.presses("Delete me")
    await stage.until(MONDAY, "13:59")
    assert "meet @" not in coffee.ana.screen()
    if fault is not None:
        stage.workspace.faults.add(fault, method=POST)
    stage.clock.set(stage.clock.now() + timedelta(minutes=1))
    async with deliverer(stage, answered={"chat.postMessage": once(coffee.ben.submits)}) as loop:
        await loop.run_due()
    coffee.ben.sees("You are deleted")
    assert coffee.ben.id not in written_in(database_url)
    await stage.until(MONDAY + timedelta(days=1), "20:00")  # one message a day
    coffee.ana.does_not_see("meet @Ben")
    coffee.ana.sees("cannot take place")


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_slack_fails_in_the_midst_of_a_copy(stage: Stage, method: str) -> None:
    ben = stage.somebody("Ben")
    await ben.runs("/elevenses privacy")
    stage.workspace.faults.add(Fault.STATUS_500_BEFORE, method=method)
    await ben.presses("Everything about me")
    ben.sees("Slack did not take the file, so nothing was sent.")
    await ben.presses("Everything about me")
    assert copy_of(ben)["about"]["for"] == ben.id


async def test_a_copy_that_slack_finds_too_large_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.api_files.MOST_BYTES", 10)
    ben = stage.somebody("Ben")
    await ben.runs("/elevenses privacy")
    await ben.presses("Everything about me")
    ben.sees("This workspace does not let me send such a file (Slack says `file_upload_size_restricted`)")
    assert ben.files == []


async def test_a_file_that_is_not_taken_where_it_goes_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.server.upload", lambda *_: (500, "no"))
    ben = stage.somebody("Ben")
    await ben.runs("/elevenses privacy")
    await ben.presses("Everything about me")
    ben.sees("Slack did not take the file")


async def test_two_forms_are_sent_one_after_the_other(stage: Stage, database_url: str) -> None:
    coffee = await full(stage)
    for _ in range(2):
        await coffee.zor.runs("/elevenses privacy")
        await coffee.zor.presses("Delete me")
        await coffee.zor.submits()
        coffee.zor.sees("You are deleted")
        await coffee.zor.closes()
    assert coffee.zor.id not in written_in(database_url)


async def test_their_home_is_drawn_even_if_slack_fails_then(stage: Stage, database_url: str) -> None:
    coffee = await full(stage)
    await coffee.zor.opens_home()
    stage.workspace.faults.add(Fault.STATUS_500_BEFORE, method="views.publish")
    await deletes(coffee.zor)
    assert coffee.zor.id not in written_in(database_url)
    await coffee.zor.opens_home()
    assert "canary" not in str(coffee.zor.home)


@pytest.mark.parametrize("who", ["Ana", "Bea"])
async def test_whoever_looks_for_somebody_now_or_is_asked_can_go(stage: Stage, database_url: str, who: str) -> None:
    coffee, (bea, dee) = await at_work(stage, "Bea", "Dee")
    await coffee.ana.runs("/coffee now")
    await stage.now()
    goes = coffee.ana if who == "Ana" else next(one for one in (bea, dee) if QUESTION in one.screen())
    await deletes(goes)
    assert goes.id not in written_in(database_url)
    assert goes.name not in written_in(database_url)
    await passes(stage, 120)
    assert goes.id not in written_in(database_url)
    for person in {coffee.ana, bea, dee} - {goes}:
        person.does_not_see("Yes, now")
