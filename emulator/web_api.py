"""Answering the Web API: who asks, with what right and which arguments, and what goes wrong on the way."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from emulator import api_chat, api_conversations, api_dnd, api_files, api_users, api_views  # noqa: F401 - they register methods
from emulator.arguments import Request, read_arguments
from emulator.faults import Fault, Mishap
from emulator.methods import HANDLERS, METHODS, Method, Refused
from emulator.model import Call, Json

if TYPE_CHECKING:
    from emulator.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What goes back over the wire: a status, a body and headers; `lost` cuts the connection instead."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False


async def serve(workspace: "Workspace", name: str, request: Request) -> Outcome:
    """Carry out one Web API request, unless a planned fault prevents it, and keep a record of it."""
    at = workspace.clock.now()
    mishap = workspace.faults.next_for(name, channel=request.plain("channel"))
    if mishap is not None and mishap.fault is Fault.SLOW:
        await asyncio.sleep(mishap.seconds)
        mishap = None
    taken = mishap is None or mishap.fault.carries_out
    told = answer(workspace, name, request) if taken else {}
    outcome = _outcome(told) if mishap is None else _spoilt(mishap)
    ok = mishap is None and told["ok"] is True
    workspace.calls.append(
        Call(
            method=name,
            arguments=request.kept(),
            at=at,
            channel=request.plain("channel"),
            ok=ok,
            error=None if ok else told.get("error") if mishap is None else mishap.fault.value,
            status=0 if outcome.lost else outcome.status,
            taken=taken and told["ok"] is True,
        )
    )
    return outcome


def answer(workspace: "Workspace", name: str, request: Request) -> Json:
    """Return the method's answer, `ok` first, or Slack's refusal."""
    try:
        method = _known(name)
        _check_token(workspace, method, request)
        _check_scopes(workspace, method)
        arguments = read_arguments(method, request)
        return {"ok": True, **HANDLERS[name](workspace, arguments)}
    except Refused as refused:
        return {"ok": False, "error": refused.error, **refused.more}


def scopes_header(workspace: "Workspace", request: Request) -> Mapping[str, str]:
    """What the token may do, which Slack says with every answer to one that it knows."""
    granted = {workspace.bot_token: workspace.scopes, workspace.app_token: {"connections:write"}}
    known = request.token in granted and not (workspace.token_revoked and request.token == workspace.bot_token)
    return {"X-OAuth-Scopes": ",".join(sorted(granted[request.token]))} if known else {}


def _known(name: str) -> Method:
    if name not in METHODS or name not in HANDLERS:
        raise Refused("unknown_method", req_method=name)
    return METHODS[name]


def _check_token(workspace: "Workspace", method: Method, request: Request) -> None:
    if method.name == "api.test":
        return
    if not request.token:
        raise Refused("not_authed")
    if request.token not in {workspace.bot_token, workspace.app_token}:
        raise Refused("invalid_auth")
    if workspace.token_revoked and request.token == workspace.bot_token:
        raise Refused("token_revoked")
    wants_app_token = method.name == "apps.connections.open"
    if (request.token == workspace.app_token) is not wants_app_token:
        raise Refused("not_allowed_token_type")


def _check_scopes(workspace: "Workspace", method: Method) -> None:
    if method.scopes and not method.scopes & workspace.scopes:
        provided = ",".join(sorted(workspace.scopes))
        raise Refused("missing_scope", needed=",".join(sorted(method.scopes)), provided=provided)


def _outcome(told: Json) -> Outcome:
    return Outcome(200, json.dumps(told).encode())


def _spoilt(mishap: Mishap) -> Outcome:
    fault = mishap.fault
    if fault in {Fault.LOST_BEFORE, Fault.LOST_AFTER}:
        return Outcome(0, b"", lost=True)
    if fault is Fault.RATE_LIMITED:
        headers = {"Retry-After": str(max(1, round(mishap.seconds)))}
        return Outcome(429, b'{"ok": false, "error": "ratelimited"}', headers)
    if fault in {Fault.GARBAGE_BEFORE, Fault.GARBAGE_AFTER}:
        return Outcome(200, b"<html>upstream connect error")
    if fault.value.startswith("status_"):
        return Outcome(int(fault.value.split("_")[1]), b'{"ok": false, "error": "service_unavailable"}')
    error = fault.value.removesuffix("_before").removesuffix("_after")
    return Outcome(200, json.dumps({"ok": False, "error": error}).encode())
