"""Days and hours of one's own: asked in a form, kept, seen by nobody else, and obeyed by times and messages."""

from datetime import date, timedelta

from emulator.model import Message
from tests.stage import MONDAY, Stage, set_up_coffee


async def test_times_and_messages_keep_to_the_hours_of_both_and_nobody_is_told(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee preferences", channel=coffee.channel)
    coffee.chi.sees("Monday to Friday, 09:00 to 17:00, London time. Holidays: none kept.")
    await coffee.chi.presses("Change: days and hours")
    coffee.chi.sees("Only you see these.")
    await coffee.chi.fills({"Days": ["Wednesday", "Thursday"], "From": "13:00", "To": "16:00"})
    await coffee.chi.submits()
    coffee.chi.sees("Saved. How often")
    coffee.chi.sees("Wednesday, Thursday, 13:00 to 16:00, London time.")
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
    await coffee.chi.presses("Change: days and hours")
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
    await coffee.ben.presses("Change: days and hours")
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
    await coffee.chi.presses("Change: how often, and how many")
    await coffee.chi.fills({"How often": "Every two weeks at most"})
    await coffee.chi.submits()
    coffee.chi.sees("Every two weeks at most. Any number at once.")
    coffee.chi.sees("It counts from the next round.")
    await coffee.chi.closes()
    await coffee.chi.runs("/coffee", channel=coffee.channel)
    coffee.chi.sees("You are in, for an intro every two weeks at most.")
    met = []
    for week in range(4):
        before = len(stage.workspace.messages)
        await stage.until(MONDAY + timedelta(weeks=week, days=3), "20:00")
        met.append([len(one.channel.members) - 1 for one in intros(stage, before)])
        for one in (coffee.ana, coffee.ben, coffee.chi):
            await one.presses("Another time")
    assert met == [[3], [2], [3], [2]]
    coffee.ana.does_not_see("two weeks at most")


async def test_a_skipped_intro_does_not_count(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for one in (coffee.ana, coffee.chi):
        await one.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee preferences", channel=coffee.channel)
    await coffee.chi.presses("Change: how often, and how many")
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
