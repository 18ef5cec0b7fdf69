"""What people answer before a round: yes, not this round, or as before."""

from datetime import date, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.home.views import card
from bot.people import ChannelId, UserId
from bot.posts import Message
from bot.rsvp import views
from bot.rsvp.decisions import refuse_answer
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.payloads import Press
from storage import people, programmes, rsvp
from storage.database import Tx
from storage.home import load_standing


def register(app: AsyncApp) -> None:
    """Listen to the buttons of the question."""
    for action in (views.YES, views.NO):
        app.action(action)(press_answer)
    app.action(views.AS_BEFORE)(press_as_before)


async def press_answer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Yes, or not this round."""
    press = Press.model_validate(body)
    programme_id, _ = press.numbers(2)
    yes = press.action == views.YES
    message, counts = await act.once(answer, programme_id, press.day, yes=yes, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client, replace=counts)
    await ack()


def answer(tx: Tx, user_id: UserId, programme_id: int, on: date, *, yes: bool, now: datetime) -> tuple[Message, bool]:
    """Note what this person says to the round of that date; what they are told, and whether it counts."""
    programme = programmes.load_programme(tx, programme_id)
    joined = programme_id in programmes.load_answers(tx, user_id)
    refusal = refuse_answer(programme, joined=joined, on=on)
    if programme is None or refusal is not None:
        facts = load_standing(tx, user_id, channel=ChannelId(""), now=now)
        return card(facts, now=now, note=views.NOT_IN if refusal is None else refusal.why), False
    if yes:
        people.pause_member(tx, user_id, until=None)
    programmes.answer_round(tx, programme, user_id, yes=yes)
    return views.question_message(programme, said=yes), True


async def press_as_before(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """As before: no longer asked first."""
    press = Press.model_validate(body)
    message = await act.once(as_before, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


def as_before(tx: Tx, user_id: UserId, *, now: datetime) -> Message:
    """Introduce this person without asking."""
    rsvp.set_ask_first(tx, user_id, first=False)
    rsvp.note_alive(tx, user_id, now=now)
    return views.as_before_message()
