"""Every sentence and block of what a member prefers."""

from typing import Any

from bot.blocks import context, field, modal, option, section
from bot.calendar import place
from bot.hours import Hours
from bot.people import Person

OPEN = "preferences:open"
SAVE = "preferences:save"
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {str(number): name for number, name in enumerate(_WEEK)}
CADENCES = {"1": "Every round", "2": "Every two weeks at most", "4": "Every four weeks at most"}

NO_CADENCE = "Please choose one of these."
NO_DAY = "Choose at least one day. To stop for a while, `/coffee pause` or `/coffee leave`."
NO_TIME = "Choose a time."
TOO_SHORT = "Choose an end at least an hour after the beginning. Hours over midnight work too."
NOT_MET = "You are not in a coffee yet, so there is nothing to prefer. `/coffee join` takes you in."


def preferences_modal(person: Person, *, every_weeks: int) -> dict[str, Any]:
    """The form: how often, and the days and hours in which somebody meets people and hears from us."""
    rhythms = [option(label, weeks) for weeks, label in CADENCES.items()]
    often = next(one for one in rhythms if one["value"] == str(every_weeks))
    every = {"type": "static_select", "options": rhythms, "initial_option": often}
    days = [option(name, number) for number, name in DAYS.items()]
    chosen = [one for one in days if int(one["value"]) in person.days]
    boxes = {"type": "checkboxes", "options": days, **({"initial_options": chosen} if chosen else {})}
    start, end = ({"type": "timepicker", "initial_time": f"{at:%H:%M}"} for at in (person.start, person.end))
    return modal(
        "Your coffee",
        (
            section("How much is right for you? Times are proposed, and messages come, within your hours."),
            field("every", "How often", every),
            field("days", "Days", boxes),
            field("start", "From", start),
            field("end", "To", end, hint=f"On your own clock, as in your Slack profile: {place(person.zone)}."),
            context("Only you see these. Your partners see only times that suit you all."),
        ),
        callback=SAVE,
        submit="Save",
    )


def preferences_saved_modal(hours: Hours, *, every_weeks: int) -> dict[str, Any]:
    """What somebody sees after the form."""
    days = ", ".join(DAYS[str(day)] for day in sorted(hours.days))
    return modal(
        "Your coffee",
        (
            section(f"Saved: {days}, *{hours.start:%H:%M}* to *{hours.end:%H:%M}*."),
            section(f"{CADENCES[str(every_weeks)]}. It counts from the next round."),
            context("`/coffee preferences` changes it. Only you see this."),
        ),
    )
