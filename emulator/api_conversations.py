"""Conversations: opening direct messages and groups, and looking at channels and who is in them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator.api_chat import is_closed
from emulator.methods import Refused, answers, need_scope
from emulator.model import Channel, Json
from emulator.pages import MOST, page_of
from emulator.payloads import message_object

if TYPE_CHECKING:
    from emulator.workspace import Workspace

MOST_PEOPLE = 8
_TYPES = ("public_channel", "private_channel", "mpim", "im")
_READ_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "mpim": "mpim:read",
    "im": "im:read",
}
_WRITE_SCOPES = {
    "public_channel": "channels:manage",
    "private_channel": "groups:write",
    "mpim": "mpim:write",
    "im": "im:write",
}
_HISTORY_SCOPES = {
    "public_channel": "channels:history",
    "private_channel": "groups:history",
    "mpim": "mpim:history",
    "im": "im:history",
}


@answers("conversations.open")
def open_conversation(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Open the direct message with one person, or the group with up to eight; the same people, the same place."""
    if arguments.get("channel"):
        channel = visible_channel(workspace, arguments["channel"])
        if channel.kind == "channel":
            raise Refused("method_not_supported_for_channel_type")
        need_scope(workspace, _WRITE_SCOPES[type_of(channel)])
        return _opened(workspace, channel, arguments, known=True)
    if not arguments.get("users"):
        raise Refused("users_list_not_supplied")
    people = _people_to_meet(workspace, arguments["users"])
    need_scope(workspace, "im:write" if len(people) == 1 else "mpim:write")
    before = len(workspace.channels)
    if arguments.get("prevent_creation"):
        members = sorted({*people, workspace.bot_user_id})
        if not any(c.kind != "channel" and sorted(c.members) == members for c in workspace.channels.values()):
            raise Refused("channel_not_found")
    channel = workspace.direct_message(*people)
    return _opened(workspace, channel, arguments, known=len(workspace.channels) == before)


def _people_to_meet(workspace: "Workspace", users: str) -> list[str]:
    named = [each.strip() for each in users.split(",") if each.strip()]
    ids = list(dict.fromkeys(each for each in named if each != workspace.bot_user_id))
    if any(each not in workspace.people for each in ids):
        raise Refused("user_not_found")
    if not ids:
        raise Refused("not_enough_users")
    if len(ids) > MOST_PEOPLE:
        raise Refused("too_many_users")
    for each in ids:
        person = workspace.people[each]
        if person.deactivated:
            raise Refused("user_disabled")
        if person.is_bot or each == "USLACKBOT":
            raise Refused("cannot_dm_bot")
        if person.is_external and not workspace.shares_a_channel(person):
            raise Refused("invalid_user_combination")
    return ids


def _opened(workspace: "Workspace", channel: Channel, arguments: Mapping[str, Any], *, known: bool) -> Json:
    told: Json = {"channel": {"id": channel.id}}
    if known:
        told |= {"no_op": True, "already_open": True}
    if arguments.get("return_im"):
        told["channel"] = channel_object(workspace, channel)
    return told


@answers("conversations.close")
def close(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Put a direct message or group away; it opens again when somebody writes."""
    channel = visible_channel(workspace, arguments["channel"])
    need_scope(workspace, _WRITE_SCOPES[type_of(channel)])
    if channel.kind == "channel":
        raise Refused("method_not_supported_for_channel_type")
    return {}


@answers("conversations.info")
def info(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Describe one conversation."""
    channel = visible_channel(workspace, arguments["channel"])
    need_scope(workspace, _READ_SCOPES[type_of(channel)])
    told = channel_object(workspace, channel)
    if arguments.get("include_num_members"):
        told["num_members"] = len(channel.members)
    return {"channel": told}


@answers("conversations.members")
def members(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """List who is in a conversation, page by page."""
    channel = visible_channel(workspace, arguments["channel"])
    need_scope(workspace, _READ_SCOPES[type_of(channel)])
    page, more = page_of(channel.members, arguments, default=100, epoch=workspace.cursor_epoch)
    return {"members": page, **more}


@answers("conversations.list")
def list_conversations(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """List conversations of the types asked for, public channels unless told otherwise."""
    channels = _listed(workspace, arguments)
    page, more = page_of(channels, arguments, default=100)
    return {"channels": [channel_object(workspace, each) for each in page], **more}


@answers("users.conversations")
def conversations_of_user(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """List the conversations somebody is in, the bot itself unless told otherwise."""
    user = arguments.get("user", workspace.bot_user_id)
    channels = [channel for channel in _listed(workspace, arguments) if user in channel.members]
    page, more = page_of(channels, arguments, default=100)
    return {"channels": [channel_object(workspace, each) for each in page], **more}


def _listed(workspace: "Workspace", arguments: Mapping[str, Any]) -> list[Channel]:
    types = [each.strip() for each in (arguments.get("types") or "public_channel").split(",")]
    if any(each not in _TYPES for each in types):
        raise Refused("invalid_types")
    for each in types:
        need_scope(workspace, _READ_SCOPES[each])
    return [
        channel
        for channel in workspace.channels.values()
        if type_of(channel) in types
        and not (arguments.get("exclude_archived") and channel.is_archived)
        and (not channel.is_private or workspace.bot_user_id in channel.members)
    ]


@answers("conversations.history")
def history(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Return what was said, newest first; the payload of metadata only when asked for."""
    channel = _readable(workspace, arguments)
    messages = [
        message
        for message in reversed(workspace.messages)
        if message.channel is channel
        and message.only_for is None
        and message.thread_ts in {None, message.ts}
        and arguments.get("oldest", "0") <= message.ts <= arguments.get("latest", "9999999999")
    ]
    page, more = page_of(messages, arguments, default=100)
    told = [_told(workspace, message, arguments) for message in page]
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {"messages": told, "has_more": has_more, "pin_count": 0, **more}


@answers("conversations.replies")
def replies(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Return a thread, oldest first."""
    channel = _readable(workspace, arguments)
    messages = [
        message
        for message in workspace.messages
        if message.channel is channel
        and message.only_for is None
        and arguments["ts"] in {message.ts, message.thread_ts}
    ]
    if not messages:
        raise Refused("thread_not_found")
    page, more = page_of(messages, arguments, default=MOST)
    told = [_told(workspace, message, arguments) for message in page]
    return {"messages": told, "has_more": bool(more["response_metadata"]["next_cursor"]), **more}


def _readable(workspace: "Workspace", arguments: Mapping[str, Any]) -> Channel:
    channel = visible_channel(workspace, arguments["channel"])
    need_scope(workspace, _HISTORY_SCOPES[type_of(channel)])
    if workspace.bot_user_id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _told(workspace: "Workspace", message: Any, arguments: Mapping[str, Any]) -> Json:
    told = message_object(workspace, message)
    if message.metadata and not arguments.get("include_all_metadata"):
        told["metadata"] = {"event_type": message.metadata["event_type"]}
    return told


def visible_channel(workspace: "Workspace", channel_id: str) -> Channel:
    """Return a conversation the bot may know of: public, or one it is in."""
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.is_private and workspace.bot_user_id not in channel.members):
        raise Refused("channel_not_found")
    return channel


def type_of(channel: Channel) -> str:
    """Return public_channel, private_channel, mpim or im."""
    if channel.kind != "channel":
        return channel.kind
    return "private_channel" if channel.is_private else "public_channel"


def channel_object(workspace: "Workspace", channel: Channel) -> Json:
    """Return a conversation as Slack describes it; direct messages have a shape of their own."""
    told: Json = {
        "id": channel.id,
        "created": int(channel.created_at.timestamp()),
        "is_archived": is_closed(workspace, channel),
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": workspace.team_id,
        "updated": int(channel.created_at.timestamp() * 1000),
    }
    if channel.kind == "im":
        user = next(each for each in channel.members if each != workspace.bot_user_id)
        gone = workspace.people[user].deactivated
        return told | {"user": user, "is_user_deleted": gone, "priority": 0, "is_open": True}
    external = any(workspace.people[each].is_external for each in channel.members)
    return told | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel" and not channel.is_private,
        "is_group": channel.kind == "channel" and channel.is_private,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "is_general": channel.name == "general",
        "is_shared": external,
        "is_ext_shared": external,
        "is_pending_ext_shared": False,
        "unlinked": 0,
        "creator": channel.members[0] if channel.members else workspace.bot_user_id,
        "is_member": workspace.bot_user_id in channel.members,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
