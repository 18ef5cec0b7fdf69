"""Public holidays of the region that somebody named are kept: no message comes and no time is proposed on them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from emulator.model import Message
from emulator.person import Person
from tests.stage import Coffee, Stage, set_up_coffee

BERLIN, LONDON, NEW_YORK = "Europe/Berlin", "Europe/London", "America/New_York"
ASKED = "Did you get to talk"
QUESTION = "Are you in for"


async def set_up_on(stage: Stage, on: date) -> Coffee:
    """Coffee that is set up on a Tuesday, so that its first round is on the Monday after."""
    stage.clock.set(datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
    return await set_up_coffee(stage)


async def keeps(person: Person, region: str) -> None:
    await person.runs("/coffee preferences")
    await person.presses("Change: days and hours")
    await person.fills({"Public holidays of": region})
    await person.submits()
    await person.closes()


def introduction(stage: Stage) -> Message:
    (found,) = (one for one in stage.workspace.messages if one.channel.kind == "mpim" and not one.only_for)
    return found


async def test_a_round_on_a_holiday_waits_for_whoever_keeps_it(stage: Stage) -> None:
    coffee = await set_up_on(stage, date(2026, 12, 22))
    ana, chi = coffee.ana, coffee.chi
    for person in (ana, chi):
        await person.runs("/coffee join")
    await keeps(chi, "England")
    boxing_day = date(2026, 12, 28)  # kept on this Monday, as the 26th is a Saturday
    before = len(chi.messages)
    await stage.until(boxing_day, "23:59", LONDON)
    assert len(chi.messages) == before
    ana.does_not_see("Ana, meet")
    await stage.until(boxing_day + timedelta(days=1), "09:00", LONDON)
    chi.sees("@Ana, meet @Chi")
    chi.does_not_see("1 Jan")  # New Year: no time is proposed on it
    ana.sees("Thu 31 Dec")

    await stage.until(date(2027, 1, 1), "23:00")
    ana.sees(ASKED)  # who has named no region, and so keeps none
    chi.does_not_see(ASKED)
    await stage.until(date(2027, 1, 4), "23:00", LONDON)
    chi.does_not_see(ASKED)  # the next introduction came that day
    await stage.until(date(2027, 1, 5), "14:00", LONDON)
    chi.sees(ASKED)
    await ana.runs("/elevenses setup", channel=coffee.channel)
    for other in (ana, coffee.ben):
        other.does_not_see("England")
        other.does_not_see("holiday")


@pytest.mark.parametrize(("region", "kept"), [("", False), ("Berlin", False), ("Bavaria", True)])
async def test_the_region_that_somebody_names_counts_down_to_its_part(stage: Stage, region: str, *, kept: bool) -> None:
    coffee = await set_up_on(stage, date(2026, 12, 29))
    await coffee.ana.runs("/coffee join")
    await coffee.chi.runs("/coffee join")
    await keeps(coffee.ana, region)
    await stage.until(date(2027, 1, 4), "20:00")
    shown = coffee.chi.reads(introduction(stage))
    assert ("Wed 6 Jan" not in shown) == kept  # Epiphany
    assert "Thu 7 Jan" in shown
    await coffee.chi.presses("Another time")
    await stage.now()
    assert not kept or "Wed 6 Jan" not in coffee.chi.reads(introduction(stage))


async def test_the_zone_suggests_a_region_and_nothing_is_kept_until_it_is_named(stage: Stage) -> None:
    coffee = await set_up_on(stage, date(2026, 12, 15))
    dee = await coffee.newcomer("Dee")
    for person in (coffee.ana, dee):
        await person.runs("/coffee join")
        person.sees("Holidays: none kept.")
    await dee.runs("/coffee preferences")
    await dee.presses("Change: days and hours")
    dee.sees("Perhaps Germany, or a part of it")
    await dee.fills({"Public holidays of": "Germany"})
    await dee.submits()
    dee.sees("Holidays: Germany.")
    await dee.closes()
    christmas = date(2026, 12, 25)  # a Friday
    await stage.until(christmas, "23:00")
    coffee.ana.sees(ASKED)
    dee.does_not_see(ASKED)
    await stage.until(christmas + timedelta(days=4), "14:00", BERLIN)  # the day after the next introduction
    dee.sees(ASKED)


async def test_whoever_is_asked_first_is_not_asked_on_a_holiday(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    await keeps(coffee.ben, "United States")
    await coffee.ben.runs("/coffee preferences")
    await coffee.ben.presses("Change: how often, and how many")
    await coffee.ben.fills({"And": ["Ask me first, each time"]})
    await coffee.ben.submits()
    await coffee.ben.closes()
    thanksgiving = date(2026, 11, 26)
    await stage.until(thanksgiving, "23:59", NEW_YORK)
    coffee.ben.does_not_see(QUESTION)
    await stage.until(thanksgiving + timedelta(days=1), "09:00", NEW_YORK)
    coffee.ben.sees(QUESTION)


async def test_fresh_times_wait_for_the_day_after_a_holiday(stage: Stage) -> None:
    coffee = await set_up_on(stage, date(2026, 12, 29))
    dee = await coffee.newcomer("Dee")
    for person in (coffee.ana, dee):
        await person.runs("/coffee join")
        await keeps(person, "Bavaria")
    epiphany = date(2027, 1, 6)
    await stage.until(epiphany - timedelta(days=1), "23:00")
    before, heard = dee.reads(introduction(stage)), len(dee.messages) + len(coffee.ana.messages)
    await stage.until(epiphany, "23:00")
    assert dee.reads(introduction(stage)) == before
    assert len(dee.messages) + len(coffee.ana.messages) == heard
    await stage.until(epiphany + timedelta(days=1), "12:00", BERLIN)
    assert dee.reads(introduction(stage)) != before
