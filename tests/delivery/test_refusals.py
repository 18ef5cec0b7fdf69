"""What Slack refuses for good is not tried again, and admins see it."""

from datetime import timedelta

import pytest

from bot.delivery import OPEN, POST
from bot.posts import PostState
from emulator.faults import Fault
from emulator.model import Channel
from tests.delivery.deliverer import fates, note, owe, said
from tests.stage import MONDAY, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # races are played on both


async def test_a_refused_post_is_listed_and_not_tried_again(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana", admin=True), stage.somebody("Ben", deactivated=True)
    archived = stage.workspace.add_channel("old", archived=True)
    nowhere = Channel("C0NOWHERE", "nowhere", stage.clock.now(), [])
    await owe(stage, *(note(stage, to, to.name) for to in (ben, archived, nowhere)))
    await stage.now()
    stage.clock.advance(timedelta(hours=1))
    await stage.now()
    assert await fates(stage) == {
        "Ben": (PostState.FAILED, "user_disabled"),
        "old": (PostState.FAILED, "is_archived"),
        "nowhere": (PostState.FAILED, "channel_not_found"),
    }
    assert len(stage.workspace.calls_to(OPEN)) == 1
    assert len(stage.workspace.calls_to(POST)) == 2
    await ana.runs("/elevenses posts")
    for why in ("user disabled", "is archived", "channel not found"):
        ana.sees(f"A message, Tue 24 Nov 10:00: failed ({why})")
    ana.does_not_see("Ben")


async def test_a_post_waits_while_the_app_has_to_be_mended(stage: Stage) -> None:
    stage.workspace.scopes.discard("im:write")
    await owe(stage, note(stage, stage.somebody("Ana"), "Hello"))
    await stage.now()
    assert (await fates(stage))["Hello"] == (PostState.DUE, "missing_scope")
    stage.workspace.scopes.add("im:write")
    stage.clock.advance(timedelta(minutes=5))
    await stage.now()
    assert said(stage) == ["Hello"]


async def test_what_could_not_be_said_in_time_is_listed_and_not_said(stage: Stage) -> None:
    stage.workspace.faults.add(Fault.RATE_LIMITED, method=POST, seconds=3 * 24 * 3600)
    ana = stage.somebody("Ana", admin=True)
    await owe(stage, note(stage, ana, "Hello"))
    await stage.until(MONDAY, "10:00")
    assert (await fates(stage))["Hello"] == (PostState.FAILED, "too late to be worth saying")
    assert not said(stage)
    await ana.runs("/elevenses posts")
    ana.sees("failed (too late to be worth saying)")
