"""What goes wrong on demand, as the official client meets it."""

import time
from random import Random
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Fault, Person, Workspace


async def met(call: Any) -> str:
    """Return what the client makes of a call: ok, an error of Slack's, or that of the connection."""
    try:
        await call
    except SlackApiError as refused:
        answer = refused.response
        return str(answer["error"]) if hasattr(answer, "data") else "unreadable"
    except aiohttp.ClientConnectionError:
        return "lost"
    return "ok"


SEEN = {
    "lost": ("lost", 0),
    "garbage": ("unreadable", 200),
    "status_500": ("service_unavailable", 500),
    "status_503": ("service_unavailable", 503),
    "fatal_error": ("fatal_error", 200),
    "internal_error": ("internal_error", 200),
}


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("taken", [False, True], ids=["before", "after"])
async def test_a_fault_spoils_one_call_and_says_whether_it_was_taken(
    client: AsyncWebClient, workspace: Workspace, general: Channel, *, kind: str, taken: bool
) -> None:
    seen, status = SEEN[kind]
    workspace.faults.add(Fault(f"{kind}_{'after' if taken else 'before'}"), method="chat.postMessage")
    await client.auth_test()
    assert await met(client.chat_postMessage(channel=general.id, text="hello")) == seen
    assert len(workspace.messages) == taken
    call = workspace.calls_to("chat.postMessage")[0]
    assert (call.ok, call.status, call.taken, call.channel) == (False, status, taken, general.id)
    assert await met(client.chat_postMessage(channel=general.id, text="again")) == "ok"


async def test_the_sdk_that_retries_a_lost_connection_posts_twice(
    client: AsyncWebClient, workspace: Workspace, general: Channel, ana: Person
) -> None:
    client.retry_handlers.append(AsyncConnectionErrorRetryHandler(max_retry_count=1))
    workspace.faults.add(Fault.LOST_AFTER, method="chat.postMessage")
    await client.chat_postMessage(channel=general.id, text="hello")
    assert [message.text for message in ana.messages] == ["hello", "hello"]


async def test_a_429_says_how_long_to_wait(client: AsyncWebClient, workspace: Workspace, general: Channel) -> None:
    workspace.faults.add(Fault.RATE_LIMITED, seconds=7)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=general.id, text="hello")
    response = refused.value.response
    assert (response.status_code, response["error"], response.headers["Retry-After"]) == (429, "ratelimited", "7")
    assert workspace.messages == []


async def test_a_limit_lets_a_burst_through_and_then_asks_to_wait(
    client: AsyncWebClient, workspace: Workspace, general: Channel, ana: Person
) -> None:
    workspace.faults.limit("chat.postMessage", per_second=0.5, burst=3)
    seen = [await met(client.chat_postMessage(channel=general.id, text=str(number))) for number in range(4)]
    assert seen == ["ok", "ok", "ok", "ratelimited"]
    assert await met(client.users_info(user=ana.id)) == "ok"
    assert workspace.faults.happened == {Fault.RATE_LIMITED: 1}


async def test_a_limit_may_hold_for_each_channel(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    workspace.faults.limit("chat.postMessage", per_second=0.01, burst=1, per_channel=True)
    one, two = workspace.add_channel("one"), workspace.add_channel("two")
    seen = [await met(client.chat_postMessage(channel=each.id, text="hi")) for each in (one, two, one)]
    assert seen == ["ok", "ok", "ratelimited"]
    assert ana.messages == []


async def test_a_slow_call_is_carried_out_in_the_end(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.faults.slow(0.05, method="auth.test")
    began = time.monotonic()
    assert await met(client.auth_test()) == "ok"
    assert time.monotonic() - began >= 0.05


async def test_a_share_of_calls_goes_wrong_by_chance_that_can_be_replayed(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    def plan() -> None:
        workspace.faults.clear()
        workspace.faults.share(0.4, kinds=[Fault.FATAL_ERROR_BEFORE], methods=["auth.test"], rng=Random(7))

    plan()
    first = [await met(client.auth_test()) for _ in range(20)]
    plan()
    assert [await met(client.auth_test()) for _ in range(20)] == first
    assert set(first) == {"ok", "fatal_error"}
    assert await met(client.api_test()) == "ok"


async def test_the_server_goes_on_after_cutting_many_connections(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.faults.add(Fault.LOST_BEFORE, times=5)
    assert [await met(client.auth_test()) for _ in range(6)] == ["lost"] * 5 + ["ok"]
    assert workspace.traffic.in_flight == 0
