"""Socket Mode as the official client meets it: envelopes, retries, connections that come and go."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Clock, Person, Server, Workspace


@asynccontextmanager
async def raw_socket(client: AsyncWebClient, workspace: Workspace) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A connection handled by the test itself, past its hello."""
    url = (await client.apps_connections_open(app_token=workspace.app_token))["url"]
    client.token = workspace.bot_token
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as link:
        assert (await link.receive_json())["type"] == "hello"
        yield link


async def test_an_envelope_is_answered_with_its_id_and_a_payload(
    client: AsyncWebClient, workspace: Workspace, ana: Person
) -> None:
    async with raw_socket(client, workspace) as link:
        running = asyncio.create_task(ana.runs("/plain one two"))
        envelope = await link.receive_json()
        assert envelope["type"] == "slash_commands"
        assert envelope["accepts_response_payload"] is True
        assert envelope["payload"]["text"] == "one two"
        answer = {"envelope_id": envelope["envelope_id"], "payload": {"text": "Thank you"}}
        await link.send_str(json.dumps(answer))
        delivery = await running
    assert not delivery.failed
    assert delivery.seconds is not None
    ana.sees("Thank you")


async def test_a_ticket_lets_one_connection_in(client: AsyncWebClient, workspace: Workspace, server: Server) -> None:
    url = (await client.apps_connections_open(app_token=workspace.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url):
        await server.connected()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_each_payload_goes_to_one_of_ten_connections(
    client: AsyncWebClient, workspace: Workspace, server: Server
) -> None:
    links = []
    async with aiohttp.ClientSession() as session:
        for number in range(1, 12):
            url = (await client.apps_connections_open(app_token=workspace.app_token))["url"]
            link = await session.ws_connect(url)
            first = await link.receive_json()
            if number > 10:
                assert (first["type"], first["reason"]) == ("disconnect", "too_many_websockets")
                continue
            assert first["num_connections"] == number
            links.append(link)
        assert server.connections == 10
        workspace.ack_seconds = 0.02
        await asyncio.gather(*(workspace.deliver("interactive", {"type": "shortcut"}) for _ in range(10)))
        got = [await link.receive_json(timeout=1) for link in links]
        assert len({envelope["envelope_id"] for envelope in got}) == 10


async def test_an_event_nobody_acknowledges_is_tried_again_at_once_then_later(
    client: AsyncWebClient, workspace: Workspace, clock: Clock, ana: Person
) -> None:
    workspace.ack_seconds = 0.02
    async with raw_socket(client, workspace) as link:
        await ana.opens_home()
        clock.advance(timedelta(minutes=1))
        await workspace.redeliver()
        clock.advance(timedelta(minutes=5))
        await workspace.redeliver()
        clock.advance(timedelta(days=1))
        await workspace.redeliver()
        got = [await link.receive_json() for _ in range(4)]
    assert [each["retry_attempt"] for each in got] == [0, 1, 2, 3]
    assert [each["retry_reason"] for each in got] == ["", "http_timeout", "http_timeout", "http_timeout"]
    assert len({each["payload"]["event_id"] for each in got}) == 1
    assert [each.problem for each in workspace.failed_deliveries] == ["http_timeout"] * 4


async def test_an_answer_that_comes_too_late_is_no_answer(
    client: AsyncWebClient, workspace: Workspace, ana: Person
) -> None:
    workspace.ack_seconds = 0.02
    async with raw_socket(client, workspace) as link:
        await ana.runs("/tea")
        envelope = await link.receive_json()
        await link.send_str(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "Late"}}))
    ana.sees("/tea failed with the error \u201coperation_timeout\u201d")
    ana.does_not_see("Late")


async def test_without_a_bot_a_command_fails_on_screen(server: Server, ana: Person) -> None:
    assert server.connections == 0
    await ana.runs("/tea")
    ana.sees("dispatch_failed")


async def test_a_bot_asked_to_reconnect_comes_back(
    bot: AsyncApp, server: Server, ana: Person, general: Channel
) -> None:
    joined = []

    @bot.event("member_left_channel")
    async def left(event: dict[str, Any]) -> None:
        joined.append(event["user"])

    await server.disconnect()
    await server.connected()
    await ana.leaves(general)
    assert joined == [ana.id]


async def test_two_bots_share_the_work(bot: AsyncApp, workspace: Workspace, server: Server, ana: Person) -> None:
    took = []

    @bot.command("/tea")
    async def first(ack: AsyncAck) -> None:
        took.append("first")
        await ack()

    other = AsyncApp(client=bot.client, signing_secret=workspace.signing_secret)

    @other.command("/tea")
    async def second(ack: AsyncAck) -> None:
        took.append("second")
        await ack()

    handler = AsyncSocketModeHandler(other, workspace.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await server.connected(2)
    for _ in range(4):
        await ana.runs("/tea")
    await handler.close_async()  # type: ignore[no-untyped-call]
    assert sorted(took) == ["first", "first", "second", "second"]


async def test_a_listener_that_fails_counts_as_a_failed_delivery(
    bot: AsyncApp, workspace: Workspace, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.ack_seconds = 0.1

    @bot.command("/tea")
    async def tea(_: AsyncAck) -> None:
        raise ValueError("spilt")

    with caplog.at_level(logging.CRITICAL, logger="slack_bolt.AsyncApp"):
        await ana.runs("/tea")
    ana.sees("/tea failed")
    assert [each.failed for each in workspace.deliveries] == [True]
