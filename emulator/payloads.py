"""The payloads Slack sends a bot, field for field, for what somebody just did."""

import mimetypes
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator.forms import state_of
from emulator.model import Channel, File, Json, Message, View

if TYPE_CHECKING:
    from emulator.person import Person
    from emulator.workspace import Workspace


def slash_command(person: "Person", command: str, text: str, channel: Channel, *, team_id: str | None = None) -> Json:
    """Return the form of a slash command, every value a string."""
    workspace = person.workspace
    form = {
        "token": workspace.verification_token,
        "team_id": team_id or workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": workspace.new_response_url(channel, person.id),
        "trigger_id": workspace.new_trigger(person.id),
    }
    if workspace.enterprise_id is not None:
        form |= {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.name}
    return form


def press_in_message(person: "Person", message: Message, action: Json) -> Json:
    """Return block_actions from a message; an ephemeral message is not told along."""
    workspace = person.workspace
    channel = message.channel
    body = _interaction(person, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.only_for is not None,
        },
        "trigger_id": workspace.new_trigger(person.id),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": state_of(message.blocks, message.state)},
        "response_url": workspace.new_response_url(channel, person.id, message),
        "actions": [action],
    }
    if message.only_for is None:
        body["message"] = message_object(workspace, message)
    return body


def press_in_view(person: "Person", view: View, action: Json) -> Json:
    """Return block_actions from a modal or Home."""
    workspace = person.workspace
    return _interaction(person, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.new_trigger(person.id, view.id),
        "view": view_object(workspace, view),
        "actions": [action],
    }


def view_submission(person: "Person", view: View) -> Json:
    """Return the submission of a modal, with a response_url for each place chosen to answer in."""
    workspace = person.workspace
    return _interaction(person, "view_submission") | {
        "trigger_id": workspace.new_trigger(person.id, view.id),
        "view": view_object(workspace, view),
        "response_urls": _response_urls(person, view),
    }


def view_closed(person: "Person", view: View, *, is_cleared: bool) -> Json:
    """Return the closing of a modal that asked to be told."""
    return _interaction(person, "view_closed") | {
        "view": view_object(person.workspace, view),
        "is_cleared": is_cleared,
    }


def global_shortcut(person: "Person", callback_id: str) -> Json:
    """Return a global shortcut."""
    workspace = person.workspace
    return _interaction(person, "shortcut") | {
        "action_ts": workspace.new_ts(),
        "callback_id": callback_id,
        "trigger_id": workspace.new_trigger(person.id),
    }


def message_shortcut(person: "Person", callback_id: str, message: Message) -> Json:
    """Return a shortcut taken on a message."""
    workspace = person.workspace
    channel = message.channel
    return _interaction(person, "message_action") | {
        "action_ts": workspace.new_ts(),
        "callback_id": callback_id,
        "trigger_id": workspace.new_trigger(person.id),
        "response_url": workspace.new_response_url(channel, person.id, message),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message_object(workspace, message),
    }


def block_suggestion(person: "Person", view: View | Message, *, block_id: str, element: Json, typed: str) -> Json:
    """Return the question an external select asks while somebody types."""
    body = _interaction(person, "block_suggestion") | {
        "action_id": element["action_id"],
        "block_id": block_id,
        "value": typed,
    }
    if isinstance(view, View):
        container = {"type": "view", "view_id": view.id}
        return body | {"container": container, "view": view_object(person.workspace, view)}
    return body | {
        "container": {"type": "message", "message_ts": view.ts, "channel_id": view.channel.id},
        "channel": {"id": view.channel.id, "name": _channel_name(view.channel)},
        "message": message_object(person.workspace, view),
    }


def event_callback(workspace: "Workspace", event: Mapping[str, Any]) -> Json:
    """Return an event in its envelope, with an event_id of its own."""
    ts = workspace.new_ts()
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": workspace.enterprise_id,
        "api_app_id": workspace.app_id,
        "event": {"event_ts": ts, **event},
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(ts.partition(".")[0]),
        "authorizations": [
            {
                "enterprise_id": workspace.enterprise_id,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.number():010d}",
    }


def url_verification(workspace: "Workspace", challenge: str) -> Json:
    """Return the question Slack asks of a new request URL."""
    return {"token": workspace.verification_token, "challenge": challenge, "type": "url_verification"}


def app_home_opened(person: "Person", channel: Channel) -> Json:
    """Return the event of somebody opening the app's Home tab."""
    workspace = person.workspace
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": "home"}
    home = workspace.homes.get(person.id)
    return event | ({"view": view_object(workspace, home)} if home else {})


def membership(person: "Person", channel: Channel, *, joined: bool) -> Json:
    """Return the event of somebody joining or leaving a channel."""
    return {
        "type": "member_joined_channel" if joined else "member_left_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": person.team_id,
    }


def message_object(workspace: "Workspace", message: Message) -> Json:
    """Return a message as the Web API and payloads tell it."""
    told: Json = {
        "type": "message",
        "user": message.author,
        "text": message.text,
        "ts": message.ts,
        "team": workspace.team_id,
    }
    if message.author == workspace.bot_user_id:
        told |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "bot_profile": _bot_profile(workspace)}
    for key, extra in (
        ("blocks", message.blocks),
        ("attachments", message.attachments),
        ("thread_ts", message.thread_ts),
        ("metadata", message.metadata),
    ):
        if extra:
            told[key] = extra
    if message.files:
        told["files"] = [file_object(workspace, file) for file in message.files]
    if message.edited_ts:
        told["edited"] = {"user": message.author, "ts": message.edited_ts}
    return told


def file_object(workspace: "Workspace", file: File) -> Json:
    """Return a file as messages and the Web API tell it."""
    kind = file.name.rpartition(".")[2].lower()
    return {
        "id": file.id,
        "created": int(file.at.timestamp()),
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": kind,
        "user": workspace.bot_user_id,
        "mode": "hosted",
        "size": file.size,
        "is_external": False,
        "url_private": f"https://files.slack.example/files-pri/{workspace.team_id}-{file.id}/{file.name}",
    }


def view_object(workspace: "Workspace", view: View) -> Json:
    """Return a view with what has been filled in."""
    body = view.body
    return {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": body["type"],
        "blocks": view.blocks,
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": state_of(view.blocks, view.typed)},
        "hash": view.hash,
        "title": body.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": workspace.app_id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }


def _interaction(person: "Person", kind: str) -> Json:
    workspace = person.workspace
    enterprise = workspace.enterprise_id
    team: Json = {"id": workspace.team_id, "domain": workspace.domain}
    if enterprise is not None:
        team |= {"enterprise_id": enterprise, "enterprise_name": workspace.name}
    return {
        "type": kind,
        "team": team,
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": person.team_id,
        },
        "api_app_id": workspace.app_id,
        "token": workspace.verification_token,
        "enterprise": None if enterprise is None else {"id": enterprise, "name": workspace.name},
        "is_enterprise_install": False,
    }


def _response_urls(person: "Person", view: View) -> list[Json]:
    workspace = person.workspace
    urls = []
    for block_id, actions in state_of(view.blocks, view.typed).items():
        for action_id, state in actions.items():
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            if state.get("response_url_enabled") and chosen in workspace.channels:
                url = workspace.new_response_url(workspace.channels[chosen], person.id)
                place = {"block_id": block_id, "action_id": action_id, "channel_id": chosen}
                urls.append(place | {"response_url": url})
    return urls


def _bot_profile(workspace: "Workspace") -> Json:
    return {
        "id": workspace.bot_id,
        "app_id": workspace.app_id,
        "name": workspace.people[workspace.bot_user_id].name,
        "deleted": False,
        "team_id": workspace.team_id,
    }


def _channel_name(channel: Channel) -> str:
    if channel.kind == "im":
        return "directmessage"
    return "privategroup" if channel.kind == "channel" and channel.is_private else channel.name
