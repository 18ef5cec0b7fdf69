"""Answering through a response_url: five times within thirty minutes, where the interaction happened."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from emulator.api_chat import content_of
from emulator.methods import Refused
from emulator.model import Json, Message, ResponseUrl

if TYPE_CHECKING:
    from emulator.workspace import Workspace

LIVES_FOR = timedelta(minutes=30)
MOST_USES = 5
_KNOWN = frozenset(
    {
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
        "metadata",
        "mrkdwn",
    }
)


def respond(workspace: "Workspace", key: str, body: bytes) -> tuple[int, Json]:
    """Do what a post to a response_url asks; returns the HTTP status and answer."""
    url = workspace.response_urls.get(key)
    try:
        if url is None or workspace.clock.now() - url.at > LIVES_FOR:
            return 404, {"ok": False, "error": "expired_url"}
        if url.uses >= MOST_USES:
            return 404, {"ok": False, "error": "used_url"}
        _apply(workspace, url, _read(body))
    except Refused as refused:
        return 400, {"ok": False, "error": refused.error, **refused.more}
    url.uses += 1
    return 200, {"ok": True}


def _read(body: bytes) -> Json:
    try:
        answer = json.loads(body)
    except ValueError:
        raise Refused("invalid_payload") from None
    if not isinstance(answer, dict) or set(answer) - _KNOWN:
        raise Refused("invalid_payload")
    return answer


def _apply(workspace: "Workspace", url: ResponseUrl, answer: Json) -> None:
    if answer.get("delete_original"):
        if url.message in workspace.messages:
            workspace.messages.remove(url.message)
        return
    content = content_of(workspace, answer)
    original = url.message
    if answer.get("replace_original") and original is not None and original in workspace.messages:
        original.text, original.blocks = content["text"], content["blocks"]
        original.attachments = content["attachments"]
        original.edited_ts = None if original.only_for else workspace.new_ts()
        return
    only_for = None if answer.get("response_type") == "in_channel" else url.person_id
    workspace.messages.append(
        Message(
            workspace.new_ts(),
            url.channel,
            workspace.bot_user_id,
            thread_ts=answer.get("thread_ts"),
            only_for=only_for,
            **content,
        )
    )
