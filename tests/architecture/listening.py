"""What the handlers listen to, and which of Slack's methods the bot calls."""

import ast
import json
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from slack_bolt.async_app import AsyncApp

from handlers import FEATURES
from tests.architecture.sources import ROOT, dotted, modules

CALLERS = {"client", "slack"}


class Listening:
    """Stands where Bolt's app stands, and notes what is asked of it."""

    def __init__(self) -> None:
        self.heard: dict[str, set[str]] = {}

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[Any], None]]:
        def listen(name: str) -> Callable[[Any], None]:
            return lambda _function: self.heard.setdefault(kind, set()).add(name)

        return listen


def heard() -> dict[str, set[str]]:
    """The names listened to, by kind: command, action, view, event."""
    listening = Listening()
    for feature in FEATURES:
        feature.register(cast("AsyncApp", listening))
    return listening.heard


@cache
def known_methods() -> dict[str, set[str]]:
    """Slack's methods, with the scopes of which each wants one."""
    known = json.loads((ROOT / "emulator/methods.json").read_text())
    return {name: set(method["scopes"]) for name, method in known.items()}


def called_methods() -> set[str]:
    """Slack's names of the methods that the bot calls, such as `chat.postMessage`."""
    names = {name.replace(".", "_").lower(): name for name in known_methods()}
    return {
        names.get(node.func.attr.lower(), node.func.attr)
        for path, tree in modules().items()
        if path.parts[0] in {"app.py", "handlers", "scheduling"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and dotted(node.func.value).rpartition(".")[2] in CALLERS
    }
