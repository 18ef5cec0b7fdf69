"""Ana thanks Ben; only the two of them know of it, unless both like others to see it."""

from datetime import date, timedelta

import pytest

from emulator.person import Person
from tests.library.scene import Teams, teams
from tests.stage import Stage

WHAT = "reading my draft twice"
TUESDAY = date(2026, 11, 24)


async def thanks(cast: Teams, *, public: bool = False, by: Person | None = None, to: Person | None = None) -> None:
    """Somebody thanks somebody, and the day passes."""
    giver, other = by or cast.ana, to or cast.ben
    await giver.runs(f"/coffee thanks @{other.name} for {WHAT}")
    if public:
        await giver.fills(place=cast.data.id)
    await giver.submits()
    giver.sees(f"On its way to {other.name}, in their own hours. Nobody else sees it.")
    await giver.closes()
    now = cast.stage.clock.now()
    await cast.stage.until(now.date() + timedelta(days=now.hour > 20), "22:00")


def nobody_else_knows(cast: Teams) -> None:
    """Nobody but Ana and Ben sees anything of it."""
    for person in (cast.chi, cast.dee, cast.gus):
        person.does_not_see(WHAT)
    for person in (cast.ana, cast.ben):
        assert not [one for one in person.messages if one.channel is cast.data and WHAT in one.text]


async def test_thanks_come_to_one_alone_and_stay_there(stage: Stage) -> None:
    cast = await teams(stage)
    await thanks(cast)
    cast.ben.sees(f"Ana thanks you: “{WHAT}”")
    cast.ben.sees("Ana sent you this with `/coffee thanks`.")
    nobody_else_knows(cast)
    public = cast.ben.button("Make it public")
    await cast.ben.presses("Keep it between us")
    cast.ben.sees("Good. It stays between the two of you, and nothing is told.")
    await cast.ben.presses(public)
    cast.ben.sees("This is settled. Nothing to do.")
    await stage.until(TUESDAY + timedelta(days=2), "22:00")
    nobody_else_knows(cast)
    cast.ana.does_not_see("would like your thanks")


async def test_where_both_like_it_shows_in_the_channel(stage: Stage) -> None:
    cast = await teams(stage)
    await thanks(cast, public=True)
    nobody_else_knows(cast)
    await cast.ben.presses("Make it public")
    cast.ben.sees("Good. It shows in the channel in a moment, with both of your names.")
    await stage.now()
    for person in (cast.ana, cast.ben, cast.gus):
        person.sees(f"Ana thanks Ben: “{WHAT}”")
    for person in (cast.chi, cast.dee):
        person.does_not_see(WHAT)


@pytest.mark.parametrize("yes", [True, False])
async def test_the_giver_is_asked_who_has_not_said_so(stage: Stage, *, yes: bool) -> None:
    cast = await teams(stage)
    await thanks(cast)
    await cast.ben.presses("Make it public")
    cast.ben.sees("It shows in the channel only if both of you like.")
    nobody_else_knows(cast)
    await stage.until(TUESDAY + timedelta(days=1), "22:00")
    cast.ana.sees(f"Ben would like your thanks to show in #data: “{WHAT}”")
    before = len(cast.ben.messages)
    await cast.ana.presses("Make it public" if yes else "Keep it between us")
    await stage.until(TUESDAY + timedelta(days=3), "22:00")
    if yes:
        cast.gus.sees(f"Ana thanks Ben: “{WHAT}”")
    else:
        nobody_else_knows(cast)
        assert len(cast.ben.messages) == before
    cast.chi.does_not_see(WHAT)


async def test_people_of_different_teams_keep_it_between_them(stage: Stage) -> None:
    cast = await teams(stage)
    await thanks(cast, to=cast.chi)
    cast.chi.sees(f"Ana thanks you: “{WHAT}”")
    cast.chi.does_not_see("Make it public")
    await cast.ana.runs("/coffee thanks @Chi for more")
    await cast.ana.fills(place=cast.data.id)
    await cast.ana.submits()
    cast.ana.sees("They are not in the channel of that team.")


async def test_who_left_the_channel_meanwhile_is_not_shown_in_it(stage: Stage) -> None:
    cast = await teams(stage)
    await thanks(cast, public=True)
    await cast.ben.leaves(cast.data)
    await cast.ben.presses("Make it public")
    cast.ben.sees("You are not both in the channel of a team any more")
    await stage.now()
    nobody_else_knows(cast)


async def test_thanks_keep_to_the_budget(stage: Stage) -> None:
    cast = await teams(stage)
    for giver in (cast.ana, cast.chi, cast.dee, cast.gus):
        await giver.runs(f"/coffee thanks @Ben for {WHAT}")
        await giver.submits()
        await giver.closes()
    await stage.until(TUESDAY, "23:00")
    assert len([one for one in cast.ben.messages if "thanks you" in one.text]) <= 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"to": ["Ana"]}, "Choose somebody else to hear it from you."),
        ({"to": ["Robot"]}, "Robot cannot get messages from me."),
        ({"to": ["Gone"]}, "Gone cannot get messages from me."),
        ({"text": " "}, "Say in a few words what for."),
    ],
)
async def test_what_does_not_fit_is_said_in_the_form(stage: Stage, fields: dict[str, str], why: str) -> None:
    cast = await teams(stage)
    stage.somebody("Robot", bot=True)
    stage.somebody("Gone").deactivated = True
    await cast.ana.runs("/coffee thanks @Ben for it")
    await cast.ana.fills(fields)
    await cast.ana.submits()
    cast.ana.sees(why)


async def test_nobody_presses_for_thanks_of_others(stage: Stage) -> None:
    cast = await teams(stage)
    await thanks(cast, public=True)
    await thanks(cast, by=cast.chi, to=cast.dee)
    for label in ("Make it public", "Keep it between us"):
        await cast.dee.presses(cast.dee.button(label), value="1")
        cast.dee.sees("That button is out of date")
        await cast.dee.presses(cast.dee.button(label), value="99")
    for person in (cast.chi, cast.dee, cast.gus):
        person.does_not_see("Ana thanks")
