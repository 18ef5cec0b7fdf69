"""The App Home, drawn whenever somebody opens it, and what they press there."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.directory.decisions import Moment
from bot.home import views
from bot.people import ChannelId, Person, UserId
from handlers.acts import Act
from handlers.answers import draw_home
from handlers.payloads import Press
from storage import changes, people, programmes
from storage.database import Tx
from storage.desk import keep_host
from storage.directory import APART
from storage.home import load_standing
from storage.met import load_met


def register(app: AsyncApp) -> None:
    """Listen to people opening the Home, and to its own buttons."""
    app.event("app_home_opened")(open_home)
    app.action(views.WHO_SEES)(press_who_sees)
    for action in (views.MET, views.EARLIER, views.LATER):
        app.action(action)(press_met)


async def open_home(event: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Show where the person stands; an admin, where to begin."""
    if event.get("tab") == "home":
        begins = await act.aside(nothing_yet)
        await act.once(visit, await act.look_up(client) if begins else None, now=act.now)
        await draw_home(act, client)


def nothing_yet(tx: Tx, _: UserId) -> bool:
    """Whether nothing is set up at all."""
    return not programmes.load_programmes(tx)


def visit(tx: Tx, user_id: UserId, person: Person | None, *, now: datetime) -> None:
    """From now on this person's Home is kept current."""
    if person is not None:
        changes.note_people(tx, [person], Moment(now - APART, now))
    keep_host(tx, user_id)
    people.note_home(tx, user_id)


async def press_who_sees(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Who sees what."""
    await client.views_open(trigger_id=Press.model_validate(body).trigger_id, view=views.who_sees_modal())
    await ack()


async def press_met(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Everybody whom this person has met, from somebody on."""
    press = Press.model_validate(body)
    view = await act.once(everybody_met, press.number, now=act.now)
    if press.action == views.MET:
        await client.views_open(trigger_id=press.trigger_id, view=view)
    else:
        await client.views_update(view_id=body["view"]["id"], view=view)
    await ack()


def everybody_met(tx: Tx, user_id: UserId, start: int, *, now: datetime) -> dict[str, Any]:
    """One page of everybody whom this person has met."""
    zone = load_standing(tx, user_id, channel=ChannelId(""), now=now).coffee.zone
    return views.met_modal(load_met(tx, user_id, start=start, limit=views.PAGE + 1), zone=zone, start=start)
