"""A text swap as its people live it: what each sees, and what nobody can learn before it is time."""

import asyncio
from datetime import timedelta

from tests.stage import MONDAY, Stage, set_up_coffee
from tests.swaps.begun import FRIDAY, THURSDAY, TUESDAY, WEDNESDAY, answers, begun, introduced, soon

HOSTILE = "<!channel> *hi* <@U1>\nsecond line & _more_ `code`"


async def test_two_answer_in_their_own_time_and_see_both_together(stage: Stage) -> None:
    coffee = await begun(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    ben.sees("Text swap with Ana, 1 of 3")
    ben.sees("Ana sees your answer once each of you has answered or skipped this, and not before.")
    ben.sees("You get this because one of you chose a text swap for your introduction.")
    before = ben.screen()
    await answers(stage, ana, "A red tractor")
    ana.sees("You wrote: A red tractor")
    assert ben.screen() == before
    await answers(stage, ana, "A blue tractor", "Change my answer")
    ana.does_not_see("A red")
    assert ben.screen() == before
    await ben.presses("Answer")
    ben.sees("Please no secrets of work.")
    await ben.fills({"Your answer": HOSTILE})
    await ben.submits()
    ben.sees("A blue tractor")
    await ben.closes()
    await soon(stage)
    for person in (ana, ben):
        person.sees("A blue tractor")
        person.sees("second line & _more_ `code`")
        person.sees("Our copy is deleted after 30 days; this message stays in Slack.")
    ana.sees("Text swap with Ben, 1 of 3")
    chi.does_not_see("tractor")
    chi.does_not_see("Text swap with")
    shown = [one for one in stage.workspace.messages if "tractor" in str(one.blocks)]
    assert len(shown) == 2
    for message in shown:
        typed = [block["text"] for block in message.blocks if "second line" in str(block)]
        assert [(one["type"], one["text"]) for one in typed] == [("plain_text", HOSTILE)]


async def test_neither_an_admin_nor_anybody_else_learns_of_a_swap_or_an_answer(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi  # Ana is an admin and not in
    dee = await coffee.newcomer("Dee")
    for person in (ben, chi):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "16:00", "Europe/Berlin")
    await chi.presses("Text swap")
    await soon(stage)
    await answers(stage, ben, "A red tractor")
    chi.does_not_see("tractor")
    await answers(stage, chi, "A blue tractor")
    ben.sees("A blue tractor")
    await ana.runs("/elevenses posts")
    for person in (ana, dee):
        await person.runs("/coffee")
        await person.opens_home()
        person.does_not_see("tractor")
        person.does_not_see("ext swap")


async def test_a_swap_begins_on_the_introduction_and_brings_no_fresh_times(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ana.presses("Text swap")
    coffee.ana.sees("Your text swap begins.")
    await stage.until(FRIDAY, "12:00")
    for person in (coffee.ana, coffee.ben):
        person.sees("3 of 3")
        person.does_not_see("No time has been picked yet.")
        person.does_not_see("Three ways to begin")


async def test_it_is_proposed_where_hours_do_not_meet(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    coffee.chi.tz = "Asia/Tokyo"
    for person in (coffee.ana, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(TUESDAY, "16:00", "Europe/Berlin")
    coffee.ana.sees("A text swap needs none: three questions over five days, each in your own.")
    await coffee.ana.presses("Text swap")
    await soon(stage)
    coffee.ana.sees("Text swap with Chi, 1 of 3")
    await answers(stage, coffee.ana, "Rain")
    coffee.chi.does_not_see("1 of 3")
    await stage.until(WEDNESDAY, "12:00", "Asia/Tokyo")
    coffee.chi.sees("Text swap with Ana, 1 of 3")
    coffee.chi.does_not_see("Rain")


async def test_the_questions_come_on_the_first_second_and_fourth_working_day(stage: Stage) -> None:
    coffee = await begun(stage)
    ana = coffee.ana
    await stage.until(TUESDAY, "08:59", "Europe/Berlin")
    ana.does_not_see("2 of 3")
    await stage.until(TUESDAY, "09:00", "Europe/Berlin")
    ana.sees("2 of 3")
    coffee.ben.does_not_see("2 of 3")
    await stage.until(WEDNESDAY, "23:00")
    ana.does_not_see("3 of 3")
    await stage.until(THURSDAY, "08:59", "Europe/Berlin")
    ana.does_not_see("3 of 3")
    await stage.until(THURSDAY, "09:00", "Europe/Berlin")
    ana.sees("3 of 3")
    coffee.ben.does_not_see("3 of 3")
    await stage.until(THURSDAY, "23:00")
    coffee.ben.sees("3 of 3")


async def test_the_last_answers_come_in_a_message_and_earlier_ones_with_the_next_question(stage: Stage) -> None:
    coffee = await begun(stage)
    await answers(stage, coffee.ana, "First of Ana")
    count = len(coffee.ana.messages)
    await answers(stage, coffee.ben, "First of Ben")
    coffee.ana.sees("First of Ben")
    assert len(coffee.ana.messages) == count
    await stage.until(TUESDAY, "09:00", "Europe/Berlin")
    coffee.ana.sees("The answers to the last one are in, above.")
    await stage.until(FRIDAY, "16:00", "Europe/Berlin")
    await answers(stage, coffee.ana, "Third of Ana")
    count = len(coffee.ana.messages)
    await answers(stage, coffee.ben, "Third of Ben")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("The answers to this one are in a message of their own, below.")
    coffee.ana.sees("Third of Ben")
    assert len(coffee.ana.messages) == count + 1
    coffee.ben.does_not_see("in a message of their own")


async def test_what_is_shown_waits_for_the_hours_of_whoever_did_not_act(stage: Stage) -> None:
    coffee = await begun(stage)
    await answers(stage, coffee.ana, "Early bird")
    await stage.until(MONDAY, "18:00", "America/New_York")
    await answers(stage, coffee.ben, "Night owl")
    coffee.ben.sees("Early bird")
    coffee.ana.does_not_see("Night owl")
    await stage.until(TUESDAY, "08:59", "Europe/Berlin")
    coffee.ana.does_not_see("Night owl")
    await stage.until(TUESDAY, "09:01", "Europe/Berlin")
    coffee.ana.sees("Night owl")


async def test_another_question_comes_to_all_who_have_not_answered(stage: Stage) -> None:
    coffee = await begun(stage, trio=True)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        person.sees("What has been a small good thing this week?")
    await answers(stage, coffee.ana, "Soup")
    before = coffee.ana.screen()
    await coffee.ben.presses("Another question")
    await soon(stage)
    assert coffee.ana.screen() == before
    for person in (coffee.ben, coffee.chi):
        person.sees("What do you see when you look up from your screen?")
        person.does_not_see("small good thing")
    await answers(stage, coffee.ben, "A wall")
    await coffee.chi.presses("Skip this one")
    await soon(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        person.sees("What do you see when you look up from your screen? Ana, on “What has been a small good thing this")
        person.sees("week?” Soup")
        person.sees("A wall")
    assert not stage.workspace.failed_deliveries


async def test_the_questions_of_a_step_come_round(stage: Stage) -> None:
    coffee = await begun(stage)
    for _ in range(8):
        await coffee.ben.presses("Another question")
    coffee.ben.sees("What has been a small good thing this week?")
    skipped = coffee.ben.button("Another question")
    await coffee.ben.presses("Skip this one")
    await coffee.ben.presses(skipped)
    coffee.ben.sees("You have answered this one.")


async def test_skipping_taking_back_and_answering_after_all(stage: Stage) -> None:
    coffee = await begun(stage)
    ana, ben = coffee.ana, coffee.ben
    await answers(stage, ana, "Secret")
    await ana.presses("Take it back")
    ana.does_not_see("Secret")
    await ben.presses("Skip this one")
    ben.sees("You skip this one.")
    ana.does_not_see("skip this one.")
    await answers(stage, ben, "Fine then", "Answer after all")
    ana.does_not_see("Fine then")
    await ana.presses("Skip this one")
    await soon(stage)
    ana.sees("Fine then")


async def test_when_all_skip_nothing_is_shown_and_nobody_is_written_to(stage: Stage) -> None:
    coffee = await begun(stage)
    await coffee.ana.presses("Skip this one")
    count = len(coffee.ana.messages)
    await coffee.ben.presses("Skip this one")
    await soon(stage)
    coffee.ana.sees("You all skip this one. That is fine.")
    assert len(coffee.ana.messages) == count


async def test_a_swap_begins_once(stage: Stage) -> None:
    coffee = await introduced(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee")
        await person.presses("Text swap")
        await person.repeats(2)
    coffee.ben.sees("Your text swap has begun already.")
    await stage.until(TUESDAY, "02:00")
    assert sum("1 of 3" in one.text for one in coffee.ana.messages) == 1
    assert sum("1 of 3" in one.text for one in coffee.ben.messages) == 1


async def test_both_answering_at_once_are_both_shown(stage: Stage) -> None:
    coffee = await begun(stage)
    for person in (coffee.ana, coffee.ben):
        await person.presses("Answer")
        await person.fills({"Your answer": f"At once, {person.name}"})
    await asyncio.gather(coffee.ana.submits(), coffee.ben.submits())
    await soon(stage)
    for person in (coffee.ana, coffee.ben):
        person.sees("At once, Ana")
        person.sees("At once, Ben")


async def test_after_three_swaps_a_voice_is_suggested_once(stage: Stage) -> None:
    coffee = await introduced(stage)
    for week in range(3):
        monday = MONDAY + timedelta(weeks=week)
        await stage.until(monday, "16:00", "Europe/Berlin")
        await coffee.ana.runs("/coffee")
        await coffee.ana.presses("Text swap")
        await stage.until(monday + timedelta(days=3), "20:00")
        coffee.ana.does_not_see("Fifteen minutes by voice")
        for person in (coffee.ana, coffee.ben):
            await person.presses("Skip this one")
        await stage.until(monday + timedelta(days=4), "20:00")
    coffee.ana.sees("You and Ben have swapped three times.")
