"""What people do with an introduction: skip it, and say whether they met."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.intro import Answer, IntroState
from bot.intros import views
from bot.intros.skips import decide_skip
from bot.people import UserId
from bot.posts import Message
from bot.refusal import Refusal
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.payloads import Press
from storage import intros, posts
from storage.database import Tx

ANSWERED = {action: answer for answer, action in views.ANSWERS.items()}


def register(app: AsyncApp) -> None:
    """Listen to the buttons of introductions and check-ins."""
    app.action(views.SKIP)(press_skip)
    for action in ANSWERED:
        app.action(action)(press_answer)


async def press_skip(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Not this week."""
    press = Press.model_validate(body)
    message = await act.once(skip, press.number, now=act.now)
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


def skip(tx: Tx, user_id: UserId, intro_id: int, *, now: datetime) -> Message:
    """Take this person out of an intro that they are in, for this time."""
    found = intros.load_intro(tx, intro_id)
    if found is None:
        return told(views.NOT_YOURS)
    plan = decide_skip(found.intro, user_id, state=found.state, skipped=found.skipped, now=now)
    if isinstance(plan, Refusal):
        return told(plan.why)
    if not intros.skip_intro(tx, intro_id, user_id):
        return told(views.SKIPPED_ALREADY)
    if plan.over:
        intros.end_intro(tx, intro_id, IntroState.SKIPPED)
    posts.enqueue(tx, [plan.post])
    return told(views.SKIPPED)


def answer(tx: Tx, user_id: UserId, checkin_id: int, said: Answer, *, now: datetime) -> Message | Refusal:
    """Keep what this person says of an intro of theirs."""
    facts = intros.load_checkin(tx, checkin_id)
    if facts is None or facts.user_id != user_id:
        return Refusal(views.NOT_YOURS)
    intros.record_answer(tx, checkin_id, said, now=now)
    return views.checkin_message(checkin_id, facts.intro, user_id, answer=said)
