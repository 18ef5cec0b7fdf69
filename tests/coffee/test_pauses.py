"""Pausing: in words or by a date, for half a year at most, seen by nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.coffee.membership import decide_pause
from bot.pause import read_until
from bot.refusal import Refusal
from tests.intros.scene import TUESDAY, introduced
from tests.stage import MONDAY, Stage, set_up_coffee

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("", date(2026, 12, 7)),
        ("1w", date(2026, 12, 7)),
        ("next week", date(2026, 12, 7)),
        ("Two  Weeks", date(2026, 12, 14)),
        ("for 3 weeks", date(2026, 12, 21)),
        ("10 days", date(2026, 12, 10)),
        ("a month", date(2026, 12, 28)),
        ("tomorrow", date(2026, 12, 1)),
        ("Friday", date(2026, 12, 4)),
        ("until tue", date(2026, 12, 1)),
        ("next Monday", date(2026, 12, 7)),
        ("until 3 Jan", date(2027, 1, 3)),
        ("until the 3rd of January", date(2027, 1, 3)),
        ("Dec 24, 2026", date(2026, 12, 24)),
        ("24. December", date(2026, 12, 24)),
        ("2026-12-24", date(2026, 12, 24)),
        ("29 Feb", date(2028, 2, 29)),
        ("until", None),
        ("soon", None),
        ("w", None),
        ("-1w", None),
        ("31 Feb", None),
        ("many weeks", None),
    ],
)
def test_until_when_is_understood_as_people_say_it(text: str, until: date | None) -> None:
    assert read_until(text, today=NOW.date()) == until


def test_a_pause_ends_at_midnight_on_the_members_clock() -> None:
    ends = decide_pause("until 2026-12-24", zone="Asia/Tokyo", now=NOW)
    assert ends == datetime.fromisoformat("2026-12-24T00:00:00+09:00")


@pytest.mark.parametrize("text", ["2026-11-30", "2027-08-01", "200 days", "29 Feb", "0d", "soon"])
def test_a_pause_that_cannot_be_is_refused(text: str) -> None:
    assert isinstance(decide_pause(text, zone="Asia/Tokyo", now=NOW), Refusal)


@pytest.mark.parametrize("typed", ["until 3 Jan", "6 weeks", "2027-01-03"])
async def test_nothing_comes_until_the_day_that_somebody_named(stage: Stage, typed: str) -> None:
    coffee = await set_up_coffee(stage)
    everybody = (coffee.ana, coffee.ben, coffee.chi)
    for person in everybody:
        await person.runs("/coffee join")
    await coffee.chi.runs(f"/coffee pause {typed}")
    coffee.chi.sees("Nothing is asked of you until then.")
    before = len(coffee.chi.messages)
    await stage.weeks(5, coffee.ana, coffee.ben)
    assert len(coffee.chi.messages) == before
    for other in (coffee.ana, coffee.ben):
        other.does_not_see("Chi")
        other.does_not_see("3 Jan")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    coffee.ana.does_not_see("Chi")
    await stage.until(date(2027, 1, 11), "20:00")
    coffee.chi.sees("meet @")


async def test_a_day_is_chosen_in_a_form_that_says_what_does_not_fit(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    await coffee.ben.presses("Pause until")
    coffee.ben.sees("Back on")
    await coffee.ben.fills({"Back on": "2026-11-24"})
    await coffee.ben.submits()
    coffee.ben.sees("A pause ends tomorrow at the earliest. Choose a later day.")
    await coffee.ben.fills({"Back on": "2027-06-01"})
    await coffee.ben.submits()
    coffee.ben.sees("A pause lasts half a year at most.")
    await coffee.ben.fills({"Back on": "2026-12-15"})
    await coffee.ben.submits()
    coffee.ben.sees("Paused until Tue 15 Dec. Nothing is asked of you until then.")
    await coffee.ben.closes()
    coffee.ana.does_not_see("15 Dec")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    coffee.ana.sees("Nobody else is in coffee in #team this time")
    coffee.ana.does_not_see("Ben")
    await coffee.ben.runs("/coffee back")
    coffee.ben.sees("Welcome back.")
    await stage.until(MONDAY + timedelta(days=14), "20:00")
    coffee.ana.sees("@Ben")


async def test_pausing_in_the_form_gives_the_other_one_a_second_chance(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.chi.runs("/coffee join")
    await coffee.ben.runs("/coffee")
    await coffee.ben.presses("Pause until")
    await coffee.ben.submits()
    await stage.until(TUESDAY, "12:00")
    coffee.ana.sees("Not this week for Ben.")
    coffee.chi.sees("Plans changed, so here is a second introduction.")
    for other in (coffee.ana, coffee.chi):
        other.does_not_see("Paused until")
        other.does_not_see("8 Dec")


async def test_a_form_that_was_left_open_after_leaving_pauses_nothing(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ben.presses("Pause until")
    await coffee.ben.runs("/coffee leave")
    await coffee.ben.submits()
    coffee.ben.sees("You are not in a coffee, so there is nothing to change.")
