"""A channel that closes stands still, its admin is told once, and all goes on when it is open again."""

from datetime import timedelta

import pytest

from emulator import happenings
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee

WEEK = timedelta(days=7)


async def with_two(stage: Stage, *, private: bool = False) -> Coffee:
    """Ana and Ben are in."""
    coffee = await set_up_coffee(stage, private=private)
    await coffee.ana.runs("/coffee join", channel=coffee.channel)
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    return coffee


def times_told(coffee: Coffee, words: str) -> int:
    """How often Ana was told this."""
    return sum(words in message.text for message in coffee.ana.messages)


@pytest.mark.parametrize("private", [False, True])
async def test_an_archived_channel_stands_still_until_it_is_back(stage: Stage, *, private: bool) -> None:
    coffee = await with_two(stage, private=private)
    await happenings.archives(stage.workspace, coffee.channel)
    await coffee.ana.repeats(3)
    await stage.until(MONDAY + WEEK, "09:00", "Europe/Berlin")
    assert times_told(coffee, "is archived, so coffee there stands still. Nothing is lost.") == 1
    coffee.ana.does_not_see("Ana, meet")
    coffee.ben.does_not_see("archived")

    await happenings.unarchives(stage.workspace, coffee.channel)
    await stage.until(MONDAY + WEEK, "20:00")
    assert times_told(coffee, "so coffee there goes on. The next round is Mon 7 Dec.") == 1
    coffee.ana.sees("meet @")
    coffee.ben.sees("meet @")


async def test_a_round_whose_channel_was_archived_for_weeks_is_passed_over(stage: Stage) -> None:
    coffee = await with_two(stage)
    await happenings.archives(stage.workspace, coffee.channel)
    await stage.until(MONDAY + WEEK + timedelta(days=2), "12:00")
    await happenings.unarchives(stage.workspace, coffee.channel)
    await stage.until(MONDAY + WEEK + timedelta(days=3), "20:00")
    coffee.ana.sees("The next round is Mon 14 Dec.")
    coffee.ana.does_not_see("meet @")
    coffee.ana.does_not_see("I was not running")


async def test_a_channel_archived_mid_round_loses_no_introduction(stage: Stage) -> None:
    coffee = await with_two(stage)
    await stage.until(MONDAY, "09:00")  # the round is open, and waits for New York to wake up
    await happenings.archives(stage.workspace, coffee.channel)
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("meet @")
    coffee.ben.sees("Did you get to talk with Ana?")
    assert times_told(coffee, "is archived") == 1


async def test_a_deleted_channel_ends_in_a_way_on(stage: Stage) -> None:
    coffee = await with_two(stage)
    await happenings.deletes(stage.workspace, coffee.channel)
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("was deleted, so coffee there has stopped. `/elevenses setup` starts it in another channel.")
    coffee.ana.does_not_see("meet @")


async def test_the_bot_that_is_removed_says_how_to_have_it_back(stage: Stage) -> None:
    coffee = await with_two(stage)
    await happenings.removes_bot(stage.workspace, coffee.channel)
    await stage.until(MONDAY, "20:00")
    assert times_told(coffee, "I was removed from") == 1
    coffee.ana.sees("Type `/invite @Elevenses` there, and the next round comes as planned.")
    coffee.ana.does_not_see("meet @")

    await happenings.invites_bot(stage.workspace, coffee.channel)
    await stage.until(MONDAY + WEEK, "20:00")
    coffee.ana.sees("I can post in #team again")
    coffee.ana.sees("meet @")


async def test_a_removal_that_slack_told_in_vain_is_found_within_a_day(stage: Stage) -> None:
    coffee = await with_two(stage, private=True)
    await stage.now()
    coffee.channel.members.remove(stage.workspace.bot_user_id)
    await stage.until(MONDAY, "20:00")
    assert times_told(coffee, "I was removed from") == 1
    coffee.ana.does_not_see("meet @")


async def test_an_archiving_that_comes_after_the_unarchiving_changes_nothing(stage: Stage) -> None:
    coffee = await with_two(stage)
    archived = await happenings.archives(stage.workspace, coffee.channel)
    assert archived is not None
    stage.clock.advance(timedelta(minutes=5))
    await happenings.unarchives(stage.workspace, coffee.channel)
    await coffee.ana.sends({**archived.payload, "event_id": "Ev0LATE"})
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("meet @")


async def test_a_renamed_channel_is_called_by_its_new_name(stage: Stage) -> None:
    coffee = await with_two(stage)
    await happenings.renames(stage.workspace, coffee.channel, "crew")
    await coffee.ana.runs("/coffee")
    coffee.ana.sees("Coffee in #crew, every week.")


async def test_a_channel_without_coffee_may_close_as_it_likes(stage: Stage) -> None:
    coffee = await with_two(stage)
    other = stage.workspace.add_channel("other", members=[coffee.ben])
    await happenings.archives(stage.workspace, other)
    await coffee.ben.leaves(other)
    await stage.until(MONDAY, "20:00")
    coffee.ana.does_not_see("archived")
    coffee.ben.sees("meet @")
