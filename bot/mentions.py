"""People mentioned in what somebody typed after a command, as Slack writes them, and the words around them."""

import re
from html import unescape

from bot.people import UserId

_PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto):[^>|]*)(?:\|[^>]*)?>")


def read_mentions(text: str) -> tuple[tuple[UserId, ...], str]:
    """The people mentioned in a text, each once, and the words that are left of it as they were typed."""
    people = tuple(dict.fromkeys(UserId(found) for found in _PERSON.findall(text)))
    words = _LINK.sub(r"\1", _CHANNEL.sub(lambda found: f"#{found[1] or ''}", _PERSON.sub(" ", text)))
    return people, " ".join(unescape(words).split())
