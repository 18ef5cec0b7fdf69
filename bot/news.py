"""News: what people of a channel show each other, a line each, none of which crowds out the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from bot.blocks import escaped, shortened

REST = timedelta(weeks=12)  # what a channel was shown is not shown there again before that, but for open asks
FRESH = timedelta(weeks=4)  # a win is told within that
LONGEST_LINE = 140  # characters of what somebody wrote
_SAFE = {"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C"}


class NewsKind(StrEnum):
    """What an item is, in the order in which items stand."""

    GOAL = "goal"
    WIN = "win"
    ASK = "ask"
    OFFER = "offer"
    STORY = "story"
    RESOURCE = "resource"


class Board(StrEnum):
    """Where items are shown to a channel."""

    DIGEST = "digest"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Item:
    """A goal or a card by its id, of whom, in their words; a resource has a title and an address.

    `shown_on` says when the channel was shown it last, if not long ago; so many said that it `helped` them.
    """

    kind: NewsKind
    id: int
    name: str
    text: str
    title: str = ""
    url: str = ""
    shown_on: date | None = None
    helped: int = 0


def choose(items: Iterable[Item], caps: Mapping[NewsKind, int], *, most: int) -> tuple[Item, ...]:
    """At most so many of them, and of each kind as `caps` has it: one of each kind in turn, while there is room.

    Of a kind, what was not shown lately comes first, then what helped most, then what is newest.
    """
    found = sorted(items, key=lambda item: (item.shown_on or date.min, -item.helped, -item.id))
    chosen = list(_in_turn([[item for item in found if item.kind is kind][: caps[kind]] for kind in caps]))[:most]
    order = list(NewsKind)
    return tuple(sorted(chosen, key=lambda item: order.index(item.kind)))


def _in_turn(queues: Sequence[Sequence[Item]]) -> Iterator[Item]:
    for turn in range(max(map(len, queues), default=0)):
        yield from (queue[turn] for queue in queues if turn < len(queue))


def said(text: str) -> str:
    """What somebody wrote, as one line of mrkdwn that calls nobody and formats nothing."""
    return escaped(_one_line(text))


def pasted(text: str) -> str:
    """What somebody wrote, as one line of plain text that calls nobody and formats nothing where it is pasted."""
    return "".join(f"{mark}\u200b" if mark in "<*_~`" else mark for mark in _one_line(text))


def _one_line(text: str) -> str:
    return shortened(" ".join(text.split()), limit=LONGEST_LINE).replace("@", "@\u200b")


def linked(item: Item) -> str:
    """A resource's title, which leads to it where its address is one."""
    title = said(item.title or item.url)
    if _is_of_web(item.url):
        return f"<{''.join(_SAFE.get(mark, mark) for mark in item.url)}|{title}>"
    return title


def _is_of_web(url: str) -> bool:
    """Whether an address is one of the web, without a blank in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(mark.isspace() for mark in url)
