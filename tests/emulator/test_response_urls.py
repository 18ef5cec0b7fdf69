"""A response_url answers an interaction where it happened, five times within half an hour."""

from datetime import timedelta

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from emulator import Channel, Clock, Person, Server, Workspace


@pytest.fixture
def url(workspace: Workspace, server: Server, general: Channel, ana: Person) -> AsyncWebhookClient:
    """The response_url of something Ana did in #general."""
    assert server.base_url.endswith("/api/")
    return AsyncWebhookClient(workspace.new_response_url(general, ana.id), retry_handlers=[])


async def test_an_answer_is_for_the_asker_unless_said_otherwise(
    url: AsyncWebhookClient, ana: Person, ben: Person
) -> None:
    await url.send(text="For Ana")
    await url.send(text="For all", response_type="in_channel")
    ana.sees("For Ana")
    ben.does_not_see("For Ana")
    ben.sees("For all")


async def test_it_works_five_times(url: AsyncWebhookClient) -> None:
    answers = [await url.send(text=str(number)) for number in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body


async def test_it_works_for_half_an_hour(url: AsyncWebhookClient, clock: Clock) -> None:
    clock.advance(timedelta(minutes=31))
    answer = await url.send(text="late")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


async def test_it_refuses_what_is_no_message(url: AsyncWebhookClient, ana: Person) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    assert (await url.send(text="hi", blocks=blocks)).status_code == 400
    assert (await url.send_dict({"words": "hi"})).status_code == 400
    assert (await url.send_dict({})).status_code == 400
    assert ana.messages == []


async def test_it_replaces_and_deletes_the_original(
    workspace: Workspace, server: Server, url: AsyncWebhookClient, general: Channel, ana: Person
) -> None:
    assert server.connections == 0
    await url.send(text="Original")
    over = AsyncWebhookClient(workspace.new_response_url(general, ana.id, ana.messages[-1]))
    await over.send(text="Replaced", replace_original=True)
    ana.sees("Replaced")
    ana.does_not_see("Original")
    await over.send(delete_original=True)
    ana.does_not_see("Replaced")
