"""Checks blocks and views, and says where each problem is as a JSON pointer."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from emulator.blockkit.blocks import Home, Modal, OfMessage, OfView
from emulator.blockkit.parts import TOO_LONG

MOST = {"message": 50, "modal": 100, "home": 100}
LARGEST_VIEW = 250_000  # bytes

_MESSAGE: TypeAdapter[Any] = TypeAdapter(Annotated[list[OfMessage], Field(max_length=MOST["message"])])
_ON_VIEW: TypeAdapter[Any] = TypeAdapter(Annotated[list[OfView], Field(min_length=1, max_length=MOST["modal"])])
_VIEW: TypeAdapter[Any] = TypeAdapter(Annotated[Home | Modal, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where."""

    pointer: str
    message: str


def problems_in_blocks(blocks: object, *, surface: Literal["message", "modal", "home"]) -> tuple[Problem, ...]:
    """What Slack would refuse in a list of blocks on a surface; pointers begin with /blocks."""
    adapter = _MESSAGE if surface == "message" else _ON_VIEW
    return (*_found(adapter, blocks, "/blocks"), *_doubles(blocks))


def problems_in_view(view: object) -> tuple[Problem, ...]:
    """What Slack would refuse in a view; pointers begin at the view."""
    problems = _found(_VIEW, view, "")
    size = len(json.dumps(view, default=str))
    large = (Problem("", f"must be at most {LARGEST_VIEW} bytes"),) if size > LARGEST_VIEW else ()
    return (*problems, *large, *_doubles(view.get("blocks") if isinstance(view, dict) else None))


def _found(adapter: TypeAdapter[Any], value: object, root: str) -> tuple[Problem, ...]:
    try:
        adapter.validate_python(value)
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False, include_context=False, include_input=False)
        return tuple(Problem(root + _pointer(value, error), error["msg"]) for error in errors)
    return ()


def _pointer(value: object, error: ErrorDetails) -> str:
    """Where an error is: pydantic names the kinds of a union on its way, which are no part of the JSON."""
    loc = error["loc"]
    steps: list[str] = []
    here: Any = value
    for place, step in enumerate(loc):
        if isinstance(here, dict):
            last = place == len(loc) - 1
            if step not in here and not last:
                continue  # the kind that a discriminator chose
            if step not in here and last and step == here.get("type"):
                continue
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step] if step < len(here) else None
        else:
            continue
        steps.append(str(step).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{step}" for step in steps) + ("/text" if error["type"] == TOO_LONG else "")


def _doubles(blocks: object) -> Iterator[Problem]:
    """Ids that stand twice: a block's on its surface, an action's in its block."""
    listed = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    ids = Counter(str(block["block_id"]) for block in listed if block.get("block_id"))
    for place, block in enumerate(listed):
        if ids.get(str(block.get("block_id")), 0) > 1:
            yield Problem(f"/blocks/{place}/block_id", "stands twice on this surface")
        elements = block.get("elements")
        inside = [one for one in elements if isinstance(one, dict)] if isinstance(elements, list) else []
        actions = Counter(str(one["action_id"]) for one in inside if one.get("action_id"))
        for spot, one in enumerate(inside):
            if actions.get(str(one.get("action_id")), 0) > 1:
                yield Problem(f"/blocks/{place}/elements/{spot}/action_id", "stands twice in this block")
