"""How the person who just did something is answered: where they did it, and before anything else."""

import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import modal, section, told
from bot.commands import Asked, Unknown, did_you_mean, read_command
from bot.home.views import home
from bot.people import UserId
from bot.posts import Message
from bot.refusal import Refusal
from bot.week.bundle import part_of, with_part
from handlers.acts import Act
from handlers.payloads import Press, Typed
from storage import posts
from storage.database import Tx
from storage.home import load_home

logger = logging.getLogger(__name__)

NOTICE = "notice"
SHOWN = ("type", "title", "submit", "close", "callback_id", "private_metadata", "clear_on_close")


async def answer_command(ack: AsyncAck, message: Message) -> None:
    """Answer a slash command; only the person who typed it sees this."""
    await ack(text=message.text, blocks=[dict(block) for block in message.blocks])


async def read_typed(ack: AsyncAck, typed: Typed, words: Mapping[str, str], *, help_: str) -> Asked | None:
    """The word that was typed after a command and what came after it; None for an unknown one, which is told."""
    asked = read_command(typed.text, words)
    if isinstance(asked, Unknown):
        await answer_command(ack, told(did_you_mean(typed.command, asked, help_=help_)))
        return None
    return asked


async def answer_form(ack: AsyncAck, body: dict[str, Any], done: Message | dict[str, Any] | Refusal) -> None:
    """Answer a form: a refusal stands in it, anything else takes its place."""
    if isinstance(done, Refusal):
        await ack(**within_form(body["view"], done.why, field=done.field))
    else:
        await ack(response_action="update", view=as_modal(done) if isinstance(done, Message) else done)


async def open_or_answer(
    ack: AsyncAck, done: Message | dict[str, Any], *, typed: Typed, client: AsyncWebClient
) -> None:
    """Answer a command: a form opens, a message is for whoever typed it."""
    if isinstance(done, Message):
        await answer_command(ack, done)
    else:
        await client.views_open(trigger_id=typed.trigger_id, view=done)
        await ack()


async def answer_press(
    done: Message | dict[str, Any] | Refusal,
    *,
    press: Press,
    act: Act,
    respond: AsyncRespond,
    client: AsyncWebClient,
    replace: bool = False,
    over: bool = False,
) -> None:
    """Answer a press: a form opens; a message is on top of the Home, elsewhere private, below it or in its place.

    With `over`, one that has buttons opens over the Home. Any takes the place of the modal in which was pressed; a
    refusal never that of a message, and of a bundle only the part is replaced in which it was.
    """
    if isinstance(done, dict):
        show = client.views_push if press.modal else client.views_open
        await show(trigger_id=press.trigger_id, view=done)
        return
    message, replace = (told(done.why), False) if isinstance(done, Refusal) else (done, replace)
    if press.modal:
        await client.views_update(view_id=press.modal, view=as_modal(message))
        return
    if press.container.type == "view":
        if over and any(block["type"] == "actions" for block in message.blocks):
            await client.views_open(trigger_id=press.trigger_id, view=as_modal(message))
            return
        await draw_home(act, client, note=message.text)
        return
    mark = part_of(press.block) if replace else ""
    if mark:
        whole = with_part(press.shown, mark, message)
        message, replace = (message, False) if whole is None else (whole, True)
    await respond(
        text=message.text,
        blocks=[dict(block) for block in message.blocks],
        replace_original=replace or press.container.is_ephemeral,
        response_type="ephemeral",
    )


async def draw_anew(client: AsyncWebClient, view: dict[str, Any]) -> None:
    """Put `view` in the place of the one with its `external_id`, which may have been closed meanwhile."""
    try:
        await client.views_update(external_id=view["external_id"], view=view)
    except (SlackApiError, aiohttp.ClientError, OSError):
        logger.info("a view was not drawn anew", exc_info=True)


async def draw_home(act: Act, client: AsyncWebClient, *, note: str = "") -> None:
    """Draw this person's Home as it is now; it is owed with the note, too, in case this does not come through."""

    def current(tx: Tx, user_id: UserId) -> dict[str, Any]:
        posts.owe_homes(tx, [user_id], now=act.now, note=note)
        return load_home(tx, user_id, now=act.now, note=note)

    await client.views_publish(user_id=act.user_id, view=await act.aside(current))


async def tell(
    text: str, *, body: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient
) -> dict[str, Any] | None:
    """Tell the person one sentence, in the way that fits what they did; the body to acknowledge it with, if any."""
    if "event" in body:
        if body["event"].get("type") == "app_home_opened":
            await client.views_publish(user_id=body["event"]["user"], view=home(told(text)))
        return None
    if "command" in body:
        return {"response_type": "ephemeral", "text": text}
    if body.get("type") == "view_submission":
        return within_form(body["view"], text)
    if body.get("response_url"):
        await respond(text=text, replace_original=False, response_type="ephemeral")
    elif body.get("trigger_id"):
        await client.views_open(trigger_id=body["trigger_id"], view=notice(text))
    return None


def within_form(view: dict[str, Any], text: str, *, field: str = "") -> dict[str, Any]:
    """Tell it in the form that was sent, at `field` if it has that one; nothing that was filled in is lost."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if fields:
        return {"response_action": "errors", "errors": {field if field in fields else fields[0]: text}}
    kept = {key: view[key] for key in SHOWN if view.get(key)}
    rest = [block for block in view["blocks"] if block["block_id"] != NOTICE]
    return {"response_action": "update", "view": kept | {"blocks": [section(text) | {"block_id": NOTICE}, *rest]}}


def notice(text: str) -> dict[str, Any]:
    """A modal that only tells something."""
    return as_modal(told(text))


def as_modal(message: Message) -> dict[str, Any]:
    """A message as a modal."""
    return modal("Elevenses", message.blocks)
