"""What becomes of our copies of messages to others when somebody whom they may be about deletes themselves."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.people import UserId
from bot.posts import PostState

ROOT = 3  # parts of a key that tell what it is about: intros:intro:7
OWED = frozenset({PostState.DUE, PostState.FAILED, PostState.UNCONFIRMED})  # it may still be sent


class Fate(StrEnum):
    """What is done to a copy."""

    EMPTY = "empty"  # what it says goes; that it was sent stays
    DROP = "drop"  # that too, and it is owed no more


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells that a message is about somebody: the beginnings of its key, their id, and how they are called."""

    user_id: UserId
    roots: frozenset[str]
    names: frozenset[str]

    def about(self, key: str) -> bool:
        """Whether a key says that a message is about something that they have a part in."""
        return root(key) in self.roots

    def decide(self, key: str, state: PostState, said: str, *, intended: bool) -> Fate | None:
        """What becomes of a message to others; None if it stays as it is.

        Nothing that is owed is dropped for a name alone, which others may have too. One that is being sent is emptied.
        """
        about = self.about(key)
        if state in OWED or (state is PostState.SENDING and not intended):
            names = {self.user_id, *self.names} if about else {self.user_id}
            return Fate.DROP if _says(said, names) else None
        return Fate.EMPTY if about else None


def root(key: str) -> str:
    """The beginning of a key, which tells what a post is about."""
    return ":".join(key.split(":")[:ROOT])


def _says(said: str, words: Collection[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said) for one in words)
