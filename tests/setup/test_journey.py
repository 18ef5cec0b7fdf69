"""An admin starts coffee, changes it, and nobody else can."""

from datetime import timedelta

import pytest

from tests.stage import MONDAY, Stage, set_up_coffee


async def test_an_admin_starts_coffee_with_sensible_defaults(stage: Stage) -> None:
    ana = stage.somebody("Ana", "America/New_York", admin=True)
    ben = stage.somebody("Ben")
    team = stage.workspace.add_channel("team", members=[ana, ben])
    await ana.runs("/elevenses setup", channel=team)
    ana.sees("Every two weeks")
    ana.sees("America/New_York")
    ben.does_not_see("Coffee")
    await ana.submits()
    ana.sees("Done. The invitation is on its way to #team, and the next intros come on Mon 30 Nov 10:00")
    await stage.now()
    ben.sees("starting Mon 30 Nov, 10:00 (New York time)")
    ben.sees("Started by @Ana.")
    assert [call.arguments["channel"] for call in stage.workspace.calls_to("chat.postMessage")] == [team.id]


async def test_what_does_not_fit_is_said_in_the_form_and_nothing_typed_is_lost(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    elsewhere = stage.workspace.add_channel("elsewhere", members=[ana], with_bot=False)
    old = stage.workspace.add_channel("old", members=[ana])
    team = stage.workspace.add_channel("team", members=[ana])
    await ana.runs("/elevenses setup", channel=team)
    await ana.fills({"Time zone": "Berlinn", "At": "11:30"})
    await ana.submits()
    ana.sees("I do not know the zone “Berlinn”. Did you mean Europe/Berlin")
    await ana.fills({"Time zone": "berlin", "Channel": elsewhere})
    await ana.submits()
    ana.sees("Type /invite @Elevenses there, then submit again.")
    stage.workspace.archive(old)
    await ana.fills({"Channel": old})
    await ana.submits()
    ana.sees("That channel is archived.")
    await ana.fills({"Channel": team})
    await ana.submits()
    ana.sees("the next intros come on Mon 30 Nov 11:30 (Europe/Berlin)")


async def test_somebody_who_is_no_admin_is_told_whom_to_ask(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    for command in ("/elevenses setup", "/elevenses posts"):
        await ben.runs(command)
        ben.sees("Only a workspace admin can set this up. Please ask one of yours.")
        assert ben.modal is None


async def test_whoever_is_no_admin_any_more_when_they_submit_is_refused(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana])
    await ana.runs("/elevenses setup", channel=team)
    ana.is_admin = False
    await ana.submits()
    ana.sees("Only a workspace admin can set this up.")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")


async def test_setting_up_again_changes_the_rhythm_and_invites_nobody_twice(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    coffee.ana.sees("Every week")
    await coffee.ana.fills({"On": "Thursday", "At": "15:00"})
    await coffee.ana.submits()
    coffee.ana.sees("The rhythm is changed in #team, and the next intros come on Thu 26 Nov 15:00")
    await stage.now()
    assert len(stage.workspace.calls_to("chat.postMessage")) == 1
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("Next round: Thu 26 Nov.")


async def test_a_round_comes_once_a_day_however_often_it_is_changed(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.fills({"At": "23:30"})
    await coffee.ana.submits()
    coffee.ana.sees("the next intros come on Mon 7 Dec 23:30")
    await stage.until(MONDAY + timedelta(days=1), "23:00")
    assert (
        sum(message.text.startswith(("Ana and Ben, meet", "Ben and Ana, meet")) for message in coffee.ben.messages) == 1
    )


@pytest.mark.parametrize(("typed", "meant"), [("/elevenses setpu", "setup"), ("/elevenses post", "posts")])
async def test_a_mistyped_word_is_understood(stage: Stage, typed: str, meant: str) -> None:
    ana = stage.somebody("Ana", admin=True)
    await ana.runs(typed)
    ana.sees(f"Did you mean `/elevenses {meant}`?")
    assert ana.modal is None


async def test_help_says_what_there_is(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    for command in ("/elevenses", "/elevenses help"):
        await ben.runs(command)
        ben.sees("`/elevenses setup` starts coffee in a channel, or changes it (admins)")


async def test_nothing_wrong_is_an_answer_too(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    await ana.runs("/elevenses posts")
    ana.sees("Everything that was due has arrived. Nothing failed and nothing is unconfirmed.")
