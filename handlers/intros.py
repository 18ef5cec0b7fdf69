"""What people do with an introduction: pick a time, ask, skip it, and say whether they met."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.intros import views
from bot.intros.asides import UNFIT
from bot.intros.checkin_views import ANSWERS, KEEP, LONGEST, TAKEAWAY
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.intro_steps import (
    MENU,
    Step,
    another,
    answer,
    calendar,
    keep_apart,
    keep_takeaway,
    pick,
    skip,
    take_step,
    takeaway,
)
from handlers.payloads import Press, StaleError, Submitted

ANSWERED = {action: answer for answer, action in ANSWERS.items()}
BUTTONS: dict[str, Step] = {views.ANOTHER: another, views.SKIP: skip, views.CALENDAR: calendar}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and menus of introductions and check-ins."""
    for action in (views.PICK, *BUTTONS):
        app.action(action)(press_step)
    for action in (views.MORE, views.CARD):
        app.action(action)(choose_step)
    for action in ANSWERED:
        app.action(action)(press_answer)
    app.action(TAKEAWAY)(press_takeaway)
    app.view(UNFIT)(submit_unfit)
    app.view(KEEP)(submit_takeaway)


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pick, another time, not this week, or add to calendar."""
    press = Press.model_validate(body)
    if press.action == views.PICK:
        intro_id, at = press.numbers(2)
        step = pick(at)
    else:
        intro_id, step = press.number, BUTTONS[press.action]
    await answer_step(act, press, intro_id, step, respond=respond, client=client)
    await ack()


async def choose_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Something from the menu behind the three dots, or from that of the card."""
    press = Press.model_validate(body)
    word, intro_id = press.choice
    if word not in MENU:
        raise StaleError(word[:40])
    await answer_step(act, press, intro_id, MENU[word], respond=respond, client=client)
    await ack()


async def answer_step(
    act: Act, press: Press, intro_id: int, step: Step, *, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Take a step in an intro, and show or tell what came of it."""
    said = await act.once(take_step, intro_id, step, private=press.private, now=act.now)
    await answer_press(said, press=press, act=act, respond=respond, client=client)


async def press_answer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """We met, it's planned, or not this time."""
    press = Press.model_validate(body)
    kept = await act.once(answer, press.number, ANSWERED[press.action], now=act.now)
    await answer_press(kept, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_takeaway(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Note a takeaway: open the form."""
    press = Press.model_validate(body)
    view = await act.once(takeaway, press.number)
    await answer_press(view, press=press, act=act, respond=respond, client=client)
    await ack()


async def submit_takeaway(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: keep one line, for whoever sent it."""
    form = Submitted.model_validate(body)
    text = " ".join(form.value("takeaway").split())[:LONGEST]
    await answer_form(ack, body, await act.once(keep_takeaway, form.number, text))


async def submit_unfit(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: whom this person would rather not meet again."""
    form = Submitted.model_validate(body)
    await answer_form(ack, body, await act.once(keep_apart, form.number, form.values("people")))
