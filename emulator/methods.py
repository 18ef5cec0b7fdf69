"""The Web API methods a workspace knows: their arguments and scopes, and the functions that answer them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.workspace import Workspace

Handler = Callable[["Workspace", Mapping[str, Any]], dict[str, Any]]


class Refused(Exception):  # noqa: N818 - Slack's word for it: the request is refused, nothing went wrong
    """The workspace says no: becomes `{"ok": false, "error": ...}`, with whatever else Slack adds."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


@dataclass(frozen=True, slots=True)
class Method:
    """What Slack's reference says of one method; argument kinds are text, integer, boolean or json."""

    name: str
    accepts_json: bool
    tier: str
    scopes: frozenset[str]
    required: tuple[str, ...]
    arguments: Mapping[str, str]


def _load() -> dict[str, Method]:
    raw = json.loads(Path(__file__).with_name("methods.json").read_text(encoding="utf-8"))
    return {
        name: Method(
            name=name,
            accepts_json=spec["json"],
            tier=spec["tier"],
            scopes=frozenset(spec["scopes"]),
            required=tuple(spec["required"]),
            arguments=spec["arguments"],
        )
        for name, spec in raw.items()
    }


METHODS = _load()
HANDLERS: dict[str, Handler] = {}


def answers(name: str) -> Callable[[Handler], Handler]:
    """Register a function as the answer to a method; it returns the answer's fields besides `ok`."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register


def need_scope(workspace: "Workspace", *scopes: str) -> None:
    """Refuse as Slack does unless the app holds one of these scopes."""
    if not workspace.scopes.intersection(scopes):
        raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(sorted(workspace.scopes)))


def invalid_arguments(*messages: str) -> Refused:
    """Return the refusal Slack gives for arguments that do not fit, each with its reason."""
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {text}" for text in messages]})
