"""Rules that blocks keep together: names that stand once, and what a surface holds once."""

from collections.abc import Iterable, Iterator
from typing import Any

from emulator.blockkit.limits import limits_of
from emulator.blockkit.problem import Problem, pointer_to

MOST_MARKDOWN = limits_of("markdown.text")["max_length"]

Placed = tuple[str, dict[Any, Any]]  # a part, after its pointer


def problems_anywhere(blocks: object) -> Iterator[Problem]:
    """Ids that stand twice: a block's on its surface, an element's in its block."""
    placed = list(_blocks(blocks))
    yield from _repeats(placed, "block_id", "is already the id of another block")
    for block in placed:
        yield from _repeats(_elements(block), "action_id", "is already the id of another element of this block")


def problems_in_message(blocks: object) -> Iterator[Problem]:
    """Second tables, and markdown that is too long taken together."""
    placed = list(_blocks(blocks))
    tables = [where for where, block in placed if block.get("type") == "table"]
    for where in tables[1:]:
        yield Problem(where, "must be the only table of the message")
    texts = [block.get("text") for _, block in placed if block.get("type") == "markdown"]
    if len(texts) > 1 and sum(len(text) for text in texts if isinstance(text, str)) > MOST_MARKDOWN:
        yield Problem(pointer_to("blocks"), f"must be at most {MOST_MARKDOWN} characters of markdown together")


def problems_of_focus(blocks: object) -> Iterator[Problem]:
    """Elements that take the focus when a view opens, after the first."""
    elements = [element for block in _blocks(blocks) for element in _elements(block)]
    focused = [where for where, element in elements if element.get("focus_on_load") is True]
    for where in focused[1:]:
        yield Problem(where + pointer_to("focus_on_load"), "must be true of one element only")


def _blocks(blocks: object) -> Iterator[Placed]:
    yield from _members(blocks, pointer_to("blocks"))


def _elements(block: Placed) -> Iterator[Placed]:
    where, body = block
    yield from _members(body.get("elements"), where + pointer_to("elements"))
    for name in ("element", "accessory"):
        if isinstance(body.get(name), dict):
            yield where + pointer_to(name), body[name]


def _members(listed: object, where: str) -> Iterator[Placed]:
    for place, member in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(member, dict):
            yield where + pointer_to(place), member


def _repeats(parts: Iterable[Placed], field: str, message: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, part in parts:
        name = part.get(field)
        if isinstance(name, str):
            if name in seen:
                yield Problem(where + pointer_to(field), message)
            seen.add(name)
