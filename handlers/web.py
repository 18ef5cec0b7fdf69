"""The bot's HTTP front: what Slack sends, behind the guard, and two answers for the platform that runs us."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers.guard import LARGEST, TurnedAwayError, check_request

READY_WITHIN = 1.0  # seconds


def web_app(
    *,
    app: AsyncApp,
    signing_secret: str,
    now: Callable[[], datetime],
    ready: Callable[[], Awaitable[tuple[str, ...]]],
) -> Starlette:
    """Serve `app` at /slack/events, and /livez and /readyz beside it; `ready` names what is not."""

    async def take(request: Request) -> Response:
        try:
            raw = await _read(request)
            text = check_request(request.headers, raw, secret=signing_secret, now=now())
        except TurnedAwayError as turned_away:
            return PlainTextResponse(turned_away.why, turned_away.status)
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        answer = await app.async_dispatch(AsyncBoltRequest(body=text, headers=headers))
        return Response(answer.body, answer.status, {name: values[0] for name, values in answer.headers.items()})

    async def live(_: Request) -> Response:
        return PlainTextResponse("alive")

    async def readiness(_: Request) -> Response:
        try:
            missing = await asyncio.wait_for(ready(), READY_WITHIN)
        except TimeoutError:
            missing = ("answer in time",)
        return JSONResponse({"ready": not missing, "missing": missing}, 503 if missing else 200)

    return Starlette(
        routes=[
            Route("/slack/events", take, methods=["POST"]),
            Route("/livez", live),
            Route("/readyz", readiness),
        ]
    )


async def _read(request: Request) -> bytes:
    """The body, as long as it is not too large."""
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > LARGEST:
                raise TurnedAwayError(413, "The request is too large.")
    except ClientDisconnect:
        raise TurnedAwayError(400, "The request broke off.") from None
    return bytes(raw)
