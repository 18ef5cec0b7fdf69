"""A web server on 127.0.0.1 in this event loop, quick to start and to stop."""

import asyncio
import socket
from contextlib import suppress
from typing import Self

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from websockets.exceptions import WebSocketException


class Loopback:
    """Serves an ASGI app while entered; `port` is known from then on."""

    def __init__(self, app: ASGIApp, *, port: int = 0) -> None:
        self._app = app
        self.port = port

    async def __aenter__(self) -> Self:
        # asyncio switches Nagle off only where the protocol is named; else each answer waits 40 ms for an ack.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", self.port))
        except OSError:
            listener.close()
            raise
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http=_CuttableHttp,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,
            proxy_headers=False,
            ws_ping_interval=None,
        )
        config.load()
        self._uvicorn = uvicorn.Server(config)
        self._uvicorn.lifespan = config.lifespan_class(config)
        await self._uvicorn.startup(sockets=[listener])
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        # uvicorn's own shutdown naps a tenth of a second at a time; tests start and stop many servers.
        for server in self._uvicorn.servers:
            server.close()
        for protocol in list(self._uvicorn.server_state.connections):
            with suppress(WebSocketException):  # it is closing already
                protocol.shutdown()
        tasks: set[asyncio.Task[None]] = set(self._uvicorn.server_state.tasks)
        if tasks:
            for task in (await asyncio.wait(tasks, timeout=1))[1]:
                task.cancel()
        await asyncio.sleep(0)


class _CuttableHttp(H11Protocol):
    """HTTP over a transport that an answer may cut."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
