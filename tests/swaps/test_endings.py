"""How a text swap ends: in time, kindly when somebody goes, and forgotten after a month."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from storage.database import Tx
from storage.posts import PostRow
from storage.swaps import SwapAnswerRow
from tests.stage import MONDAY, Stage
from tests.swaps.begun import FRIDAY, THURSDAY, WEDNESDAY, answers, begun, introduced, soon


@pytest.mark.parametrize("way", ["leave", "pause 2w", "skip", "deactivated"])
async def test_it_ends_kindly_when_somebody_goes(stage: Stage, way: str) -> None:
    coffee = await begun(stage)
    ana, ben = coffee.ana, coffee.ben
    for person in (ana, ben):
        await answers(stage, person, f"First of {person.name}")
    await stage.until(WEDNESDAY, "16:00")
    await answers(stage, ana, "Second of Ana")
    if way == "deactivated":
        stage.workspace.deactivate(ben)
    elif way == "skip":
        await ben.presses("Not this week")
    else:
        await ben.runs(f"/coffee {way}")
    await stage.until(date(2026, 12, 8), "12:00")
    ana.sees("This text swap is over.")
    ana.sees("First of Ben")
    ana.does_not_see("Second of Ana")
    ana.does_not_see("3 of 3")
    ben.does_not_see("Second of Ana")
    ben.sees("First of Ana")


async def test_anybody_may_stop_without_a_reason_and_nobody_is_told_one(stage: Stage) -> None:
    coffee = await begun(stage)
    ana, ben = coffee.ana, coffee.ben
    await answers(stage, ana, "First of Ana")
    count = len(ana.messages)
    await ben.chooses("swaps:more", "Stop this text swap")
    ben.sees("This text swap is over.")
    await soon(stage)
    ana.sees("This text swap is over. What was shown stays; what not everybody answered is shown to nobody and")
    for person in (ana, ben):
        person.does_not_see("First of Ana")
    await stage.until(FRIDAY, "12:00")
    assert len(ana.messages) == count
    ana.sees("@Ana, meet @Ben.")
    ana.does_not_see("Not this week for Ben")


async def test_two_go_on_where_one_of_three_stops(stage: Stage) -> None:
    coffee = await begun(stage, trio=True)
    for person in (coffee.ana, coffee.ben):
        await answers(stage, person, f"One of {person.name}")
    await answers(stage, coffee.chi, "One of Chi")
    await stage.until(WEDNESDAY, "15:00")
    await coffee.chi.chooses("swaps:more", "Stop this text swap")
    await soon(stage)
    coffee.chi.sees("This text swap is over.")
    coffee.chi.sees("One of Ben")
    coffee.ana.sees("Text swap with Ben, 2 of 3")
    coffee.ana.does_not_see("This text swap is over.")


async def test_three_go_on_as_two(stage: Stage) -> None:
    coffee = await begun(stage, trio=True)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    for person in (ana, ben):
        await answers(stage, person, f"One of {person.name}")
    ana.does_not_see("One of Ben")
    await chi.runs("/coffee leave")
    await soon(stage)
    for one, other in ((ana, "Ben"), (ben, "Ana")):
        one.sees(f"One of {other}")
    chi.does_not_see("One of")
    chi.sees("This text swap is over.")
    await stage.until(THURSDAY, "23:00")
    ana.sees("Text swap with Ben, 3 of 3")
    chi.does_not_see("3 of 3")


async def test_it_ends_quietly_and_a_late_answer_is_told_so(stage: Stage) -> None:
    coffee = await begun(stage)
    ana, ben = coffee.ana, coffee.ben
    await answers(stage, ana, "Unseen")
    old = ben.button("Answer")
    await ben.presses("Answer")
    await ben.fills({"Your answer": "Too late"})
    await stage.until(FRIDAY, "17:00")
    count = len([one for one in ana.messages if "swap" in one.text])
    await stage.until(date(2026, 12, 8), "12:00")
    assert len([one for one in ana.messages if "swap" in one.text]) == count
    ana.does_not_see("Unseen")
    await ben.submits()
    ben.sees("This text swap is over, so nothing was changed.")
    await ben.closes()
    await ben.presses(old)
    ben.sees("This text swap is over, so nothing was changed.")
    ana.does_not_see("Too late")
    ana.sees("Did you get to talk with Ben?")


async def test_what_was_written_is_forgotten_after_a_month_and_stays_in_slack(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    coffee = await begun(stage)
    for person in (coffee.ana, coffee.ben):
        await answers(stage, person, f"Kept by {person.name}")
    assert await kept(stage) == (2, True)
    await stage.until(MONDAY + timedelta(days=29), "12:00")
    assert await kept(stage) == (2, True)
    await stage.until(MONDAY + timedelta(days=31), "12:00")
    assert await kept(stage) == (0, False)
    coffee.ana.sees("Kept by Ben")
    assert "Kept by" not in "".join(one.getMessage() for one in caplog.records if one.name.startswith(OURS))


OURS = ("bot", "handlers", "scheduling", "storage", "app")


async def kept(stage: Stage) -> tuple[int, bool]:
    """How many answers we keep, and whether any message of ours still has one."""

    def count(tx: Tx) -> tuple[int, bool]:
        answered = tx.scalar(select(func.count()).select_from(SwapAnswerRow).where(SwapAnswerRow.team_id == tx.team_id))
        said = tx.scalars(select(PostRow.blocks).where(PostRow.team_id == tx.team_id))
        return answered or 0, "Kept by" in str(list(said))

    return await stage.bot.db.run(stage.bot.team_id, count)


async def test_the_home_begins_a_swap_too_and_the_outlook_knows_its_end(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ben.opens_home()
    await coffee.ben.presses("Text swap")
    coffee.ben.sees("Your text swap begins.")
    coffee.ben.sees("Latest intro: Ana")
    ahead = (await stage.bot.outlook()).ahead
    assert [one.at for one in ahead if "text swap" in one.what] == [stage.clock.now() + timedelta(days=7)]
