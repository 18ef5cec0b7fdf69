"""Files: an address to send the bytes to, the bytes, and sharing them in a conversation, as Slack's upload does."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator.api_chat import channel_to_post_in
from emulator.methods import Refused, answers, invalid_arguments
from emulator.model import File, Json, Message
from emulator.payloads import file_object

if TYPE_CHECKING:
    from emulator.workspace import Workspace

MOST_BYTES = 1_000_000_000
MOST_SNIPPET = 1_000_000
MOST_ALT_TEXT = 1000
MOST_TEXT = 40_000


@answers("files.getUploadURLExternal")
def get_upload_url(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Say where the bytes go, and the id that the file will have."""
    length = arguments["length"]
    if length <= 0:
        raise Refused("missing_argument")
    if length > MOST_BYTES:
        raise Refused("file_upload_size_restricted")
    if arguments.get("snippet_type") and length > MOST_SNIPPET:
        raise Refused("snippet_too_large")
    if len(arguments.get("alt_txt") or "") > MOST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    file = File(workspace.new_id("F"), arguments["filename"], length, workspace.clock.now())
    key = secrets.token_urlsafe(24)
    workspace.files[file.id] = workspace.uploads[key] = file
    return {"upload_url": f"{workspace.base_url.removesuffix('api/')}upload/v1/{key}", "file_id": file.id}


def upload(workspace: "Workspace", key: str, body: bytes) -> tuple[int, str]:
    """Take a file's bytes: the HTTP status and what goes back; an address is good for one file, once."""
    file = workspace.uploads.get(key)
    if file is None:
        return 404, "not found"
    if len(body) != file.size:
        return 400, "length mismatch"
    file.content = body
    del workspace.uploads[key]
    return 200, f"OK - {len(body)}"


@answers("files.completeUploadExternal")
def complete_upload(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Give the files their titles; with a channel, share them there in one message."""
    files = _files_of(workspace, arguments["files"])
    for file, title in files:
        file.title = title
    if "channel_id" in arguments:
        _share(workspace, [file for file, _ in files], arguments)
    return {"files": [file_object(workspace, file) for file, _ in files]}


def _files_of(workspace: "Workspace", given: Any) -> list[tuple[File, str]]:
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) and one.get("id") for one in given):
        raise invalid_arguments("must be a list of files, each with its id [json-pointer:/files]")
    files = []
    for one in given:
        file = workspace.files.get(str(one["id"]))
        if file is None or file.content is None or file.done:
            raise Refused("file_not_found")
        files.append((file, str(one.get("title") or file.name)))
    return files


def _share(workspace: "Workspace", files: list[File], arguments: Mapping[str, Any]) -> None:
    if arguments["channel_id"] not in workspace.channels:  # a person's id is none, other than when posting
        raise Refused("channel_not_found")
    channel = channel_to_post_in(workspace, arguments["channel_id"])
    for file in files:
        file.done = True
    workspace.messages.append(
        Message(
            workspace.new_ts(),
            channel,
            workspace.bot_user_id,
            (arguments.get("initial_comment") or "")[:MOST_TEXT],
            files=files,
            thread_ts=arguments.get("thread_ts"),
        )
    )
