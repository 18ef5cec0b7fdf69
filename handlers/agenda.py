"""What people do with the agenda of their team's meeting: copy it, post it, and say who leads."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.agenda import views
from bot.people import ChannelId
from bot.posts import Message
from bot.refusal import Refusal
from handlers import agenda_steps as steps
from handlers.acts import Act
from handlers.answers import answer_form, answer_press, open_or_answer
from handlers.payloads import Press, Submitted, Typed

BUTTONS: Mapping[str, Callable[..., Message | dict[str, Any] | Refusal]] = {
    views.OPEN: steps.show,
    views.ANOTHER: steps.another,
    views.POST: steps.post,
    views.PASS: steps.pass_on,
}
IN_PLACE = {views.ANOTHER, views.PASS}  # what changes the form in which it was pressed


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form."""
    for action in BUTTONS:
        app.action(action)(press_button)
    app.view(views.KEEP)(submit_agenda)


async def open_agenda(ack: AsyncAck, typed: Typed, act: Act, client: AsyncWebClient) -> None:
    """`/learn agenda`."""
    done = await act.once(steps.typed, ChannelId(typed.channel_id), now=act.now)
    await open_or_answer(ack, done, typed=typed, client=client)


async def press_button(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """See it, another opener, post it, or not me this time."""
    press = Press.model_validate(body)
    done = await act.once(BUTTONS[press.action], ChannelId(press.text), now=act.now)
    if press.modal and press.action in IN_PLACE and isinstance(done, dict):
        await client.views_update(view_id=press.modal, view=done)
    else:
        await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def submit_agenda(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: a host's line, who leads and where it goes; for others there is nothing to keep."""
    sent = Submitted.model_validate(body)
    if not sent.value("goes"):
        await ack()
        return
    form = steps.AgendaForm(sent.value("line"), sent.value("lead"), sent.value("goes"))
    done = await act.once(steps.save, ChannelId(sent.kept), form, now=act.now)
    await answer_form(ack, body, done)
