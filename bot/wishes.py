"""What a member wishes for their introductions: how to meet, how many at most, where from, in which languages."""

from dataclasses import dataclass
from enum import StrEnum

PREFERENCES = "preferences:open"  # the button that opens what a member prefers
NOW = "now:start"  # the button that looks for somebody who is free at once


class Way(StrEnum):
    """How people meet, the gentlest first."""

    SWAP = "swap"
    VOICE = "voice"
    WALK = "walk"
    VIDEO = "video"
    IN_PERSON = "in-person"


APART = frozenset({Way.SWAP, Way.VOICE})  # ways that need no common hour


class Place(StrEnum):
    """Where somebody works from, most of the time."""

    VARIES = "varies"
    HOME = "home"
    ON_SITE = "on-site"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wishes; as it is for whoever has not said.

    `largest` is the most people they like to meet at once, themselves included. `skips` are topics they would
    rather not talk about, in their own words. `now` says that they may be asked for a quarter of an hour at once,
    `questions_first` that they like to see a question before they meet.
    """

    ways: frozenset[Way] = frozenset({Way.VIDEO})
    largest: int = 6
    place: Place = Place.VARIES
    town: str = ""
    languages: frozenset[str] = frozenset()
    skips: str = ""
    questions_first: bool = False
    now: bool = False


AS_USUAL = Wishes()


def live_way(everybody: tuple[Wishes, ...]) -> Way:
    """How these people talk at once: on a walk where all of them like that, else by video."""
    return Way.WALK if all(Way.WALK in one.ways for one in everybody) else Way.VIDEO


def gentlest(everybody: tuple[Wishes, ...]) -> Way:
    """The gentlest way that all of them chose; a text swap, which needs nothing, where they share none.

    Meeting in person is only for people in the same town.
    """
    shared = frozenset(Way).intersection(*(one.ways for one in everybody))
    towns = {one.town.casefold() for one in everybody}
    if len(towns) > 1 or "" in towns:
        shared -= {Way.IN_PERSON}
    return next((way for way in Way if way in shared), Way.SWAP)
