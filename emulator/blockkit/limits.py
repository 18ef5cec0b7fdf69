"""Slack's limits, read from `limits.json`, as the constraints of fields."""

import json
from pathlib import Path
from typing import Any

from pydantic import Field

LIMITS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "limits.json").read_text())


def limits_of(path: str) -> dict[str, int]:
    """The limits of one field: `limits_of("text")` is `{"min_length": 1, "max_length": 3000}`."""
    found: Any = LIMITS
    for name in path.split("."):
        found = found[name]
    return dict(found)


def length(path: str) -> Any:
    """How many code points a string may have."""
    limits = limits_of(path)
    return Field(min_length=limits.get("min_length"), max_length=limits["max_length"])


def items(path: str) -> Any:
    """How many items a list may have."""
    limits = limits_of(path)
    return Field(min_length=limits.get("min_items"), max_length=limits["max_items"])


def span(path: str) -> Any:
    """Between which two numbers, both included, a number may lie."""
    limits = limits_of(path)
    return Field(ge=limits["min"], le=limits["max"])
