"""An admin starts coffee in a channel, seeing beforehand what would come of it, and nobody else can."""

import pytest

from tests.stage import Stage, set_up_coffee


async def test_an_admin_starts_coffee_with_sensible_defaults_and_sees_a_preview(stage: Stage) -> None:
    ana = stage.somebody("Ana", "America/New_York", admin=True)
    others = [stage.somebody(name) for name in ("Ben", "Chi", "Dee", "Eli")]
    team = stage.workspace.add_channel("team", members=[ana, *others])
    await ana.runs("/elevenses setup", channel=team)
    ana.sees("Every two weeks")
    ana.sees("America/New_York")
    await ana.submits()
    ana.sees("All 5 in #team can take part. If all said yes, these would be some of the reasons:")
    ana.sees("you have not been introduced before, and your working days share about 2 hours.")
    ana.sees("in New York")
    ana.sees("Coffee with a colleague you might not meet otherwise, every two weeks, starting Mon 30 Nov, 10:00")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")
    await others[0].runs("/coffee")
    others[0].sees("There is no coffee here yet.")
    await ana.submits()
    ana.sees("Done. The invitation is on its way to #team, and the next intros come on Mon 30 Nov 10:00")
    await ana.closes()
    assert ana.modal is None
    await stage.now()
    others[0].sees("starting Mon 30 Nov, 10:00 (New York time)")
    others[0].sees("Started by @Ana.")
    assert [call.arguments["channel"] for call in stage.workspace.calls_to("chat.postMessage")] == [team.id]


async def test_a_preview_for_a_few_people_names_nobody(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben"), stage.somebody("Chi")])
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    ana.sees("All 3 in #team can take part.")
    ana.sees("Two of them: you have not been introduced before")
    ana.does_not_see("Ben")
    ana.does_not_see("Chi")


async def test_back_from_the_preview_everything_is_as_it_was_filled_in(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup", channel=team)
    await ana.fills({"At": "11:30", "First round": "2026-12-03", "How many meet": "Four", "How often": "Every week"})
    await ana.submits()
    ana.sees("starting Thu 3 Dec, 11:30 (Berlin time)")
    await ana.closes()
    ana.sees("2026-12-03")
    ana.sees("Four")
    await ana.fills({"At": "12:00"})
    await ana.submits()
    await ana.submits()
    ana.sees("the next intros come on Thu 3 Dec 12:00 (Europe/Berlin)")


async def test_what_does_not_fit_is_said_in_the_form_and_nothing_typed_is_lost(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    ben = stage.somebody("Ben")
    elsewhere = stage.workspace.add_channel("elsewhere", members=[ana, ben], with_bot=False)
    hidden = stage.workspace.add_channel("hidden", members=[ana, ben], with_bot=False, private=True)
    alone = stage.workspace.add_channel("alone", members=[ana])
    old = stage.workspace.add_channel("old", members=[ana, ben])
    team = stage.workspace.add_channel("team", members=[ana, ben])
    await ana.runs("/elevenses setup", channel=team)
    await ana.fills({"Time zone": "Berlinn", "At": "11:30"})
    await ana.submits()
    ana.sees("I do not know the zone “Berlinn”. Did you mean Europe/Berlin")
    await ana.fills({"Time zone": "berlin", "First round": "2026-11-23"})
    await ana.submits()
    ana.sees("That moment has passed. Choose a later day or time.")
    await ana.fills({"First round": "2027-11-23"})
    await ana.submits()
    ana.sees("Choose a day within the next half year.")
    stage.workspace.archive(old)
    for channel, said in (
        (elsewhere, "Type /invite @Elevenses there, then try again."),
        (hidden, "I cannot see that channel."),
        (alone, "There are fewer than two people in that channel who can take part."),
        (old, "That channel is archived, so nothing was saved."),
    ):
        await ana.fills({"First round": "2026-11-30", "Channel": channel})
        await ana.submits()
        ana.sees(said)
    await ana.fills({"Channel": team})
    await ana.submits()
    await ana.submits()
    ana.sees("the next intros come on Mon 30 Nov 11:30 (Europe/Berlin)")


async def test_a_channel_that_is_archived_before_the_start_is_said_in_the_preview(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    ben = stage.somebody("Ben")
    team = stage.workspace.add_channel("team", members=[ana, ben])
    other = stage.workspace.add_channel("other", members=[ana, ben])
    await ana.runs("/elevenses setup", channel=team)
    await ana.fills({"At": "11:30"})
    await ana.submits()
    stage.workspace.archive(team)
    for _ in range(2):
        await ana.submits()
        ana.sees("That channel is archived, so nothing was saved. Unarchive it, or choose another one.")
        ana.sees("All 2 in #team can take part.")
    await ana.closes()
    await ana.fills({"Channel": other})
    await ana.submits()
    await ana.submits()
    ana.sees("The invitation is on its way to #other, and the next intros come on Mon 30 Nov 11:30")
    await stage.now()
    assert [call.arguments["channel"] for call in stage.workspace.calls_to("chat.postMessage")] == [other.id]


async def test_a_private_channel_that_the_bot_has_left_before_the_start_is_said(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")], private=True)
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    team.members.remove(stage.workspace.bot_user_id)
    await ana.submits()
    ana.sees("I cannot see that channel.")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")


@pytest.mark.parametrize("kept", ["", "{}", '{"channel": 7}', "x" * 3000, '{"channel": "C1", "programme": -1}'])
async def test_a_preview_that_was_tampered_with_starts_nothing(stage: Stage, kept: str) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    assert ana.modal is not None
    ana.modal.body["private_metadata"] = kept
    await ana.submits()
    ana.does_not_see("Done.")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")
    assert not stage.workspace.failed_deliveries


async def test_somebody_who_is_no_admin_is_told_whom_to_ask(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    for command in ("/elevenses setup", "/elevenses posts"):
        await ben.runs(command)
        ben.sees("Only a workspace admin can set this up. Please ask one of yours.")
        assert ben.modal is None


async def test_whoever_is_no_admin_any_more_is_refused_at_every_step(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup", channel=team)
    ana.is_admin = False
    await ana.submits()
    ana.sees("You are no admin of this workspace any more, so nothing was changed.")
    ana.is_admin = True
    await ana.submits()
    ana.is_admin = False
    await ana.submits()
    ana.sees("You are no admin of this workspace any more, so nothing was changed.")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")
    ana.is_admin = True
    await ana.submits()
    await ana.closes()
    await stage.now()
    await ana.runs("/elevenses setup", channel=team)
    ana.is_admin = False
    for button in ("Change", "Look ahead", "Pause", "End", "Run a first round now", "Start another"):
        await ana.runs("/coffee", channel=team)
        ana.is_admin = True
        await ana.runs("/elevenses setup", channel=team)
        ana.is_admin = False
        await ana.presses(button)
        ana.sees("You are no admin of this workspace any more, so nothing was changed.")
        assert ana.modal is None


async def test_an_admin_finds_where_to_begin_and_others_do_not(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    ben = stage.somebody("Ben")
    team = stage.workspace.add_channel("team", members=[ana, ben])
    await ben.opens_home()
    await ben.runs("/elevenses")
    ben.does_not_see("Set up")
    await ana.runs("/elevenses", channel=team)
    ana.sees("There is no coffee in this workspace yet.")
    await ana.opens_home()
    for button in (ana.button("Set up"), ana.button("Set up coffee in a channel")):
        await ana.presses(button)
        ana.sees("modal: Coffee in a channel")
    await ana.fills({"Channel": team})
    await ana.submits()
    await ana.submits()
    await ana.closes()
    await ana.opens_home()
    ana.sees("Coffee in #team, every two weeks. You are not in.")
    ana.does_not_see("Home\nThere is no coffee in this workspace yet.")


@pytest.mark.parametrize(("typed", "meant"), [("/elevenses setpu", "setup"), ("/elevenses post", "posts")])
async def test_a_mistyped_word_is_understood(stage: Stage, typed: str, meant: str) -> None:
    ana = stage.somebody("Ana", admin=True)
    await ana.runs(typed)
    ana.sees(f"Did you mean `/elevenses {meant}`?")
    assert ana.modal is None


async def test_help_says_what_there_is(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for command in ("/elevenses", "/elevenses help"):
        await coffee.ben.runs(command)
        coffee.ben.sees("`/elevenses setup` starts coffee in a channel")
        coffee.ben.does_not_see("Set up")


async def test_from_the_bots_dm_a_channel_has_to_be_chosen(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup")
    await ana.fills({"At": "11:30"})
    assert await ana.submits() is None  # Slack itself keeps the form open
    await ana.fills({"Channel": team})
    await ana.submits()
    ana.sees("All 2 in #team can take part.")
    ana.sees("11:30")
