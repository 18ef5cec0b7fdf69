"""A picked time as calendars take it: with first names and without a reason."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from icalendar import Calendar, Event

from bot.intro import Intro, IntroState
from bot.intros.clocks import first_names, together
from bot.links import derived

LENGTH = timedelta(minutes=30)
STAMP = "%Y%m%dT%H%M%SZ"


def title(intro: Intro) -> str:
    """What the entry is called: "Coffee: Ana and Ben"."""
    called = first_names(intro.people)
    return f"Coffee: {together([called[person.id] for person in intro.left or intro.people])}"


def calendar_file(intro: Intro, token: str, *, now: datetime) -> bytes | None:
    """The file for any calendar; None while no time is picked. Opened again, it updates the entry it made."""
    if intro.planned_at is None:
        return None
    event: Any = Event()  # its `add` takes any kind of value
    event.add("uid", f"{derived(token, 'entry')}@elevenses")
    event.add("dtstamp", now)
    event.add("dtstart", intro.planned_at)
    event.add("dtend", intro.planned_at + LENGTH)
    event.add("summary", title(intro))
    event.add("sequence", intro.sequence)
    event.add("status", "CANCELLED" if intro.state is IntroState.SKIPPED else "CONFIRMED")
    if intro.meeting:
        event.add("url", intro.meeting)
        event.add("location", intro.meeting)
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Elevenses//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def google_link(intro: Intro, at: datetime) -> str:
    """A new entry in Google Calendar."""
    dates = f"{at:{STAMP}}/{at + LENGTH:{STAMP}}"
    asked = {"action": "TEMPLATE", "text": title(intro), "dates": dates, "location": intro.meeting}
    return f"https://calendar.google.com/calendar/render?{urlencode(asked)}"


def outlook_link(intro: Intro, at: datetime) -> str:
    """A new entry in Outlook."""
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title(intro),
        "startdt": at.isoformat(),
        "enddt": (at + LENGTH).isoformat(),
        "location": intro.meeting,
    }
    return f"https://outlook.office365.com/calendar/0/deeplink/compose?{urlencode(asked)}"
