"""Lists in pages: a limit and a cursor, as every listing method of the Web API has them."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from emulator.methods import Refused
from emulator.model import Json

T = TypeVar("T")
MOST = 999


def page_of(items: Sequence[T], arguments: Mapping[str, Any], *, default: int, epoch: int = 0) -> tuple[list[T], Json]:
    """Return one page and the `response_metadata` that leads to the next; an empty cursor ends the list.

    A cursor of an earlier `epoch` has expired.
    """
    limit = arguments.get("limit", default) or default
    if not 1 <= limit <= MOST:
        raise Refused("invalid_limit")
    start = _start(arguments.get("cursor") or "", epoch)
    if start > len(items):
        raise Refused("invalid_cursor")
    end = start + limit
    cursor = base64.b64encode(f"next:{epoch}:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: str, epoch: int) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix(f"next:{epoch}:"))
    except (binascii.Error, ValueError):
        raise Refused("invalid_cursor") from None
