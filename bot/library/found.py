"""What somebody looks for in the library, and what is found."""

from dataclasses import dataclass
from enum import StrEnum

from bot.card import Card, CardKind

KINDS = (CardKind.RESOURCE, CardKind.STORY, CardKind.WIN)
PAGE = 6  # of what is found


class May(StrEnum):
    """What somebody may do with a card: read it, hide it from all as a host or an admin, or change their own."""

    READ = "read"
    HIDE = "hide"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a topic or a title, "" for anything, and from which one on."""

    words: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A card, how many it helped, and whether the one who looks is among them and what they may do."""

    card: Card
    helped: int = 0
    mine: bool = False
    may: May = May.READ
