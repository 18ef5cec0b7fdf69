"""A workspace that removes the bot hears nothing more, and finds all as it was when it comes back."""

import logging

import pytest

from emulator import happenings
from storage import people
from tests.stage import FRIDAY, MONDAY, Stage, set_up_coffee


async def test_after_an_uninstall_nothing_is_sent_until_the_bot_is_back(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    with caplog.at_level(logging.WARNING):
        await happenings.uninstalls(stage.workspace)
        await coffee.ana.sends(stage.workspace.deliveries[-1].payload)
    told = [one for one in caplog.records if "removed Elevenses" in one.message]
    assert len(told) == 1
    before = len(stage.workspace.calls)
    await stage.until(MONDAY, "09:30")
    assert len(stage.workspace.calls) == before

    stage.workspace.token_revoked = False
    await stage.bot.db.run(
        stage.bot.team_id, people.meet_workspace, enterprise_id=None, bot_user_id="U0BOT", now=stage.clock.now()
    )
    await coffee.ana.sends({**stage.workspace.deliveries[-1].payload, "event_id": "Ev0LATE"})  # of before it came back
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("meet @")
    coffee.ben.sees("Did you get to talk with Ana?")


async def test_a_revoked_token_of_a_person_is_none_of_ours(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    event = happenings.tokens_revoked(stage.workspace) | {"tokens": {"oauth": [coffee.ana.id], "bot": []}}
    await stage.workspace.announces(event)
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Nobody else is in coffee")
