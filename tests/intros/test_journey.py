"""What people do with an introduction, as they live it."""

from datetime import timedelta

from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
FIRST = "Pick Tue 1 Dec 15:00 (Ben 09:00)"


async def introduced(stage: Stage, *, trio: bool = False) -> Coffee:
    """Ana and Ben, and perhaps Chi, have been introduced on Monday."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi)[: 3 if trio else 2]:
        await person.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    return coffee


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


async def test_one_who_skips_a_trio_leaves_the_others_together(stage: Stage) -> None:
    coffee = await introduced(stage, trio=True)
    before = len(stage.workspace.calls_to("chat.postMessage"))
    await coffee.chi.presses("Not this week")
    coffee.chi.sees("Done. The others hear only that it is not this week.")
    await stage.until(TUESDAY, "20:00")
    coffee.ana.sees("Not this week for Chi. Ben and Ana, you can still meet.")
    coffee.ana.sees("(Ana 15:00)")
    coffee.ana.does_not_see("Chi 14:00")
    assert len(stage.workspace.calls_to("chat.postMessage")) == before
    await coffee.chi.presses("Not this week")
    coffee.chi.sees("This introduction was skipped already.")

    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Did you get to talk with Ben?")
    coffee.chi.does_not_see("Did you get to talk")


async def test_a_skip_finds_somebody_who_is_free_and_says_no_more_than_it_must(stage: Stage) -> None:
    coffee = await introduced(stage)
    dee = await coffee.newcomer("Dee")
    await dee.runs("/coffee join")
    await stage.until(TUESDAY, "16:00")
    await coffee.ben.presses("Not this week")
    await stage.now()
    coffee.ana.does_not_see("Plans changed")  # she has gone home by now
    await stage.until(WEDNESDAY, "09:00", "Europe/Berlin")
    coffee.ana.sees("Not this week for Ben. Ana, there is nothing to do: you hear from me.")
    for person in (coffee.ana, dee):
        person.sees("Plans changed, so here is a second introduction.")
        person.sees("Why you two:")
    coffee.ben.does_not_see("Dee")
    dee.does_not_see("Ben")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Did you get to talk with Dee?")
    coffee.ben.does_not_see("Did you get to talk")


async def test_nobody_free_comes_first_next_time_and_hears_so_at_work(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ben.presses("Not this week")
    await stage.now()
    coffee.ana.sees("Not this week for Ben.")  # an edit, which tells nobody
    coffee.ana.does_not_see("cannot take place")
    await stage.until(TUESDAY, "09:00", "Europe/Berlin")
    coffee.ana.sees("Your introduction for this round cannot take place, and nobody else is free. You come first")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.does_not_see("Did you get to talk")
    coffee.ben.does_not_see("Did you get to talk")


async def test_whoever_avoids_or_skipped_is_nobodys_second_chance(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    people = [coffee.ana, coffee.ben, coffee.chi, await coffee.newcomer("Dee", "Europe/Paris")]
    for person in people:
        await person.runs("/coffee join", channel=coffee.channel)
    await stage.until(MONDAY, "20:00")
    before = len(stage.workspace.messages)
    pairs = [one for one in stage.workspace.messages if one.channel.kind == "mpim"]
    assert len(pairs) == 2
    first, second = ([p for p in people if p.id in one.channel.members] for one in pairs)
    await first[0].presses(first[0].button_of(pairs[0], "Not this week"))
    await second[0].presses(second[0].button_of(pairs[1], "Not this week"))
    await stage.until(TUESDAY, "20:00")
    new = [one for one in stage.workspace.messages[before:] if "second introduction" in str(one.blocks)]
    assert [{p.name for p in people if p.id in one.channel.members} for one in new] == [{first[1].name, second[1].name}]
    await first[1].presses(first[1].button_of(new[0], "Not this week"))
    await stage.until(WEDNESDAY, "20:00")
    second[1].sees("Your introduction for this round cannot take place")


async def test_a_pause_after_the_introduction_gives_the_other_one_a_second_chance(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.chi.runs("/coffee join")
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(TUESDAY, "12:00")
    coffee.ana.sees("Not this week for Ben.")
    coffee.chi.sees("Plans changed, so here is a second introduction.")
    coffee.chi.does_not_see("Ben")


async def test_whoever_goes_from_a_trio_that_nobody_has_read_of_leaves_a_pair(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "10:30", "Europe/Berlin")
    await coffee.chi.runs("/coffee leave")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Why you two: you have not been introduced before")
    coffee.ana.does_not_see("Chi")
    coffee.chi.does_not_see("@Ana, meet")
    coffee.chi.does_not_see("meet @")


async def test_a_pause_after_the_time_they_picked_changes_nothing(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ana.presses(FIRST)
    await stage.until(WEDNESDAY, "12:00")
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Picked: Tue 1 Dec 15:00 (Ben 09:00), by video.")
    coffee.ana.sees("Did you get to talk with Ben?")
