"""One move a week, to hosts alone, until they want no more."""

from datetime import timedelta

from bot.hosts.deck import MOVES
from emulator.happenings import changes
from emulator.person import Person
from tests.hosts.scene import changes_team, with_team
from tests.stage import FRIDAY, MONDAY, Coffee, Stage

MOVE = "One move this week"


def moves_of(person: Person) -> list[str]:
    """The moves that somebody was given, oldest first."""
    return [one.text for one in person.messages if MOVE in one.text]


async def with_another_team(stage: Stage) -> Coffee:
    """Ben is the host of two teams."""
    coffee = await with_team(stage)
    other = stage.workspace.add_channel("other", members=[coffee.ana, coffee.ben])
    await coffee.ana.runs("/elevenses setup", channel=other)
    await coffee.ana.presses("Name hosts")
    await coffee.ana.fills({"Hosts": [coffee.ben]})
    await coffee.ana.submits()
    await coffee.ana.closes()
    return coffee


async def test_a_host_of_two_teams_gets_one_move_on_mondays_and_nobody_else_does(stage: Stage) -> None:
    coffee = await with_another_team(stage)
    await stage.until(FRIDAY, "23:00")
    assert len(moves_of(coffee.ben)) == 1
    coffee.ben.sees("Introduce them.")
    coffee.ben.sees("You get one on a Monday, as you look after a team.")
    await coffee.ben.presses("Introduce two people")
    coffee.ben.sees("Who would learn")
    await coffee.ben.closes()
    await stage.until(FRIDAY + timedelta(weeks=1), "23:00")
    assert len(set(moves_of(coffee.ben))) == 2
    for other in (coffee.ana, coffee.chi):
        assert moves_of(other) == []


async def test_a_host_says_no_more_and_may_want_them_again(stage: Stage) -> None:
    coffee = await with_team(stage)
    await stage.until(MONDAY, "23:00")
    stop = coffee.ben.button("No more of these")
    await coffee.ben.presses(stop)
    coffee.ben.sees("Fine. No more of these come.")
    await stage.until(FRIDAY + timedelta(weeks=2), "23:00")
    assert len(moves_of(coffee.ben)) == 0, "it was answered in its place"
    await coffee.ben.opens_home()
    await coffee.ben.presses("A move each week")
    coffee.ben.sees("A move a week comes from next Monday on.")
    coffee.ben.sees("Stop the weekly move")
    await stage.until(FRIDAY + timedelta(weeks=3), "23:00")
    assert len(moves_of(coffee.ben)) == 1
    await coffee.ben.presses("Stop the weekly move")
    await changes_team(coffee.ana, coffee, hosts=[coffee.ben, coffee.chi])
    await stage.until(FRIDAY + timedelta(weeks=5), "23:00")
    assert len(moves_of(coffee.ben)) == 1
    assert len(moves_of(coffee.chi)) == 2


async def test_a_move_opens_the_form_that_it_takes_or_says_how(stage: Stage) -> None:
    coffee = await with_team(stage)
    await stage.until(MONDAY, "23:00")
    sees = {
        "introduce": "Who would learn",
        "agenda": "`/learn agenda` puts it together",
        "thank": "May others see it?",
        "goal": "I want to get better at",
        "story": "What happened",
        "hour": "Choose an hour",
        "ask": "What would you like help with",
        "topics": "I can help with",
    }
    for number, move in enumerate(MOVES):
        await coffee.ben.presses("Introduce two people", value=str(number))
        coffee.ben.sees(sees[move.name])
        await coffee.ben.closes()


async def test_who_is_paused_or_a_host_no_more_gets_none(stage: Stage) -> None:
    coffee = await with_team(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(MONDAY, "23:00")
    assert moves_of(coffee.ben) == []
    await stage.until(FRIDAY + timedelta(weeks=1), "23:00")
    assert len(moves_of(coffee.ben)) == 1
    how, stop = coffee.ben.button("Introduce two people"), coffee.ben.button("No more of these")
    await changes_team(coffee.ana, coffee, hosts=[coffee.chi])
    for button in (how, stop):
        await coffee.ben.presses(button)
        coffee.ben.sees("You are no host of that team, so nothing was changed.")
    await stage.until(FRIDAY + timedelta(weeks=3), "23:00")
    assert len(moves_of(coffee.ben)) == 1
    await changes(coffee.chi, deactivated=True)
    await stage.until(FRIDAY + timedelta(weeks=4), "23:00")


async def test_a_button_that_names_no_move_is_stale(stage: Stage) -> None:
    coffee = await with_team(stage)
    await stage.until(MONDAY, "23:00")
    for value in ("99", "x"):
        await coffee.ben.presses("Introduce two people", value=value)
        coffee.ben.sees("That button is out of date, so nothing was changed.")
