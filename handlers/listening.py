"""Who we are in Slack, and how it reaches us: over a socket that we open, or over HTTP that we serve."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Iterator

import aiohttp
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp

from bot.delivery import error_name
from bot.refusal import SorryError


def stopped() -> asyncio.Event:
    """Set once somebody stops us."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def authorised(slack: AsyncWebClient) -> AuthorizeResult:
    """Who we are in Slack, from one `auth.test`."""
    try:
        hello = await slack.auth_test()
    except SlackApiError as refused:
        error = error_name(refused.response.data) or "no answer"
        raise SorryError(
            f"Slack does not accept SLACK_BOT_TOKEN ({error}). Copy it anew from your app's page."
        ) from refused
    except (aiohttp.ClientError, TimeoutError) as unreachable:
        raise SorryError(
            "Slack cannot be reached. Check the network and SLACK_API_URL, then start again."
        ) from unreachable
    return AuthorizeResult.from_auth_test_response(auth_test_response=hello, bot_token=slack.token)


def listening(client: AsyncWebClient, us: AuthorizeResult) -> AsyncApp:
    """Bolt's app for one workspace; the web front checks signatures, so Bolt does not do so again.

    Bolt gives each request a copy of `client` with the token that `us` carries.
    """

    async def authorize() -> AuthorizeResult:
        return us

    return AsyncApp(
        client=client,
        authorize=authorize,
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


@contextlib.asynccontextmanager
async def socket_mode(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Listen to Slack over a socket that we open: no public address needed."""
    try:  # the handler would try a wrong token for ever
        opened = await app.client.apps_connections_open(app_token=app_token)
    except SlackApiError as refused:
        error = error_name(refused.response.data) or "no answer"
        raise SorryError(
            f"Slack does not accept SLACK_APP_TOKEN ({error}). Make one with connections:write."
        ) from refused
    handler = AsyncSocketModeHandler(app, app_token)
    handler.client.wss_uri = opened["url"]
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


class _Server(uvicorn.Server):
    """uvicorn, leaving the signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def listen_on(web: ASGIApp, *, host: str, port: int) -> AsyncIterator[int]:
    """Serve HTTP; gives the port.

    Raises:
        SorryError: the port is taken.
    """
    server = _Server(uvicorn.Config(web, host=host, port=port, log_config=None, timeout_graceful_shutdown=5))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        if serving.done():
            raise SorryError(f"Port {port} on {host} is taken. Set PORT to another one.")
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving
