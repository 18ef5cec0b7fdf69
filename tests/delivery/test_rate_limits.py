"""When Slack asks us to wait, nobody calls that method until then, and everything arrives once."""

from datetime import timedelta

import pytest

from bot.delivery import OPEN, POST
from emulator.faults import Fault
from tests.delivery.deliverer import note, owe, said
from tests.stage import Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # races are played on both

WAIT = timedelta(seconds=40)


async def test_a_method_is_left_alone_for_as_long_as_slack_says(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana"), stage.somebody("Ben")
    stage.workspace.faults.add(Fault.RATE_LIMITED, method=POST, seconds=WAIT.seconds)
    began = stage.clock.now()
    await owe(stage, note(stage, ana, "Hello"))
    await stage.now()
    await owe(stage, note(stage, ben, "Welcome"))
    for seconds in (1, 19, 19):
        stage.clock.advance(timedelta(seconds=seconds))
        await stage.now()
    assert len(stage.workspace.calls_to(POST)) == 1
    await stage.until((began + WAIT).date(), "09:01")
    assert sorted(said(stage)) == ["Hello", "Welcome"]
    assert [call.at - began >= WAIT for call in stage.workspace.calls_to(POST)] == [False, True, True]


async def test_a_limit_on_opening_keeps_nobody_back_whose_conversation_is_open(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana"), stage.somebody("Ben")
    await owe(stage, note(stage, ana, "Hello"))
    await stage.now()
    stage.clock.advance(timedelta(minutes=1))
    stage.workspace.faults.add(Fault.RATE_LIMITED, method=OPEN, seconds=WAIT.seconds)
    await owe(stage, note(stage, ben, "Welcome"))
    await stage.now()
    await owe(stage, note(stage, ana, "Again"), note(stage, stage.somebody("Chi"), "Hi"))
    await stage.now()
    assert said(stage) == ["Hello", "Again"]
    assert len(stage.workspace.calls_to(OPEN)) == 2
    stage.clock.advance(WAIT)
    await stage.now()
    assert sorted(said(stage)) == ["Again", "Hello", "Hi", "Welcome"]
