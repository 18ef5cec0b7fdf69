"""The App Home, drawn whenever somebody opens it."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.home.views import home
from bot.people import ChannelId, UserId
from bot.posts import Message
from bot.setup.views import set_up_blocks
from handlers.acts import Act
from handlers.coffee import look
from storage import people, programmes
from storage.database import Tx


def register(app: AsyncApp) -> None:
    """Listen to people opening the Home."""
    app.event("app_home_opened")(open_home)


async def open_home(event: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Show where the person stands."""
    if event.get("tab") == "home":
        card, empty = await act.once(visit, now=act.now)
        if empty and (await act.look_up(client)).admin:
            card = Message(card.text, (*set_up_blocks(), *card.blocks[1:]))
        await client.views_publish(user_id=act.user_id, view=home(card))


def visit(tx: Tx, user_id: UserId, *, now: datetime) -> tuple[Message, bool]:
    """Where this person stands, and whether nothing is set up at all; from now on their Home is kept current."""
    people.note_home(tx, user_id)
    return look(tx, user_id, ChannelId(""), now=now), not programmes.load_programmes(tx)
