"""Slack's published limits, as the types of fields."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

_TABLE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "limits.json").read_text())


def limit(path: str) -> int:
    """One limit, by its path in `limits.json`: `limit("button.text.max_length")`."""
    found: Any = _TABLE
    for name in path.split("."):
        found = found[name]
    return int(found)


def at_most(path: str, *, least: int = 0) -> Any:
    """A text of at most so many code points."""
    return Field(min_length=least, max_length=limit(path))


class Part(BaseModel):
    """A part of Block Kit: a field that Slack does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


ActionId = Annotated[StrictStr, at_most("action_id.max_length", least=1)]
BlockId = Annotated[StrictStr, at_most("block_id.max_length", least=1)]
Flag = StrictBool
Number = StrictInt
