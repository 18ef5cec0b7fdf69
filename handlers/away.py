"""What people answer when a pause is proposed to them: pause until that day, or not needed."""

from datetime import date, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.away import views
from bot.people import UserId
from bot.posts import Message
from bot.refusal import Refusal
from handlers import pauses
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.payloads import Press
from storage.database import Tx


def register(app: AsyncApp) -> None:
    """Listen to the buttons of the proposal."""
    app.action(views.PAUSE)(press_pause)
    app.action(views.NOT_NEEDED)(press_not_needed)


async def press_pause(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pause until the day that the button names."""
    press = Press.model_validate(body)
    done = await act.once(pause, press.day, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


def pause(tx: Tx, user_id: UserId, on: date, *, now: datetime) -> Message | Refusal:
    """Pause this person until then; what they are told."""
    done = pauses.pause_until(tx, user_id, on.isoformat(), now=now)
    return done if isinstance(done, Refusal) else views.paused_message(on)


async def press_not_needed(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Not needed."""
    press = Press.model_validate(body)
    message = views.not_needed_message()
    await answer_press(message, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()
