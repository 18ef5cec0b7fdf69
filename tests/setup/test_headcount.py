"""An admin sees how many of a channel can take part and what keeps the others out, whatever its size."""

from datetime import timedelta
from typing import Any

import pytest

from emulator.faults import Fault
from emulator.happenings import changes
from emulator.person import Person
from tests.stage import MONDAY, Stage


def crowd(stage: Stage, size: int) -> list[Person]:
    """So many people: of every ten one is a bot and one a guest."""
    kinds: dict[int, dict[str, Any]] = {1: {"bot": True}, 2: {"guest": "single"}}
    return [stage.somebody(f"Person {number}", **kinds.get(number % 10, {})) for number in range(size)]


async def everybody_is_read(stage: Stage) -> None:
    """Let the directory read all its pages, at its own pace."""
    while await stage.bot.loop.next_due("directory") is not None:
        await stage.now()
        stage.clock.advance(timedelta(seconds=3))


async def test_the_preview_says_who_is_left_out_and_why(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    others = [stage.somebody(name) for name in ("Ben", "Chi")]
    out = [
        stage.somebody("Guest", guest="multi"),
        stage.somebody("Robot", bot=True),
        stage.somebody("Gone", deactivated=True),
    ]
    team = stage.workspace.add_channel("team", members=[*out, ana, *others])
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    ana.sees("3 of 6 in #team can take part. Left out: 1 guest, 1 bot, 1 deactivated account.")
    await ana.closes()
    await ana.fills({"Guests": ["may"]})
    await ana.submits()
    ana.sees("4 of 6 in #team can take part. Left out: 1 bot, 1 deactivated account.")


async def test_guests_join_where_the_form_says_so_and_no_longer_when_it_does_not(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    guest = stage.somebody("Guest", guest="multi")
    team = stage.workspace.add_channel("team", members=[ana, guest])
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    ana.sees("There are fewer than two people in that channel who can take part.")
    await ana.fills({"Guests": ["may"]})
    await ana.submits()
    await ana.submits()
    await ana.closes()
    await stage.now()
    for person in (ana, guest):
        await person.runs("/coffee join", channel=team)
        person.sees("You're in.")
    await guest.opens_home()
    ben = stage.somebody("Ben")
    await ben.joins(team)
    await ana.runs("/elevenses setup", channel=team)
    await ana.presses("Change")
    ana.sees("Guests may join")
    await ana.fills({"Guests": []})
    await ana.submits()
    await stage.now()
    guest.sees("It is not open to guests for now, so you are not introduced there.")
    await stage.until(MONDAY, "20:00")
    ana.sees("Nobody else is in coffee in #team this time.")
    guest.does_not_see("meet each other")


async def test_a_channel_of_thousands_is_counted_whole(stage: Stage) -> None:
    people = crowd(stage, 5000)
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, *people])
    await everybody_is_read(stage)
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    ana.sees("4,001 of 5,001 in #team can take part. Left out: 500 guests, 500 bots.")
    ana.does_not_see("I am still reading")
    await ana.submits()
    ana.sees("Done. The invitation is on its way to #team")


async def test_what_slack_does_not_let_us_count_at_once_is_said_and_holds_nothing_up(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, *crowd(stage, 2500)])
    await everybody_is_read(stage)
    await ana.runs("/elevenses setup", channel=team)
    stage.workspace.faults.limit("conversations.members", per_second=0.01, burst=2)
    await ana.submits()
    ana.sees("1,598 of 2,501 in #team can take part.")
    ana.sees("I am still reading who 503 of them are: look again in a minute.")
    stage.workspace.faults.clear()
    await ana.closes()
    await ana.submits()
    ana.sees("2,001 of 2,501 in #team can take part.")


async def test_a_preview_that_cannot_be_drawn_anew_stays_as_it_was(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, *crowd(stage, 2500)])
    await everybody_is_read(stage)
    await ana.runs("/elevenses setup", channel=team)
    stage.workspace.faults.add(Fault.RATE_LIMITED, method="views.update")
    await ana.submits()
    ana.sees("I am still reading who 503 of them are")
    assert not stage.workspace.failed_deliveries


@pytest.mark.parametrize("read", [True, False])
async def test_whom_the_directory_does_not_have_yet_is_looked_up(stage: Stage, *, read: bool) -> None:
    if read:
        await stage.now()
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, *crowd(stage, 12)])
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    ana.sees("10 of 13 in #team can take part. Left out: 1 guest, 2 bots.")


async def test_somebody_who_changed_since_is_counted_as_they_are_now(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    ben = stage.somebody("Ben")
    team = stage.workspace.add_channel("team", members=[ana, ben, stage.somebody("Chi")])
    await stage.now()
    await changes(ben, guest="multi")
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    ana.sees("2 of 3 in #team can take part. Left out: 1 guest.")
