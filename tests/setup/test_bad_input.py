"""An admin asks for what cannot be, or the ground shifts: each hears what to do, and nothing is lost."""

from datetime import timedelta

import pytest

from emulator.happenings import archives, unarchives
from tests.intros.scene import introduced
from tests.stage import MONDAY, Stage, set_up_coffee


@pytest.mark.parametrize("scopes", [set[str](), {"im:read", "mpim:read"}])
async def test_a_conversation_is_no_channel_and_the_form_says_so(stage: Stage, scopes: set[str]) -> None:
    stage.workspace.scopes |= scopes
    coffee = await introduced(stage)
    ana = coffee.ana
    together = next(one.channel for one in ana.messages if "meet each other" in one.text)
    await ana.runs("/elevenses setup", channel=together)
    await ana.fills({"At": "11:30", "First round": "2026-12-03"})
    await ana.submits()
    ana.sees("That is a conversation, not a channel. Choose the channel whose people may be introduced.")
    other = stage.workspace.add_channel("other", members=[ana, coffee.ben])
    await ana.fills({"Channel": other})
    await ana.submits()
    ana.sees("starting Thu 3 Dec, 11:30")


async def test_what_stands_still_says_so_and_offers_no_round(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ana, ben = coffee.ana, coffee.ben
    for person in (ana, ben):
        await person.runs("/coffee join")
    await ana.runs("/elevenses setup")
    change, run = ana.button("Change"), ana.button("Run a first round now")
    await archives(stage.workspace, coffee.channel)
    await ana.presses(run)
    ana.sees("No round can come while it stands still, so nothing was changed.")
    ana.sees("2 people are in. #team is archived, so coffee there stands still. Nothing is lost.")
    await ana.presses(change)
    await ana.submits()
    ana.sees("That channel is archived, so nothing was saved. Unarchive it, or choose another one.")
    await ana.closes()
    for button in ("Pause", "Resume"):
        await ana.runs("/elevenses setup")
        ana.does_not_see("[Run a first round now]  [Change]")
        await ana.presses(button)
    ana.sees("Running again. Coffee in #team")
    await ben.runs("/coffee skip")
    ben.sees("No round is coming, so there is nothing to skip.")
    stage.clock.advance(timedelta(minutes=5))
    await unarchives(stage.workspace, coffee.channel)
    await stage.until(MONDAY, "20:00")
    ben.sees("@Ana, meet @Ben")
