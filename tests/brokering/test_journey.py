"""Kim thinks that Ana and Eli may like to talk: Ana is asked, then Eli, and nobody hears who said no."""

import pytest

from tests.brokering.scene import ABOUT, ASKED, HELPER, LEARNER, OVER, WISH, helps, proposes, three
from tests.stage import Stage


async def test_two_yeses_introduce_two_people_and_say_who_brought_them_together(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    on.eli.does_not_see("query plans")
    await on.days()
    on.ana.sees(ASKED)
    on.eli.does_not_see("query plans")
    await on.ana.presses("Yes, ask Eli")
    on.ana.sees("Thank you. Eli comes next. You hear from me within a week, whatever comes of it.")
    await on.days(1)
    on.eli.sees(WISH)
    on.eli.sees("Kim thought of you.")
    on.kim.does_not_see("said yes")
    await on.eli.presses("Happy to")
    on.eli.sees("Good. The message that introduces you comes as soon as both of you are at work.")
    await on.days(1)
    for person in (on.ana, on.eli):
        person.sees("@Ana, meet @Eli.")
        person.sees("Why you two: @Kim brought you together: query plans")
        person.sees("Purpose: Ana learns, Eli helps. 25 minutes within the next five working days.")
        person.sees("You both said yes to this.")
        person.does_not_see("in coffee")
    on.kim.sees("Ana and Eli both said yes, and are introduced.")
    on.kim.does_not_see("meet @Eli")
    await on.days(9)
    on.kim.does_not_see(OVER)
    on.ana.does_not_see("does not come about")
    await on.eli.runs("/learn topics")
    await on.eli.closes()
    await helps(on.eli, "query plans")
    await on.eli.runs("/learn")
    on.eli.sees("1 of 3")


async def test_a_no_is_told_after_a_week_and_to_whoever_said_yes_likewise(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.days(1)
    await on.eli.presses("Not this time")
    on.eli.sees("Fine. A no needs no reason, and nobody is told whose it was.")
    await on.days(4)
    for person in (on.kim, on.ana):
        person.does_not_see("Not this time. That")
        person.does_not_see("Not this time:")
    await on.days(3)
    on.kim.sees(OVER)
    on.ana.sees("Not this time: the conversation that you said yes to does not come about.")
    on.eli.does_not_see("does not come about")


async def test_whoever_says_no_first_keeps_the_other_unasked(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.days()
    question = on.ana.button("Yes, ask Eli")
    await on.ana.presses("Not this time")
    await on.ana.presses(question)
    on.ana.sees("This is not asked any more.")
    await on.days(9)
    assert on.eli.messages == []
    on.kim.sees(OVER)
    on.ana.does_not_see("does not come about")


async def test_who_does_not_answer_is_asked_once_and_the_question_ends_with_the_week(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.days(8)
    assert [one.text for one in on.ana.messages if one.only_for is None] == [ASKED]
    await on.ana.presses("Yes, ask Eli")
    on.ana.sees("This is not asked any more.")
    await on.days(3)
    assert on.eli.messages == []


async def test_a_button_counts_once_and_for_whom_it_is(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.days()
    asked = on.ana.button("Yes, ask Eli")
    for person in (on.eli, on.kim):
        await person.presses(asked)
        await person.presses(asked, value="99")
    on.ana.sees(ASKED)
    with pytest.raises(AssertionError):
        on.eli.button("Happy to")
    await on.ana.presses(asked)
    await on.ana.presses(asked)
    await on.ana.repeats(2)
    await on.days(1)
    assert len([one for one in on.eli.messages if "25 minutes" in one.text]) == 1
    await on.eli.presses("Happy to")
    await on.eli.repeats(2)
    await on.days(1)
    assert len([one for one in on.eli.messages if "meet each other" in one.text]) == 1


async def test_the_form_opens_with_what_was_typed_and_says_what_does_not_fit(stage: Stage) -> None:
    on = await three(stage)
    gus, bot = stage.somebody("Gus", guest="single"), stage.somebody("Robo", bot=True)
    gone = stage.somebody("Gone")
    gone.deactivated = True
    await on.kim.runs("/coffee introduce @Ana")
    on.kim.sees("Introduce two people")
    wrong: list[tuple[dict[str, object], str]] = [
        ({HELPER: on.ana, ABOUT: "query plans"}, "These are one and the same."),
        ({HELPER: on.kim}, "You are one of the two."),
        ({HELPER: gus}, "Gus is a guest here"),
        ({HELPER: bot}, "Robo cannot be asked here."),
        ({HELPER: gone}, "Gone cannot be asked here."),
        ({HELPER: on.eli, ABOUT: "   "}, "Say in a few words what they would talk about."),
    ]
    for fields, told in wrong:
        await on.kim.fills(fields)
        await on.kim.submits()
        on.kim.sees(told)
    await on.kim.fills({ABOUT: "query plans"})
    await on.kim.submits()
    on.kim.sees("Thank you. Ana is asked first, then Eli.")
    await on.days()
    on.ana.sees(ASKED)
    for person in (gus, bot, gone):
        assert person.messages == []


async def test_the_shortcut_opens_the_same_form(stage: Stage) -> None:
    on = await three(stage)
    await on.kim.uses("Introduce two people")
    await on.kim.fills({LEARNER: on.ana, HELPER: on.eli, ABOUT: "query plans"})
    await on.kim.submits()
    on.kim.sees("Thank you. Ana is asked first, then Eli.")
    await on.days()
    on.ana.sees(ASKED)


async def test_a_guest_introduces_nobody_and_nobody_introduces_themselves(stage: Stage) -> None:
    on = await three(stage)
    gus = stage.somebody("Gus", guest="single")
    await gus.runs("/coffee introduce @Ana @Eli query plans")
    gus.sees("Guests cannot introduce people here.")
    await gus.uses("Introduce two people")
    gus.sees("Guests cannot introduce people here.")
    await on.kim.runs("/coffee introduce @Ana @Kim query plans")
    on.kim.sees("You are one of the two.")
    await on.days(9)
    for person in (on.ana, on.eli):
        assert person.messages == []


async def test_the_same_two_are_not_proposed_twice_unless_it_was_withdrawn(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.kim.runs("/coffee introduce @Eli @Ana facilitation")
    on.kim.sees("You proposed these two lately.")
    await on.kim.presses("Withdraw")
    on.kim.sees("Withdrawn.")
    await on.kim.runs("/coffee introduce @Eli @Ana facilitation")
    on.kim.sees("Thank you. Eli is asked first, then Ana.")
    await on.days()
    on.ana.does_not_see("talk with")
    on.eli.sees("Kim thought you might like to talk with Ana about facilitation.")
    await on.kim.presses("Withdraw")
    await on.eli.presses("Yes, ask Ana")
    on.eli.sees("This is not asked any more.")
    await on.kim.runs("/coffee introduce @Eli @Ana writing")
    await on.days(9)
    on.eli.does_not_see("writing")
    assert on.ana.messages == []


async def test_who_said_yes_to_what_is_withdrawn_hears_so_when_the_week_is_over(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.kim.presses("Withdraw")
    on.kim.sees("Withdrawn.")
    await on.days(9)
    on.ana.sees("does not come about")
    on.kim.does_not_see(OVER)
    assert on.eli.messages == []


async def test_help_that_is_spent_is_not_asked_for_and_two_at_once_do_not_exceed_it(stage: Stage) -> None:
    on = await three(stage)
    dee = stage.somebody("Dee")
    await on.eli.runs("/learn topics")
    await on.eli.fills({"I can help with": "query plans", "cap": "1"})
    await on.eli.submits()
    await on.eli.closes()
    await proposes(on)
    await on.kim.runs("/coffee introduce @Dee @Eli query plans")
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await dee.presses("Yes, ask Eli")
    await on.days(3)
    for person in ("Ana", "Dee"):
        await on.eli.presses(f"Happy to talk with {person}")
    on.eli.sees("You have helped as often as you wanted this month, so nothing follows.")
    await on.days(5)
    introduced = [person for person in (on.ana, dee) if "meet @Eli" in person.screen()]
    assert len(introduced) == 1
    fay = stage.somebody("Fay")
    await on.kim.runs("/coffee introduce @Fay @Eli query plans")
    await on.days(1)
    await fay.presses("Yes, ask Eli")
    fay.sees("Thank you. Eli comes next.")
    await on.days(9)
    assert len([one for one in on.eli.messages if "25 minutes" in one.text]) <= 2
    fay.sees("does not come about")
