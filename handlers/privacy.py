"""What people do about what is kept of them: get all of it as a file, or delete themselves."""

import logging
from datetime import datetime
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import error_name
from bot.home.views import WHO_SEES
from bot.people import UserId
from bot.privacy import sentences, views
from bot.privacy.copy import FILE, copy_file
from handlers.acts import Act
from handlers.answers import answer_press, draw_home
from handlers.payloads import Press
from storage.database import DatabaseUnavailableError, Tx
from storage.erasure import erase
from storage.privacy import load_copy

logger = logging.getLogger(__name__)

OK = 200
TITLE = "Everything about me"


class NotTakenError(Exception):
    """Slack did not take the bytes of a file."""


TROUBLES = (SlackApiError, NotTakenError, aiohttp.ClientError, OSError, ValueError)


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form."""
    app.action(views.COPY)(press_copy)
    app.action(views.DELETE)(press_delete)
    app.view(views.ERASE)(submit_erase)


async def press_copy(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Everything about me; the file goes once Slack has its answer, as it may take longer than Slack waits."""
    press = Press.model_validate(body)
    copy = await act.once(make_copy, now=act.now)
    await ack()
    message = views.mine_message(who_sees=WHO_SEES, note=await send_copy(client, act.user_id, copy))
    await answer_press(message, press=press, act=act, respond=respond, client=client)


def make_copy(tx: Tx, user_id: UserId, *, now: datetime) -> bytes:
    """The file with everything about this person."""
    return copy_file(load_copy(tx, user_id), user_id=user_id, now=now)


async def send_copy(client: AsyncWebClient, user_id: UserId, copy: bytes) -> str:
    """Send somebody their file by DM; what to tell them."""
    try:
        opened = await client.conversations_open(users=user_id)
        place = await client.files_getUploadURLExternal(filename=FILE, length=len(copy))
        await upload(client, place["upload_url"], copy)
        await client.files_completeUploadExternal(
            files=[{"id": place["file_id"], "title": TITLE}], channel_id=opened["channel"]["id"]
        )
    except TROUBLES as trouble:
        logger.warning("a copy was not sent", exc_info=True)
        return _why_not(trouble)
    return sentences.SENT


async def upload(client: AsyncWebClient, url: str, content: bytes) -> None:
    """Send the bytes of a file to the address that Slack gave for them.

    Raises:
        NotTakenError: Slack did not take them.
    """
    patience = aiohttp.ClientTimeout(total=client.timeout)
    secured = True if client.ssl is None else client.ssl
    async with (
        aiohttp.ClientSession(timeout=patience) as session,
        session.post(url, data=content, proxy=client.proxy, ssl=secured) as answer,
    ):
        if answer.status != OK:
            raise NotTakenError(answer.status)


def _why_not(trouble: Exception) -> str:
    refused = trouble.response.data if isinstance(trouble, SlackApiError) else None
    needed = refused.get("needed", "") if isinstance(refused, dict) else ""
    return sentences.not_sent(error_name(refused), needed=str(needed))


async def press_delete(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Delete me: first, what that means."""
    await client.views_open(trigger_id=Press.model_validate(body).trigger_id, view=views.erase_modal())
    await ack()


async def submit_erase(ack: AsyncAck, act: Act, client: AsyncWebClient) -> None:
    """Delete me, and farewell."""
    await act.once(erase_me, now=act.now)
    await ack(response_action="update", view=views.erased_modal())
    try:
        await draw_home(act, client, note=sentences.DELETED)
    except (*TROUBLES, DatabaseUnavailableError):
        logger.info("the Home of somebody who is deleted was not drawn", exc_info=True)


def erase_me(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Delete this person, whoever else the form may name."""
    erase(tx, user_id, at=now)
