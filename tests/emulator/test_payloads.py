"""The payloads have the fields Slack's documentation gives them, and no others."""

from collections.abc import Iterator
from typing import Any

import pytest

from emulator import Clock, Message, Person, Server, View, Workspace, payloads
from emulator.model import Channel

INTERACTION = {"type", "team", "user", "api_app_id", "token", "enterprise", "is_enterprise_install"}
VIEW = {
    *("id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash", "title"),
    *("clear_on_close", "notify_on_close", "close", "submit", "previous_view_id", "root_view_id", "app_id"),
    *("external_id", "app_installed_team_id", "bot_id"),
}
ACTION = {"type": "button", "action_id": "press", "block_id": "row", "value": "yes", "action_ts": "1.000001"}


@pytest.fixture
def view(ana: Person) -> View:
    where = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    block = {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "Where"}, "element": where}
    body = {"type": "modal", "title": {"type": "plain_text", "text": "Tea"}, "blocks": [block]}
    return View("V1", ana.id, body, "1.a", "V1")


@pytest.fixture
def message(workspace: Workspace, general: Channel) -> Message:
    return Message(workspace.new_ts(), general, workspace.bot_user_id, "Well?")


def test_a_command_is_a_form_of_strings(workspace: Workspace, general: Channel, ana: Person) -> None:
    form = payloads.slash_command(ana, "/tea", "now", general)
    assert all(isinstance(value, str) for value in form.values())
    assert set(form) == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command"),
        *("text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert (form["team_id"], form["user_id"], form["channel_name"]) == (workspace.team_id, ana.id, "general")
    dm = payloads.slash_command(ana, "/tea", "", workspace.direct_message(ana.id))
    assert dm["channel_name"] == "directmessage"


def test_a_press_in_a_message_says_where(ana: Person, message: Message) -> None:
    body = payloads.press_in_message(ana, message, ACTION)
    place = {"container", "trigger_id", "channel", "message", "state", "response_url", "actions"}
    assert set(body) == INTERACTION | place
    assert body["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel.id,
        "is_ephemeral": False,
    }
    assert body["user"] == {"id": ana.id, "username": "ana", "name": "ana", "team_id": "T0TEAM"}
    assert body["team"] == {"id": "T0TEAM", "domain": "tidepool"}
    assert body["channel"] == {"id": message.channel.id, "name": "general"}


def test_an_ephemeral_message_is_not_told_along(ana: Person, message: Message) -> None:
    message.only_for = ana.id
    body = payloads.press_in_message(ana, message, ACTION)
    assert "message" not in body
    assert body["container"]["is_ephemeral"] is True


def test_a_press_in_a_view_tells_the_view(ana: Person, view: View) -> None:
    body = payloads.press_in_view(ana, view, ACTION)
    assert set(body) == INTERACTION | {"container", "trigger_id", "view", "actions"}
    assert set(body["view"]) == VIEW
    empty = {"type": "conversations_select", "selected_conversation": None, "response_url_enabled": True}
    assert body["view"]["state"] == {"values": {"b": {"where": empty}}}


def test_a_submission_carries_the_response_urls_asked_for(ana: Person, view: View, general: Channel) -> None:
    view.typed["b", "where"] = {
        "type": "conversations_select",
        "selected_conversation": general.id,
        "response_url_enabled": True,
    }
    body = payloads.view_submission(ana, view)
    assert set(body) == INTERACTION | {"trigger_id", "view", "response_urls"}
    (url,) = body["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("b", "where", general.id)
    assert set(payloads.view_closed(ana, view, is_cleared=True)) == INTERACTION | {"view", "is_cleared"}


def test_shortcuts_say_what_they_were_taken_on(ana: Person, message: Message) -> None:
    everywhere = INTERACTION | {"action_ts", "callback_id", "trigger_id"}
    assert set(payloads.global_shortcut(ana, "brew")) == everywhere
    on_message = payloads.message_shortcut(ana, "keep", message)
    assert set(on_message) == everywhere | {"response_url", "message_ts", "channel", "message"}


def test_an_event_comes_in_an_envelope_of_its_own(workspace: Workspace, ana: Person, general: Channel) -> None:
    event = payloads.membership(ana, general, joined=True)
    first, second = (payloads.event_callback(workspace, event) for _ in range(2))
    assert set(first) == {
        *("token", "team_id", "context_team_id", "context_enterprise_id", "api_app_id", "event", "type"),
        *("event_id", "event_time", "authorizations", "is_ext_shared_channel", "event_context"),
    }
    assert first["event_id"] != second["event_id"]
    assert first["event"]["type"] == "member_joined_channel"
    assert first["authorizations"][0]["user_id"] == workspace.bot_user_id


def test_a_workspace_of_an_enterprise_says_so(clock: Clock) -> None:
    workspace = Workspace(manifest={}, clock=clock, enterprise_id="E0ORG", name="Org")
    ana = workspace.add_person("Ana", tz="UTC")
    body = payloads.global_shortcut(ana, "brew")
    assert body["enterprise"] == {"id": "E0ORG", "name": "Org"}
    form = payloads.slash_command(ana, "/tea", "", workspace.direct_message(ana.id))
    assert form["enterprise_id"] == "E0ORG"


def test_timestamps_and_ids_are_never_given_twice(workspace: Workspace) -> None:
    def many(give: Any) -> Iterator[str]:
        return (give() for _ in range(100))

    stamps = list(many(workspace.new_ts))
    assert stamps == sorted(set(stamps))
    assert len(set(many(lambda: workspace.new_id("V")))) == 100


async def test_a_workspace_starts_and_stops_many_times_without_a_trace(workspace: Workspace) -> None:
    ports = set()
    for _ in range(20):
        async with Server(workspace) as server:
            ports.add(server.base_url)
    assert ports
    assert workspace.post is None
