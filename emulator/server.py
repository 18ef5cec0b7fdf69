"""The workspace on the network: Web API, Socket Mode and response URLs on 127.0.0.1, in this event loop."""

import asyncio
import json
import socket
import struct
from email.utils import format_datetime
from typing import Any, Self

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from emulator.api_files import upload
from emulator.arguments import parse_request
from emulator.delivery_to_bot import MOST_CONNECTIONS, Connection, HttpPost, Parcel, SocketPost
from emulator.loopback import Loopback
from emulator.payloads import url_verification
from emulator.response_urls import respond
from emulator.web_api import scopes_header, serve
from emulator.workspace import Workspace

_PATIENCE_SECONDS = 20


class Server:
    """Serves a workspace while entered: `async with Server(workspace) as server: ... server.base_url`."""

    def __init__(self, workspace: Workspace, *, port: int = 0) -> None:
        self.workspace = workspace
        self._sockets = SocketPost(workspace.new_id)
        self._http: list[HttpPost] = []
        self._more_connections = asyncio.Condition()
        routes = [
            Route("/api/{method}", self._api, methods=["GET", "POST"]),
            Route("/response/{key:path}", self._respond, methods=["POST"]),
            Route("/upload/v1/{key}", self._upload, methods=["POST"]),
            WebSocketRoute("/link/", self._link),
        ]
        self._loopback = Loopback(Starlette(routes=routes, middleware=[Middleware(_NoBrowser)]), port=port)

    @property
    def base_url(self) -> str:
        """Where the Web API is, for `AsyncWebClient(base_url=...)`; ends with /api/."""
        return self.workspace.base_url

    def attach_http(self, url: str) -> HttpPost:
        """From now on hand payloads to this URL as signed requests instead of over Socket Mode."""
        post = HttpPost(self.workspace, url)
        self._http.append(post)
        self.workspace.post = post
        return post

    def attach_socket(self) -> None:
        """From now on hand payloads to the Socket Mode connections (as from the start)."""
        self.workspace.post = self._sockets

    async def verify_url(self, challenge: str = "a-challenge") -> bool:
        """Ask the attached URL to prove that it is the bot's, as Slack does when it is entered."""
        payload = url_verification(self.workspace, challenge)
        parcel = Parcel("events_api", payload, 0, "", self.workspace.ack_seconds)
        ack = await self._http[-1].carry(parcel)
        body = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        return ack.status == 200 and body == challenge  # noqa: PLR2004

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return len(self._sockets.connections)

    async def connected(self, count: int = 1) -> None:
        """Wait until the bot has this many Socket Mode connections; TimeoutError after twenty seconds."""
        async with asyncio.timeout(_PATIENCE_SECONDS), self._more_connections:
            await self._more_connections.wait_for(lambda: self.connections >= count)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every Socket Mode connection to go and come again: warning, refresh_requested or link_disabled."""
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "emulator"}}
        for connection in list(self._sockets.connections):
            self._sockets.connections.remove(connection)
            await connection.send(message)

    async def __aenter__(self) -> Self:
        await self._loopback.__aenter__()
        self.workspace.base_url = f"http://127.0.0.1:{self._loopback.port}/api/"
        self.workspace.post = self._sockets
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self.workspace.post = None
        for connection in list(self._sockets.connections):
            await connection.close()
            connection.lost()
        await self._loopback.__aexit__(*exc_info)
        for post in self._http:
            await post.close()

    async def _api(self, request: Request) -> Response:
        body = await request.body()
        parsed = parse_request(
            authorization=request.headers.get("authorization", ""),
            content_type=request.headers.get("content-type", ""),
            query=request.url.query,
            body=body,
        )
        with self.workspace.traffic.request():
            outcome = await serve(self.workspace, request.path_params["method"], parsed)
        if outcome.lost:
            return _CutConnection()
        date = format_datetime(self.workspace.clock.now(), usegmt=True)
        headers = {"Date": date, **scopes_header(self.workspace, parsed), **outcome.headers}
        return Response(outcome.body, outcome.status, headers, media_type="application/json")

    async def _respond(self, request: Request) -> Response:
        body = await request.body()
        with self.workspace.traffic.request():
            status, answer = respond(self.workspace, request.path_params["key"], body)
        return PlainTextResponse("ok") if status == 200 else JSONResponse(answer, status)  # noqa: PLR2004

    async def _upload(self, request: Request) -> Response:
        with self.workspace.traffic.request():
            status, answer = upload(self.workspace, request.path_params["key"], await request.body())
        return PlainTextResponse(answer, status)

    async def _link(self, websocket: WebSocket) -> None:
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self.workspace.tickets:
            await websocket.close()
            return
        self.workspace.tickets.remove(ticket)
        await websocket.accept()
        connection = Connection(websocket.send_json, websocket.close)
        if self.connections >= MOST_CONNECTIONS:
            await websocket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await websocket.close()
            return
        await websocket.send_json(self._hello())
        self._sockets.connections.append(connection)
        async with self._more_connections:
            self._more_connections.notify_all()
        try:
            await _listen(websocket, connection)
        finally:
            if connection in self._sockets.connections:
                self._sockets.connections.remove(connection)
            connection.lost()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.connections + 1,
            "connection_info": {"app_id": self.workspace.app_id},
            "debug_info": {"host": "emulator", "build_number": 1, "approximate_connection_time": 18060},
        }


async def _listen(websocket: WebSocket, connection: Connection) -> None:
    try:
        while True:
            connection.answered(json.loads(await websocket.receive_text()))
    except (WebSocketDisconnect, RuntimeError):
        return


class _NoBrowser:
    """Turns browsers away: no page open on this machine may speak to the workspace in the bot's name."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if {b"origin", b"sec-fetch-site"} & {name for name, _ in scope.get("headers", ())}:
            if scope["type"] == "websocket":
                await WebSocket(scope, receive, send).close()
            else:
                await PlainTextResponse("This is for bots.", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class _CutConnection(Response):
    """Cuts the connection instead of answering, so that the client meets a reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        transport = scope["state"]["transport"]
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
