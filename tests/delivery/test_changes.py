"""Messages that are changed in place, and posts that wait for a moment in everybody's hours."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.blocks import told
from bot.delivery import DueFacts, decide_end, decide_wait
from bot.hours import Hours
from bot.posts import PostState
from emulator.faults import Fault
from storage import posts
from tests.delivery.deliverer import fates, note, owe, said
from tests.stage import MONDAY, Stage, set_up_coffee

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
BERLIN = Hours("Europe/Berlin")
TOKYO = Hours("Asia/Tokyo")
DAWN = Hours("Etc/UTC", time(5), time(6))


def facts(*hours: Hours, moot: bool = False) -> DueFacts:
    return DueFacts(NOON + timedelta(days=3), unless_away=False, away=False, hours=hours, moot=moot)


@pytest.mark.parametrize(
    ("hours", "until"),
    [
        ((), None),
        ((BERLIN,), None),
        ((TOKYO,), NOON + timedelta(hours=12)),
        ((BERLIN, DAWN), NOON + timedelta(days=3)),
    ],
)
def test_a_post_waits_until_everybody_it_is_for_is_at_work(hours: tuple[Hours, ...], until: datetime | None) -> None:
    assert decide_wait(facts(*hours), now=NOON) == until


def test_a_change_of_what_never_arrived_is_dropped() -> None:
    end = decide_end(facts(moot=True), now=NOON)
    assert end is not None
    assert end.state is PostState.DROPPED


async def change(stage: Stage, text: str, new: str) -> None:
    await stage.bot.db.run(stage.bot.team_id, posts.change, f"test:note:{text}", told(new), now=stage.clock.now())


async def test_what_is_unsent_is_said_anew_and_what_is_sent_is_changed_in_place(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    await owe(stage, note(stage, ben, "one"))
    await change(stage, "one", "two")
    await stage.now()
    assert said(stage) == ["two"]
    await change(stage, "one", "three")
    await change(stage, "one", "four")
    stage.clock.set(stage.clock.now() + timedelta(seconds=2))
    await stage.now()
    assert said(stage) == ["four"]
    assert len(stage.workspace.calls_to("chat.update")) == 1
    await change(stage, "nothing", "five")
    assert "five" not in await fates(stage)


async def test_a_change_that_breaks_off_is_tried_again(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    await owe(stage, note(stage, ben, "one"))
    await stage.now()
    await change(stage, "one", "two")
    stage.workspace.faults.add(Fault.LOST_AFTER, method="chat.update")
    stage.clock.set(stage.clock.now() + timedelta(seconds=2))
    await stage.now()
    stage.clock.set(stage.clock.now() + timedelta(seconds=30))
    await stage.now()
    assert said(stage) == ["two"]
    assert (await fates(stage))["two"] == (PostState.SENT, "")


async def test_a_change_of_a_message_that_was_taken_away_troubles_nobody(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    await owe(stage, note(stage, ben, "one"))
    await stage.now()
    stage.workspace.messages.clear()
    await change(stage, "one", "two")
    stage.clock.set(stage.clock.now() + timedelta(seconds=2))
    await stage.now()
    assert (await fates(stage))["two"] == (PostState.DROPPED, "message_not_found")


async def test_a_home_that_was_opened_stays_current_and_others_are_not_drawn(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await coffee.ben.opens_home()
    assert coffee.ana.home is None
    await coffee.ben.runs("/coffee pause 2w")
    await stage.now()
    coffee.ben.sees("Paused until Tue 8 Dec.")
    await coffee.ben.runs("/coffee back")
    await stage.until(MONDAY, "20:00")
    assert coffee.ben.home is not None
    assert "Latest intro:* Ana" in str(coffee.ben.home.body)
    assert coffee.ana.home is None
