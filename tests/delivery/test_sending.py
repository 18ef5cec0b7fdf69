"""How a post goes out: once, in its turn, unadorned, late if need be."""

from datetime import timedelta

import pytest

from bot.delivery import CHANNEL_PAUSE, OPEN, POST
from emulator.faults import Fault
from tests.delivery.deliverer import note, owe, said
from tests.stage import MONDAY, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # races are played on both


async def test_a_post_that_is_late_is_still_sent_once(stage: Stage) -> None:
    await owe(stage, note(stage, stage.somebody("Ana"), "Hello", late=timedelta(hours=30)))
    await stage.now()
    await stage.now()
    assert said(stage) == ["Hello"]


async def test_one_decision_taken_twice_owes_one_message(stage: Stage) -> None:
    once = note(stage, stage.somebody("Ana"), "Hello")
    await owe(stage, once, once)
    await owe(stage, once)
    await stage.now()
    await owe(stage, once)
    await stage.until(MONDAY, "10:00")
    assert said(stage) == ["Hello"]


async def test_links_are_never_unfolded(stage: Stage) -> None:
    await owe(stage, note(stage, stage.somebody("Ana"), "See https://example.com"))
    await stage.now()
    (call,) = stage.workspace.calls_to(POST)
    assert {call.arguments["unfurl_links"], call.arguments["unfurl_media"]} <= {False, "False", "false", "0"}


async def test_a_conversation_hears_one_thing_after_another(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    stage.workspace.faults.add(Fault.STATUS_500_BEFORE, method=OPEN, times=3)
    await owe(stage, *(note(stage, ana, text) for text in ("One", "Two", "Three")))
    await stage.until(MONDAY, "10:00")
    assert said(stage) == ["One", "Two", "Three"]
    times = [call.at for call in stage.workspace.calls_to(POST)]
    assert min(times[1] - times[0], times[2] - times[1]) >= CHANNEL_PAUSE
