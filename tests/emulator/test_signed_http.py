"""Payloads as signed HTTP requests to one URL, taken by a real Bolt app behind Starlette."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from emulator import Clock, Person, Server, Workspace

Front = Callable[[Request], Any]


@asynccontextmanager
async def listening(front: Front) -> AsyncIterator[str]:
    """A web server with one page; yields its URL."""
    config = uvicorn.Config(
        Starlette(routes=[Route("/slack/events", front, methods=["POST"])]), lifespan="off", log_config=None, port=0
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    with config.bind_socket() as listener:
        await server.startup(sockets=[listener])
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
        for protocol in list(server.server_state.connections):
            protocol.shutdown()
        for each in server.servers:
            each.close()


@pytest.fixture
def seen() -> list[tuple[httpx.Headers, bytes]]:
    return []


@pytest.fixture
def answers() -> list[Response]:
    """What the page answers, one after another; "ok" when there is nothing left."""
    return []


@pytest.fixture
async def page(
    server: Server, seen: list[tuple[httpx.Headers, bytes]], answers: list[Response]
) -> AsyncIterator[Server]:
    """The server, delivering to a page that writes down what comes."""

    async def front(request: Request) -> Response:
        seen.append((httpx.Headers(request.headers.raw), await request.body()))
        return answers.pop(0) if answers else PlainTextResponse("")

    async with listening(front) as url:
        server.attach_http(url)
        yield server


@pytest.mark.usefixtures("page")
async def test_every_request_is_signed_at_the_workspaces_now(
    workspace: Workspace, clock: Clock, ana: Person, seen: list[tuple[httpx.Headers, bytes]]
) -> None:
    class TestClock(SignatureClock):
        def now(self) -> float:
            return clock.now().timestamp()

    verifier = SignatureVerifier(workspace.signing_secret, TestClock())
    await ana.runs("/plain tea & <cake>")
    await ana.uses("Brew")
    await ana.opens_home()
    assert all(verifier.is_valid_request(body, dict(headers)) for headers, body in seen)
    command, shortcut, event = (body for _, body in seen)
    assert parse_qs(command.decode())["text"] == ["tea & <cake>"]
    assert json.loads(parse_qs(shortcut.decode())["payload"][0])["type"] == "shortcut"
    assert json.loads(event)["event"]["type"] == "app_home_opened"
    headers, body = seen[0]
    assert not verifier.is_valid_request(body + b"x", dict(headers))
    clock.advance(timedelta(minutes=6))
    assert not verifier.is_valid_request(body, dict(headers))


@pytest.mark.usefixtures("page")
async def test_an_event_answered_with_an_error_comes_again_with_its_number(
    ana: Person, seen: list[tuple[httpx.Headers, bytes]], answers: list[Response]
) -> None:
    answers.append(PlainTextResponse("", 500))
    await ana.opens_home()
    (first, _), (again, _) = seen
    assert "x-slack-retry-num" not in first
    assert (again["x-slack-retry-num"], again["x-slack-retry-reason"]) == ("1", "http_error")


@pytest.mark.usefixtures("page")
async def test_a_bot_may_ask_not_to_be_tried_again(
    workspace: Workspace, ana: Person, seen: list[tuple[httpx.Headers, bytes]], answers: list[Response]
) -> None:
    answers.append(PlainTextResponse("", 500, {"x-slack-no-retry": "1"}))
    await ana.opens_home()
    assert len(seen) == 1
    assert workspace.owed_events == []


@pytest.mark.usefixtures("page")
async def test_a_command_is_answered_in_words_or_json(ana: Person, answers: list[Response]) -> None:
    answers.append(PlainTextResponse("In words"))
    answers.append(Response(b'{"text": "In JSON"}', media_type="application/json"))
    await ana.runs("/tea")
    await ana.runs("/tea")
    ana.sees("In words")
    ana.sees("In JSON")


async def test_a_url_that_does_not_answer_is_a_failed_delivery(
    workspace: Workspace, server: Server, ana: Person
) -> None:
    server.attach_http("http://127.0.0.1:9/slack/events")
    await ana.runs("/tea")
    assert [each.problem for each in workspace.deliveries] == ["connection_failed"]
    ana.sees("dispatch_failed")


async def test_a_bolt_app_takes_signed_requests(
    app: AsyncApp, workspace: Workspace, clock: Clock, server: Server, ana: Person
) -> None:
    handler = AsyncSlackRequestHandler(app)

    @app.command("/tea")
    async def tea(ack: AsyncAck) -> None:
        await ack("Coming")

    async with listening(handler.handle) as url:
        server.attach_http(url)
        await ana.runs("/tea")
        assert [each.status for each in workspace.deliveries] == [401]
        clock.set(_the_time_the_bolt_app_goes_by())
        await ana.runs("/tea")
        assert await server.verify_url()
        workspace.signing_secret = "another"
        assert not await server.verify_url()
    ana.sees("Coming")


def _the_time_the_bolt_app_goes_by() -> datetime:
    return datetime.fromtimestamp(SignatureClock().now(), UTC)
