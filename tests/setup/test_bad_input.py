"""An admin asks for what cannot be, or the ground shifts: each hears what to do, and nothing is lost."""

import pytest

from tests.intros.scene import introduced
from tests.stage import Stage


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
