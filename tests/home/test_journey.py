"""The App Home shows where its owner stands, and nobody else."""

from datetime import timedelta

from emulator.mrkdwn import without_emphasis
from emulator.person import Person
from emulator.screen import Button, buttons_of
from tests.home.history import remember_meetings
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee


def home_of(person: Person) -> str:
    """The Home that somebody sees, as text."""
    return without_emphasis(person.screen().partition("--- Home\n")[2])


def buttons_of_home(person: Person, about: str) -> list[Button]:
    """The buttons on somebody's Home that are said aloud like this, top to bottom."""
    assert person.home is not None
    return [one for one in buttons_of(person.home) if one.element.get("accessibility_label") == about]


async def with_two_introduced(stage: Stage) -> Coffee:
    """Ana and Ben are in, introduced, and have opened their Homes, as has Chi, who is not in."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.opens_home()
    await stage.until(MONDAY, "20:00")
    return coffee


async def test_the_home_follows_what_its_owner_does_there(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.opens_home()
    coffee.ben.sees("You are not in.")
    coffee.ben.sees("Who sees what: your answers, pauses and this page are yours alone.")
    await coffee.ben.presses("Join this coffee")
    coffee.ben.sees("You are in. Next round: Mon 30 Nov.")
    await coffee.ben.presses("Pause a week")
    coffee.ben.sees("Paused until Tue 1 Dec.")
    await coffee.ben.presses("Back now")
    await coffee.ana.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    await coffee.ben.opens_home()
    coffee.ben.sees("Latest intro: Ana")
    await coffee.chi.opens_home()
    coffee.chi.does_not_see("Latest intro")
    await coffee.ben.presses("Leave this coffee")
    coffee.ben.sees("You have left.")


async def test_what_came_of_a_press_stays_until_something_changes(stage: Stage) -> None:
    coffee = await with_two_introduced(stage)
    stage.clock.advance(timedelta(minutes=1))
    await stage.now()
    await coffee.ben.presses(buttons_of_home(coffee.ben, "Skip the next round of this coffee")[0])
    stage.clock.advance(timedelta(minutes=1))
    await stage.now()
    coffee.ben.sees("Home\nCoffee\nDone. You skip the next round, and nobody is told.")
    coffee.ben.sees("Latest intro: Ana")
    coffee.ben.sees("Who sees what:")
    await coffee.ana.presses("Pick")
    stage.clock.advance(timedelta(minutes=1))
    await stage.now()
    assert "nobody is told" not in home_of(coffee.ben)
    assert "Picked:" in home_of(coffee.ben)


async def test_whom_somebody_has_met_is_on_their_home_alone_and_by_their_own_word(stage: Stage) -> None:
    coffee = await with_two_introduced(stage)
    await stage.until(FRIDAY, "23:00")
    await coffee.ben.presses("We met")
    await stage.until(FRIDAY, "23:30")
    assert "People you have met: Ana (4 Dec 2026)." in home_of(coffee.ben)
    for other in (coffee.ana, coffee.chi):
        assert "People you have met" not in home_of(other)
    await coffee.ben.presses("Not this time")
    await stage.until(FRIDAY, "23:45")
    assert "People you have met" not in home_of(coffee.ben)


async def test_everybody_met_is_listed_page_by_page(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ana.runs("/coffee join")
    await remember_meetings(stage, coffee.ben, people=60)
    await remember_meetings(stage, coffee.ana, people=1)
    await coffee.ben.opens_home()
    coffee.ben.sees("People you have met: Somebody 59 (24 Nov 2026), Somebody 58 (23 Nov 2026)")
    coffee.ben.does_not_see("Somebody 54")
    await coffee.ben.presses("All")
    coffee.ben.sees("modal: People you have met")
    coffee.ben.sees("Somebody 20: 16 Oct 2026")
    coffee.ben.does_not_see("Somebody 19:")
    await coffee.ben.presses("Earlier")
    coffee.ben.sees("Somebody 0: 26 Sep 2026")
    await coffee.ben.presses("Later")
    coffee.ben.sees("Somebody 59: 24 Nov 2026")
    await coffee.ben.closes()
    await coffee.ana.opens_home()
    coffee.ana.sees("People you have met: Somebody 0 (24 Nov 2026).")
    coffee.ana.does_not_see("Somebody 5")


async def test_a_forged_page_shows_only_ones_own(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ana.runs("/coffee join")
    await remember_meetings(stage, coffee.ben, people=6)
    await remember_meetings(stage, coffee.ana, people=7)
    await coffee.ben.opens_home()
    for value in ("6", "999999"):
        await coffee.ben.presses("All", value=value)
        coffee.ben.sees("Nobody here.")
        await coffee.ben.closes()
    for value in ("-1", "x", "0 1"):
        await coffee.ben.presses("All", value=value)
        coffee.ben.sees("That button is out of date")
        await coffee.ben.closes()
    coffee.ben.does_not_see("Somebody 6")


async def test_who_sees_what_is_told_in_full_to_whoever_asks(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.chi.opens_home()
    await coffee.chi.presses("Show me")
    coffee.chi.sees("modal: Who sees what")
    coffee.chi.sees("Only you: your preferences, pauses and skipped rounds, whether you met and whom")
    coffee.chi.sees("Everybody: your topics, too, and nothing else.")


async def test_the_next_intro_is_the_one_whose_time_comes_first(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Start another")
    await coffee.ana.fills({"Called": "Book club"})
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ben.opens_home()
    for person in (coffee.ben, coffee.chi):
        await person.opens_home()
        await person.presses(buttons_of_home(person, "Join this coffee")[1])
    for person in (coffee.ana, coffee.ben):
        await person.opens_home()
        await person.presses(buttons_of_home(person, "Join this coffee")[0])
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    assert "Latest intro: Chi" in home_of(coffee.ben)
    await coffee.ana.opens_home()
    picks = [one for message in coffee.ana.messages for one in buttons_of(message) if one.label == "Pick"]
    await coffee.ana.presses(picks[1])
    await stage.until(MONDAY + timedelta(days=1), "20:10")
    assert "Latest intro: Ana" in home_of(coffee.ben)
    assert "[Add to calendar]" in home_of(coffee.ben)


async def test_nothing_private_of_a_partner_comes_to_ones_home(stage: Stage) -> None:
    coffee = await with_two_introduced(stage)
    await stage.until(FRIDAY, "23:00")
    await coffee.ben.presses("We met")
    await stage.until(FRIDAY, "23:10")
    before = home_of(coffee.ben)
    await coffee.ana.presses("Not this time")
    await coffee.ana.presses("We met")
    await coffee.ana.presses("Note a takeaway")
    await coffee.ana.fills({"What do you take away?": "Ben talks of Kafka"})
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ana.runs("/coffee preferences")
    await coffee.ana.presses("Change: whom and what not")
    await coffee.ana.fills({"avoided": [coffee.ben], "skips": "Football"})
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ana.runs("/coffee skip")
    await coffee.ana.runs("/coffee pause 2w")
    await coffee.ana.runs("/coffee leave")
    await stage.until(FRIDAY, "23:50")
    await coffee.ben.opens_home()
    assert home_of(coffee.ben) == before
    await coffee.chi.opens_home()
    for secret in ("Kafka", "Football", "have met", "Ben"):
        assert secret not in home_of(coffee.chi)


async def test_somebody_who_left_keeps_what_is_theirs_and_is_asked_nothing(stage: Stage) -> None:
    coffee = await with_two_introduced(stage)
    await stage.until(FRIDAY, "23:00")
    await coffee.ben.presses("We met")
    await coffee.ben.presses("Note a takeaway")
    await coffee.ben.fills({"What do you take away?": "Kafka"})
    await coffee.ben.submits()
    await coffee.ben.closes()
    await coffee.ben.runs("/coffee leave")
    await stage.until(FRIDAY, "23:50")
    left = home_of(coffee.ben)
    assert "Coffee in #team, every week. You are not in." in left
    assert "People you have met: Ana (4 Dec 2026)." in left
    assert "You took away from Ana: Kafka" in left
    for gone in ("Latest intro", "Pause a week", "Preferences", "Next round"):
        assert gone not in left
    await stage.until(MONDAY + timedelta(days=14), "20:00")
    assert "Somebody" not in home_of(coffee.ben)
    assert "You are not in." in home_of(coffee.ben)


async def test_the_home_of_a_newcomer_says_how_coffee_starts(stage: Stage) -> None:
    dee = stage.somebody("Dee")
    await dee.opens_home()
    dee.sees("There is no coffee here yet. A workspace admin can start one with `/elevenses setup`.")
