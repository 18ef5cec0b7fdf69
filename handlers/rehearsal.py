"""Coming rounds: an operator sees who would meet, an admin what it comes to; nothing is sent or saved."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.apart import apart
from bot.blocks import told
from bot.coffee.rehearsal import as_text, look_ahead, rehearse, without_horizon
from bot.people import Person, TeamId, UserId
from bot.programme import Programme
from bot.refusal import Refusal
from bot.setup import views
from handlers.acts import Act
from handlers.answers import answer_press, draw_anew
from handlers.listening import authorised
from handlers.payloads import Press
from storage.database import Database, Tx
from storage.programmes import load_programme, load_programmes
from storage.rehearsal import RehearsalFacts, load_rehearsal


async def rehearse_rounds(slack: AsyncWebClient, db: Database, *, weeks: int, clock: Callable[[], datetime]) -> str:
    """The rounds of so many weeks in words: who would be introduced to whom, and why.

    Raises:
        SorryError: Slack does not say who we are.
    """
    us = await authorised(slack)
    now = clock()
    facts = await db.run(TeamId(us.team_id or ""), load_all, now=now, weeks=weeks)
    rounds, freely = (
        [one for coming in programmes for one in rehearse(coming, patience=facts.patience, now=now)]
        for programmes in (facts.programmes, map(without_horizon, facts.programmes))
    )
    channels = await _channel_names(slack, {one.programme.channel for one in rounds})
    return as_text(rounds, channels=channels, weeks=weeks, freely=freely)


def load_all(tx: Tx, *, now: datetime, weeks: int) -> RehearsalFacts:
    """Every programme's coming rounds."""
    return load_rehearsal(tx, load_programmes(tx), now=now, weeks=weeks)


async def press_look_ahead(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """What one programme's coming weeks come to, in a modal that opens at once and is filled when it is known."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    found = await act.once(load_one, person, press.number, now=act.now)
    if isinstance(found, Refusal):
        await answer_press(told(found.why), press=press, act=act, respond=respond, client=client)
        await ack()
        return
    programme, facts = found
    view = views.looking_modal(programme) | {"external_id": act.receipt}
    await client.views_open(trigger_id=press.trigger_id, view=view)
    await ack()
    (coming,) = facts.programmes
    lines = await asyncio.to_thread(apart, look_ahead, coming, patience=facts.patience, now=act.now)
    await draw_anew(client, views.ahead_modal(programme, lines) | {"external_id": act.receipt})


def load_one(
    tx: Tx, _user_id: UserId, person: Person, wanted: int, *, now: datetime
) -> tuple[Programme, RehearsalFacts] | Refusal:
    """The coming rounds of the programme `wanted`, for an admin."""
    if not person.admin:
        return Refusal(views.NO_LONGER)
    programme = load_programme(tx, wanted)
    if programme is None:
        return Refusal(views.GONE)
    if not programme.running:
        return Refusal(views.NOT_RUNNING)
    return programme, load_rehearsal(tx, [programme], now=now, weeks=views.WEEKS)


async def _channel_names(slack: AsyncWebClient, ids: Iterable[str]) -> dict[str, str]:
    """The channels as people know them, those that Slack shows us."""
    names: dict[str, str] = {}
    for channel in ids:
        try:
            found = (await slack.conversations_info(channel=channel))["channel"]
        except SlackApiError:
            continue
        names[channel] = f"#{found['name']}"
    return names
