"""Slack's text as a person reads it: names for mentions, words for dates, no escapes."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

_ENTITY = re.compile(r"<([^<>]+)>")
_EMPHASIS = re.compile(r"(?<![\w*_~`])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~`])")
_DATE_TOKEN = re.compile(r"\{(\w+)\}")


def read(text: str, *, name_of: Callable[[str], str], now: datetime, zone: tzinfo) -> str:
    """Return mrkdwn as it reads on screen.

    Args:
        text: what the bot sent.
        name_of: the name behind an id such as U123 or C123.
        now: the instant of reading, for "today".
        zone: where the reader is.
    """

    def entity(match: re.Match[str]) -> str:
        return _entity(match.group(1), name_of=name_of, now=now, zone=zone)

    return html.unescape(_ENTITY.sub(entity, text))


def without_emphasis(text: str) -> str:
    """Return the words without the marks that make them bold, italic or struck through."""
    previous = None
    while previous != text:
        previous, text = text, _EMPHASIS.sub(r"\2", text)
    return text


def _entity(inside: str, *, name_of: Callable[[str], str], now: datetime, zone: tzinfo) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + name_of(target[1:])
    if target.startswith("#"):
        return "#" + name_of(target[1:])
    if target.startswith("!date^"):
        return _date(target, label, now=now, zone=zone)
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return label or target.removeprefix("mailto:")


def _date(target: str, fallback: str, *, now: datetime, zone: tzinfo) -> str:
    parts = target.split("^")
    if len(parts) < 3 or not parts[1].isdigit():  # noqa: PLR2004 - <!date^seconds^format>
        return fallback
    at = datetime.fromtimestamp(int(parts[1]), UTC).astimezone(zone)
    return _DATE_TOKEN.sub(lambda token: _date_token(token.group(1), at, now.astimezone(zone)), parts[2])


def _date_token(token: str, at: datetime, now: datetime) -> str:
    pretty = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((at.date() - now.date()).days)
    if token.endswith("_pretty") and pretty:
        return pretty
    clock = f"{at.hour % 12 or 12}:{at:%M}"
    words = {
        "date_num": f"{at:%Y-%m-%d}",
        "date": f"{at:%B} {_ordinal(at.day)}, {at.year}",
        "date_short": f"{at:%b} {at.day}, {at.year}",
        "date_long": f"{at:%A}, {at:%B} {_ordinal(at.day)}, {at.year}",
        "time": f"{clock} {at:%p}",
        "time_secs": f"{clock}:{at:%S} {at:%p}",
    }
    return words.get(token.removesuffix("_pretty"), "{" + token + "}")


def _ordinal(day: int) -> str:
    if day in {11, 12, 13}:
        return f"{day}th"
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"
