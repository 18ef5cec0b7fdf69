"""Several deliverers share the work; whatever happens meanwhile, nothing is sent twice."""

import asyncio
from collections import Counter
from datetime import timedelta

from bot.delivery import LEASE, OPEN, POST
from bot.posts import PostState
from storage import delivery
from storage.database import Database
from tests.delivery.deliverer import deliverer, fates, note, owe, said
from tests.stage import MONDAY, Stage, set_up_coffee


async def test_two_deliverers_at_once_send_each_post_once(stage: Stage, database_url: str) -> None:
    texts = [f"Note {number}" for number in range(24)]
    await owe(stage, *(note(stage, stage.somebody(text), text) for text in texts))
    second = Database(database_url)
    async with deliverer(stage, db=second) as loop:
        await asyncio.gather(loop.run_due(), stage.now())
    second.close()
    assert Counter(said(stage)) == Counter(texts)
    assert len(stage.workspace.calls_to(POST)) == len(texts)


async def test_a_lease_that_ends_while_sending_does_not_send_again(stage: Stage) -> None:
    await owe(stage, note(stage, stage.somebody("Ana"), "Hello"))
    seen: list[PostState] = []

    async def another_finds_it() -> None:
        stage.clock.advance(LEASE)
        await stage.now()
        seen.append((await fates(stage))["Hello"][0])

    async with deliverer(stage, answered={POST: another_finds_it}) as loop:
        await loop.run_due()
    assert seen == [PostState.UNCONFIRMED]
    assert len(stage.workspace.calls_to(POST)) == 1
    # The slow one knew in the end.
    assert (await fates(stage))["Hello"] == (PostState.SENT, "")


async def test_a_lease_that_ends_before_the_first_byte_lets_another_send(stage: Stage) -> None:
    await owe(stage, note(stage, stage.somebody("Ana"), "Hello"))

    async def another_takes_over() -> None:
        stage.clock.advance(LEASE)
        await stage.now()

    async with deliverer(stage, answered={OPEN: another_takes_over}) as loop:
        await loop.run_due()
    assert said(stage) == ["Hello"]
    assert (await fates(stage))["Hello"] == (PostState.SENT, "")


async def test_a_lease_is_longer_than_a_call_to_slack_takes(stage: Stage) -> None:
    await owe(stage, note(stage, stage.somebody("Ana"), "Hello"))
    states: list[PostState] = []

    async def time_passes() -> None:
        stage.clock.advance(LEASE - timedelta(seconds=1))
        await stage.now()
        states.append((await fates(stage))["Hello"][0])

    async with deliverer(stage, answered={OPEN: time_passes, POST: time_passes}) as loop:
        await loop.run_due()
    assert states == [PostState.SENDING, PostState.SENDING]
    assert said(stage) == ["Hello"]


async def test_somebody_who_leaves_before_the_first_byte_is_not_introduced(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "14:59", "Europe/Berlin")
    stage.clock.advance(timedelta(minutes=1))

    async def ben_leaves() -> None:
        await coffee.ben.runs("/coffee leave")

    async with deliverer(stage, answered={OPEN: ben_leaves}) as loop:
        await loop.run_due()
    await stage.now()
    coffee.ana.does_not_see("meet @Ben")
    coffee.ana.sees("Your introduction for this round cannot take place, and nobody else is free.")
    assert sum("cannot take place" in text for text in said(stage)) == 1


async def test_a_limit_that_another_replica_met_holds_back_what_is_under_way(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await owe(stage, note(stage, ana, "Hello"))
    until = stage.clock.now() + timedelta(seconds=40)

    async def another_is_limited() -> None:
        await stage.bot.db.run(stage.bot.team_id, delivery.throttle, POST, until=until)

    async with deliverer(stage, answered={OPEN: another_is_limited}) as loop:
        await loop.run_due()
        assert not stage.workspace.calls_to(POST)
        assert (await fates(stage))["Hello"][0] is PostState.DUE
        stage.clock.set(until)
        await loop.run_due()
    assert said(stage) == ["Hello"]
    assert len(stage.workspace.calls_to(OPEN)) == 1
