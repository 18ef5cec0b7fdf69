"""Weeks as the people in them live them: little comes, in their time, and what is too much comes as one."""

from collections import Counter
from datetime import date, timedelta

from emulator.demo.stage import sent_at
from emulator.person import Person
from emulator.screen import buttons_of
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

BERLIN = "Europe/Berlin"
TUESDAY = MONDAY + timedelta(days=1)
WEEK = timedelta(weeks=1)
JOIN = "Join this coffee"
ASKED = "Did you get to talk with"


async def in_two_coffees(stage: Stage) -> Coffee:
    """Ana is in two coffees that both meet on Mondays, one with Ben and one with Chi."""
    coffee = await set_up_coffee(stage)
    ana = coffee.ana
    await ana.runs("/elevenses setup", channel=coffee.channel)
    await ana.presses("Start another")
    await ana.fills({"Called": "Book club"})
    await ana.submits()
    await ana.submits()
    await ana.closes()
    for person, place in ((ana, 1), (ana, 0), (coffee.ben, 0), (coffee.chi, 1)):
        await person.opens_home()
        assert person.home is not None
        joins = [one for one in buttons_of(person.home) if one.element.get("accessibility_label") == JOIN]
        await person.presses(joins[place])
    return coffee


def unasked(person: Person) -> list[tuple[date, str]]:
    """What came to somebody by itself, by its date on their clock."""
    return [
        (sent_at(one).astimezone(person.zone).date(), one.text)
        for one in person.messages
        if one.channel.kind != "channel" and one.only_for is None
    ]


async def page_of(person: Person) -> None:
    """Open the preferences."""
    await person.runs("/coffee preferences")


async def wants(person: Person, amount: str) -> None:
    """Somebody lowers what comes to them."""
    await page_of(person)
    await person.presses("Change: messages")
    await person.fills({"How many messages": amount})
    await person.submits()


async def test_two_things_on_a_day_come_one_a_day_or_as_one(stage: Stage) -> None:
    coffee = await in_two_coffees(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    await stage.until(MONDAY, "23:00")
    assert sum("meet" in text for _, text in unasked(ana)) == 1
    await stage.until(TUESDAY, "23:00")
    assert [on for on, text in unasked(ana) if "meet" in text] == [MONDAY, TUESDAY]
    await stage.until(FRIDAY, "14:00", BERLIN)
    on, text = unasked(ana)[-1]
    assert on == FRIDAY
    assert text.startswith("Your week: Did you get to talk with")
    ana.sees("Your week")
    for name in ("Ben", "Chi"):
        ana.sees(f"Did you get to talk with {name}?")
    await stage.until(FRIDAY, "23:00")
    for person in (ben, chi):
        person.sees("Did you get to talk with Ana?")
        person.does_not_see("Your week")

    both = ana.messages[-1]
    yes = [one for one in buttons_of(both) if one.label == "We met"]
    await ana.presses(yes[1])
    assert ana.reads(both).count("Good to hear: you met.") == 1
    assert ana.reads(both).count("Did you get to talk with") == 1
    await ana.presses(yes[0])
    assert ana.reads(both).count("Good to hear: you met.") == 2
    ana.does_not_see("Did you get to talk with")
    ben.does_not_see("you met")
    assert len({on for on, _ in unasked(ana)}) == len(unasked(ana)) == 3


async def test_the_page_shows_what_came_and_lets_anybody_have_less(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.chi):
        await person.runs("/coffee join")
    await page_of(coffee.chi)
    coffee.chi.sees("Three a week at most. 0 of 3 messages this week.")
    await coffee.chi.closes()
    await stage.until(MONDAY, "23:00")
    await wants(coffee.chi, "One a week at most")
    coffee.chi.sees("One a week at most. 1 of 1 message this week.")
    await coffee.chi.closes()
    coffee.ana.does_not_see("One a week")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees(ASKED)
    coffee.chi.does_not_see(ASKED)  # the introduction was the one of that week
    await stage.until(MONDAY + WEEK, "23:00")
    await stage.until(FRIDAY + WEEK, "23:00")
    coffee.chi.does_not_see(ASKED)
    assert [on for on, _ in unasked(coffee.chi)] == [MONDAY, MONDAY + WEEK]
    await page_of(coffee.chi)
    coffee.chi.sees("1 of 1 message this week.")
    await coffee.chi.closes()
    await stage.until(MONDAY + 2 * WEEK, "08:00")
    await page_of(coffee.chi)
    coffee.chi.sees("0 of 1 message this week.")


async def test_weeks_pass_by_themselves_and_nobody_gets_too_much(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    dee = await coffee.newcomer("Dee", "Europe/Paris")
    people = (coffee.ana, coffee.ben, coffee.chi, dee)
    for person in people:
        await person.runs("/coffee join")
    await stage.weeks(4, *people)
    for person in people:
        came = unasked(person)
        assert len({on for on, _ in came}) == len(came)
        assert max(Counter(on.isocalendar()[:2] for on, _ in came).values()) <= 3
        met = [text for _, text in came if ", meet " in text]
        assert len(met) == 4
        assert len(set(met[:3])) == 3  # everybody is new until all have met
        assert sum("you met" in text for _, text in came) == 4  # as each said on Friday
