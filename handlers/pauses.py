"""Pausing until a day that somebody chooses in a form."""

from datetime import datetime, timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.calendar import zone_named
from bot.coffee import views
from bot.coffee.membership import decide_pause
from bot.people import ChannelId, UserId
from bot.refusal import Refusal
from handlers.acts import Act
from handlers.answers import answer_form
from handlers.payloads import Press, Submitted
from storage import partings, people, posts, rsvp
from storage.database import Tx
from storage.home import load_standing

USUAL = timedelta(weeks=2)


async def press_until(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Pause until, on the card."""
    press = Press.model_validate(body)
    zone = await act.once(zone_of, now=act.now)
    suggested = act.now.astimezone(zone_named(zone)).date() + USUAL
    await client.views_open(trigger_id=press.trigger_id, view=views.pause_modal(suggested))
    await ack()


async def submit_until(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: until when."""
    done = await act.once(pause_until, Submitted.model_validate(body).value("until"), now=act.now)
    await answer_form(ack, body, done)


def zone_of(tx: Tx, user_id: UserId, *, now: datetime) -> str:
    """The zone of this person's clock."""
    return load_standing(tx, user_id, channel=ChannelId(""), now=now).coffee.zone


def pause_until(tx: Tx, user_id: UserId, text: str, *, now: datetime) -> dict[str, Any] | Refusal:
    """Pause this person until the day that they chose; what they are shown."""
    facts = load_standing(tx, user_id, channel=ChannelId(""), now=now).coffee
    if not any(one.joined for one in facts.standings):
        return Refusal(views.NOT_IN, field="until")
    until = decide_pause(text, zone=facts.zone, now=now)
    if isinstance(until, Refusal):
        return until
    pause(tx, user_id, until=until, now=now)
    return views.paused_modal(until, zone=facts.zone)


def pause(tx: Tx, user_id: UserId, *, until: datetime, now: datetime) -> None:
    """Pause everything, and call off what nobody has read yet."""
    people.pause_member(tx, user_id, until=until)
    posts.owe_home_later(tx, user_id, at=until)
    partings.call_off(tx, user_id, now=now)
    rsvp.look_again(tx, user_id=user_id, now=now)
