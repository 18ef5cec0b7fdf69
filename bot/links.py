"""Addresses that the operator sets: where we can be reached, and where people meet."""

import hashlib
from string import Formatter
from urllib.parse import urlsplit

PLACES = frozenset({"token", "team", "channel"})
LONGEST = 300


def check_public_url(address: str) -> str:
    """The address at which our HTTP server can be reached, without a slash at its end; "" for none.

    Raises:
        ValueError: it is none; the message says what one looks like.
    """
    parts = urlsplit(address)
    plain = parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment)
    if address and (not plain or len(address) > LONGEST or any(one.isspace() for one in address)):
        raise ValueError("It has to look like https://coffee.example.org")
    return address.rstrip("/")


def check_meeting_url(template: str) -> str:
    """The template of a call's address; "" for none.

    Raises:
        ValueError: it is none; the message says what one looks like.
    """
    try:
        places = [place[1:] for place in Formatter().parse(template) if place[1] is not None]
        known = all(name in PLACES and not spec and not conversion for name, spec, conversion in places)
    except ValueError:
        known = False
    secure = template.startswith("https://") and not any(one.isspace() or one in "<>|" for one in template)
    if template and not (known and secure and len(template) <= LONGEST):
        raise ValueError("It has to look like https://meet.example.org/{token}; {team} and {channel} are known as well")
    return template


def meeting_link(template: str, *, token: str, team: str, channel: str) -> str:
    """Where people meet, or "" where nothing is set, or the channel that it needs is not there."""
    if not (template and token) or ("{channel}" in template and not channel):
        return ""
    return template.format(token=derived(token, "meeting"), team=team, channel=channel)


def derived(token: str, purpose: str) -> str:
    """Another token, as hard to guess, from which `token` cannot be told."""
    return hashlib.sha256(f"{purpose}:{token}".encode()).hexdigest()[:32]
