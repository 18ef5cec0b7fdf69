"""While Slack cannot be reached nothing is given up; afterwards all of it arrives once and in order."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.delivery import POST
from tests.delivery.deliverer import deliverer, nobody_listens, note, owe, said
from tests.stage import Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # races are played on both


async def test_a_refused_connection_is_tried_again_after_longer_and_longer_waits(stage: Stage) -> None:
    await owe(stage, note(stage, stage.workspace.add_channel("team"), "Hello"))
    tried = [stage.clock.now()]
    async with deliverer(stage, slack_url=nobody_listens()) as loop:
        for _ in range(10):
            await loop.run_due()
            due = await loop.next_due("posts")
            assert due is not None
            stage.clock.set(due)
            tried.append(due)
    waits = [(later - earlier).seconds for earlier, later in pairwise(tried)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    await stage.now()
    assert said(stage) == ["Hello"]


async def test_after_half_an_hour_without_slack_all_arrives_once_and_in_order(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana"), stage.somebody("Ben")
    team = stage.workspace.add_channel("team")
    began = stage.clock.now()
    async with deliverer(stage, slack_url=nobody_listens()) as loop:
        for number in range(5):
            await owe(stage, *(note(stage, one, f"{one.name} {number}") for one in (ana, ben, team)))
            await loop.run_due()
            stage.clock.advance(timedelta(minutes=6))
            await loop.run_due()
    assert stage.clock.now() == began + timedelta(minutes=30)
    assert not said(stage)
    await stage.until(began.date(), "10:00")
    for name in ("Ana", "Ben", "team"):
        assert [text for text in said(stage) if name in text] == [f"{name} {number}" for number in range(5)]
    assert len(stage.workspace.calls_to(POST)) == len(said(stage)) == 15
