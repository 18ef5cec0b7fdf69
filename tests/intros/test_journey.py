"""What people do with an introduction, as they live it."""

from datetime import timedelta

from tests.stage import FRIDAY, MONDAY, Stage, set_up_coffee


async def test_one_who_skips_a_trio_leaves_the_others_together(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    await coffee.chi.presses("Not this week")
    coffee.chi.sees("Done. The others hear only that it is not this week.")
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    coffee.ana.sees("Not this week for Chi.")
    coffee.ana.sees("you can still meet.")
    await coffee.chi.presses("Not this week")
    coffee.chi.sees("This introduction was skipped already.")

    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Did you get to talk with Ben?")
    coffee.chi.does_not_see("Did you get to talk")

    await coffee.ben.presses("Not this week")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    coffee.ana.sees("Not this week for Ben. You will each meet somebody in the next round.")


async def test_a_skipped_pair_is_not_asked_on_friday(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    await coffee.ben.presses("Not this week")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Not this week for Ben.")
    coffee.ana.does_not_see("Did you get to talk")
    coffee.ben.does_not_see("Did you get to talk")
