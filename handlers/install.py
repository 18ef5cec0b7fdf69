"""An operator installs the bot: a settings file, the way to the Slack app, and its two tokens."""

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from bot.install import (
    KEPT,
    SAVED,
    SEALING_KEYS,
    WROTE,
    Token,
    fill_in,
    how_to_create,
    missing_tokens,
    next_steps,
    objection,
    question,
)
from storage.sealing import fresh_key

Say = Callable[[str], None]
Ask = Callable[[str], str]


def install(
    env: Path, *, sample: str, manifest: Mapping[str, Any], known: Collection[str], say: Say, ask: Ask | None
) -> None:
    """Write the settings file, unless there is one, and say what to do; `ask` for tokens if somebody can answer."""
    if env.exists():
        say(KEPT)
    else:
        _write(env, fill_in(sample, {SEALING_KEYS: fresh_key()}))
        say(WROTE)
    missing = missing_tokens(known)
    if missing:
        say(how_to_create(manifest))
    told = {} if ask is None else {token.setting: _told(token, say=say, ask=ask) for token in missing}
    given = {name: value for name, value in told.items() if value}
    if given:
        _write(env, fill_in(env.read_text(), given))
        say(SAVED)
    say(next_steps([token for token in missing if token.setting not in given]))


def _told(token: Token, *, say: Say, ask: Ask) -> str:
    """The token as it was pasted, once it looks like one; "" to do it later."""
    while told := ask(question(token)).strip():
        wrong = objection(token, told)
        if wrong is None:
            break
        say(wrong)
    return told


def _write(env: Path, text: str) -> None:
    """Write the file so that only its owner can read it."""
    with os.fdopen(os.open(env, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        env.chmod(0o600)
        file.write(text)
