"""An admin looks after messages that may not have arrived."""

from datetime import timedelta

import pytest

from emulator.faults import Fault
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee


async def with_a_lost_intro(stage: Stage) -> Coffee:
    """Ana and Ben are introduced, but the connection breaks while the message is on its way."""
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage")
    await stage.until(MONDAY, "20:00")
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("An introduction, Mon 30 Nov 15:00: unconfirmed")
    return coffee


async def test_an_intro_is_sent_again_where_it_stands(stage: Stage) -> None:
    coffee = await with_a_lost_intro(stage)
    await coffee.ana.presses("Send again")
    coffee.ana.sees("It is on its way again. This is what is left:")
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    coffee.ben.sees(", meet @")


@pytest.mark.parametrize("step", ["leave", "pause 2w"])
async def test_an_intro_whose_people_have_gone_since_is_not_sent_again(stage: Stage, step: str) -> None:
    coffee = await with_a_lost_intro(stage)
    again = coffee.ana.button("Send again")
    await coffee.ben.runs(f"/coffee {step}")
    await coffee.ana.presses(again)
    coffee.ana.sees("Not sent again: somebody it is about has left or paused, or it is over.")
    coffee.ana.sees("Nothing failed and nothing is unconfirmed.")
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    coffee.ben.does_not_see(", meet @")
    await coffee.ana.presses(again)
    coffee.ana.sees("That message has been sent meanwhile, or is on its way. Nothing was changed.")


async def test_an_invitation_to_what_has_ended_is_not_sent_again(stage: Stage) -> None:
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage")
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("End")
    await coffee.ana.runs("/elevenses posts")
    await coffee.ana.presses("Send again")
    coffee.ana.sees("Not sent again")
    await stage.now()
    coffee.ben.does_not_see("I'm in")


async def test_the_newest_twenty_are_shown_and_that_there_are_more(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    ben = stage.somebody("Ben")
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage", times=21)
    for number in range(21):
        channel = stage.workspace.add_channel(f"team-{number}", members=[ana, ben])
        await ana.runs("/elevenses setup", channel=channel)
        await ana.submits()
        await ana.submits()
        await ana.closes()
    await stage.now()
    await ana.runs("/elevenses posts")
    ana.sees("These are the newest 20; there are more.")
    assert ana.screen().count("[Send again]") == 20
    await ana.presses("Send again")
    await stage.now()
    await ana.runs("/elevenses posts")
    ana.does_not_see("there are more")


async def test_nothing_wrong_is_an_answer_too(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    await ana.runs("/elevenses posts")
    ana.sees("Everything that was due has arrived. Nothing failed and nothing is unconfirmed.")
