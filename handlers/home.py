"""The App Home, drawn whenever somebody opens it."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.home.views import home
from bot.people import ChannelId
from handlers.acts import Act
from handlers.coffee import look


def register(app: AsyncApp) -> None:
    """Listen to people opening the Home."""
    app.event("app_home_opened")(open_home)


async def open_home(event: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Show where the person stands."""
    if event.get("tab") == "home":
        card = await act.once(look, ChannelId(""), now=act.now)
        await client.views_publish(user_id=act.user_id, view=home(card))
