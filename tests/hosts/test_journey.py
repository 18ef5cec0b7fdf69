"""Ana names Ben as a host; what each sees, and does not see, until the role ends."""

from typing import Any

import pytest

from emulator.happenings import changes
from tests.hosts.scene import CHARTER, FIELDS, a_minute, changes_team, opens_team, with_team
from tests.stage import MONDAY, Stage, set_up_coffee

LOST = "You are no host of that team, so nothing was changed."
YOURS = "You are a host of #team now"


async def test_a_team_begins_with_one_quiet_post_and_who_is_named_hears_it_alone(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    coffee.ana.sees("Team: nobody looks after learning in #team yet.")
    await coffee.ana.presses("Name hosts")
    await coffee.ana.fills({"Hosts": [coffee.ben], **FIELDS})
    await coffee.ana.submits()
    coffee.ana.sees("Saved: looked after by Ben.")
    coffee.ana.sees("Meets on Thursday, 15:00 (Berlin time).")
    await coffee.ana.closes()
    await a_minute(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        person.sees(f"This channel learns as a team. Hosts: Ben. How we learn here: {CHARTER}")
        person.sees("seen by everybody in this channel, and goals shown to hosts by the hosts. Nothing else is.")
    await stage.until(stage.clock.now().date(), "22:00")
    coffee.ben.sees(YOURS)
    coffee.ben.sees("You get this once, as you were named.")
    for other in (coffee.ana, coffee.chi):
        other.does_not_see(YOURS)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    coffee.ana.sees(f"Team in #team: looked after by Ben. How we learn here: {CHARTER}")
    announced = [one for one in coffee.chi.messages if "learns as a team" in one.text]
    assert len(announced) == 1


async def test_a_host_sees_and_changes_the_team_and_nothing_else_of_setup(stage: Stage) -> None:
    coffee = await with_team(stage)
    await coffee.ben.runs("/elevenses setup", channel=coffee.channel)
    coffee.ben.sees("Coffee is set up by admins.")
    coffee.ben.does_not_see("Run a first round now")
    coffee.ben.does_not_see("Start another")
    await coffee.ben.presses("Change the team")
    await coffee.ben.fills({"Hosts": [coffee.ben, coffee.chi], "How we learn here": "Ask first"})
    await coffee.ben.submits()
    coffee.ben.sees("Saved: looked after by Ben and Chi. How we learn here: Ask first")
    await coffee.ben.closes()
    await a_minute(stage)
    coffee.ana.sees("Hosts: Ben and Chi. How we learn here: Ask first")
    coffee.ana.does_not_see(CHARTER)
    await coffee.ben.runs("/elevenses setup")
    coffee.ben.sees("Team in #team: looked after by Ben and Chi.")
    await stage.until(stage.clock.now().date(), "22:00")
    coffee.chi.sees(YOURS)
    assert sum("You are a host of" in one.text for one in coffee.ben.messages) == 1


async def test_anybody_else_hears_kindly_who_may(stage: Stage) -> None:
    coffee = await with_team(stage)
    await coffee.chi.runs("/elevenses setup", channel=coffee.channel)
    coffee.chi.sees("Workspace admins set this up; the hosts look after the team: Ben. Please ask one.")
    await coffee.chi.runs("/elevenses setup")
    coffee.chi.sees("Only a workspace admin can set this up. Please ask one of yours.")
    for word in ("topics", "posts"):
        await coffee.chi.runs(f"/elevenses {word}")
        coffee.chi.does_not_see("Words that mean the same")
    await coffee.ben.runs("/elevenses posts")
    coffee.ben.sees("Only a workspace admin can set this up.")


async def test_whoever_begins_a_team_with_themselves_is_told_nothing_more(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await changes_team(coffee.ana, coffee, hosts=[coffee.ana])
    await stage.until(stage.clock.now().date(), "22:00")
    coffee.ana.does_not_see(YOURS)


async def test_a_team_can_begin_before_any_coffee(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana", admin=True), stage.somebody("Ben")
    channel = stage.workspace.add_channel("data", members=[ana, ben])
    await ana.runs("/elevenses setup", channel=channel)
    ana.sees("Coffee in a channel")
    await ana.presses("Name hosts")
    await ana.fills({"Hosts": [ben]})
    await ana.submits()
    ana.sees("Saved: looked after by Ben.")
    await ana.closes()
    await a_minute(stage)
    ben.sees("This channel learns as a team. Hosts: Ben.")
    await ana.runs("/elevenses setup", channel=channel)
    ana.sees("Team in #data: looked after by Ben.")
    ana.sees("Set up")


async def test_not_for_me_needs_no_reason_and_an_admin_hears_once_that_nobody_is_left(stage: Stage) -> None:
    coffee = await with_team(stage)
    await stage.until(stage.clock.now().date(), "22:00")
    await coffee.ben.presses("Not for me")
    coffee.ben.sees("Done. You do not look after that team any more")
    await stage.until(stage.clock.now().date(), "23:00")
    coffee.chi.sees("This channel learns as a team. Nobody looks after it at the moment.")
    await stage.until(MONDAY, "12:00")
    told = [one for one in coffee.ana.messages if "The team in" in one.text and "has no host any more" in one.text]
    assert len(told) == 1
    coffee.chi.does_not_see("has no host any more")
    await coffee.ana.runs("/elevenses setup")
    coffee.ana.sees("Team in #team: nobody looks after it at the moment.")
    await changes_team(coffee.ana, coffee, hosts=[coffee.chi])
    await a_minute(stage)
    coffee.ben.sees("Hosts: Chi.")


async def test_a_host_who_lost_the_role_hears_so_and_old_buttons_do_nothing(stage: Stage) -> None:
    coffee = await with_team(stage)
    await stage.until(stage.clock.now().date(), "22:00")
    change, out = coffee.ben.button("Change the team"), coffee.ben.button("Not for me")
    await coffee.ben.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ben.presses("Change the team")
    await changes_team(coffee.ana, coffee, hosts=[coffee.chi])
    await coffee.ben.submits()
    coffee.ben.sees(LOST)
    await coffee.ben.closes()
    for button in (change, out):
        await coffee.ben.presses(button)
        coffee.ben.sees(LOST)
    await coffee.ben.runs("/elevenses setup", channel=coffee.channel)
    coffee.ben.sees("the hosts look after the team: Chi. Please ask one.")
    await stage.until(MONDAY, "22:00")
    coffee.ben.sees("You are no host of #team any more")
    for other in (coffee.ana, coffee.chi):
        other.does_not_see("You are no host of")


async def test_a_team_is_ended_after_a_question_and_its_post_says_so(stage: Stage) -> None:
    coffee = await with_team(stage)
    await opens_team(coffee.ana, coffee)
    await coffee.ana.presses("End the team")
    coffee.ana.sees("Ended. Goals shown to a team or its hosts are not seen through this channel any more.")
    await coffee.ana.closes(all_of_them=True)
    await a_minute(stage)
    coffee.chi.sees("This channel is no team any more.")
    coffee.chi.does_not_see(CHARTER)
    await opens_team(coffee.ana, coffee)
    await coffee.ana.fills({"Hosts": [coffee.chi]})
    await coffee.ana.submits()
    await coffee.ana.closes()
    await a_minute(stage)
    coffee.ben.sees("This channel learns as a team. Hosts: Chi.")


async def test_what_has_ended_meanwhile_cannot_be_ended_again(stage: Stage) -> None:
    coffee = await with_team(stage)
    await opens_team(coffee.ana, coffee)
    await opens_team(coffee.ben, coffee)
    await coffee.ben.presses("End the team")
    await coffee.ana.presses("End the team")
    coffee.ana.sees("That channel is no team any more, so nothing was changed.")


@pytest.mark.parametrize("gone", [{"deactivated": True}, {"guest": "single"}])
async def test_who_is_no_full_member_any_more_looks_after_nothing(stage: Stage, gone: dict[str, Any]) -> None:
    coffee = await with_team(stage)
    await changes(coffee.ben, **gone)
    await stage.until(MONDAY, "12:00")
    coffee.chi.sees("Nobody looks after it at the moment.")
    coffee.ana.sees("has no host any more, so I turn to you.")


async def test_who_leaves_the_channel_looks_after_its_team_no_more_and_hears_so(stage: Stage) -> None:
    coffee = await with_team(stage)
    await a_minute(stage)
    await coffee.ben.leaves(coffee.channel)
    await stage.until(stage.clock.now().date(), "22:00")
    coffee.ben.sees("You are not in #team any more, so you are no host of its team")
    coffee.ben.does_not_see(YOURS)
    coffee.ana.sees("has no host any more, so I turn to you.")


async def test_without_an_admin_in_the_channel_the_next_who_does_something_cares_for_the_team(stage: Stage) -> None:
    coffee = await with_team(stage)
    zoe = stage.somebody("Zoe", admin=True)
    await coffee.ana.leaves(coffee.channel)
    await coffee.ben.leaves(coffee.channel)
    await stage.until(stage.clock.now().date(), "20:00")
    zoe.does_not_see("has no host any more")
    for _ in range(2):
        await zoe.runs("/elevenses posts")
    await stage.until(MONDAY, "20:00")
    assert sum("has no host any more" in one.text for one in zoe.messages) == 1
    await changes(zoe, deactivated=True)
    await stage.until(MONDAY, "22:00")
    await coffee.ana.runs("/elevenses posts")
    await stage.until(MONDAY.replace(day=1, month=12), "20:00")
    coffee.ana.sees("has no host any more")


async def test_hosts_say_which_words_mean_the_same(stage: Stage) -> None:
    coffee = await with_team(stage)
    await coffee.ben.runs("/elevenses topics")
    await coffee.ben.presses("Words that mean the same")
    await coffee.ben.fills({"These words": "ship it", "Mean this topic": "Gardening"})
    await coffee.ben.submits()
    coffee.ben.sees("“ship it” is Gardening")
    await coffee.ben.closes()
    await coffee.ben.presses("Words that mean the same")
    await changes_team(coffee.ana, coffee, hosts=[coffee.chi])
    await coffee.ben.fills({"These words": "sql"})
    await coffee.ben.submits()
    coffee.ben.sees("Only workspace admins and hosts of a team say which words mean the same.")
