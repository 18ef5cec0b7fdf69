"""What somebody typed after a slash command: a word we know, or a guess at the one they meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.blocks import escaped

CLOSE_ENOUGH = 60
SHOWN = 40  # characters of a word that is not known


@dataclass(frozen=True, slots=True)
class Asked:
    """A known word and what came after it."""

    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is not known, and the known one nearest to it, if any is near."""

    word: str
    meant: str | None


def read_command(text: str, words: Mapping[str, str]) -> Asked | Unknown:
    """The word that `text` begins with, in `words` (as typed -> its name; `""` is the bare command)."""
    first, _, rest = text.strip().partition(" ")
    typed = first.casefold()
    if typed in words:
        return Asked(words[typed], rest.strip())
    near = process.extractOne(typed, [word for word in words if word], scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return Unknown(first, None if near is None else words[near[0]])


def did_you_mean(command: str, asked: Unknown, *, help_: str) -> str:
    """The answer to a word that `command` does not know: what may be meant, and all that it knows."""
    guess = f" Did you mean `{command} {asked.meant}`?" if asked.meant else ""
    return f"I do not know “{escaped(asked.word[:SHOWN])}”.{guess}\n\n{help_}"
