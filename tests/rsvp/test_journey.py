"""Those who are asked first hear on Thursday, answer with a tap or not at all, and nobody else learns of it."""

from datetime import date, timedelta

import pytest

from emulator.faults import Fault
from emulator.person import Person
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee
from tests.swaps.begun import answers, begun

THURSDAY = date(2026, 11, 26)
WEEK = timedelta(days=7)
QUESTION = "Are you in for the next introductions in #team: Mon"
NEW_YORK = "America/New_York"


async def everybody_joins(coffee: Coffee) -> None:
    for one in (coffee.ana, coffee.ben, coffee.chi):
        await one.runs("/coffee join", channel=coffee.channel)


async def is_asked_first(person: Person, *, often: str = "Every round", first: bool = True) -> None:
    await person.runs("/coffee preferences")
    await person.presses("Change: how often, and how many")
    await person.fills({"How often": often, "And": ["Ask me first, each time"] if first else []})
    await person.submits()
    await person.closes()


async def set_up_with_ben_asked_first(stage: Stage, *, often: str = "Every round") -> Coffee:
    coffee = await set_up_coffee(stage)
    await everybody_joins(coffee)
    await is_asked_first(coffee.ben, often=often)
    return coffee


def questions(person: Person) -> int:
    return sum(one.text.startswith("Are you in for") for one in person.messages)


def introductions(person: Person) -> int:
    return sum(one.channel.kind == "mpim" for one in person.messages)


async def test_no_answer_costs_nothing_and_yes_takes_them_in(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    await stage.until(THURSDAY, "13:59", NEW_YORK)
    ben.does_not_see(QUESTION)
    await stage.until(THURSDAY, "14:00", NEW_YORK)
    ben.sees("Are you in for the next introductions in #team: Mon 30 Nov?")
    ben.sees("You get this because you are asked first. No answer is fine, and means no. Only you see it.")
    await stage.until(MONDAY, "22:00")
    ana.sees("meet @Chi")
    ben.does_not_see(", meet @")

    await stage.until(THURSDAY + WEEK, "15:00", NEW_YORK)
    ben.sees("Are you in for the next introductions in #team: Mon 7 Dec?")
    await ben.presses("Not this round")
    ben.sees("Noted: not for Mon 7 Dec, and nobody is told. Tap again to change it.")
    await ben.presses("Yes")
    ben.sees("You are in for Mon 7 Dec. Tap again to change it.")
    ben.does_not_see("Noted: not for")
    await stage.until(MONDAY + WEEK, "22:00")
    ben.sees(", meet @")
    assert questions(ben) == 2
    await ana.runs("/elevenses setup", channel=coffee.channel)
    for other in (ana, chi):
        other.does_not_see("Are you in for")
        other.does_not_see("asked first")
        other.does_not_see("nobody is told")


async def test_no_is_obeyed_and_undone_on_the_card_too(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    await coffee.ben.presses("Yes")
    await coffee.ben.runs("/coffee skip")
    coffee.ben.sees("You are in, and skip the round of Mon 30 Nov.")
    await stage.until(MONDAY, "22:00")
    coffee.ben.does_not_see(", meet @")
    await coffee.ben.runs("/coffee in")
    await stage.until(THURSDAY + WEEK, "15:00", NEW_YORK)
    assert questions(coffee.ben) == 1  # they have said it already


async def test_change_leads_to_where_the_question_is_turned_off(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    await coffee.ben.presses("Change")
    await coffee.ben.presses("Change: how often, and how many")
    await coffee.ben.fills({"And": []})
    await coffee.ben.submits()
    await coffee.ben.closes()
    await stage.until(THURSDAY + WEEK, "15:00", NEW_YORK)
    coffee.ben.sees(", meet @")
    assert questions(coffee.ben) == 1


async def test_a_round_has_one_question_whatever_is_changed_meanwhile(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    await is_asked_first(coffee.ben)
    await coffee.ben.runs("/coffee pause")
    await coffee.ben.runs("/coffee back")
    await stage.until(MONDAY, "08:00")
    assert questions(coffee.ben) == 1


async def test_whoever_meets_every_two_weeks_is_asked_before_every_second_round(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage, often="Every two weeks at most")
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    await coffee.ben.presses("Yes")
    await stage.until(THURSDAY + WEEK, "23:00", NEW_YORK)
    coffee.ben.sees(", meet @")
    assert questions(coffee.ben) == 1
    await stage.until(THURSDAY + 2 * WEEK, "15:00", NEW_YORK)
    assert questions(coffee.ben) == 2


async def test_nothing_is_asked_while_somebody_or_coffee_is_paused(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(MONDAY, "22:00")
    assert questions(coffee.ben) == 0
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Pause")
    await stage.until(THURSDAY + WEEK, "23:00", NEW_YORK)
    assert questions(coffee.ben) == 0
    await coffee.ana.presses("Resume")
    await stage.until(FRIDAY, "09:00", NEW_YORK)
    assert questions(coffee.ben) == 1


async def test_whoever_comes_back_early_is_asked_after_all(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(THURSDAY, "17:00", NEW_YORK)
    await coffee.ben.runs("/coffee back")
    await stage.until(FRIDAY - WEEK, "09:00", NEW_YORK)
    assert questions(coffee.ben) == 1


async def test_two_quiet_introductions_make_somebody_asked_first_and_a_tap_undoes_it(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await everybody_joins(coffee)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    await ben.opens_home()
    for week in range(2):
        await stage.until(MONDAY + week * WEEK, "22:00")
        for lively in (ana, chi):
            await lively.presses("Pick")
    await stage.until(THURSDAY + 2 * WEEK, "13:59", NEW_YORK)
    ben.does_not_see("passed quietly")
    await stage.until(THURSDAY + 2 * WEEK, "14:00", NEW_YORK)
    ben.sees("Your last two introductions passed quietly, and that is fine. From now on I ask you first")
    ben.sees("Are you in for the next introductions in #team: Mon 14 Dec?")
    await stage.until(MONDAY + 2 * WEEK, "22:00")
    assert introductions(ben) == 2
    await ana.runs("/elevenses setup", channel=coffee.channel)
    for other in (ana, chi):
        other.does_not_see("quietly")
        other.does_not_see("asked first")

    await ben.presses("As before")
    ben.sees("Done. You are introduced as before, without being asked first.")
    await stage.until(MONDAY + 3 * WEEK, "22:00")
    assert introductions(ben) == 3
    assert questions(ben) == 0  # the one that there was has become the answer, and nothing is asked again


async def test_one_tap_in_two_introductions_is_enough(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await everybody_joins(coffee)
    await stage.until(MONDAY, "22:00")
    await stage.until(FRIDAY, "22:00")
    await coffee.ben.presses("Not this time")
    await stage.until(MONDAY + 2 * WEEK, "10:00")
    assert questions(coffee.ben) == 0
    assert questions(coffee.ana) == 1


@pytest.mark.parametrize("forged", ["1", "1 0", "1 99999999", "99 740315", "x y"])
async def test_a_forged_answer_changes_nothing(stage: Stage, forged: str) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    await coffee.ben.presses("Yes", value=forged)
    coffee.ben.does_not_see("You are in for Mon")
    await stage.until(MONDAY, "22:00")
    coffee.ana.sees("meet @Chi")
    coffee.ben.does_not_see(", meet @")


async def test_an_answer_in_a_text_swap_is_no_silence(stage: Stage) -> None:
    coffee = await begun(stage)
    await answers(stage, coffee.ben, "A bench by the canal")
    await stage.until(MONDAY + 2 * WEEK, "10:00")
    assert questions(coffee.ben) == questions(coffee.ana) == 0


async def test_an_answer_counts_only_for_its_round_and_for_whoever_is_in(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    yes = coffee.ben.button("Yes")
    await coffee.chi.presses(yes, value="99 740315")  # of no coffee
    await stage.until(MONDAY, "22:00")
    await coffee.ben.presses(yes)
    coffee.ben.sees("That question was about another round. Below is what holds for the next one.")
    coffee.ben.sees("You are in when you say yes. Next round: Mon 7 Dec.")
    coffee.ben.does_not_see("You are in for Mon")
    await coffee.ben.runs("/coffee leave")
    await coffee.ben.presses(yes)
    coffee.ben.sees("You are not in that coffee any more, so there is nothing to answer.")
    await stage.until(THURSDAY + WEEK, "23:00", NEW_YORK)
    assert questions(coffee.ben) == 1


async def test_a_question_about_a_round_that_has_begun_is_not_sent_again(stage: Stage) -> None:
    coffee = await set_up_with_ben_asked_first(stage)
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage")
    await stage.until(THURSDAY, "15:00", NEW_YORK)
    assert questions(coffee.ben) == 0
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("A question before a round, Thu 26 Nov 20:00: unconfirmed")
    coffee.ana.does_not_see("Ben")
    again = coffee.ana.button("Send again")
    await stage.until(MONDAY, "22:00")
    await coffee.ana.presses(again)
    coffee.ana.sees("Not sent again")
    await stage.until(MONDAY + timedelta(days=1), "22:00")
    assert questions(coffee.ben) == 0
