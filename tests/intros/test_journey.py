"""What people do with an introduction, as they live it: times, cards, and help."""

from tests.intros.scene import FIRST, TUESDAY, introduced
from tests.stage import Stage


async def test_a_picked_time_is_seen_by_both_and_can_be_moved(stage: Stage) -> None:
    coffee = await introduced(stage)
    before = len(stage.workspace.calls_to("chat.postMessage"))
    await coffee.ben.opens_home()
    await coffee.ana.presses(FIRST)
    coffee.ana.sees("Picked. Everybody in this introduction sees it.")
    await stage.now()
    for person in (coffee.ana, coffee.ben):
        person.sees("Picked: Tue 1 Dec 15:00 (Ben 09:00), by video.")
        person.sees("A huddle here does.")
        person.does_not_see("Wed 2 Dec")
    coffee.ben.sees("Picked: Tue 1 Dec 09:00 (Ana 15:00), by video.")  # on his Home his own clock comes first

    stale = coffee.ben.button("Propose three other times")
    await coffee.ben.presses(stale)
    await stage.now()
    coffee.ana.sees("Or move it to:")
    coffee.ana.sees("Picked: Tue 1 Dec 15:00 (Ben 09:00), by video.")
    coffee.ana.sees("Mon 7 Dec 15:00 (Ben 09:00)")
    await coffee.ana.presses("Pick Mon 7 Dec 15:00 (Ben 09:00)")
    await stage.now()
    coffee.ben.sees("Picked: Mon 7 Dec 15:00 (Ben 09:00), by video.")
    coffee.ben.does_not_see("Tue 1 Dec 15:00")
    assert len(stage.workspace.calls_to("chat.postMessage")) == before
    coffee.chi.does_not_see("Picked")


async def test_of_two_who_pick_at_once_one_wins_and_the_other_is_told(stage: Stage) -> None:
    coffee = await introduced(stage)
    late = coffee.ben.button("Pick Wed 2 Dec 16:00 (Ben 10:00)")
    first = coffee.ana.button(FIRST)
    await coffee.ana.presses(first)
    await coffee.ben.presses(late)
    coffee.ben.sees("Tue 1 Dec 09:00 (Ana 15:00) was picked meanwhile, so nothing was changed.")
    await coffee.ana.presses(first)
    coffee.ana.sees("This time is picked already.")
    await stage.now()
    coffee.ben.sees("Picked: Tue 1 Dec 15:00 (Ben 09:00), by video.")


async def test_a_time_that_has_passed_or_was_made_up_cannot_be_picked(stage: Stage) -> None:
    coffee = await introduced(stage)
    first = coffee.ana.button(FIRST)
    value = first.element["value"]
    for forged in (f"{value}0", value.split()[0], f"{value} 1", "x y", f"{value.split()[0]} 1"):
        await coffee.ana.presses(first, value=forged)
        last = coffee.ana.messages[-1].text
        assert "nothing was changed" in last or "no longer on offer" in last, forged
    await coffee.chi.presses(first)
    await stage.now()
    coffee.ana.does_not_see("Picked")
    await stage.until(TUESDAY, "15:00")
    await coffee.ana.presses(first)
    coffee.ana.sees("That time has passed.")


async def test_other_times_are_on_other_days_until_there_are_none(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ben.presses("Another time")
    coffee.ben.sees("Here you are: fresh times, and everybody sees them.")
    await stage.now()
    coffee.ana.sees("Mon 7 Dec 15:00 (Ben 09:00)")
    coffee.ana.does_not_see("Tue 1 Dec")
    for _ in range(9):
        await coffee.ben.presses("Another time")
        await stage.now()
    coffee.ben.sees("No other time in the next days is inside everybody's hours.")
    coffee.ana.does_not_see("No other time")


async def test_why_us_and_what_do_i_say_are_answered_privately(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ana.chooses("intros:more", "Why us?")
    coffee.ana.sees("New before old, as far as it goes: you have not been introduced before.")
    await coffee.ben.chooses("intros:more", "What do I say?")
    coffee.ben.sees("Hi Ana, good to meet you.")
    coffee.ben.sees("Hi Ana, would Tue 1 Dec 09:00 (Ana 15:00) suit you?")
    coffee.ana.does_not_see("Hi Ana")
    coffee.ben.does_not_see("New before old")


async def test_a_card_can_be_changed_and_taken_away(stage: Stage) -> None:
    coffee = await introduced(stage)
    coffee.ana.sees("Card: What did you change your mind about lately?")
    await coffee.ben.chooses("intros:card", "Another card")
    await stage.now()
    coffee.ana.sees("Card: What is a small tool you would miss?")
    coffee.ana.does_not_see("your mind")
    await coffee.ben.chooses("intros:card", "No card, thanks")
    await stage.now()
    coffee.ana.does_not_see("Card:")
    await coffee.ana.chooses("intros:more", "A card to talk about")
    await stage.now()
    coffee.ben.sees("Card: What did you change your mind about lately?")


async def test_who_likes_to_walk_gets_a_question_for_it_and_may_sit(stage: Stage) -> None:
    coffee = await introduced(stage, likes=["Audio walk"])
    for person in (coffee.ana, coffee.ben):
        person.sees("A walk with audio:")
        person.sees("Sitting down is as good.")
        person.sees("Where do you like to walk, and why?")
        person.does_not_see("By video")


async def test_three_by_video_each_have_a_screen_of_their_own(stage: Stage) -> None:
    coffee = await introduced(stage, trio=True)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        person.sees("Each on a screen of your own, so that nobody is a guest.")


async def test_a_menu_that_was_tampered_with_changes_nothing(stage: Stage) -> None:
    coffee = await introduced(stage)
    row = next(one for one in coffee.ana.messages[-1].blocks if one["type"] == "actions")
    more = {key: row["elements"][-1][key] for key in ("type", "action_id")} | {"block_id": row["block_id"]}
    option = row["elements"][-1]["options"][0]
    for value in ("", "why", "why x", "fire 1", "why 999999", "why 1 2"):
        forged = {"actions": [{**more, "selected_option": {**option, "value": value}}]}
        await coffee.ana.chooses("intros:more", "Why us?", forged=forged)
        assert "nothing was changed" in coffee.ana.messages[-1].text, value
    assert not stage.workspace.failed_deliveries
