"""Where nobody says anything: first lines for the starter, fresh times for both, and an end."""

from datetime import date, timedelta

from bot.intros.followups import freshen
from bot.times import Proposal
from tests.intros.scene import FIRST, TUESDAY, WEDNESDAY, introduced
from tests.stage import MONDAY, Stage
from tests.surfaces.of_intros import PAIR

LATER = date(2026, 12, 16)


async def test_the_starter_gets_first_lines_once_and_nobody_else_does(stage: Stage) -> None:
    coffee = await introduced(stage)
    await stage.until(TUESDAY, "09:59", "Europe/Berlin")
    coffee.ana.does_not_see("Three ways to begin")
    await stage.until(TUESDAY, "10:00", "Europe/Berlin")
    coffee.ana.sees("Three ways to begin with Ben; take one, change it, or leave it.")
    coffee.ana.sees("Hi Ben, would Tue 1 Dec 15:00 (Ben 09:00) suit you?")
    await stage.until(WEDNESDAY, "23:00")
    assert sum("Three ways to begin" in one.text for one in coffee.ana.messages) == 1
    coffee.ben.does_not_see("Three ways to begin")


async def test_without_a_picked_time_the_same_message_has_fresh_ones_once(stage: Stage) -> None:
    coffee = await introduced(stage)
    await stage.until(WEDNESDAY, "10:59", "Europe/Berlin")
    coffee.ben.does_not_see("No time has been picked yet.")
    posted = len(stage.workspace.calls_to("chat.postMessage"))
    await stage.until(WEDNESDAY, "11:00", "Europe/Berlin")
    for person in (coffee.ana, coffee.ben):
        person.sees("No time has been picked yet. Here are fresh ones")
        person.sees("Fri 4 Dec 16:00 (Ben 10:00)")
        person.does_not_see("Thu 3 Dec")
    await stage.until(WEDNESDAY, "23:00")
    assert len(stage.workspace.calls_to("chat.postMessage")) == posted
    edits = len(stage.workspace.calls_to("chat.update"))
    await stage.until(MONDAY + timedelta(days=4), "09:00")
    assert len(stage.workspace.calls_to("chat.update")) == edits
    await coffee.ben.presses("Another time")
    await stage.now()
    coffee.ana.does_not_see("No time has been picked yet.")


async def test_after_a_picked_time_nothing_more_is_suggested(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ben.presses(FIRST)
    await stage.until(WEDNESDAY, "23:00")
    coffee.ana.sees("Picked")
    coffee.ana.does_not_see("Three ways to begin")
    coffee.ana.does_not_see("No time has been picked yet.")


async def test_a_trio_that_somebody_left_is_not_offered_fresh_times(stage: Stage) -> None:
    coffee = await introduced(stage, trio=True)
    await coffee.ana.presses("Not this week")
    await stage.until(WEDNESDAY, "23:00")
    coffee.ben.sees("you can still meet.")
    for person in (coffee.ana, coffee.ben, coffee.chi):
        person.does_not_see("No time has been picked yet.")
        person.does_not_see("Three ways to begin")  # Ana was to go first


async def test_every_introduction_is_over_some_day_and_its_buttons_say_so(stage: Stage) -> None:
    coffee = await introduced(stage)
    await stage.until(LATER, "12:00")
    old = next(one for one in coffee.ana.messages if one.text.startswith("Ana and Ben, meet"))
    for label in ("Another time", "Not this week", "Pick"):
        await coffee.ana.presses(coffee.ana.button_of(old, label))
        coffee.ana.sees("This introduction is over, so nothing was changed.")


def test_where_nothing_else_fits_the_message_stays_as_it_is() -> None:
    assert freshen(PAIR, Proposal(())) is None
