"""An admin who goes leaves coffee to another, who hears what the first did not."""

from datetime import timedelta

from emulator.happenings import archives, changes
from tests.stage import MONDAY, Stage, set_up_coffee


async def test_an_admin_of_the_channel_takes_over_from_one_who_goes(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    zoe = await coffee.newcomer("Zoe", admin=True)
    await changes(coffee.ana, deactivated=True)
    await stage.now()
    zoe.sees("The admin who looked after coffee in #team has gone, so from now on I turn to you.")
    coffee.ben.does_not_see("has gone")
    await archives(stage.workspace, coffee.channel)
    await stage.until(MONDAY, "08:00")
    zoe.sees("#team is archived, so coffee there stands still.")


async def test_without_one_the_next_admin_who_does_something_takes_over_and_hears_all(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await changes(coffee.ana, deactivated=True)
    await archives(stage.workspace, coffee.channel)
    stage.clock.advance(timedelta(minutes=1))
    await stage.now()
    zoe = stage.somebody("Zoe", admin=True)
    await coffee.ben.runs("/elevenses posts")
    await stage.now()
    coffee.ben.does_not_see("I turn to you")
    await zoe.runs("/elevenses posts")
    await stage.until(MONDAY, "10:00")
    zoe.sees("from now on I turn to you")
    zoe.sees("#team is archived, so coffee there stands still.")
    assert sum("I turn to you" in message.text for message in zoe.messages) == 1


async def test_an_admin_who_stays_keeps_it(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    zoe = await coffee.newcomer("Zoe", admin=True)
    await changes(coffee.ana, name="Ana B", is_admin=False)
    await zoe.runs("/elevenses posts")
    await stage.until(MONDAY, "10:00")
    assert zoe.id not in {call.channel for call in stage.workspace.calls_to("chat.postMessage")}
    zoe.does_not_see("I turn to you")
