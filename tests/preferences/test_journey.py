"""What people prefer, on a page of their own: kept, undone at will, obeyed, and seen by nobody else."""

from datetime import timedelta

from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

LIMITS = "Change: whom and what not"


async def everybody_joins(coffee: Coffee) -> None:
    for one in (coffee.ana, coffee.ben, coffee.chi):
        await one.runs("/coffee join", channel=coffee.channel)


async def test_joining_asks_nothing_and_the_card_says_what_holds(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    assert coffee.ben.modal is None
    coffee.ben.sees("You're in. What holds until you say otherwise is below.")
    coffee.ben.sees("Every round, any number at once, by video. Monday to Friday, 09:00 to 17:00. Holidays: none kept.")
    coffee.ana.does_not_see("09:00 to 17:00")


async def test_every_part_is_changed_in_a_form_that_returns_to_the_page(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ben = coffee.ben
    await everybody_joins(coffee)
    await ben.runs("/coffee preferences", channel=coffee.channel)
    await ben.presses("Change: how often, and how many")
    await ben.fills({"How often": "Only when I ask", "How many at once": "Any number"})
    await ben.fills({"And": ["Ask me first, each time", "I may be asked for a quarter of an hour at once"]})
    await ben.submits()
    ben.sees("Saved. How often, and how many Only when I ask. Any number at once. You are asked first, each time.")
    await ben.presses("Change: days and hours")
    await ben.fills({"I can do these sometimes": "8-9, 17-19", "Blocked every day": "15-15:30"})
    await ben.fills({"Public holidays of": "New York, USA"})
    await ben.submits()
    ben.sees("I do not know that region. Did you mean New York, United States?")
    ben.sees("15-15:30")
    await ben.fills({"Public holidays of": "New York, United States"})
    await ben.submits()
    ben.sees("Sometimes from 08:00 or until 19:00. Blocked: 15:00 to 15:30. Holidays: New York, United States.")
    await ben.presses("Change: ways, place and languages")
    await ben.fills({"Ways to meet": ["Audio walk", "Text swap"], "Where you work": "From home"})
    await ben.fills({"Town": "Lisbon", "Languages": "Englsh"})
    await ben.submits()
    ben.sees("I do not know the language “Englsh”. Did you mean English")
    await ben.fills({"Languages": "English, Português"})
    await ben.submits()
    ben.sees("Audio walk, Text swap. Place: from home, Lisbon. Languages: English, Portuguese.")
    await ben.presses(LIMITS)
    await ben.fills({"People I would rather not be matched with": ["Ana"], "Topics to skip": "Football"})
    await ben.submits()
    ben.sees("One person is left out. Topics to skip: Football")
    await ben.closes()
    assert ben.modal is None
    await ben.runs("/coffee", channel=coffee.channel)
    ben.sees("Only when I ask, any number at once, by audio walk, text swap.")
    for other in (coffee.ana, coffee.chi):
        for words in ("Football", "Lisbon", "left out", "Only when I ask", "15:30", "Portuguese", "New York, United"):
            other.does_not_see(words)


async def test_what_was_saved_stands_in_the_forms_and_can_be_taken_back(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await everybody_joins(coffee)
    await coffee.ben.runs("/coffee preferences", channel=coffee.channel)
    await coffee.ben.presses(LIMITS)
    await coffee.ben.fills({"People I would rather not be matched with": ["Ana", "Chi"]})
    await coffee.ben.submits()
    coffee.ben.sees("2 people are left out.")
    await coffee.ben.presses(LIMITS)
    coffee.ben.sees("@Ana")
    await coffee.ben.fills({"People I would rather not be matched with": []})
    await coffee.ben.submits()
    coffee.ben.sees("Nobody is left out.")


async def test_who_sees_this_says_what_a_partner_sees(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    await coffee.ben.runs("/coffee preferences", channel=coffee.channel)
    await coffee.ben.presses("Who sees this?")
    coffee.ben.sees("Whom you are introduced to see the name Ben, one way to meet that you all chose")
    coffee.ben.sees("Nobody is told that they are on a list.")
    await coffee.ben.closes()
    coffee.ben.sees("How often, and how many")


async def test_whoever_is_avoided_is_never_introduced_nor_told(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join", channel=coffee.channel)
    await coffee.ana.runs("/coffee preferences", channel=coffee.channel)
    await coffee.ana.presses(LIMITS)
    await coffee.ana.fills({"People I would rather not be matched with": ["Ben"]})  # who is not in yet
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    await stage.until(FRIDAY, "20:00")
    for one in (coffee.ana, coffee.ben):
        one.does_not_see(", meet @")
        one.sees("Nobody was free in coffee in #team this time")
    for other in (coffee.ben, coffee.chi):
        other.does_not_see("left out")
        other.does_not_see("avoid")


async def test_oneself_a_bot_or_too_many_cannot_be_on_the_list(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ben = coffee.ben
    helper = stage.workspace.people[stage.workspace.bot_user_id]
    await ben.runs("/coffee join", channel=coffee.channel)
    await ben.runs("/coffee preferences", channel=coffee.channel)
    await ben.presses(LIMITS)
    await ben.fills({"People I would rather not be matched with": ["Ben"], "Topics to skip": "Football"})
    await ben.submits()
    ben.sees("You are on the list yourself.")
    await ben.fills({"People I would rather not be matched with": [helper]})
    await ben.submits()
    ben.sees("a bot is never introduced to anybody. Take it off the list.")
    ben.sees("Football")
    crowd = [stage.somebody(f"P{number}").id for number in range(200)]
    assert ben.modal is not None
    state = {"type": "multi_users_select", "selected_users": crowd}
    ben.modal.typed["avoided", "avoided"] = state  # as only a forged form could
    await ben.submits()
    ben.sees("Please name 25 at most.")
    await ben.fills({"People I would rather not be matched with": ["Ana"]})
    await ben.submits()
    ben.sees("One person is left out. Topics to skip: Football")


async def test_a_page_that_was_left_open_after_going_is_out_of_date(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    await coffee.ben.runs("/coffee preferences", channel=coffee.channel)
    change = coffee.ben.button("Change: days and hours")
    await coffee.chi.presses(change)
    coffee.chi.sees("That button is out of date")
    coffee.chi.does_not_see("From")


async def test_a_form_whose_page_is_gone_is_kept_all_the_same(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ben = coffee.ben
    await ben.runs("/coffee join", channel=coffee.channel)
    await ben.runs("/coffee preferences", channel=coffee.channel)
    await ben.presses("Change: ways, place and languages")
    await ben.fills({"Ways to meet": ["Voice notes"]})
    stage.workspace.modals[ben.id].pop(0)
    await ben.submits()
    await ben.runs("/coffee", channel=coffee.channel)
    ben.sees("by voice notes")


async def test_whoever_is_in_only_when_they_ask_meets_somebody_when_they_did(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await everybody_joins(coffee)
    await coffee.ben.runs("/coffee preferences", channel=coffee.channel)
    await coffee.ben.presses("Change: how often, and how many")
    await coffee.ben.fills({"How often": "Only when I ask"})
    await coffee.ben.submits()
    await coffee.ben.closes()
    await coffee.ben.runs("/coffee", channel=coffee.channel)
    coffee.ben.sees("You are in when you ask. Next round: Mon 30 Nov.")
    await stage.until(MONDAY, "22:00")
    coffee.ben.does_not_see(", meet @")
    await coffee.ben.runs("/coffee in", channel=coffee.channel)
    coffee.ben.sees("You are in the next round.")
    await stage.until(MONDAY + timedelta(days=7), "22:00")
    coffee.ben.sees(", meet @")
    coffee.ana.does_not_see("when you ask")


async def test_where_everybody_avoids_everybody_each_hears_the_same_kind_words(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await everybody_joins(coffee)
    people = (coffee.ana, coffee.ben, coffee.chi)
    for one in people:
        await one.runs("/coffee preferences", channel=coffee.channel)
        await one.presses(LIMITS)
        await one.fills({"People I would rather not be matched with": [p.name for p in people if p is not one]})
        await one.submits()
        await one.closes()
    before = len(stage.workspace.messages)
    await stage.until(FRIDAY, "23:00")
    told = stage.workspace.messages[before:]
    assert sorted(one.channel.members[0] for one in told) == sorted(person.id for person in people)
    assert {one.channel.kind for one in told} == {"im"}
    assert len({one.text.partition("The next round")[0] for one in told}) == 1
    for one in people:
        one.sees("Nobody was free in coffee in #team this time")
        one.does_not_see(", meet @")
