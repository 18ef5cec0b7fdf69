"""A workspace with Ana, Ben and Chi in it, and a small bot that stands for any bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Clock, Person, Server, Workspace

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Teabot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "teabot"},
        "slash_commands": [
            {"command": "/tea", "description": "Tea", "should_escape": True},
            {"command": "/plain", "description": "Plain", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Brew", "type": "global", "callback_id": "brew"},
            {"name": "Keep", "type": "message", "callback_id": "keep"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands",
                "chat:write",
                "im:write",
                "mpim:write",
                "users:read",
                "channels:read",
                "groups:read",
                "im:read",
                "mpim:read",
                "files:write",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "member_joined_channel", "member_left_channel", "user_change"]
        }
    },
}


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    return Workspace(manifest=MANIFEST, clock=clock)


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return workspace.add_person("Ana", tz="Europe/Berlin")


@pytest.fixture
def ben(workspace: Workspace) -> Person:
    return workspace.add_person("Ben Okri", tz="America/New_York", locale="en-GB")


@pytest.fixture
def chi(workspace: Workspace) -> Person:
    return workspace.add_person("Chi", tz="Asia/Tokyo", title="Chemist")


@pytest.fixture
def general(workspace: Workspace, ana: Person, ben: Person) -> Channel:
    return workspace.add_channel("#general", members=(ana, ben))


@pytest.fixture
async def server(workspace: Workspace) -> AsyncIterator[Server]:
    async with Server(workspace) as server:
        yield server


@pytest.fixture
def client(workspace: Workspace, server: Server) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.bot_token, base_url=server.base_url, retry_handlers=[])


@pytest.fixture
def app(workspace: Workspace, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, signing_secret=workspace.signing_secret)


@pytest.fixture
async def bot(app: AsyncApp, workspace: Workspace, server: Server) -> AsyncIterator[AsyncApp]:
    """The app, listening over Socket Mode; tests add listeners to it."""
    handler = AsyncSocketModeHandler(app, workspace.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await server.connected()
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]
