"""Modals and Home tabs keep Slack's rules on triggers, piles and hashes."""

import time
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Clock, Person, Workspace


def modal(words: str = "Hello", **more: Any) -> dict[str, Any]:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": words}}]
    return {"type": "modal", "title": {"type": "plain_text", "text": "Tea"}, "blocks": blocks, **more}


def home(words: str) -> dict[str, Any]:
    return {"type": "home", "blocks": modal(words)["blocks"]}


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_a_trigger_opens_one_modal(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    trigger = workspace.new_trigger(ana.id)
    view = (await client.views_open(trigger_id=trigger, view=modal()))["view"]
    assert ana.modal is not None
    assert view["id"] == view["root_view_id"] == ana.modal.id
    assert view["blocks"][0]["block_id"]
    ana.sees("Hello")
    assert await error_of(client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"


async def test_an_expired_trigger_is_refused(
    client: AsyncWebClient, workspace: Workspace, clock: Clock, ana: Person
) -> None:
    trigger = workspace.new_trigger(ana.id)
    clock.advance(timedelta(seconds=4))
    assert await error_of(client.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"
    slow = workspace.new_trigger(ana.id)
    workspace.triggers[slow].at_monotonic = time.monotonic() - 4
    assert await error_of(client.views_open(trigger_id=slow, view=modal())) == "expired_trigger_id"
    assert ana.modal is None


async def test_a_made_up_trigger_is_refused(client: AsyncWebClient) -> None:
    assert await error_of(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_view_that_slack_would_not_show_keeps_the_trigger(
    client: AsyncWebClient, workspace: Workspace, ana: Person
) -> None:
    trigger = workspace.new_trigger(ana.id)
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=trigger, view=modal("x" * 3001))
    assert refused.value.response["error"] == "invalid_arguments"
    assert "/view/blocks/0/text/text" in refused.value.response["response_metadata"]["messages"][0]
    assert await error_of(client.views_open(trigger_id=trigger, view=home("Hi"))) == "invalid_arguments"
    huge = modal(blocks=[modal("x" * 2900)["blocks"][0] for _ in range(90)])
    assert await error_of(client.views_open(trigger_id=trigger, view=huge)) == "view_too_large"
    await client.views_open(trigger_id=trigger, view=modal())
    ana.sees("Hello")


async def test_modals_pile_up_three_high(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    await client.views_open(trigger_id=workspace.new_trigger(ana.id), view=modal("one"))
    assert ana.modal is not None
    root = ana.modal.id
    for words in ("two", "three"):
        trigger = workspace.new_trigger(ana.id, ana.modal.id)
        view = (await client.views_push(trigger_id=trigger, view=modal(words)))["view"]
        assert view["root_view_id"] == root
    trigger = workspace.new_trigger(ana.id, ana.modal.id)
    assert await error_of(client.views_push(trigger_id=trigger, view=modal("four"))) == "push_limit_reached"
    outside = workspace.new_trigger(ana.id)
    assert await error_of(client.views_push(trigger_id=outside, view=modal("five"))) == "not_found"
    await ana.closes()
    ana.sees("two")
    ana.does_not_see("three")


async def test_a_hash_guards_against_overtaking(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    view = (await client.views_open(trigger_id=workspace.new_trigger(ana.id), view=modal("one")))["view"]
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("two"))
    late = client.views_update(view_id=view["id"], hash=view["hash"], view=modal("three"))
    assert await error_of(late) == "hash_conflict"
    ana.sees("two")
    assert await error_of(client.views_update(view_id="V404", view=modal())) == "not_found"
    published = (await client.views_publish(user_id=ana.id, view=home("Home")))["view"]
    await client.views_publish(user_id=ana.id, view=home("Home again"), hash=published["hash"])
    late = client.views_publish(user_id=ana.id, view=home("Too late"), hash=published["hash"])
    assert await error_of(late) == "hash_conflict"
    ana.sees("Home again")


async def test_an_external_id_is_given_once(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    await client.views_open(trigger_id=workspace.new_trigger(ana.id), view=modal(external_id="mine"))
    again = client.views_open(trigger_id=workspace.new_trigger(ana.id), view=modal(external_id="mine"))
    assert await error_of(again) == "duplicate_external_id"
    await client.views_update(external_id="mine", view=modal("changed", external_id="mine"))
    ana.sees("changed")


async def test_home_must_be_switched_on(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    workspace.manifest = {"features": {}}
    assert await error_of(client.views_publish(user_id=ana.id, view=home("Hi"))) == "not_enabled"
