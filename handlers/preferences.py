"""What people prefer: a page of their own with five small forms, which nobody else sees."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import regions
from bot.blocks import told
from bot.delivery import error_name
from bot.people import SLACKBOT, UserId
from bot.posts import Message
from bot.preferences import forms, sentences, views
from bot.preferences.decisions import (
    MOST_AVOIDED,
    LimitsForm,
    OftenForm,
    WaysForm,
    decide_limits,
    decide_messages,
    decide_often,
    decide_ways,
)
from bot.preferences.standing import Preferences
from bot.preferences.working import HoursForm, decide_hours
from bot.refusal import Refusal
from bot.wishes import PREFERENCES
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.payloads import Press, StaleError, Submitted
from storage import rsvp
from storage.database import Tx
from storage.preferences import load_page, load_preferences, save_preferences

logger = logging.getLogger(__name__)

Decide = Callable[[Preferences], Preferences | Refusal]


def register(app: AsyncApp) -> None:
    """Listen to the page, its buttons and its forms."""
    regions.prepare()
    app.action(PREFERENCES)(press_preferences)
    app.action(views.WHO_SEES)(press_who_sees)
    for name in forms.FORMS:
        app.action(name)(press_change)
    app.view(views.OFTEN)(submit_often)
    app.view(views.MESSAGES)(submit_messages)
    app.view(views.HOURS)(submit_hours)
    app.view(views.WAYS)(submit_ways)
    app.view(views.LIMITS)(submit_limits)


async def open_preferences(act: Act, client: AsyncWebClient, trigger_id: str, _words: str = "") -> Message | None:
    """Open the page; a message instead for somebody whom we have not met."""
    mine = await act.once(load_page, now=act.now)
    if mine is None:
        return told(sentences.NOT_MET)
    await client.views_open(trigger_id=trigger_id, view=views.root_modal(mine))
    return None


async def press_preferences(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Preferences, on the card."""
    press = Press.model_validate(body)
    message = await open_preferences(act, client, press.trigger_id)
    if message is not None:
        await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_change(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Change, on the page: the form is laid on it."""
    press = Press.model_validate(body)
    mine = _met(await act.once(load_preferences))
    await client.views_push(trigger_id=press.trigger_id, view=forms.FORMS[press.action](mine))
    await ack()


async def press_who_sees(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Who sees this, on the page."""
    press = Press.model_validate(body)
    mine = _met(await act.once(load_preferences))
    await client.views_push(trigger_id=press.trigger_id, view=views.who_sees_modal(mine.person))
    await ack()


async def submit_often(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """How often and how many."""
    sent = Submitted.model_validate(body)
    form = OftenForm(sent.value("every"), sent.value("largest"), sent.values("extras"))
    await _keep(lambda mine: decide_often(mine, form), sent=sent, ack=ack, act=act, client=client)


async def submit_messages(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """How many messages."""
    sent = Submitted.model_validate(body)
    await _keep(lambda mine: decide_messages(mine, sent.value("most")), sent=sent, ack=ack, act=act, client=client)


async def submit_hours(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Days and hours."""
    sent = Submitted.model_validate(body)
    typed = (sent.value(name) for name in ("start", "end", "edges", "breaks", "region"))
    form = HoursForm(sent.values("days"), *typed)
    await _keep(lambda mine: decide_hours(mine, form), sent=sent, ack=ack, act=act, client=client)


async def submit_ways(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Ways, place and languages."""
    sent = Submitted.model_validate(body)
    form = WaysForm(sent.values("ways"), sent.value("place"), sent.value("town"), sent.value("languages"))
    await _keep(lambda mine: decide_ways(mine, form), sent=sent, ack=ack, act=act, client=client)


async def submit_limits(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Whom and what not; bots among them are found out first."""
    sent = Submitted.model_validate(body)
    avoided = sent.users("avoided")
    form = LimitsForm(avoided, sent.value("skips"), await _bots(avoided, client))
    await _keep(lambda mine: decide_limits(mine, form), sent=sent, ack=ack, act=act, client=client)


async def _bots(user_ids: Collection[UserId], client: AsyncWebClient) -> Mapping[UserId, str]:
    """The names of the bots among so many people as may be named."""
    if len(user_ids) > MOST_AVOIDED:
        return {}
    found = await asyncio.gather(*(client.users_info(user=one) for one in user_ids))
    users = [one["user"] for one in found]
    return {user["id"]: user["name"] for user in users if user.get("is_bot") or user["id"] == SLACKBOT}


async def _keep(decide: Decide, *, sent: Submitted, ack: AsyncAck, act: Act, client: AsyncWebClient) -> None:
    """Keep what was sent and show it on the page below; or say at its field what does not fit."""
    done = await act.once(prefer, decide, now=act.now)
    if isinstance(done, Refusal):
        await ack(response_action="errors", errors={done.field: done.why})
        return
    try:
        await client.views_update(view_id=sent.view.root_view_id, view=views.root_modal(done, note=views.SAVED))
    except SlackApiError as error:  # it is saved; the page may have been closed meanwhile
        logger.warning("the page of preferences was not drawn anew: %s", error_name(error.response.data))
    await ack()


def prefer(tx: Tx, user_id: UserId, decide: Decide, *, now: datetime) -> Preferences | Refusal:
    """Keep what this person prefers now."""
    wanted = decide(_met(load_page(tx, user_id, now=now)))
    if not isinstance(wanted, Refusal):
        save_preferences(tx, wanted)
        rsvp.note_alive(tx, user_id, now=now)
        rsvp.look_again(tx, user_id=user_id, now=now)
    return wanted


def _met(mine: Preferences | None) -> Preferences:
    if mine is None:
        raise StaleError(PREFERENCES)
    return mine
