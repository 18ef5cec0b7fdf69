"""What people do with an introduction: pick a time, ask, skip it, and say whether they met."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.intros import views
from bot.intros.checkin_views import ANSWERS
from bot.refusal import Refusal
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.intro_steps import MENU, Step, another, answer, pick, skip, take_step
from handlers.payloads import Press, StaleError

ANSWERED = {action: answer for answer, action in ANSWERS.items()}
BUTTONS: dict[str, Step] = {views.ANOTHER: another, views.SKIP: skip}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and menus of introductions and check-ins."""
    for action in (views.PICK, *BUTTONS):
        app.action(action)(press_step)
    for action in (views.MORE, views.CARD):
        app.action(action)(choose_step)
    for action in ANSWERED:
        app.action(action)(press_answer)


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pick, another time, or not this week."""
    press = Press.model_validate(body)
    if press.action == views.PICK:
        intro_id, at = press.numbers(2)
        step = pick(at)
    else:
        intro_id, step = press.number, BUTTONS[press.action]
    message = await act.once(take_step, intro_id, step, private=press.private, now=act.now)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


async def choose_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Something from the menu behind the three dots, or from that of the card."""
    press = Press.model_validate(body)
    word, intro_id = press.choice
    if word not in MENU:
        raise StaleError(word[:40])
    message = await act.once(take_step, intro_id, MENU[word], private=press.private, now=act.now)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


async def press_answer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """We met, it's planned, or not this time."""
    press = Press.model_validate(body)
    kept = await act.once(answer, press.number, ANSWERED[press.action], now=act.now)
    message, replace = (told(kept.why), False) if isinstance(kept, Refusal) else (kept, True)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client, replace=replace)
    await ack()
