"""An admin asks for what cannot be, or the ground shifts: each hears what to do, and nothing is lost."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from emulator.happenings import archives, changes, invites_bot, removes_bot, unarchives
from emulator.model import Channel, Delivery
from emulator.workspace import Workspace
from tests.intros.scene import introduced
from tests.stage import MONDAY, Stage, set_up_coffee, starts_coffee

Happening = Callable[[Workspace, Channel], Awaitable[Delivery | None]]


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


@pytest.mark.parametrize(("shuts", "opens"), [(archives, unarchives), (removes_bot, invites_bot)])
async def test_an_invitation_to_a_closed_channel_comes_when_it_is_open_again(
    stage: Stage, shuts: Happening, opens: Happening
) -> None:
    ana, ben = stage.somebody("Ana", admin=True), stage.somebody("Ben")
    team = stage.workspace.add_channel("team", members=[ana, ben])
    await starts_coffee(ana, team)
    await shuts(stage.workspace, team)
    await stage.until(MONDAY + timedelta(days=2), "08:00")
    await opens(stage.workspace, team)
    await stage.until(MONDAY + timedelta(days=2), "20:00")
    ben.sees("every week, starting Mon 7 Dec, 10:00")
    assert sum("with a colleague" in one.text for one in ben.messages) == 1
    await ana.runs("/elevenses posts")
    ana.sees("Everything that was due has arrived.")


async def test_a_preview_left_open_past_its_first_round_leads_back_to_the_form(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup", channel=team)
    await ana.fills({"At": "11:30", "How many meet": "Three"})
    await ana.submits()
    stage.clock.advance(timedelta(days=7))
    await ana.submits()
    ana.sees("That moment has passed. Choose a later day or time.")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")
    await ana.closes()
    ana.sees("Three")
    await ana.fills({"First round": "2026-12-07"})
    await ana.submits()
    await ana.submits()
    ana.sees("the next intros come on Mon 7 Dec 11:30")


@pytest.mark.parametrize("zone", ["Mars/Olympus", ""])
async def test_an_admin_whose_zone_nobody_knows_is_offered_utc(stage: Stage, zone: str) -> None:
    ana = stage.somebody("Ana", zone, admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup", channel=team)
    ana.sees("UTC")
    await ana.submits()
    ana.sees("starting Mon 30 Nov, 10:00 (UTC time)")


@pytest.mark.parametrize("private", [False, True])
async def test_an_admin_who_leaves_the_channel_is_out_and_still_looks_after_it(stage: Stage, *, private: bool) -> None:
    coffee = await set_up_coffee(stage, private=private)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join", channel=coffee.channel)
    await stage.until(MONDAY, "09:00")  # the round is open, and waits for New York to wake up
    await coffee.ana.leaves(coffee.channel)
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("You are not in #team any more, so you are out of its coffee")
    coffee.ana.sees("You look after it all the same: `/elevenses setup` here shows it.")
    coffee.ana.does_not_see(", meet @")
    coffee.ben.sees("@Chi, meet @Ben")
    await coffee.ana.runs("/elevenses setup")
    await coffee.ana.presses("Change")
    await coffee.ana.fills({"At": "11:30"})
    await coffee.ana.submits()
    coffee.ana.sees("the next intros come on Mon 7 Dec 11:30")


async def test_an_admin_who_goes_mid_round_costs_nobody_the_next(stage: Stage) -> None:
    coffee = await introduced(stage)
    zoe = await coffee.newcomer("Zoe", admin=True)
    await changes(coffee.ana, deactivated=True)
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    zoe.sees("The admin who looked after coffee in #team has gone, so from now on I turn to you.")
    coffee.ben.sees("Not this week for Ana. Ben, there is nothing to do: you hear from me.")
    coffee.ben.sees("Your introduction for this round cannot take place, and nobody else is free.")
    await coffee.chi.runs("/coffee join")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    coffee.ben.sees("@Ben, meet @Chi")
