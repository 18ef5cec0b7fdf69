"""A post whose fate is unknown: never sent again by itself, never silently lost."""

from datetime import timedelta

import pytest

from bot.delivery import OPEN, POST
from bot.posts import PostState
from emulator.faults import Fault
from tests.delivery.deliverer import fates, note, owe, said
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # races are played on both

AMBIGUOUS = [fault for fault in Fault if fault not in {Fault.SLOW, Fault.RATE_LIMITED}]


async def introduced(stage: Stage, fault: Fault) -> Coffee:
    """Ana and Ben are introduced while something goes wrong with the message."""
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    stage.workspace.faults.add(fault, method=POST)
    await stage.until(MONDAY, "20:00")
    return coffee


async def test_a_post_that_may_have_arrived_is_never_sent_again_by_itself(stage: Stage) -> None:
    for fault in AMBIGUOUS:
        stage.workspace.faults.add(fault, method=POST)
        await owe(stage, note(stage, stage.somebody(fault.value), fault.value))
    await stage.now()
    stage.clock.advance(timedelta(hours=1))
    await stage.now()
    assert len(stage.workspace.calls_to(POST)) == len(AMBIGUOUS)
    assert {state for state, _ in (await fates(stage)).values()} == {PostState.UNCONFIRMED}
    assert len(said(stage)) == sum(fault.carries_out for fault in AMBIGUOUS)


async def test_opening_a_conversation_is_tried_again_whatever_happened(stage: Stage) -> None:
    for fault in AMBIGUOUS:
        stage.workspace.faults.add(fault, method=OPEN)
    ana = stage.somebody("Ana")
    await owe(stage, note(stage, ana, "Hello"))
    await stage.until(MONDAY, "10:00")
    assert said(stage) == ["Hello"]
    assert len(stage.workspace.calls_to(OPEN)) == len(AMBIGUOUS) + 1


async def test_an_admin_sees_it_without_names_and_sends_it_again_once(stage: Stage) -> None:
    coffee = await introduced(stage, Fault.LOST_BEFORE)
    coffee.ben.does_not_see("Ana, meet")
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("An introduction, Mon 30 Nov 15:00: unconfirmed (connection lost)")
    assert "Ben" not in coffee.ana.screen().split("These messages did not arrive")[1]
    await coffee.ana.presses("Send again")
    await coffee.ana.repeats(3)
    coffee.ben.does_not_see("@Ana, meet @Ben")
    await stage.until(MONDAY + timedelta(days=1), "15:00")
    coffee.ben.sees("@Ana, meet @Ben")
    assert sum("meet" in text for text in said(stage)) == 1
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("Nothing failed and nothing is unconfirmed.")


async def test_its_people_see_it_at_once_and_again_when_they_are_asked(stage: Stage) -> None:
    coffee = await introduced(stage, Fault.STATUS_503_BEFORE)
    for me, other in ((coffee.ana, "Ben"), (coffee.ben, "Ana")):
        await me.runs("/coffee")
        me.sees(f"Latest intro: {other}")
        me.sees("The message may not have reached you, so here it is.")
    await stage.until(FRIDAY, "23:00")
    for me, other in ((coffee.ana, "Ben"), (coffee.ben, "Ana")):
        me.sees(f"Did you get to talk with {other}?")
        me.sees("Our message to you may not have arrived, so here it is.")
    assert not any("meet" in text for text in said(stage))
