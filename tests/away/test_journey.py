"""Whose status says that they are away is asked once whether to pause, and nothing changes without their tap."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, text

from emulator.happenings import changes, sets_status
from emulator.person import Person
from tests.intros.scene import TUESDAY, introduced
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee

ASKED = "Your Slack status says that you are away"
THIRD = datetime(2027, 1, 3, 22, 59, tzinfo=UTC)


async def all_are_in(stage: Stage) -> Coffee:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await stage.now()
    return coffee


def proposals(person: Person) -> int:
    return sum(one.text.startswith(ASKED) for one in person.messages)


async def test_a_pause_is_proposed_with_the_day_and_taken_with_a_tap(stage: Stage, database_url: str) -> None:
    coffee = await all_are_in(stage)
    await sets_status(coffee.chi, "Hiking in the Alps, on annual leave", ":palm_tree:", until=THIRD)
    await stage.now()
    coffee.chi.sees("Your Slack status says that you are away until Mon 4 Jan. Shall coffee pause until then?")
    coffee.chi.sees("You get this because your status changed. Nothing changes unless you tap. Only you see this.")
    await coffee.chi.presses("Pause until Mon 4 Jan")
    coffee.chi.sees("Paused until Mon 4 Jan. Nothing is asked of you until then; `/coffee back` ends it.")
    coffee.chi.does_not_see(ASKED)
    await stage.until(MONDAY, "22:00")
    coffee.ana.sees("meet @Ben")
    coffee.chi.does_not_see(", meet @")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    for other in (coffee.ana, coffee.ben):
        other.does_not_see("Chi")
        other.does_not_see("away")
        other.does_not_see("4 Jan")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM member")).all())
        kept += str(connection.execute(text("SELECT * FROM post")).all())
    engine.dispose()
    assert "Alps" not in kept
    assert "palm_tree" not in kept


async def test_without_a_tap_nothing_changes_and_it_is_asked_once(stage: Stage) -> None:
    coffee = await all_are_in(stage)
    await sets_status(coffee.chi, "Vacation", ":palm_tree:")
    await stage.now()
    coffee.chi.sees(f"{ASKED}. Shall coffee pause meanwhile?")
    await changes(coffee.chi, name="Chiara")  # the status is the same
    await coffee.chi.repeats()
    await stage.until(MONDAY, "22:00")
    assert proposals(coffee.chi) == 1
    coffee.chi.sees("Why you three:")

    await coffee.chi.presses("Not needed")
    coffee.chi.sees("Noted. Nothing is changed, and this status is not asked about again.")
    coffee.chi.does_not_see(ASKED)
    await changes(coffee.chi, tz="Europe/Lisbon")
    await stage.until(TUESDAY, "22:00")
    assert proposals(coffee.chi) == 0
    await sets_status(coffee.chi)
    await sets_status(coffee.chi, "Vacation", ":palm_tree:")  # next summer
    await stage.until(TUESDAY + timedelta(days=1), "22:00")
    assert proposals(coffee.chi) == 1


async def test_another_day_is_chosen_in_the_form(stage: Stage) -> None:
    coffee = await all_are_in(stage)
    await sets_status(coffee.chi, "Out sick, back on Monday")
    await stage.now()
    coffee.chi.sees("away until Mon 30 Nov.")
    await coffee.chi.presses("Another day")
    await coffee.chi.fills({"Back on": "2026-12-07"})
    await coffee.chi.submits()
    coffee.chi.sees("Paused until Mon 7 Dec.")


async def test_short_absences_other_statuses_and_other_people_are_left_alone(stage: Stage) -> None:
    coffee = await all_are_in(stage)
    dee = await coffee.newcomer("Dee")
    await sets_status(coffee.ana, "Lunch", ":sandwich:")
    await sets_status(coffee.ben, "Off sick", until=stage.clock.now() + timedelta(hours=10))
    await sets_status(dee, "Vacation", ":palm_tree:")
    await coffee.chi.runs("/coffee pause 2w")
    await sets_status(coffee.chi, "Vacation", ":palm_tree:")
    await stage.until(MONDAY, "08:00")
    assert [proposals(one) for one in (coffee.ana, coffee.ben, coffee.chi, dee)] == [0, 0, 0, 0]


async def test_a_proposal_that_waits_for_the_next_day_is_dropped_when_the_status_is(stage: Stage) -> None:
    coffee = await all_are_in(stage)
    await stage.until(TUESDAY - timedelta(days=6), "22:00")
    await sets_status(coffee.chi, "Vacation", ":palm_tree:")
    await stage.now()
    assert proposals(coffee.chi) == 0  # Chi does not work at night
    await sets_status(coffee.chi)
    await stage.until(MONDAY, "08:00")
    assert proposals(coffee.chi) == 0
    await stage.until(TUESDAY, "22:00")
    await sets_status(coffee.chi, "Vacation", ":palm_tree:")
    await stage.until(TUESDAY + timedelta(days=1), "14:00", "Europe/London")
    assert proposals(coffee.chi) == 1


async def test_whoever_left_since_or_forges_a_day_pauses_nothing(stage: Stage) -> None:
    coffee = await all_are_in(stage)
    await sets_status(coffee.chi, "Vacation", until=THIRD)
    await stage.now()
    pause = coffee.chi.button("Pause until Mon 4 Jan")
    await coffee.chi.presses(pause, value="1")
    coffee.chi.sees("A pause ends tomorrow at the earliest.")
    await coffee.chi.presses(pause, value="3652059")
    coffee.chi.sees("A pause lasts half a year at most.")
    await coffee.chi.presses(pause, value="99999999")
    coffee.chi.sees("That button is out of date")
    await coffee.chi.runs("/coffee leave")
    await coffee.chi.presses(pause)
    coffee.chi.sees("You are not in a coffee, so there is nothing to change.")
    coffee.chi.does_not_see("Paused until")


async def test_a_pause_after_the_introduction_gives_the_other_one_a_second_chance(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.chi.runs("/coffee join")
    await stage.until(TUESDAY, "15:00")
    await sets_status(coffee.ben, "OOO", until=THIRD)
    await stage.now()
    await coffee.ben.presses("Pause until Mon 4 Jan")
    await stage.until(TUESDAY + timedelta(days=1), "12:00")
    coffee.ana.sees("Not this week for Ben.")
    coffee.chi.sees("Plans changed, so here is a second introduction.")
    for other in (coffee.ana, coffee.chi):
        other.does_not_see("away")
        other.does_not_see("4 Jan")
