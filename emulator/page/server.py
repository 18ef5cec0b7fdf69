"""The page's own server on 127.0.0.1: its files, and a WebSocket that keeps each browser in the picture."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.exceptions import WebSocketException

from emulator.demo.people_file import Colleague, PeopleFileError, people_in
from emulator.loopback import Loopback
from emulator.page.acts import Bring, Go, Look, StartOver, Wrong, do, read_act
from emulator.page.picture import picture, screen
from emulator.page.world import StartBot, World, new_world

STATIC = Path(__file__).parent / "static"
BREATH = 0.1  # seconds between two pictures while much happens


class Viewer:
    """One browser: whose screens it shows, and what it was last told."""

    def __init__(self, send: Callable[[str], Awaitable[None]]) -> None:
        self._send = send
        self.looks_at: list[str] = []
        self.told: dict[str, str] = {}

    async def send(self, text: str) -> None:
        """Send, unless the browser has gone, which its reader finds out."""
        with suppress(WebSocketDisconnect, WebSocketException, RuntimeError):
            await self._send(text)

    async def tell(self, parts: Mapping[str, Any]) -> None:
        """Send those parts that have changed."""
        written = {name: json.dumps(part) for name, part in parts.items()}
        news = {name: text for name, text in written.items() if self.told.get(name) != text}
        if news:
            self.told |= news
            await self.send("{" + ",".join(f"{json.dumps(name)}:{text}" for name, text in news.items()) + "}")


class Page:
    """Serves the demo while entered; `url` is where. Whatever is done there is done one after the other."""

    def __init__(
        self, start_bot: StartBot, *, manifest: Mapping[str, Any], people: Sequence[Colleague], seed: int, port: int = 0
    ) -> None:
        self._start_bot, self._manifest = start_bot, manifest
        self._people, self._seed = people, seed
        self._viewers: set[Viewer] = set()
        self._news = asyncio.Event()
        self._turn = asyncio.Lock()
        self._drawing = asyncio.Lock()
        self._runs = 0
        self._stage, self._serving = AsyncExitStack(), AsyncExitStack()
        self.world: World
        files = Route("/files/{file_id}", self._file)
        routes = [WebSocketRoute("/live", self._live), files, Mount("/", StaticFiles(directory=STATIC, html=True))]
        app = Starlette(routes=routes, middleware=[Middleware(_OnlyThisPage, port=self._port)])
        self._loopback: Loopback = Loopback(app, port=port)

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://127.0.0.1:{self._loopback.port}/"

    def _port(self) -> int:
        return self._loopback.port

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as until_all_is_well:
            await until_all_is_well.enter_async_context(self._loopback)
            until_all_is_well.push_async_callback(self._stage.aclose)
            await self._begin(self._people)
            drawer = asyncio.create_task(self._draw_for_ever())
            until_all_is_well.callback(drawer.cancel)
            self._serving = until_all_is_well.pop_all()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._serving.aclose()

    async def _begin(self, people: Sequence[Colleague]) -> None:
        """End the world there is, if any, and make another."""
        await self._stage.aclose()
        self._runs += 1
        self._people = people
        made = new_world(
            self._start_bot, manifest=self._manifest, people=people, seed=self._seed, changed=self._news.set
        )
        self.world = await self._stage.enter_async_context(made)
        self._news.set()

    async def _live(self, websocket: WebSocket) -> None:
        await websocket.accept()
        viewer = Viewer(websocket.send_text)
        self._viewers.add(viewer)
        doing: set[asyncio.Task[None]] = set()
        try:
            await self._draw()
            while True:
                task = asyncio.create_task(self._answer(viewer, await websocket.receive_text()))
                doing.add(task)
                task.add_done_callback(doing.discard)
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            self._viewers.discard(viewer)

    async def _file(self, request: Request) -> Response:
        """A file of the workspace, to keep: the browser never shows it as a page of ours."""
        file = self.world.workspace.files.get(request.path_params["file_id"])
        if file is None or file.content is None:
            return PlainTextResponse("There is no such file.", 404)
        name = quote(file.name, safe="")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(file.content, headers=headers, media_type="application/octet-stream")

    async def _answer(self, viewer: Viewer, text: str) -> None:
        try:
            await self._do(viewer, text)
        except (Wrong, PeopleFileError) as wrong:
            await viewer.send(json.dumps({"wrong": str(wrong)}))
        self._news.set()

    async def _do(self, viewer: Viewer, text: str) -> None:
        act = read_act(text)
        match act:
            case Look():
                viewer.looks_at = act.at
            case Go():  # even while time passes
                await self.world.trouble(act.how)
            case StartOver() | Bring():
                people = people_in(act.name, act.text) if isinstance(act, Bring) else self._people
                self.world.busy = "people arrive"
                await self._draw()
                async with self._turn, self._drawing:
                    await self._begin(people)
            case _:
                async with self._turn:
                    await do(self.world, act)

    async def _draw_for_ever(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            await self._draw()
            await asyncio.sleep(BREATH if self.world.busy else 0)

    async def _draw(self) -> None:
        """Tell every viewer what is new."""
        async with self._drawing:
            shared = {"run": self._runs, **await picture(self.world)}
            for viewer in list(self._viewers):
                await self._show(viewer, shared)

    async def _show(self, viewer: Viewer, shared: Mapping[str, Any]) -> None:
        people = self.world.workspace.people
        screens = {f"screen:{one}": screen(self.world, people[one]) for one in viewer.looks_at if one in people}
        await viewer.tell({**shared, **screens})


class _OnlyThisPage:
    """Serves only this page, under its own name: another site cannot drive it, nor find it under another name."""

    def __init__(self, app: ASGIApp, port: Callable[[], int]) -> None:
        self._app, self._port = app, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        hosts = {f"127.0.0.1:{self._port()}", f"localhost:{self._port()}"}
        origin = headers.get("origin")
        ours = headers.get("host") in hosts and origin in {None, *(f"http://{host}" for host in hosts)}
        if scope["type"] == "websocket":
            if ours and origin is not None:
                await self._app(scope, receive, send)
            else:
                await WebSocket(scope, receive, send).close()
            return
        if not ours:
            await PlainTextResponse("This is not the demo's address.", 403)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._guards())
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _guards(self) -> Mapping[str, str]:
        live = " ".join(f"ws://{name}:{self._port()}" for name in ("127.0.0.1", "localhost"))
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self' {live}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
