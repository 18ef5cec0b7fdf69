"""The App Home shows where its owner stands, and nobody else."""

from tests.stage import MONDAY, Stage, set_up_coffee


async def test_the_home_follows_what_its_owner_does_there(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.opens_home()
    coffee.ben.sees("You are not in.")
    coffee.ben.sees("Who sees what: your answers, pauses and this page are yours alone.")
    await coffee.ben.presses("Join this coffee")
    coffee.ben.sees("You are in. Next round: Mon 30 Nov.")
    await coffee.ben.presses("Pause a week")
    coffee.ben.sees("Paused until Tue 1 Dec.")
    await coffee.ben.presses("Back now")
    await coffee.ana.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    await coffee.ben.opens_home()
    coffee.ben.sees("Latest intro: Ana")
    await coffee.chi.opens_home()
    coffee.chi.does_not_see("Latest intro")
    await coffee.ben.presses("Leave this coffee")
    coffee.ben.sees("You have left.")


async def test_the_home_of_a_newcomer_says_how_coffee_starts(stage: Stage) -> None:
    dee = stage.somebody("Dee")
    await dee.opens_home()
    dee.sees("There is no coffee here yet. A workspace admin can start one with `/elevenses setup`.")
