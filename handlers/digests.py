"""What people do with digests: press a button of a line, and, where they look after a team, say when it comes."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.digests import views
from bot.digests.form import DigestForm
from bot.people import ChannelId
from bot.posts import Message
from handlers import digest_steps as steps
from handlers.acts import Act
from handlers.answers import answer_form, answer_press, open_or_answer
from handlers.payloads import Press, Submitted, Typed

LINES: Mapping[str, Callable[..., Message | dict[str, Any]]] = {
    views.HELP: steps.help_with,
    views.CHEER: steps.cheer,
    views.READ: steps.read,
    views.HELPED: steps.note_helped,
}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form."""
    for action in LINES:
        app.action(action)(press_line)
    app.action(views.OPEN)(press_open)
    for action in (views.PAUSE, views.RESUME):
        app.action(action)(press_turn)
    app.view(views.SAVE)(submit_digest)


async def open_digest(ack: AsyncAck, typed: Typed, act: Act, client: AsyncWebClient) -> None:
    """`/learn digest`: the form for hosts; for others, who they are."""
    done = await act.once(steps.typed, ChannelId(typed.channel_id), now=act.now)
    await open_or_answer(ack, done, typed=typed, client=client)


async def press_line(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """The button of a line."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    done = await act.once(LINES[press.action], person, press.number, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_open(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """The weekly digest of a team."""
    press = Press.model_validate(body)
    done = await act.once(steps.form, ChannelId(press.text), now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_turn(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pause or resume, in the form or where a host was told that the channel is closed."""
    press = Press.model_validate(body)
    done = await act.once(steps.turn, ChannelId(press.text), on=press.action == views.RESUME, now=act.now)
    if press.modal and isinstance(done, dict):
        await client.views_update(view_id=press.modal, view=done)
    else:
        await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def submit_digest(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: when it comes."""
    sent = Submitted.model_validate(body)
    filled = DigestForm(sent.value("day"), sent.value("at"), sent.value("zone"))
    done = await act.once(steps.save, ChannelId(sent.kept), filled, now=act.now)
    await answer_form(ack, body, done)
