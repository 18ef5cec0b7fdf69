"""Checks blocks and views against Block Kit, and says what is wrong where."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from emulator.blockkit.limits import limits_of
from emulator.blockkit.parts import WRONG_AT
from emulator.blockkit.problem import Problem, pointer_to
from emulator.blockkit.surfaces import BLOCKS_OF_VIEW, MESSAGE, VIEW
from emulator.blockkit.together import problems_anywhere, problems_in_message, problems_of_focus

LARGEST_VIEW = limits_of("view.size")["max_bytes"]

# What we say of pydantic's kinds of errors; of any other it speaks itself.
_MESSAGES = {
    "bool_type": "must be a boolean",
    "extra_forbidden": "is not a known field",
    "greater_than_equal": "must be at least {ge}",
    "int_type": "must be an integer",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be an array",
    "literal_error": "must be {expected}",
    "missing": "is required",
    "model_attributes_type": "must be an object",
    "model_type": "must be an object",
    "string_pattern_mismatch": "must match {pattern}",
    "string_too_long": "must be at most {max_length} characters",
    "string_too_short": "must be at least {min_length} characters",
    "string_type": "must be a string",
    "too_long": "must have at most {max_length} items",
    "too_short": "must have at least {min_length} items",
    "union_tag_invalid": "unsupported type: {tag}",
    "union_tag_not_found": "is required",
    "value_error": "{error}",
}


def problems_in_blocks(blocks: object, *, surface: Literal["message", "modal", "home"]) -> tuple[Problem, ...]:
    """What Slack would refuse in the blocks, read from JSON, of a surface; pointers begin with /blocks."""
    if surface == "message":
        found, together = _found(MESSAGE, blocks, "blocks"), problems_in_message(blocks)
    else:
        found, together = _found(BLOCKS_OF_VIEW, blocks, "blocks"), problems_of_focus(blocks)
    return (*found, *problems_anywhere(blocks), *together)


def problems_in_view(view: object) -> tuple[Problem, ...]:
    """What Slack would refuse in a view read from JSON; pointers begin in the view, so its own is empty."""
    blocks = view.get("blocks") if isinstance(view, dict) else None
    return (*_found(VIEW, view), *_too_large(view), *problems_anywhere(blocks), *problems_of_focus(blocks))


def _too_large(view: object) -> Iterator[Problem]:
    if len(json.dumps(view)) > LARGEST_VIEW:
        yield Problem("", f"must be at most {LARGEST_VIEW} bytes")


def _found(adapter: TypeAdapter[Any], value: object, *root: str) -> Iterator[Problem]:
    try:
        adapter.validate_python(value)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False, include_input=False):
            yield Problem(pointer_to(*root, *_steps(value, error)), _message(error))


def _message(error: ErrorDetails) -> str:
    template = _MESSAGES.get(error["type"])
    return error["msg"] if template is None else template.format(**error.get("ctx", {}))


def _steps(value: object, error: ErrorDetails) -> Iterator[object]:
    """The keys and indexes to an error, without the types of parts that pydantic names on its way."""
    loc, here = error["loc"], value
    for place, step in enumerate(loc, start=1):
        is_key = place == len(loc) and error["type"] == "extra_forbidden"
        if isinstance(here, dict):
            if step == here.get("type") and not is_key:
                continue
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
        yield step
    if error["type"] == WRONG_AT:
        yield error["ctx"]["at"]
    elif error["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        yield "type"
