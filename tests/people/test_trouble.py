"""What goes wrong between people and the bot: said twice, forged, hostile, or with the memory gone."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from emulator.model import Delivery
from emulator.person import Person
from storage.database import PATIENCE
from tests.stage import FRIDAY, MONDAY, Coffee, Stage, set_up_coffee


async def with_an_intro(stage: Stage) -> Coffee:
    """Ana and Ben are introduced; Chi is not in."""
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    return coffee


async def test_a_command_that_slack_repeats_four_times_at_once_counts_once(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    again = await coffee.ben.repeats(4)
    assert [one.failed for one in again] == [False] * 4
    await coffee.ben.runs("/coffee leave")
    await coffee.ben.repeats(4)
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("You are not in.")


async def test_a_form_that_is_submitted_four_times_at_once_invites_once(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await ana.runs("/elevenses setup", channel=team)
    await ana.submits()
    await ana.submits()
    await ana.repeats(4)
    await stage.now()
    assert len(stage.workspace.calls_to("chat.postMessage")) == 1
    assert not stage.workspace.failed_deliveries


async def test_a_press_that_is_repeated_skips_once(stage: Stage) -> None:
    coffee = await with_an_intro(stage)
    await coffee.ben.presses("Not this week")
    await coffee.ben.repeats(4)
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    assert sum("cannot take place" in message.text for message in coffee.ana.messages) == 1
    coffee.ana.sees("Not this week for Ben.")


async def test_an_event_that_is_repeated_draws_the_home_once(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.opens_home()
    await coffee.ben.repeats(4)
    assert len(stage.workspace.calls_to("views.publish")) == 1


TAMPERED = ["", "0", "-1", "999999", "1e3", "1 OR 1=1", "½", "٣", "9" * 40, "x" * 1900]


@pytest.mark.parametrize("button", ["Not this week", "Join coffee in this channel"])
async def test_a_tampered_button_changes_nothing_and_says_so(stage: Stage, button: str) -> None:
    coffee = await with_an_intro(stage)
    before = len(stage.workspace.calls_to("chat.postMessage"))
    for value in TAMPERED:
        await coffee.ben.presses(button, value=value)
        last = coffee.ben.messages[-1].text
        assert "nothing was changed" in last or "There is no coffee here yet" in last, value
    await stage.now()
    assert len(stage.workspace.calls_to("chat.postMessage")) == before
    assert not stage.workspace.failed_deliveries


async def test_nobody_answers_or_skips_for_somebody_else(stage: Stage) -> None:
    coffee = await with_an_intro(stage)
    await stage.until(FRIDAY, "23:00")
    for forged in (coffee.ana.button("We met"), coffee.ana.button("Not this week")):
        await coffee.chi.presses(forged)
        assert not stage.workspace.failed_deliveries
    await stage.now()
    coffee.ana.does_not_see("Not this week for")
    coffee.ana.does_not_see("you met.")
    coffee.chi.does_not_see("Ben")


async def test_only_an_admin_sends_again(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    stage.workspace.archive(coffee.channel)
    dee = stage.workspace.add_channel("dee", members=[coffee.ana, coffee.ben])
    await coffee.ana.runs("/elevenses setup", channel=dee)
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    stage.workspace.archive(dee)
    await stage.now()
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("An invitation, Tue 24 Nov 10:00: failed (is archived)")
    again = coffee.ana.button("Send again")
    await coffee.ben.presses(again)
    await stage.now()
    assert [call.channel for call in stage.workspace.calls_to("chat.postMessage")].count(dee.id) == 1
    await coffee.ana.presses(again)
    coffee.ana.sees("It is on its way again.")


async def test_somebody_of_another_workspace_is_turned_away(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    eve = stage.somebody("Eve", team_id="T0OTHER")
    coffee.channel.members.append(eve.id)
    await eve.presses("I'm in")
    eve.sees("Elevenses serves another workspace, so this cannot be done here.")
    payload: dict[str, Any] = dict(await command_of(coffee.ben), team_id="T0OTHER", trigger_id="1.2.forged")
    answer = await coffee.ben.sends(payload)
    assert answer.response == {
        "response_type": "ephemeral",
        "text": "Elevenses serves another workspace, so this cannot be done here.",
    }


async def test_an_event_of_another_workspace_is_taken_and_changes_nothing(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    opened = await coffee.ben.opens_home()
    assert opened is not None
    shown, home = coffee.ben.screen(), coffee.ben.home
    foreign = {**opened.payload, "team_id": "T0OTHER", "context_team_id": "T0OTHER", "event_id": "Ev0OTHER"}
    delivery = await coffee.ben.sends(foreign)
    assert not delivery.failed
    assert coffee.ben.home is home
    assert coffee.ben.screen() == shown


async def test_somebody_whom_slack_does_not_show_is_told_so(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    gus = stage.somebody("Gus")
    del stage.workspace.people[gus.id]
    answer = await gus.sends(dict(await command_of(coffee.ben), user_id=gus.id, text="join", trigger_id="1.2.forged"))
    assert answer.response["text"].startswith("Slack does not show me your account")


async def command_of(person: Person) -> dict[str, Any]:
    """What Slack sent for the command that this person typed last."""
    delivery: Delivery = await person.runs("/coffee")
    return dict(delivery.payload)


async def test_a_name_is_shown_as_typed_and_mentions_nobody(stage: Stage) -> None:
    hostile = "<!channel> *Bo* `x` <http://evil.example|click> & <@U1> ~_" + "\u202e" + "é" * 200
    coffee = await set_up_coffee(stage)
    bo = await coffee.newcomer(hostile)
    await coffee.ana.runs("/coffee join")
    await bo.runs("/coffee join")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.sees("Did you get to talk with")
    for call in stage.workspace.calls_to("chat.postMessage"):
        said = str(call.arguments)
        assert "<!channel>" not in said
        assert "<http" not in said
        assert call.ok


async def test_a_word_that_is_far_too_long_is_answered(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    await ben.runs("/coffee " + "<!channel>" * 400)
    ben.sees("I do not know")
    assert "<!channel>" not in str(stage.workspace.deliveries[-1].response)


async def test_with_the_memory_locked_everybody_is_answered_and_the_form_is_kept(
    stage: Stage, database_url: str
) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Change")
    await coffee.ana.fills({"At": "11:30"})
    dee = stage.somebody("Dee")
    sorry = "I cannot reach my memory right now, so nothing was saved. Please try again in a minute."
    stage.bot.db.patience = PATIENCE
    with locked(database_url):
        await asyncio.gather(
            coffee.ana.submits(),
            coffee.ben.runs("/coffee join"),
            coffee.chi.presses("I'm in"),
            coffee.chi.runs("/coffee"),
            dee.opens_home(),
        )
        for person in (coffee.ana, coffee.ben, coffee.chi, dee):
            person.sees(sorry)
        assert max(one.seconds or 9 for one in stage.workspace.deliveries) < 3
    await coffee.ana.submits()
    coffee.ana.sees("Mon 30 Nov 11:30")
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("You are not in.")


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Somebody else holds the whole database."""
    if database_url.startswith("sqlite"):
        thief = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
        thief.execute("BEGIN EXCLUSIVE")
        yield
        thief.execute("ROLLBACK")
        thief.close()
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as holder:
        holder.execute("LOCK TABLE receipt IN ACCESS EXCLUSIVE MODE")
        yield
