"""Ana sets a goal, Ben and Chi go along or not, and gentle questions keep it alive until it ends well."""

from datetime import date, timedelta
from typing import Any

import pytest

from emulator.person import Person
from tests.stage import Coffee, Stage, set_up_coffee

WHAT, TOPIC, WHY, UNTIL = "I want to get better at", "Topic", "Why it matters", "Until"
STEP, SEEN, PARTNERS = "First small step", "Who may see it", "Partners"
ME, MINE, HOSTS = "Only me", "My partners", "Hosts, too: who looks after a coffee or team of mine"
TEAM, EVERYONE = "My team, too: everybody in a coffee or team with me", "Everyone"
FIRST_TUESDAY = date(2026, 12, 8)  # a goal is set on Tuesday 24 November


async def sets_goal(somebody: Person, words: str = "reading query plans", /, **fields: Any) -> None:
    """Somebody fills in the form and closes it."""
    labels = {"topic": TOPIC, "why": WHY, "until": UNTIL, "step": STEP, "seen": SEEN, "partners": PARTNERS}
    await somebody.runs(f"/learn goal {words}")
    await somebody.fills({labels[name]: value for name, value in ({"topic": "query plans"} | fields).items()})
    await somebody.submits()
    somebody.sees("Saved.")
    await somebody.closes()


async def with_partner(stage: Stage) -> Coffee:
    """Ana has a goal with which Ben goes along; Chi is in coffee, too."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await sets_goal(coffee.ana, partners=[coffee.ben], why="Slow pages", step="Explain one slow query")
    await stage.until(stage.clock.now().date(), "22:00")
    await coffee.ben.presses("Happy to")
    await stage.until(stage.clock.now().date() + timedelta(days=1), "22:00")
    return coffee


async def test_a_goal_begins_with_the_words_after_the_command_and_shows_where_one_stands(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await ana.runs("/learn")
    ana.sees("My goals: what would you like to be better at in eight weeks?")
    await ana.presses("New goal")
    ana.sees("2027-01-19")  # eight weeks from Tuesday 24 November
    await ana.closes()
    await ana.runs("/learn goal Reading query plans")
    ana.sees("Reading query plans")
    await ana.fills({TOPIC: "Query plan", WHY: "Slow pages", STEP: "Explain one slow query", SEEN: ME})
    await ana.presses("How it looks")
    ana.sees("They do not see it.")
    ana.does_not_see("Why: Slow pages")
    await ana.closes()
    await ana.fills({SEEN: TEAM})
    await ana.presses("How it looks")
    ana.sees("Your partners Ana: Reading query plans · Query plan · until 19 Jan 2027 Why: Slow pages")
    ana.sees("Everyone else They do not see it.")
    await ana.closes()
    await ana.submits()
    ana.sees("Reading query plans · Query plans · until 19 Jan 2027 · seen by your team")
    await ana.closes()
    await ana.runs("/learn")
    ana.sees("Next step: Explain one slow query")
    ana.sees("says what you help with, so that others find you.")
    await ana.opens_home()
    ana.sees("Next step: Explain one slow query")


async def test_a_topic_that_may_be_a_slip_is_asked_about_and_nothing_is_lost(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana"), stage.somebody("Ben")
    await ana.runs("/learn goal run a cluster")
    await ana.fills({TOPIC: "Kubernets", WHY: "On call", SEEN: EVERYONE, PARTNERS: [ben]})
    await ana.submits()
    ana.sees("“Kubernets”: did you mean Kubernetes?")
    ana.sees("On call")
    await ana.fills({TOPIC: "k8s"})
    await ana.submits()
    ana.sees("run a cluster · Kubernetes · until 19 Jan 2027 · Ben asked · seen by everyone")


async def test_what_does_not_fit_is_told_at_its_field(stage: Stage) -> None:
    ana, ben, gone = stage.somebody("Ana"), stage.somebody("Ben"), stage.somebody("Gone")
    chi, dee = stage.somebody("Chi"), stage.somebody("Dee")
    gone.deactivated = True
    await ana.runs("/learn goal x")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({TOPIC: "!!"}, "has no word in it"),
        ({TOPIC: "query plans", UNTIL: "2026-11-24"}, "That day is not ahead."),
        ({UNTIL: "2028-01-01"}, "That is more than a year ahead."),
        ({UNTIL: "2026-12-24", PARTNERS: [ana]}, "A partner is somebody else."),
        ({PARTNERS: [gone]}, "Gone cannot be asked here."),
        ({PARTNERS: [ben], SEEN: ME}, "Partners see the goal."),
        ({WHAT: "   ", SEEN: MINE}, "Say in a few words what you want to get better at."),
    ]
    for fields, told in wrong:
        await ana.fills(fields)
        await ana.submits()
        ana.sees(told)
    await ana.fills({WHAT: "x", PARTNERS: [ben, ben]})
    await ana.submits()
    ana.sees("x · Query plans · until 24 Dec 2026 · Ben asked · seen by partners")
    for person in (chi, dee):
        person.does_not_see("query plans")


async def test_a_partner_says_yes_and_the_owner_hears_it(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await sets_goal(coffee.ana, partners=[coffee.ben], why="Slow pages")
    await stage.until(stage.clock.now().date(), "22:00")
    coffee.ben.sees("Ana would like you as a partner for a goal: reading query plans, until 19 Jan 2027.")
    coffee.ben.does_not_see("Slow pages")
    await coffee.ben.presses("Happy to")
    coffee.ben.sees("Why: Slow pages")
    await stage.until(stage.clock.now().date() + timedelta(days=1), "22:00")
    coffee.ana.sees("Ben is your partner for reading query plans now.")
    await coffee.ana.runs("/learn")
    coffee.ana.sees("with Ben")
    coffee.chi.does_not_see("query plans")
    await coffee.ben.runs("/learn goals")
    coffee.ben.sees("Ana: reading query plans")
    await coffee.ben.presses("Stop being a partner")
    coffee.ben.sees("Done. You are not a partner of this goal any more.")
    await coffee.ben.closes()
    await stage.until(stage.clock.now().date() + timedelta(days=1), "22:00")
    coffee.ana.sees("Ben is not your partner for reading query plans any more. That happens")


async def test_a_no_is_told_gently_and_nobody_is_asked_twice(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await sets_goal(coffee.ana, partners=[coffee.ben])
    await stage.until(stage.clock.now().date(), "22:00")
    asked = coffee.ben.button("Happy to")
    await coffee.ben.presses("Not this time")
    coffee.ben.sees("Fine. They hear that it does not work out this time, and no reason.")
    await coffee.ben.presses(asked)
    coffee.ben.sees("This is not asked any more.")
    await stage.until(stage.clock.now().date() + timedelta(days=1), "22:00")
    coffee.ana.sees("Ben cannot be your partner for reading query plans this time. That happens; nothing to do.")
    for person in (coffee.ben, coffee.chi):
        person.does_not_see("cannot be your partner")
    await coffee.ana.runs("/learn")
    await coffee.ana.chooses("goals:menu", "Edit")
    await coffee.ana.fills({PARTNERS: [coffee.ben]})
    await coffee.ana.submits()
    coffee.ana.sees("Ben was asked about this goal before, and is not asked twice.")


async def test_who_would_rather_not_meet_the_owner_is_not_asked_and_nobody_can_tell(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ben.runs("/coffee preferences")
    await coffee.ben.presses("Change: whom and what not")
    await coffee.ben.fills({"People I would rather not be matched with": [coffee.ana]})
    await coffee.ben.submits()
    await coffee.ben.closes(all_of_them=True)
    await sets_goal(coffee.ana, partners=[coffee.ben])
    await stage.until(stage.clock.now().date(), "22:00")
    coffee.ben.does_not_see("query plans")
    await coffee.ana.runs("/learn")
    coffee.ana.sees("Ben asked")


async def test_a_check_in_comes_in_the_owners_slot_and_stuck_has_three_ways_on(stage: Stage) -> None:
    coffee = await with_partner(stage)
    await stage.until(FIRST_TUESDAY, "08:59")
    coffee.ana.does_not_see("How is reading query plans going?")
    await stage.until(FIRST_TUESDAY, "09:30")  # 10:00 in Berlin is 09:00 UTC
    coffee.ana.sees("How is reading query plans going? Next step: Explain one slow query")
    coffee.ben.does_not_see("How is reading query plans going?")
    await coffee.ana.presses("Stuck")
    coffee.ana.sees("reading query plans is stuck. That is useful to know. Would one of these help?")
    await coffee.ana.presses("Who helps with it")
    coffee.ana.sees("Nobody is free to help with Query plans at the moment.")
    await coffee.ana.presses("A smaller step")
    await coffee.ana.fills({"What could be done in a quarter of an hour?": "Read one plan"})
    await coffee.ana.submits()
    coffee.ana.sees("reading query plans is stuck.")
    await coffee.ana.closes()
    await coffee.ana.presses("Add a note")
    await coffee.ana.fills({"How it goes": "Nested loops puzzle me"})
    await coffee.ana.submits()
    coffee.ana.sees("Your note: Nested loops puzzle me")
    await coffee.ana.presses("Tell Ben")
    coffee.ana.sees("Ben knows of it.")
    await coffee.ana.closes()
    await stage.until(FIRST_TUESDAY, "20:00")
    coffee.ben.sees("Ana is stuck with reading query plans. “Nested loops puzzle me”")
    coffee.chi.does_not_see("Nested loops")
    await coffee.ben.presses("Offer")
    await coffee.ben.fills({"What do you offer Ana?": "Thursday at noon"})
    await coffee.ben.submits()
    coffee.ben.sees("They have heard from you.")
    await coffee.ben.closes()
    await stage.until(FIRST_TUESDAY + timedelta(days=1), "20:00")
    coffee.ana.sees("Ben offers, about reading query plans: “Thursday at noon”")
    coffee.chi.does_not_see("Thursday at noon")
    await coffee.ana.runs("/learn")
    coffee.ana.sees("Next step: Read one plan")


@pytest.mark.parametrize(
    ("says", "told", "news"),
    [
        ("Moving", "is moving. Good to hear.", "Ana is moving on with reading query plans."),
        ("On hold", "is on hold. Nothing is asked until you take it up again.", "Ana has put on hold:"),
        ("Done", "is done. Well done.", "Ana is done with reading query plans."),
    ],
)
async def test_a_partner_hears_only_what_the_owner_tells_and_cheers_once(
    stage: Stage, says: str, told: str, news: str
) -> None:
    coffee = await with_partner(stage)
    await stage.until(FIRST_TUESDAY, "09:30")
    await coffee.ana.presses(says)
    coffee.ana.sees(told)
    await stage.until(FIRST_TUESDAY, "20:00")
    coffee.ben.does_not_see(news)
    await coffee.ana.presses("Tell Ben")
    await stage.until(FIRST_TUESDAY + timedelta(days=1), "20:00")
    coffee.ben.sees(news)
    cheer = coffee.ben.button("Cheer")
    await coffee.ben.presses(cheer)
    coffee.ben.sees("They have heard from you. Thank you.")
    await coffee.ben.presses(cheer)
    await stage.until(FIRST_TUESDAY + timedelta(days=2), "20:00")
    cheers = [one for one in coffee.ana.messages if "cheers you on" in one.text]
    assert len(cheers) == 1


async def test_two_without_an_answer_become_one_question_whether_to_stop(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await sets_goal(ana)
    for weeks, asked in [(0, "How is"), (2, "How is"), (4, "Shall I stop asking about")]:
        await stage.until(FIRST_TUESDAY + timedelta(weeks=weeks), "12:00")
        assert ana.messages[-1].text.startswith(asked)
    stop = ana.button("Stop asking")
    await ana.presses("Keep asking")
    ana.sees("Good. The next check-in comes as before.")
    await stage.until(FIRST_TUESDAY + timedelta(weeks=5, days=6), "12:00")
    ana.does_not_see("The time you set")
    await stage.until(date(2027, 1, 19), "12:00")
    ana.sees("The time you set for reading query plans is over. How does it end?")
    await ana.presses("Four more weeks")
    ana.sees("reading query plans is open, until 16 Feb 2027.")
    await ana.presses(stop)
    ana.sees("Good. I ask nothing more about it until its time is over.")
    before = len(ana.messages)
    await stage.until(date(2027, 2, 15), "12:00")
    assert len(ana.messages) == before
    await stage.until(date(2027, 2, 16), "12:00")
    ana.sees("The time you set for reading query plans is over. How does it end?")


async def test_the_end_is_asked_once_and_no_answer_puts_it_on_hold(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await sets_goal(ana, until="2026-12-01")
    await stage.until(date(2026, 12, 1), "12:00")
    ana.sees("The time you set for reading query plans is over.")
    await stage.until(date(2027, 1, 5), "12:00")
    assert len([one for one in ana.messages if "is over" in one.text]) == 1
    await ana.runs("/learn")
    ana.sees("on hold")
    await ana.presses("Take it up again")
    ana.sees("reading query plans is open, until 2 Feb 2027. Good to have it back.")


@pytest.mark.parametrize(
    ("choice", "told", "how"), [("It has changed", "has changed.", "changed"), ("Let go", "is let go.", "let go")]
)
async def test_all_ends_are_good_and_can_be_undone(stage: Stage, choice: str, told: str, how: str) -> None:
    ana = stage.somebody("Ana")
    await sets_goal(ana)
    await ana.runs("/learn")
    await ana.chooses("goals:menu", choice)
    ana.sees(told)
    await ana.runs("/learn")
    ana.does_not_see("until 19 Jan")
    await ana.presses("Closed goals (1)")
    ana.sees(f"reading query plans · Query plans · {how}")
    await ana.presses("Open again")
    ana.sees("reading query plans is open, until 19 Jan 2027.")
    await ana.closes()
    await ana.runs("/learn")
    ana.sees("until 19 Jan 2027")


async def test_a_deleted_goal_leaves_nothing(stage: Stage) -> None:
    coffee = await with_partner(stage)
    await coffee.ana.runs("/learn")
    await coffee.ana.chooses("goals:menu", "Delete")
    coffee.ana.sees("Delete reading query plans? Nothing of it is kept. Ben will not see it any more.")
    await coffee.ana.submits()
    coffee.ana.sees("Deleted. Nothing of it is kept.")
    await coffee.ana.closes()
    await coffee.ben.runs("/learn goals")
    coffee.ben.sees("Nobody shows you a goal at the moment.")
    before = len(coffee.ana.messages)
    await stage.until(date(2026, 12, 9), "12:00")
    assert [one.text for one in coffee.ana.messages[before:] if "query plans" in one.text] == []


async def test_check_ins_come_as_often_and_when_the_owner_likes(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await sets_goal(ana)
    await ana.runs("/learn")
    await ana.chooses("goals:menu", "Check-ins")
    await ana.fills({"Ask me": "Every week", "On": "Thursday", "At": "14:00"})
    await ana.submits()
    ana.sees("Saved. I ask every week.")
    await ana.closes()
    await stage.until(date(2026, 12, 3), "12:59")
    ana.does_not_see("How is")
    await stage.until(date(2026, 12, 3), "13:30")
    ana.sees("How is reading query plans going?")
    await ana.runs("/learn")
    await ana.chooses("goals:menu", "Check-ins")
    await ana.fills({"Ask me": "Not at all", "At": None})
    await ana.submits()
    ana.does_not_see("I ask once")
    await ana.fills({"At": "14:00"})
    await ana.submits()
    ana.sees("Saved. I ask once, when its time is over.")
    await ana.closes()
    before = len(ana.messages)
    await stage.until(date(2027, 1, 18), "12:00")
    assert len(ana.messages) == before


async def test_a_press_on_the_home_opens_what_follows(stage: Stage) -> None:
    coffee = await with_partner(stage)
    await coffee.ana.opens_home()
    await coffee.ana.presses("Stuck")
    coffee.ana.sees("Would one of these help?")
    await coffee.ana.presses("Tell Ben")
    coffee.ana.sees("Ben knows of it.")
    await coffee.ana.closes()
    await coffee.ana.presses("Done")
    coffee.ana.sees("is done. Well done.")
    await coffee.ana.closes()
    await stage.now()
    coffee.ana.sees("Closed goals (1)")


async def test_nobody_touches_a_goal_of_somebody_else(stage: Stage) -> None:
    coffee = await with_partner(stage)
    await coffee.chi.opens_home()
    await sets_goal(coffee.chi, "writing", topic="writing")
    await coffee.chi.runs("/learn")
    moving = coffee.chi.button("Moving")
    for value in ("1", "9", "x", "9999999999999999999999"):
        await coffee.chi.presses(moving, value=value)
        coffee.chi.sees("That button is out of date")
    await coffee.chi.chooses(
        "goals:menu", "Edit", forged={"actions": [{"action_id": "goals:menu", "selected_option": {"value": "edit 1"}}]}
    )
    coffee.chi.does_not_see("reading query plans")
    await coffee.ana.runs("/learn")
    coffee.ana.does_not_see("moving")


async def test_coffee_uses_a_goal_that_the_team_may_see_and_no_other(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    await coffee.ben.runs("/learn topics")
    await coffee.ben.fills({"I can help with": "query plans, Rust"})
    await coffee.ben.submits()
    await coffee.ben.closes()
    await sets_goal(coffee.ana, seen=TEAM)
    await sets_goal(coffee.ana, "Rust", topic="Rust", seen=HOSTS)
    await stage.until(date(2026, 11, 30), "20:00")
    coffee.ana.sees("Ana wants to learn Query plans, which Ben helps with")
    coffee.ben.does_not_see("Ana wants to learn Rust")
    await coffee.chi.runs("/learn who Rust")
    coffee.chi.does_not_see("would like to learn it")
