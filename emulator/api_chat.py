"""Messages: posting, changing and taking them back, as the chat methods do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator.blockkit import problems_in_blocks
from emulator.methods import Refused, answers, need_scope
from emulator.model import Channel, Json, Message
from emulator.payloads import message_object

if TYPE_CHECKING:
    from emulator.workspace import Workspace

MOST_TEXT = 40_000
MOST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
_COSTUME = ("username", "icon_emoji", "icon_url")


@answers("chat.postMessage")
def post_message(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Post to a channel, a direct message, or a person's id (which opens the direct message)."""
    channel = channel_to_post_in(workspace, arguments["channel"])
    _check_costume(workspace, arguments)
    content = content_of(workspace, arguments)
    metadata = _checked_metadata(arguments.get("metadata"))
    message = Message(
        workspace.new_ts(),
        channel,
        workspace.bot_user_id,
        metadata=metadata,
        thread_ts=_thread(workspace, channel, arguments),
        **content,
    )
    workspace.messages.append(message)
    return {"channel": channel.id, "ts": message.ts, "message": message_object(workspace, message)}


@answers("chat.postEphemeral")
def post_ephemeral(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Show a message to one person in a channel they are in."""
    channel = channel_to_post_in(workspace, arguments["channel"])
    _check_costume(workspace, arguments)
    if arguments["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    content = content_of(workspace, arguments)
    message = Message(
        workspace.new_ts(),
        channel,
        workspace.bot_user_id,
        only_for=arguments["user"],
        thread_ts=_thread(workspace, channel, arguments),
        **content,
    )
    workspace.messages.append(message)
    return {"message_ts": message.ts}


@answers("chat.update")
def update(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Change a message of the bot's own; blocks and attachments not given stay."""
    message = own_message(workspace, arguments, refusal="cant_update_message")
    stays = () if "markdown_text" in arguments else ("blocks", "attachments")
    kept = {name: getattr(message, name) for name in stays if name not in arguments}
    content = content_of(workspace, {**kept, **arguments})
    if "metadata" in arguments:
        message.metadata = _checked_metadata(arguments["metadata"])
    message.text = content["text"] or message.text
    message.blocks = content["blocks"]
    message.attachments = content["attachments"]
    message.edited_ts = workspace.new_ts()
    told = message_object(workspace, message)
    return {"channel": message.channel.id, "ts": message.ts, "text": message.text, "message": told}


@answers("chat.delete")
def delete(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Take back a message of the bot's own."""
    message = own_message(workspace, arguments, refusal="cant_delete_message")
    workspace.messages.remove(message)
    return {"channel": message.channel.id, "ts": message.ts}


@answers("chat.getPermalink")
def get_permalink(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Return a link to a message."""
    channel = workspace.channels.get(arguments["channel"])
    if channel is None or (channel.is_private and workspace.bot_user_id not in channel.members):
        raise Refused("channel_not_found")
    ts = arguments["message_ts"]
    message = workspace.find_message(channel.id, ts)
    if message is None or message.only_for:
        raise Refused("message_not_found")
    link = f"https://{workspace.domain}.slack.example/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def channel_to_post_in(workspace: "Workspace", target: str) -> Channel:
    """Return where a post goes.

    Raises:
        Refused: no such place, or the bot is not in it, or it is closed.
    """
    channel = workspace.channels.get(target)
    person = workspace.people.get(target)
    if person is not None and not (person.is_bot or person.deactivated or person.is_stranger):
        channel = workspace.direct_message(target)
    inside = channel is not None and workspace.bot_user_id in channel.members
    if channel is None or (channel.is_private and not inside):
        raise Refused("channel_not_found")
    if is_closed(workspace, channel):
        raise Refused("is_archived")
    if not inside and "chat:write.public" not in workspace.scopes:
        raise Refused("not_in_channel")
    app_home = workspace.manifest.get("features", {}).get("app_home", {})
    if channel.kind == "im" and not app_home.get("messages_tab_enabled", True):
        raise Refused("messages_tab_disabled")
    return channel


def is_closed(workspace: "Workspace", channel: Channel) -> bool:
    """Whether nothing can be posted: archived, or a direct message with somebody who has gone."""
    gone = channel.kind == "im" and any(workspace.people[each].deactivated for each in channel.members)
    return channel.is_archived or gone


def own_message(workspace: "Workspace", arguments: Mapping[str, Any], *, refusal: str) -> Message:
    """Return the bot's own message the arguments name; ephemeral ones cannot be named."""
    channel = workspace.channels.get(arguments["channel"])
    if channel is None or (channel.is_private and workspace.bot_user_id not in channel.members):
        raise Refused("channel_not_found")
    message = workspace.find_message(channel.id, arguments["ts"])
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if message.author != workspace.bot_user_id:
        raise Refused(refusal)
    return message


def content_of(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Return text, blocks and attachments, checked, as a message keeps them."""
    text = arguments.get("text") or ""
    blocks = arguments.get("blocks") or []
    attachments = arguments.get("attachments") or []
    markdown = arguments.get("markdown_text")
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if not (text or blocks or attachments or markdown):
        raise Refused("no_text")
    if markdown:
        blocks = [{"type": "markdown", "text": markdown}]
    _check_blocks(blocks)
    _check_attachments(attachments)
    return {
        "text": (text or markdown or "")[:MOST_TEXT],
        "blocks": workspace.completed(blocks),
        "attachments": [{"id": number, **each} for number, each in enumerate(attachments, 1)],
    }


def _check_blocks(blocks: Any) -> None:
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    problems = problems_in_blocks(blocks, surface="message")
    if problems:
        messages = [f"[ERROR] {each.message} [json-pointer:{each.pointer}]" for each in problems]
        raise Refused("invalid_blocks", response_metadata={"messages": messages})


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    for attachment in attachments:
        if attachment.get("blocks"):
            _check_blocks(attachment["blocks"])


def _checked_metadata(metadata: Any) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if set(metadata) - {"event_type", "event_payload", "entities"} or not isinstance(kind, str) or not kind:
        raise Refused("invalid_metadata_format")
    if not isinstance(payload, dict):
        raise Refused("invalid_metadata_format")
    return metadata


def _check_costume(workspace: "Workspace", arguments: Mapping[str, Any]) -> None:
    if any(arguments.get(name) for name in _COSTUME):
        need_scope(workspace, "chat:write.customize")


def _thread(workspace: "Workspace", channel: Channel, arguments: Mapping[str, Any]) -> str | None:
    thread_ts: str | None = arguments.get("thread_ts") or None
    if thread_ts is not None and workspace.find_message(channel.id, thread_ts) is None:
        raise Refused("cannot_reply_to_message")
    return thread_ts
