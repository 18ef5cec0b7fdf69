"""A quarter of an hour with somebody who is free now, as its people live it."""

from emulator.person import Person
from emulator.screen import Button, buttons_of
from tests.now.scene import NOBODY, PASSED, QUESTION, TODAY, asked, at_work, may_be_asked, passes
from tests.stage import MONDAY, Stage

LOOKING = "Looking for somebody who is free for a quarter of an hour. You hear from me within five minutes."


async def test_the_first_who_says_yes_is_introduced_at_once_and_asked_later_whether_they_met(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees(LOOKING)
    await passes(stage, 4)
    ben.sees(f"Ana {QUESTION}")
    ben.sees("You get this because you said that you may be asked; once a day at most.")
    await ben.presses("Yes, now")
    ben.sees("Good. You and Ana are introduced at once, in a conversation of your own.")
    await passes(stage, 4)
    for person in (coffee.ana, ben):
        person.sees("@Ana, meet @Ben.")
        person.sees("you have not been introduced before, and your working days share about 8 hours.")
        person.sees("*Now:* a quarter of an hour, by video.")
        person.sees("Both of you said that you have a quarter of an hour now.")
    coffee.chi.does_not_see("meet @")
    await ben.chooses("intros:more", "Why us?")
    ben.sees("Now: you were free for a quarter of an hour at the same moment.")
    await ben.closes()
    await stage.until(TODAY, "23:00")
    coffee.ana.does_not_see("fresh ones")
    coffee.ana.does_not_see("Three ways to begin")
    await stage.until(MONDAY, "23:00")
    for person in (coffee.ana, ben):
        person.sees("Did you get to talk with")


async def test_people_are_asked_one_after_another_and_nobody_learns_who_else_was(stage: Stage) -> None:
    coffee, others = await at_work(stage, "Ben", "Dee", "Eli")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    before = coffee.ana.screen()
    (first,) = asked(others)
    yes = first.button("Yes, now")
    await passes(stage, 54)
    assert asked(others) == [first]
    await passes(stage, 6)
    (second,) = asked(others)
    assert second is not first
    first.sees(PASSED)
    first.does_not_see("Ana has a quarter")
    await first.presses(yes)
    first.sees(PASSED)
    await second.presses("Not now")
    second.sees("Noted. Nobody learns that you were asked.")
    await passes(stage, 6)
    (third,) = asked(others)
    assert coffee.ana.screen() == before
    await third.presses("Yes, now")
    await passes(stage, 6)
    coffee.ana.sees(f"@Ana, meet @{third.name}.")
    for one in (first, second):
        coffee.ana.does_not_see(one.name)
        one.does_not_see("meet @")
        third.does_not_see(one.name)
    first.sees(PASSED)
    second.sees("Noted. Nobody learns that you were asked.")


async def test_five_are_asked_at_most_and_then_whoever_looked_hears_what_to_do_instead(stage: Stage) -> None:
    coffee, others = await at_work(stage, *"BCDEFG")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 298)
    coffee.ana.does_not_see(NOBODY)
    await passes(stage, 10)
    coffee.ana.sees(NOBODY)
    assert len([one for one in others if PASSED in one.screen()]) == 5
    assert asked(others) == []
    await coffee.ana.presses("Try again")
    await passes(stage, 4)
    (sixth,) = asked(others)
    sixth.does_not_see(PASSED)


async def test_where_nobody_is_free_the_answer_comes_at_once_and_says_what_to_do(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben", willing=False)
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees(NOBODY)
    coffee.ana.sees("Try later in the day, or say hello to somebody whom you have met.")
    await passes(stage, 4)
    ben.does_not_see(QUESTION)
    assert sum(NOBODY in one.text for one in coffee.ana.messages) == 1
    await coffee.ana.presses("Preferences")
    coffee.ana.sees("How often, and how many")


async def test_whoever_looks_can_call_it_off_and_a_late_yes_brings_nothing(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    yes = ben.button("Yes, now")
    await coffee.ana.presses("Call it off")
    coffee.ana.sees("Called off. Nobody is asked any more.")
    await passes(stage, 4)
    ben.sees(PASSED)
    await ben.presses(yes)
    await passes(stage, 4)
    coffee.ana.does_not_see("meet @")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees(NOBODY)  # Ben has been asked today


async def test_it_is_called_off_before_the_question_has_left(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    off = coffee.ana.button("Call it off")
    await coffee.ana.presses(off)
    coffee.ana.sees("Called off. Nobody is asked any more.")
    await passes(stage, 4)
    ben.does_not_see("quarter of an hour")


async def test_the_home_looks_too_and_shows_that_it_does(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.opens_home()
    await coffee.ana.presses(on_home(coffee.ana, "Find somebody now"))
    assert LOOKING in str(coffee.ana.home)
    assert "looking for a quarter of an hour with somebody" in str(coffee.ana.home)
    await passes(stage, 70)
    ben.sees(PASSED)
    assert "looking for" not in str(coffee.ana.home)
    await coffee.ana.presses(on_home(coffee.ana, "Find somebody now"))
    assert NOBODY in str(coffee.ana.home)


async def test_it_is_called_off_on_the_home(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.opens_home()
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    await coffee.ana.presses(on_home(coffee.ana, "Call it off"))
    assert "Called off. Nobody is asked any more." in str(coffee.ana.home)
    assert "looking for" not in str(coffee.ana.home)
    await passes(stage, 4)
    ben.sees(PASSED)


def on_home(person: Person, label: str) -> Button:
    """The button with these words on somebody's Home."""
    assert person.home is not None
    return next(one for one in buttons_of(person.home) if one.label == label)


async def test_a_second_search_beside_one_that_runs_is_told_so(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    await coffee.ana.repeats(1)
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees("I am looking already, and ask one after another.")
    await passes(stage, 4)
    assert sum(QUESTION in one.text for one in ben.messages) == 1


async def test_two_who_look_are_introduced_to_each_other_at_once(stage: Stage) -> None:
    coffee, (ben, dee) = await at_work(stage, "Ben", "Dee", willing=False)
    await may_be_asked(dee)
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    dee.sees(QUESTION)
    await ben.runs("/coffee now")
    ben.sees("Good. You and Ana are introduced at once")
    await passes(stage, 4)
    coffee.ana.sees("@Ben, meet @Ana.")
    dee.sees(PASSED)
    await coffee.ana.runs("/coffee")
    coffee.ana.does_not_see("looking for a quarter of an hour with somebody")


async def test_whoever_said_no_is_not_introduced_to_that_person_because_they_look_themselves(stage: Stage) -> None:
    coffee, (ben, dee) = await at_work(stage, "Ben", "Dee")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    (first,) = asked([ben, dee])
    await first.presses("Not now")
    await first.runs("/coffee now")
    first.sees(NOBODY)  # the other one is being asked
    await passes(stage, 4)
    coffee.ana.does_not_see("meet @")


async def test_nobody_is_asked_twice_a_day_and_everybody_may_stop_being_asked(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    await ben.presses("Not now")
    await coffee.ana.runs("/coffee now")
    coffee.ana.sees(NOBODY)
    await stage.until(TODAY.replace(day=TODAY.day + 1), "11:00", "Europe/Berlin")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    await ben.presses("Do not ask again")
    ben.sees("Noted: you are not asked again, and nobody learns that you were.")
    await stage.until(TODAY.replace(day=TODAY.day + 2), "11:00", "Europe/Berlin")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    assert asked([ben]) == []


async def test_people_who_have_met_are_told_so(stage: Stage) -> None:
    coffee, (ben,) = await at_work(stage, "Ben")
    await stage.until(MONDAY, "12:00", "Europe/Berlin")
    coffee.ana.sees("meet @")
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    await ben.presses("Yes, now")
    await passes(stage, 4)
    ben.sees("you were introduced lately, and your working days share about 8 hours.")


async def test_meeting_now_counts_as_having_met_and_not_as_a_round(stage: Stage) -> None:
    coffee, (ben, *_) = await at_work(stage, "Ben", "Dee", "Eli", willing=False)
    await may_be_asked(ben)
    await coffee.ana.runs("/coffee now")
    await passes(stage, 4)
    await ben.presses("Yes, now")
    await stage.until(MONDAY, "23:00")
    for person in (coffee.ana, ben):
        (both,) = [one for one in person.messages if "meet each other" in one.text]
        assert "you have not been introduced before" in both.text
        assert not ("Ana" in both.text and "Ben" in both.text)
