"""What an operator is told who installs the bot, and what comes into the settings file."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

CREATE = "https://api.slack.com/apps?new_app=1&manifest_json="


@dataclass(frozen=True, slots=True)
class Token:
    """A secret that Slack shows to whoever creates the app: its setting, its name there, and how it begins."""

    setting: str
    name: str
    begins: str


BOT_TOKEN = Token("SLACK_BOT_TOKEN", "Bot User OAuth Token", "xoxb-")
APP_TOKEN = Token("SLACK_APP_TOKEN", "App-Level Token", "xapp-")
SEALING_KEYS = "SEALING_KEYS"
SIGNING_SECRET = "SLACK_SIGNING_SECRET"  # noqa: S105  the name of a setting

WROTE = "Wrote .env, which only you can read."
KEPT = ".env is there already, so it stays as it is."
SAVED = "Saved in .env."


def create_link(manifest: Mapping[str, Any]) -> str:
    """Where Slack creates the app of this manifest."""
    return CREATE + quote(json.dumps(manifest, separators=(",", ":")), safe="")


def how_to_create(manifest: Mapping[str, Any]) -> str:
    """The way from nothing to two tokens."""
    return (
        f"\nCreate the Slack app with this link, in your workspace:\n\n{create_link(manifest)}\n\n"
        f"Then, on the app's pages:\n"
        f"  1. Install App: install it. That gives the {BOT_TOKEN.name} ({BOT_TOKEN.begins}…).\n"
        f"  2. Basic Information, App-Level Tokens: generate one with the scope connections:write "
        f"({APP_TOKEN.begins}…).\n"
    )


def missing_tokens(known: Collection[str]) -> tuple[Token, ...]:
    """The tokens that are still needed, given the settings that are there; the signing secret stands for one."""
    there = {*known, APP_TOKEN.setting} if SIGNING_SECRET in known else set(known)
    return tuple(token for token in (BOT_TOKEN, APP_TOKEN) if token.setting not in there)


def question(token: Token) -> str:
    """What is asked on a terminal."""
    return f"{token.name} (nothing shows as you paste; Enter to do it later)"


def objection(token: Token, told: str) -> str | None:
    """What is wrong with a token as it was pasted, or None."""
    return None if told.startswith(token.begins) else f"That does not begin with {token.begins}, so it is another one."


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """A settings file with these values: in the lines that wait for them, else at its end."""
    for name, value in values.items():
        waits = re.search(rf"(?m)^{name}=[ \t]*$", text)
        if waits:
            text = f"{text[: waits.start()]}{name}={value}{text[waits.end() :]}"
        else:
            text = f"{text.rstrip()}\n{name}={value}\n".lstrip()
    return text


def next_steps(missing: Collection[Token]) -> str:
    """What comes after the settings file."""
    put = " and ".join(token.setting for token in missing)
    first = f"put {put} into .env, then " if put else ""
    return (
        f"Next: {first}`uv run app.py doctor` says whether anything is missing, and `uv run app.py run` starts.\n"
        f"In Slack, /invite @Elevenses to a channel and run /elevenses setup there."
    )
