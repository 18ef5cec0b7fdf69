"""A card: a piece of knowledge or need that somebody puts before their team, or everybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import ChannelId, Person, UserId

NEW_ASK = "cards:new-ask"  # the button that opens the form for an ask; its value is the topic, where one is known
CLAIM = "cards:claim"  # the button under an ask or an offer, with the id of its card, wherever it stands


class CardKind(StrEnum):
    """What a card is."""

    ASK = "ask"
    OFFER = "offer"
    RESOURCE = "resource"
    STORY = "story"
    THANKS = "thanks"
    WIN = "win"


class CardState(StrEnum):
    """The life of a card; an ask or an offer is claimed, or its time passes, or its author closes it."""

    OPEN = "open"
    CLAIMED = "claimed"
    CLOSED = "closed"
    EXPIRED = "expired"


class Audience(StrEnum):
    """Who may see a card: the two whom thanks are between, the people of its team's channel, or everybody."""

    TWO = "two"
    TEAM = "team"
    EVERYONE = "everyone"


class Tap(StrEnum):
    """What somebody said of a card with one button."""

    CLAIM = "claim"
    KNOWS = "knows"
    ME_TOO = "me too"
    HELPED = "helped"
    PUBLIC = "public"


ASKS = (CardKind.ASK, CardKind.OFFER)  # what is claimed, and ends after a while
LIVE = (CardState.OPEN, CardState.CLAIMED)


@dataclass(frozen=True, slots=True)
class Card:
    """What somebody asks, offers, shares or tells; its id is 0 until it is saved.

    It stands in the `channel` of a team, if in any. `topic` is a topic's name or "", `url` and `title` are a
    resource's, `tag` is what kind of story it is. Thanks are `to` somebody. Something is due with it at `due_at`, such
    as the question whether it is still open, which was `asked` once.
    """

    id: int
    author: Person
    kind: CardKind
    text: str
    made_at: datetime
    channel: ChannelId | None = None
    topic: str = ""
    url: str = ""
    title: str = ""
    tag: str = ""
    audience: Audience = Audience.TEAM
    to: UserId | None = None
    state: CardState = CardState.OPEN
    due_at: datetime | None = None
    asked: bool = False


# What people press in one feature and another answers.
TELL_STORY = "stories:tell"
READ_STORY = "stories:read"
SHARE_WIN = "stories:win"


def card_key(card_id: int) -> str:
    """The key of the post that shows a card in its channel."""
    return f"cards:card:{card_id}"


def posts_of(card_id: int) -> str:
    """What the keys of all posts begin with that somebody gets about a card, besides the one in its channel."""
    return f"{card_key(card_id)}:"
