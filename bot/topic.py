"""One name for one topic, however it is typed: case, plural, common aliases, and whether another one may be meant."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.blocks import escaped
from bot.refusal import Refusal

LONGEST = 60  # characters
NEAR = 90  # of 100, by rapidfuzz: so alike that it is asked which one is meant
ALIKE = 55  # of 100: worth a look where nobody helps with what was asked for
SHORT = 5  # characters; shorter words are alike by chance
_WORDS = re.compile(r"[\w+#]+(?:\.\w+)*")
_BRACKETS = re.compile(r"[<>]")  # what mentions and links are made of
_ORDINARY = frozenset({"go", "react"})  # common words, too: a topic only where they begin with a capital
_HISSING = ("ches", "shes", "sses", "xes")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can learn or help with; its id is 0 until it is kept."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be slips, and the topic that each may mean; whoever saves again means what they typed."""

    meant: Mapping[str, Topic]

    @property
    def kept(self) -> str:
        """What the form keeps, so that nothing is asked twice."""
        return "\n".join(self.meant)

    @property
    def question(self) -> str:
        """What is asked on top of the form, which shows what was typed."""
        lines = [f"“{escaped(typed)}”: did you mean *{escaped(topic.name)}*?" for typed, topic in self.meant.items()]
        return "\n".join([*lines, "Change it below, or save again to keep what you typed."])


def asked_before(kept: str) -> tuple[str, ...]:
    """The keys of the words that a form has asked about, from what it kept."""
    return tuple(key_of(one) for one in kept.splitlines())


def key_of(text: str) -> str:
    """What all spellings of a topic share; empty where there is no word in it."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold().replace("_", " "))
    return " ".join([*words[:-1], _singular(words[-1])]) if words else ""


def _singular(word: str) -> str:
    if len(word) < SHORT - 1 or word.endswith(("ss", "us", "sis")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_HISSING) else word.removesuffix("s")


@cache
def shipped() -> Mapping[str, str]:
    """The names of common topics, by every key that stands for them."""
    table = tomllib.loads((Path(__file__).parent / "aliases.toml").read_text(encoding="utf-8"))
    return {key_of(word): name for name, aliases in table.items() for word in (name, *aliases)}


def find_topic(typed: str, known: Mapping[str, Topic]) -> Topic:
    """The topic that is meant: one of the workspace by one of its keys, a common one, or a new one of that name."""
    key = key_of(typed)
    name = shipped().get(key, " ".join(_BRACKETS.sub("", typed).split()))
    return known.get(key) or known.get(key_of(name)) or Topic(0, name)


def topics_in(text: str, known: Mapping[str, Topic]) -> tuple[Topic, ...]:
    """The topics that occur in a text as whole words, the longest names first where some overlap."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).replace("_", " "))
    most = max(len(key.split()) for key in (*known, *shipped()))
    found: dict[str, Topic] = {}
    at = 0
    while at < len(words):
        spans = (words[at:end] for end in range(min(at + most, len(words)), at, -1))
        span = next((span for span in spans if _is_topic(span, known)), words[:0])
        if span:
            topic = find_topic(" ".join(span), known)
            found.setdefault(key_of(topic.name), topic)
        at += len(span) or 1
    return tuple(found.values())


def _is_topic(span: Sequence[str], known: Mapping[str, Topic]) -> bool:
    key = key_of(" ".join(span))
    return (key in known or key in shipped()) and (key not in _ORDINARY or span[0][0].isupper())


def refuse_topic(typed: str) -> Refusal | None:
    """Why these words cannot be a topic, for whoever typed them; None where they can."""
    if len(typed) > LONGEST:
        return Refusal(f"“{typed[:20]}…” is longer than {LONGEST} characters. Name the topic in a few words.")
    return None if key_of(typed) else Refusal(f"“{typed[:20]}” has no word in it. Name a topic, like query plans.")


def suggest_topic(typed: str, known: Mapping[str, Topic]) -> Topic | None:
    """Another topic that may be meant, as it is spelt almost alike; to be asked, never assumed."""
    key = key_of(typed)
    if len(key) < SHORT or key in known or key in shipped():
        return None
    near = process.extractOne(key, [*known, *shipped()], scorer=fuzz.ratio, score_cutoff=NEAR)
    return None if near is None else find_topic(near[0], known)


def choose_topic(typed: str, known: Mapping[str, Topic], *, asked: Sequence[str]) -> str | Refusal | Doubt:
    """The name of the topic that a form means, "" for none; what may be a slip is asked about once."""
    words = " ".join(typed.split())
    if not words:
        return ""
    refusal = refuse_topic(words)
    if refusal is not None:
        return replace(refusal, field="topic")
    near = None if key_of(words) in asked else suggest_topic(words, known)
    return find_topic(words, known).name if near is None else Doubt({words: near})


def alike(topic: Topic, known: Mapping[str, Topic]) -> tuple[int, ...]:
    """The ids of some topics of the workspace that are spelt somewhat alike, the nearest first."""
    others = [key for key, one in known.items() if one.id != topic.id]
    found = process.extract(key_of(topic.name), others, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE)
    return tuple(known[key].id for key, _, _ in found)
