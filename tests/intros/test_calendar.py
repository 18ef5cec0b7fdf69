"""A picked time goes into any calendar, under an address that nobody can guess."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from icalendar import Calendar, Component

from bot.intro import Intro, IntroState, Why
from bot.intros.calendar import calendar_file, google_link, outlook_link
from bot.intros.clocks import clocks, first_names
from bot.links import check_meeting_url, check_public_url, meeting_link
from tests.intros.scene import FIRST, TUESDAY, introduced
from tests.stage import PUBLIC, Stage
from tests.surfaces.scene import ANA, BEN, NOW

TOKEN = "t" * 32
PICKED = Intro(5, (ANA, BEN), Why(None, 600), (), planned_at=NOW)


def entry(file: bytes | None) -> Component:
    assert file is not None
    [event] = Calendar.from_ical(file).walk("VEVENT")
    return event


async def test_a_picked_time_can_be_taken_into_a_calendar_by_its_people(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ana.presses(FIRST)
    await stage.now()
    button = coffee.ben.button("Add to calendar")
    await coffee.ben.presses(button)
    coffee.ben.sees("Google Calendar")
    coffee.ben.sees("Outlook")
    coffee.ana.does_not_see("Google Calendar")
    await coffee.chi.presses(button)
    assert coffee.chi.modal is None
    assert ("Calendar file (.ics)" in coffee.ben.screen()) == bool(stage.address)
    await stage.until(TUESDAY, "20:00")
    await coffee.ana.presses(button)
    coffee.ana.sees("That time has passed.")


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # whose bot listens over HTTP
async def test_the_file_follows_the_time_as_it_moves_and_ends(stage: Stage) -> None:
    coffee = await introduced(stage)
    stale = coffee.ana.button("Propose three other times")
    await coffee.ana.presses(FIRST)
    await stage.now()
    await coffee.ben.presses("Add to calendar")
    assert coffee.ben.modal is not None
    links = coffee.ben.modal.blocks[1]["text"]["text"]
    path = links.partition("|")[0].removeprefix(f"<{PUBLIC}")
    async with httpx.AsyncClient(base_url=stage.address) as outside:
        first = await outside.get(path)
        assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
        assert first.headers["content-type"].startswith("text/calendar")
        was = entry(first.content)
        assert (was["summary"], was["status"], was["sequence"]) == ("Coffee: Ana and Ben", "CONFIRMED", 0)
        assert "introduced before" not in first.text
        other = path[:-5] + ("b" if path[-5] == "a" else "a") + path[-4:]
        for wrong in (other, "/calendar/short.ics", f"/calendar/{TOKEN}.ics", "/calendar/..%2f.ics"):
            assert (await outside.get(wrong)).status_code == 404, wrong

        await coffee.ben.closes()
        await coffee.ana.presses(stale)
        await stage.now()
        await coffee.ana.presses("Pick")
        moved = entry((await outside.get(path)).content)
        assert (moved["uid"], moved["sequence"]) == (was["uid"], 1)
        assert moved.decoded("dtstart") > was.decoded("dtstart")
        await coffee.ben.presses("Not this week")
        gone = entry((await outside.get(path)).content)
        assert (gone["status"], gone["sequence"]) == ("CANCELLED", 2)


def test_a_file_has_first_names_and_the_link_and_no_time_gives_none() -> None:
    event = entry(calendar_file(replace(PICKED, meeting="https://meet.example.org/x"), TOKEN, now=NOW))
    assert event["summary"] == "Coffee: Ana and Ben"
    assert event["url"] == event["location"] == "https://meet.example.org/x"
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=30)
    assert calendar_file(replace(PICKED, planned_at=None), TOKEN, now=NOW) is None
    everybody = frozenset({ANA.id, BEN.id})
    skipped = entry(calendar_file(replace(PICKED, state=IntroState.SKIPPED, skipped=everybody), TOKEN, now=NOW))
    assert (skipped["summary"], skipped["status"]) == ("Coffee: Ana and Ben", "CANCELLED")
    assert TOKEN not in str(event)


def test_calendar_links_name_the_time_in_utc() -> None:
    assert "dates=20261130T090000Z%2F20261130T093000Z" in google_link(PICKED, NOW)
    assert "startdt=2026-11-30T09%3A00%3A00%2B00%3A00" in outlook_link(PICKED, NOW)


def test_clocks_change_on_different_days_and_both_are_right() -> None:
    before, between = NOW.replace(month=10, day=23, hour=14), NOW.replace(month=10, day=26, hour=14)
    assert clocks(before, (ANA, BEN)) == "Fri 23 Oct 16:00 (Ben 10:00)"
    assert clocks(between, (ANA, BEN)) == "Mon 26 Oct 15:00 (Ben 10:00)"
    assert clocks(NOW.replace(hour=23), (ANA, BEN)) == "Tue 1 Dec 00:00 (Ben Mon 30 Nov 18:00)"


def test_two_of_the_same_first_name_keep_both() -> None:
    people = (replace(ANA, name="Ana Sol"), replace(BEN, name="Ana Paz"), replace(ANA, id=BEN.id, name=" "))
    assert list(first_names(people[:2]).values()) == ["Ana Sol", "Ana Paz"]
    assert first_names(people[2:]) == {BEN.id: " "}


@pytest.mark.parametrize("good", ["", "https://meet.example.org/{token}", "https://x.example/{team}/{channel}"])
def test_a_meeting_address_may_have_three_places(good: str) -> None:
    assert check_meeting_url(good) == good


@pytest.mark.parametrize(
    "bad",
    ["http://x.example", "https://x/{who}", "https://x/{token.a}", "https://x/{", "https://x/{token:9}", "https://x y"],
)
def test_another_meeting_address_is_refused_with_what_one_looks_like(bad: str) -> None:
    with pytest.raises(ValueError, match="It has to look like"):
        check_meeting_url(bad)


@pytest.mark.parametrize("bad", ["coffee", "ftp://x.example", "https://", "https://x.example/?a", "https://x y.z"])
def test_another_public_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="It has to look like"):
        check_public_url(bad)


def test_a_meeting_link_needs_what_it_names() -> None:
    assert check_public_url(f"{PUBLIC}/") == PUBLIC
    template = "https://x.example/{team}/{channel}"
    assert meeting_link(template, token=TOKEN, team="T1", channel="C1") == "https://x.example/T1/C1"
    assert meeting_link(template, token=TOKEN, team="T1", channel="") == ""
    assert meeting_link("", token=TOKEN, team="T1", channel="C1") == ""
    assert TOKEN not in meeting_link("https://x.example/{token}", token=TOKEN, team="T1", channel="")
