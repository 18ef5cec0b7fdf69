"""Days and hours of one's own: asked in a form, kept, seen by nobody else, and obeyed by times and messages."""

from datetime import date, time, timedelta

import pytest

from bot.hours import Hours
from bot.people import Person, UserId
from bot.preferences.decisions import Preferences, PreferencesForm, decide_preferences
from bot.refusal import Refusal
from emulator.model import Message
from tests.stage import MONDAY, Stage, set_up_coffee

ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")


@pytest.mark.parametrize(
    ("days", "start", "end", "hours"),
    [
        (("0", "2"), "10:00", "14:00", Hours(ANA.zone, time(10), time(14), frozenset({0, 2}))),
        (("6",), "22:00", "06:00", Hours(ANA.zone, time(22), time(6), frozenset({6}))),
        (("4",), "09:00", "10:00", Hours(ANA.zone, time(9), time(10), frozenset({4}))),
    ],
)
def test_any_days_and_hours_may_be_preferred(days: tuple[str, ...], start: str, end: str, hours: Hours) -> None:
    assert decide_preferences(ANA, PreferencesForm("2", days, start, end)) == Preferences(2, hours)


@pytest.mark.parametrize(
    ("every", "days", "start", "end", "field"),
    [
        ("3", ("0",), "09:00", "17:00", "every"),
        ("1", (), "09:00", "17:00", "days"),
        ("1", ("7",), "09:00", "17:00", "days"),
        ("1", ("0", "0"), "09:00", "17:00", "days"),
        ("1", ("0",), "", "17:00", "start"),
        ("1", ("0",), "09:00", "25:00", "end"),
        ("1", ("0",), "09:00", "09:00", "end"),
        ("1", ("0",), "09:00", "09:59", "end"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    every: str, days: tuple[str, ...], start: str, end: str, field: str
) -> None:
    refusal = decide_preferences(ANA, PreferencesForm(every, days, start, end))
    assert isinstance(refusal, Refusal)
    assert (refusal.field, bool(refusal.why)) == (field, True)


async def test_times_and_messages_keep_to_the_hours_of_both_and_nobody_is_told(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee preferences", channel=coffee.channel)
    coffee.chi.sees("Only you see these.")
    await coffee.chi.fills({"Days": ["Wednesday", "Thursday"], "From": "13:00", "To": "16:00"})
    await coffee.chi.submits()
    coffee.chi.sees("Saved: Wednesday, Thursday, 13:00 to 16:00.")
    await coffee.chi.closes()
    await stage.until(MONDAY, "20:00")
    assert not [one for one in coffee.chi.messages if one.channel.kind == "mpim"]
    await stage.until(date(2026, 12, 2), "12:59", "Europe/London")
    assert not [one for one in coffee.chi.messages if one.channel.kind == "mpim"]
    await stage.until(date(2026, 12, 2), "13:00", "Europe/London")
    coffee.ana.sees("Wed 2 Dec 16:00 (Chi 15:00)")
    coffee.ana.sees("Thu 3 Dec")
    for words in ("Wed 2 Dec 14:00", "Fri 4 Dec", "Tue 8 Dec", "Chi 16:00", "Preferences of", "13:00 to 16:00"):
        coffee.ana.does_not_see(words)
    await coffee.chi.runs("/coffee preferences", channel=coffee.channel)
    coffee.chi.sees("(x) Wednesday")
    coffee.chi.sees("( ) Monday")


async def test_whoever_is_not_in_is_told_how_to_begin(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee hours", channel=coffee.channel)
    coffee.ben.sees("You are not in a coffee yet")
    assert coffee.ben.modal is None


async def test_the_button_opens_the_form_and_a_bad_one_keeps_what_was_typed(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    await coffee.ben.presses("Preferences")
    await coffee.ben.fills({"From": "12:00", "To": "12:30"})
    await coffee.ben.submits()
    coffee.ben.sees("Choose an end at least an hour after the beginning.")
    coffee.ben.sees("12:30")
    await coffee.ben.fills({"To": "18:30"})
    await coffee.ben.submits()
    coffee.ben.sees("12:00 to 18:30")


async def test_whoever_wants_fewer_sits_out_until_it_is_time_and_the_others_meet(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for one in (coffee.ana, coffee.ben, coffee.chi):
        await one.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee preferences", channel=coffee.channel)
    await coffee.chi.fills({"How often": "Every two weeks at most"})
    await coffee.chi.submits()
    coffee.chi.sees("Every two weeks at most. It counts from the next round.")
    await coffee.chi.closes()
    await coffee.chi.runs("/coffee", channel=coffee.channel)
    coffee.chi.sees("You are in, for an intro every two weeks at most.")
    met = []
    for week in range(4):
        before = len(stage.workspace.messages)
        await stage.until(MONDAY + timedelta(weeks=week, days=3), "20:00")
        met.append([len(one.channel.members) - 1 for one in intros(stage, before)])
    assert met == [[3], [2], [3], [2]]
    coffee.ana.does_not_see("two weeks at most")


async def test_a_skipped_intro_does_not_count(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for one in (coffee.ana, coffee.chi):
        await one.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee preferences", channel=coffee.channel)
    await coffee.chi.fills({"How often": "Every four weeks at most"})
    await coffee.chi.submits()
    await coffee.chi.closes()
    await stage.until(MONDAY, "20:00")
    await coffee.ana.presses("Not this week")
    before = len(stage.workspace.messages)
    await stage.until(MONDAY + timedelta(days=8), "20:00")
    assert len(intros(stage, before)) == 1


def intros(stage: Stage, before: int) -> list[Message]:
    """The introductions among the messages since there were so many."""
    return [one for one in stage.workspace.messages[before:] if "Why you" in str(one.blocks)]
