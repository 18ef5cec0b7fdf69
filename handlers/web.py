"""The bot's HTTP front: what Slack sends, behind the guard, and two answers for the platform that runs us."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.people import TeamId
from handlers.guard import LARGEST, TurnedAwayError, check_request
from storage.calendars import TOKEN, load_calendar_file
from storage.database import Database, DatabaseUnavailableError

logger = logging.getLogger(__name__)

READY_WITHIN = 1.0  # seconds
ANSWER_WITHIN = 2.9  # seconds; Slack gives up after three
UNKEPT = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
TOO_SLOW = "This takes me longer than Slack waits. In a minute, `/coffee` shows where you stand."


def web_app(
    *,
    app: AsyncApp,
    db: Database,
    team_id: TeamId,
    signing_secret: str,
    now: Callable[[], datetime],
    ready: Callable[[], Awaitable[tuple[str, ...]]],
) -> Starlette:
    """Serve `app` at /slack/events, and /livez and /readyz beside it; `ready` names what is not.

    At /calendar/<token>.ics are the calendar files of the workspace `team_id`.
    """

    async def take(request: Request) -> Response:
        try:
            raw = await _read(request)
            text = check_request(request.headers, raw, secret=signing_secret, now=now())
        except TurnedAwayError as turned_away:
            logger.warning("turned a request away: %s %s", turned_away.status, turned_away.why)
            return PlainTextResponse(turned_away.why, turned_away.status)
        # Of the headers, which Slack does not sign, only those about its retries mean something to us.
        headers: dict[str, str | Sequence[str]] = {
            name: value for name, value in request.headers.items() if name.startswith("x-slack-retry-")
        }
        return await _answer(app, AsyncBoltRequest(body=text, headers=headers))

    async def live(_: Request) -> Response:
        return PlainTextResponse("alive")

    async def file(request: Request) -> Response:
        return await _file(db, team_id, request.path_params["token"], now=now())

    async def readiness(_: Request) -> Response:
        try:
            missing = await asyncio.wait_for(ready(), READY_WITHIN)
        except TimeoutError:
            missing = ("answer in time",)
        return JSONResponse({"ready": not missing, "missing": missing}, 503 if missing else 200)

    return Starlette(
        routes=[
            Route("/slack/events", take, methods=["POST"]),
            Route("/calendar/{token}.ics", file),
            Route("/livez", live),
            Route("/readyz", readiness),
        ]
    )


async def _answer(app: AsyncApp, request: AsyncBoltRequest) -> Response:
    """What the bot answers, or in time that it does not; what it has begun goes on, for Bolt runs it beside this.

    A command is answered with a sentence. To a 503, Slack shows its own sign of trouble and keeps an open form.
    """
    try:
        answer = await asyncio.wait_for(app.async_dispatch(request), ANSWER_WITHIN)
    except TimeoutError:
        if "command" in request.body:
            return JSONResponse({"response_type": "ephemeral", "text": TOO_SLOW})
        return PlainTextResponse("No answer in time.", 503)
    return Response(answer.body, answer.status, {name: values[0] for name, values in answer.headers.items()})


async def _file(db: Database, team_id: TeamId, token: str, *, now: datetime) -> Response:
    """The calendar file with this token; nobody learns more of a token that is none."""
    try:
        found = await db.run(team_id, load_calendar_file, token, now=now) if TOKEN.fullmatch(token) else None
    except DatabaseUnavailableError:
        return PlainTextResponse("No answer in time.", 503, UNKEPT)
    if found is None:
        return PlainTextResponse("There is nothing here.", 404, UNKEPT)
    return Response(found, media_type="text/calendar", headers=UNKEPT)


async def _read(request: Request) -> bytes:
    """The body, as long as it is not too large and comes in time."""
    raw = bytearray()
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            async for chunk in request.stream():
                raw += chunk
                if len(raw) > LARGEST:
                    raise TurnedAwayError(413, "The request is too large.")
    except ClientDisconnect:
        raise TurnedAwayError(400, "The request broke off.") from None
    except TimeoutError:
        raise TurnedAwayError(408, "The request came too slowly.") from None
    return bytes(raw)
