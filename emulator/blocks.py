"""Blocks as a workspace keeps them: with the ids and defaults Slack fills in."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from emulator.model import Json

BUTTON_LIKE = frozenset({"button", "overflow", "workflow_button", "image", "feedback_buttons", "icon_button"})


def completed(blocks: list[Any], new_id: Callable[[], str]) -> list[Json]:
    """Return a copy of the blocks in which every block and every control carries an id."""
    kept: list[Json] = deepcopy(blocks)
    for block in kept:
        block.setdefault("block_id", new_id())
        for element in elements_of(block):
            if element.get("type") not in {"image", "plain_text", "mrkdwn"}:
                element.setdefault("action_id", new_id())
        _complete_texts(block)
    return kept


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the controls (and images) a block holds."""
    for key in ("element", "accessory"):
        if isinstance(block.get(key), dict):
            yield block[key]
    if isinstance(block.get("elements"), list) and block.get("type") in {"actions", "context_actions"}:
        yield from block["elements"]


def _complete_texts(thing: Any) -> None:
    if isinstance(thing, list):
        for item in thing:
            _complete_texts(item)
    elif isinstance(thing, dict):
        if thing.get("type") == "plain_text" and isinstance(thing.get("text"), str):
            thing.setdefault("emoji", True)
        if thing.get("type") == "mrkdwn" and isinstance(thing.get("text"), str):
            thing.setdefault("verbatim", False)
        for item in thing.values():
            _complete_texts(item)
