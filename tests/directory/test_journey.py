"""The channel decides who takes part: people come and go, and whoever is not in it is not introduced."""

from datetime import timedelta

import pytest

from emulator.happenings import changes
from tests.stage import FRIDAY, MONDAY, Stage, set_up_coffee

WEEK = timedelta(days=7)


async def test_somebody_who_leaves_the_channel_is_told_kindly_and_not_introduced(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await coffee.chi.leaves(coffee.channel)
    await stage.now()
    coffee.chi.sees("You are not in #team any more, so you are out of its coffee, and nothing more is asked of you")
    coffee.chi.sees("To come back, join the channel and type `/coffee join`.")
    coffee.ana.does_not_see("Chi")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Ana, meet @Ben")
    coffee.chi.does_not_see("Ana")

    await coffee.chi.runs("/coffee join")
    coffee.chi.sees("Coffee there is for people in #team. Join that channel, then type `/coffee join`.")
    await coffee.chi.joins(coffee.channel)
    await coffee.chi.runs("/coffee join")
    coffee.chi.sees("You're in.")
    await stage.until(MONDAY + WEEK, "20:00")
    coffee.chi.sees("Why you three:")


async def test_leaving_before_the_introduction_is_sent_spares_the_other_an_absent_partner(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "09:00")  # the intro waits for New York to wake up
    await coffee.ben.leaves(coffee.channel)
    await stage.until(FRIDAY, "20:00")
    coffee.ana.sees("Your introduction for this round cannot take place, and nobody else is free.")
    coffee.ana.does_not_see("Did you get to talk")
    coffee.ana.does_not_see("Ben")


async def test_somebody_who_was_not_in_and_leaves_hears_nothing(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    before = len(stage.workspace.messages)
    await coffee.chi.leaves(coffee.channel)
    await stage.until(MONDAY, "20:00")
    assert len(stage.workspace.messages) == before


@pytest.mark.parametrize("times", [1, 4])
async def test_an_event_that_is_repeated_counts_once(stage: Stage, times: int) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.chi.runs("/coffee join")
    await coffee.chi.leaves(coffee.channel)
    await coffee.chi.repeats(times)
    await stage.now()
    assert sum(message.text.startswith("You are not in") for message in coffee.chi.messages) == 1


async def test_events_out_of_order_leave_what_was_last(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.chi.runs("/coffee join")
    left = await coffee.chi.leaves(coffee.channel)
    assert left is not None
    stage.clock.advance(timedelta(minutes=5))
    await coffee.chi.joins(coffee.channel)
    await coffee.chi.runs("/coffee join")
    await coffee.chi.sends({**left.payload, "event_id": "Ev0LATE"})  # comes again, after what followed it
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Chi")

    await changes(coffee.chi, name="Chiara")
    old = stage.workspace.deliveries[-1].payload
    stage.clock.advance(timedelta(minutes=5))
    await changes(coffee.chi, name="Chi-Chi")
    await coffee.chi.sends({**old, "event_id": "Ev0LATER"})
    await stage.until(FRIDAY, "20:00")
    coffee.ana.sees("Did you get to talk with Chi-Chi?")
    coffee.ana.does_not_see("Chiara")


async def test_a_zone_that_nobody_knows_counts_as_utc(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await changes(coffee.ben, tz="Mars/Olympus")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Tue 1 Dec 10:00 (Ben 09:00)")
    await changes(coffee.chi, tz="")
    await coffee.chi.runs("/coffee join")
    coffee.chi.sees("You're in.")


async def test_a_member_whom_the_daily_look_no_longer_finds_in_the_channel_is_out(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.chi.runs("/coffee join")
    coffee.channel.members.remove(coffee.chi.id)  # and the event is lost
    await stage.until(MONDAY, "20:00")
    coffee.chi.sees("You are not in #team any more")
    coffee.ana.sees("Nobody else is in coffee")


async def test_a_member_whom_slack_no_longer_lists_is_gone(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.chi.runs("/coffee join")
    await stage.now()
    del stage.workspace.people[coffee.chi.id]
    coffee.channel.members.remove(coffee.chi.id)
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Nobody else is in coffee")


async def test_a_press_in_a_channel_that_somebody_only_looks_at_takes_them_in_until_it_is_read(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    stage.clock.advance(timedelta(hours=1))
    dee = stage.somebody("Dee")
    answer = await dee.runs("/coffee join", channel=coffee.channel)
    assert "You're in." in str(answer.response)
    stage.clock.advance(timedelta(minutes=5))
    await stage.now()
    await stage.now()
    dee.sees("You are not in #team any more")
