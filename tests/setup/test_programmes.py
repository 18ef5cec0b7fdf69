"""An admin looks after what runs: changes, pauses, ends it, has a round at once, and starts another beside it."""

import asyncio
from datetime import timedelta
from threading import Barrier

from bot.people import ChannelId, Person, UserId
from bot.programme import Programme
from bot.refusal import Refusal
from bot.setup.decisions import ChannelFacts, suggest
from emulator import person
from emulator.faults import Fault
from handlers.channels import ChannelSeen
from handlers.rehearsal import load_one
from handlers.setup import start
from storage.database import Tx
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee, starts_coffee


async def with_two_in(stage: Stage) -> Coffee:
    """Ana and Ben are in; Chi is not."""
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    return coffee


async def manages(coffee: Coffee, button: str) -> None:
    """Ana presses a button of the channel's programme."""
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses(button)


def intros(somebody: person.Person) -> int:
    """How many introductions somebody has read."""
    return sum(", meet each other." in message.text for message in somebody.messages)


async def test_a_change_moves_the_rhythm_and_invites_nobody_twice(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await manages(coffee, "Change")
    coffee.ana.sees("Every week")
    await coffee.ana.fills({"Next round": "2026-11-26", "At": "15:00"})
    await coffee.ana.submits()
    coffee.ana.sees("It is changed in #team, and the next intros come on Thu 26 Nov 15:00")
    await stage.now()
    assert len(stage.workspace.calls_to("chat.postMessage")) == 1
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("Next round: Thu 26 Nov.")


async def test_people_meet_again_as_soon_as_an_admin_says(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await manages(coffee, "Change")
    coffee.ana.sees("Once everybody has met everybody")
    await coffee.ana.fills({"Meet again": "After 12 rounds"})
    await coffee.ana.submits()
    coffee.ana.sees("It is changed in #team")
    await manages(coffee, "Change")
    coffee.ana.sees("After 12 rounds")
    await coffee.ana.fills({"Meet again": "Once everybody has met everybody"})
    await coffee.ana.submits()
    await manages(coffee, "Change")
    coffee.ana.sees("Once everybody has met everybody")


async def test_a_round_comes_once_a_day_however_often_it_is_changed(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await stage.until(MONDAY, "20:00")
    await manages(coffee, "Change")
    await coffee.ana.fills({"Next round": "2026-11-30", "At": "23:30"})
    await coffee.ana.submits()
    coffee.ana.sees("There was a round on that day already. Choose a later one.")
    await stage.until(MONDAY + timedelta(days=1), "23:00")
    assert intros(coffee.ben) == 1


async def test_a_first_round_runs_at_once_with_those_who_are_in_and_the_rhythm_goes_on(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await manages(coffee, "Run a first round now")
    coffee.ana.sees("One person is in so far, and a round takes two.")
    await coffee.ben.runs("/coffee join")
    await manages(coffee, "Run a first round now")
    coffee.ana.sees("The round is under way for the 2 who are in.")
    await coffee.ana.presses("Run a first round now")
    coffee.ana.sees("The next round is on its way already.")
    await stage.until(MONDAY - timedelta(days=5), "22:00")
    assert intros(coffee.ben) == 1
    coffee.chi.does_not_see("meet each other")
    await manages(coffee, "Run a round now")
    coffee.ana.sees("Next round: Mon 30 Nov 10:00 (Europe/Berlin)")
    await stage.until(MONDAY, "20:00")
    assert intros(coffee.ben) == 3


async def test_whoever_joins_before_the_channel_was_read_counts(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana", admin=True), stage.somebody("Ben")
    team = stage.workspace.add_channel("team", members=[ana, ben])
    await starts_coffee(ana, team)
    for one in (ana, ben):
        await one.runs("/coffee join", channel=team)
    await ana.runs("/elevenses setup", channel=team)
    ana.sees("2 people are in")
    await ana.presses("Run a first round now")
    ana.sees("The round is under way for the 2 who are in.")
    await stage.until(MONDAY - timedelta(days=5), "22:00")
    assert intros(ben) == 1


async def test_a_second_round_on_one_day_is_refused(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await manages(coffee, "Run a first round now")
    await stage.now()
    await manages(coffee, "Run a round now")
    coffee.ana.sees("There was a round today already, and one a day is enough.")
    await stage.until(MONDAY - timedelta(days=4), "08:00")
    assert intros(coffee.ben) == 1


async def test_nothing_is_sent_while_it_is_paused_and_members_see_that(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await manages(coffee, "Pause")
    coffee.ana.sees("Paused. Nothing is sent until you resume it; who has been introduced can still meet.")
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("It is paused for everybody: no round is planned. You are in.")
    before = len(stage.workspace.calls_to("chat.postMessage"))
    await stage.until(MONDAY + timedelta(days=9), "20:00")
    assert len(stage.workspace.calls_to("chat.postMessage")) == before
    await coffee.chi.runs("/coffee join", channel=coffee.channel)
    coffee.chi.sees("You're in.")
    await manages(coffee, "Resume")
    coffee.ana.sees("Running again. The next round is Mon 14 Dec 10:00 (Europe/Berlin).")
    await stage.until(MONDAY + timedelta(days=14), "22:00")
    assert intros(coffee.ben) == 1


async def test_an_intro_that_waits_for_working_hours_is_called_off_by_a_pause(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await stage.until(MONDAY, "09:30")
    await manages(coffee, "Pause")
    await stage.until(MONDAY + timedelta(days=5), "20:00")
    assert intros(coffee.ben) == 0
    coffee.ben.does_not_see("Did you get to talk")


async def test_an_intro_that_was_sent_goes_on_after_the_end(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await stage.until(MONDAY, "20:00")
    await manages(coffee, "End")
    coffee.ana.sees("Ended. Nothing more is sent, and nobody is told.")
    await stage.until(MONDAY + timedelta(days=5), "20:00")
    coffee.ben.sees("Did you get to talk with Ana?")
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("There is no coffee here yet.")
    await stage.until(MONDAY + timedelta(days=14), "20:00")
    assert intros(coffee.ben) == 1


async def test_what_has_ended_takes_nobody_in_and_can_be_started_again(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await manages(coffee, "End")
    await coffee.chi.presses("I'm in")
    coffee.chi.does_not_see("You're in.")
    await manages(coffee, "Start again")
    coffee.ana.sees("Running again. The next round is Mon 30 Nov 10:00 (Europe/Berlin).")
    coffee.ana.sees("2 people are in.")
    await stage.until(MONDAY, "20:00")
    assert intros(coffee.ben) == 1


async def test_an_invitation_that_has_not_gone_out_is_dropped_at_the_end(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await starts_coffee(ana, team)
    await ana.runs("/elevenses setup", channel=team)
    await ana.presses("End")
    await stage.now()
    assert not stage.workspace.calls_to("chat.postMessage")


async def test_several_run_side_by_side_in_one_channel_told_apart_by_title(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await manages(coffee, "Start another")
    coffee.ana.sees("Coffee 2")
    await coffee.ana.fills({"Called": "coffee"})
    await coffee.ana.submits()
    coffee.ana.sees("That channel has “coffee” already.")
    await coffee.ana.fills({"Called": "Book club", "How many meet": "Four"})
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    await stage.until(MONDAY - timedelta(days=6), "12:00")
    coffee.ben.sees("Book club: coffee with a colleague")
    await coffee.ben.presses("I'm in")
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("Coffee in #team, every week. You are not in.")
    coffee.ben.sees("Book club in #team, every two weeks. You are in. Next round: Mon 30 Nov.")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    coffee.ana.sees("Book club in #team: every two weeks, four at a time. 1 person is in.")
    await coffee.ana.presses("End: Book club")
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("Coffee in #team, every week. You are not in.")


async def test_of_admins_who_start_the_same_at_once_one_does_and_the_others_hear_why_not(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    found = ChannelFacts(ChannelId(team.id), private=False, held=True, archived=False, shared=False)
    form = suggest(team.id, zone="Europe/Berlin", now=stage.clock.now())
    abreast = 1 if stage.bot.db.url.get_backend_name() == "sqlite" else 4
    ready = Barrier(abreast)

    def at_once(tx: Tx, number: int) -> Programme | Refusal:
        ready.wait(10)
        admin = Person(UserId(f"U{number}"), f"Admin {number}", "Europe/Berlin", admin=True)
        return start(tx, admin.id, admin, ChannelSeen(found, 2, ()), form, now=stage.clock.now())

    done = await asyncio.gather(*(stage.bot.db.run(stage.bot.team_id, at_once, number) for number in range(4)))
    refused = [one for one in done if isinstance(one, Refusal)]
    assert len(refused) == len(done) - 1
    assert all(one.why.startswith("That channel has “Coffee” already.") for one in refused)


async def test_whoever_starts_what_another_has_started_meanwhile_hears_it_in_the_preview(stage: Stage) -> None:
    ana, zoe = (stage.somebody(name, admin=True) for name in ("Ana", "Zoe"))
    team = stage.workspace.add_channel("team", members=[ana, zoe])
    for one in (ana, zoe):
        await one.runs("/elevenses setup", channel=team)
        await one.submits()
    await ana.submits()
    await zoe.submits()
    zoe.sees("That channel has “Coffee” already.")
    zoe.sees("modal: Before anything is sent")
    await stage.now()
    assert len(stage.workspace.calls_to("chat.postMessage")) == 1


async def test_what_members_hear_of_a_titled_one_names_it(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await manages(coffee, "Change")
    await coffee.ana.fills({"Called": "Book club"})
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    coffee.ben.sees("Nobody else is in Book club in #team this time.")


async def test_the_bots_dm_shows_all_that_an_admin_may_know_of(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    dee = stage.somebody("Dee", admin=True)
    inner = stage.workspace.add_channel("inner", members=[coffee.ana, coffee.ben], private=True)
    await coffee.ana.runs("/elevenses setup", channel=inner)
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ana.runs("/elevenses setup")
    coffee.ana.sees("Coffee in #inner: every two weeks")
    await dee.runs("/elevenses setup")
    dee.sees("Coffee in #team: every week")
    dee.does_not_see("every two weeks")


async def test_a_button_for_what_is_not_there_is_answered(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    for button in ("Change", "Pause"):
        await coffee.ana.presses(button, value="999")
        coffee.ana.sees("That is not there any more, so nothing was changed.")
        await coffee.ana.runs("/elevenses setup", channel=coffee.channel)


async def test_an_admin_looks_ahead_and_learns_of_nobody_who_would_meet_whom(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await coffee.chi.runs("/coffee join")
    await manages(coffee, "Look ahead")
    coffee.ana.sees("The next 4 weeks of Coffee in #team")
    coffee.ana.sees("4 rounds, 4 introductions, 3 repeats.")
    assert coffee.ana.modal is not None
    assert "Ben" not in str(coffee.ana.modal.blocks)
    await stage.until(MONDAY - timedelta(days=3), "12:00")
    assert intros(coffee.ben) == 0


async def test_with_nobody_in_looking_ahead_says_so(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await manages(coffee, "Look ahead")
    coffee.ana.sees("With those who are in today, nobody would be introduced.")


async def test_there_is_nothing_to_look_ahead_to_where_no_round_can_come(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    await manages(coffee, "Pause")
    ana = Person(UserId(coffee.ana.id), "Ana", "Europe/Berlin", admin=True)
    for wanted, why in ((1, "It is not running"), (99, "That is not there any more")):
        found = await stage.bot.db.run(stage.bot.team_id, load_one, ana.id, ana, wanted, now=stage.clock.now())
        assert isinstance(found, Refusal)
        assert found.why.startswith(why)


async def test_what_was_closed_meanwhile_stays_closed(stage: Stage) -> None:
    coffee = await with_two_in(stage)
    stage.workspace.faults.add(Fault.RATE_LIMITED, method="views.update")
    await manages(coffee, "Look ahead")
    coffee.ana.sees("Playing the coming rounds.")
