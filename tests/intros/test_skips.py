"""When somebody skips, pauses or goes, nobody is left behind, and nobody is told why."""

from datetime import timedelta

from tests.intros.scene import FIRST, TUESDAY, WEDNESDAY, introduced
from tests.stage import FRIDAY, MONDAY, Stage, set_up_coffee


async def test_one_who_skips_a_trio_leaves_the_others_together(stage: Stage) -> None:
    coffee = await introduced(stage, trio=True)
    before = len(stage.workspace.calls_to("chat.postMessage"))
    await coffee.chi.presses("Not this week")
    coffee.chi.sees("Done. The others hear that it is off, and no reason.")
    await stage.until(TUESDAY, "07:00")
    coffee.ana.sees("Not this week for Chi. Ana and Ben, you can still meet.")
    coffee.ana.sees("15:00 (Ben 09:00)")
    coffee.ana.does_not_see("Chi 14:00")
    assert len(stage.workspace.calls_to("chat.postMessage")) == before
    await coffee.chi.presses("Not this week")
    coffee.chi.sees("This introduction was skipped already.")

    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Did you get to talk with Ben?")
    coffee.chi.does_not_see("Did you get to talk")


async def test_a_skip_finds_somebody_who_is_free_and_says_no_more_than_it_must(stage: Stage) -> None:
    coffee = await introduced(stage)
    dee = await coffee.newcomer("Dee")
    await dee.runs("/coffee join")
    await stage.until(TUESDAY, "16:00")
    await coffee.ben.presses("Not this week")
    await stage.now()
    coffee.ana.does_not_see("Plans changed")  # she has gone home by now
    await stage.until(WEDNESDAY, "09:00", "Europe/Berlin")
    coffee.ana.sees("Not this week for Ben. Ana, there is nothing to do: you hear from me.")
    for person in (coffee.ana, dee):
        person.sees("Plans changed, so here is a second introduction.")
        person.sees("Why you two:")
    coffee.ben.does_not_see("Dee")
    dee.does_not_see("Ben")
    await stage.until(FRIDAY, "23:00")
    dee.sees("Did you get to talk with Ana?")
    coffee.ana.does_not_see("Did you get to talk")  # two introductions and first lines are a full week
    await stage.until(TUESDAY + timedelta(weeks=1), "14:00", "Europe/Berlin")
    coffee.ana.sees("Did you get to talk with Dee?")
    coffee.ben.does_not_see("Did you get to talk")


async def test_nobody_free_comes_first_next_time_and_hears_so_at_work(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ben.presses("Not this week")
    await stage.now()
    coffee.ana.sees("Not this week for Ben.")  # an edit, which tells nobody
    coffee.ana.does_not_see("cannot take place")
    await stage.until(TUESDAY, "09:00", "Europe/Berlin")
    coffee.ana.sees("Your introduction for this round cannot take place, and nobody else is free. You come first")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.does_not_see("Did you get to talk")
    coffee.ben.does_not_see("Did you get to talk")


async def test_whoever_leaves_before_they_hear_of_it_hears_nothing_more(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ben.presses("Not this week")
    await coffee.ana.runs("/coffee leave")  # in the evening; she would have heard of it in the morning
    before = len(stage.workspace.messages)
    await stage.until(FRIDAY, "23:00")
    assert stage.workspace.messages[before:] == []
    coffee.ana.does_not_see("cannot take place")


async def test_whoever_avoids_or_skipped_is_nobodys_second_chance(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    people = [coffee.ana, coffee.ben, coffee.chi, await coffee.newcomer("Dee", "Europe/Paris")]
    for person in people:
        await person.runs("/coffee join", channel=coffee.channel)
    await stage.until(MONDAY, "20:00")
    before = len(stage.workspace.messages)
    pairs = [one for one in stage.workspace.messages if one.channel.kind == "mpim"]
    assert len(pairs) == 2
    first, second = ([p for p in people if p.id in one.channel.members] for one in pairs)
    await first[0].presses(first[0].button_of(pairs[0], "Not this week"))
    await second[0].presses(second[0].button_of(pairs[1], "Not this week"))
    await stage.until(TUESDAY, "20:00")
    new = [one for one in stage.workspace.messages[before:] if "second introduction" in str(one.blocks)]
    assert [{p.name for p in people if p.id in one.channel.members} for one in new] == [{first[1].name, second[1].name}]
    await first[1].presses(first[1].button_of(new[0], "Not this week"))
    await stage.until(WEDNESDAY, "20:00")
    second[1].sees("Your introduction for this round cannot take place")


async def test_a_pause_after_the_introduction_gives_the_other_one_a_second_chance(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.chi.runs("/coffee join")
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(TUESDAY, "12:00")
    coffee.ana.sees("Not this week for Ben.")
    coffee.chi.sees("Plans changed, so here is a second introduction.")
    coffee.chi.does_not_see("Ben")


async def test_whoever_goes_from_a_trio_that_nobody_has_read_of_leaves_a_pair(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "10:30", "Europe/Berlin")
    await coffee.chi.runs("/coffee leave")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Why you two: you have not been introduced before")
    coffee.ana.does_not_see("Chi")
    coffee.chi.does_not_see("@Ana, meet")
    coffee.chi.does_not_see("meet @")


async def test_a_pause_after_the_time_they_picked_changes_nothing(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ana.presses(FIRST)
    await stage.until(WEDNESDAY, "12:00")
    await coffee.ben.runs("/coffee pause 1w")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Picked: Tue 1 Dec 15:00 (Ben 09:00), by video.")
    coffee.ana.sees("Did you get to talk with Ben?")


async def test_who_is_to_hear_that_nobody_is_free_hears_nothing_of_it_once_somebody_is(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    dee = await coffee.newcomer("Dee", "America/New_York")
    people = (coffee.ana, coffee.ben, coffee.chi, dee)
    for person in people:
        await person.runs("/coffee join")
    await stage.until(TUESDAY, "23:00")  # everybody is off
    pairs = {
        frozenset(one.channel.members) for person in people for one in person.messages if "Why you two" in str(one)
    }
    one, other = ([person for person in people if person.id in pair] for pair in sorted(pairs, key=sorted))
    await one[0].presses("Not this week")
    await other[0].presses("Not this week")
    await stage.until(WEDNESDAY, "20:00")
    for person in (one[1], other[1]):
        person.sees("Plans changed, so here is a second introduction.")
        person.does_not_see("cannot take place")
