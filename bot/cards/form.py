"""What was filled in of an ask or an offer, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.card import Audience, Card, CardKind
from bot.cards import sentences
from bot.cards.life import opened
from bot.people import ChannelId, Person
from bot.refusal import Refusal, too_long
from bot.topic import Doubt, Topic, find_topic, key_of, refuse_topic, suggest_topic, topics_in

LONGEST = 300  # characters
MOST = 5  # live asks and offers of one person
SEEN = (Audience.TEAM, Audience.EVERYONE)


@dataclass(frozen=True, slots=True)
class Places:
    """Where somebody can put a card: the channels of their teams, those of them that are closed to us, and `here`.

    That is the channel in which they asked for the form. A guest has no place outside of their teams.
    """

    teams: tuple[ChannelId, ...] = ()
    closed: frozenset[ChannelId] = frozenset()
    guest: bool = False
    here: str = ""

    @property
    def usual(self) -> ChannelId | None:
        """The one that the form begins with: the one they are in, or their only one."""
        if self.here in self.teams:
            return ChannelId(self.here)
        return self.teams[0] if len(self.teams) == 1 else None


@dataclass(frozen=True, slots=True)
class CardForm:
    """The form as it was sent; `asked` are keys that were asked about before."""

    what: str
    topic: str
    channel: str
    seen_by: str
    asked: tuple[str, ...] = ()


def new_card(
    author: Person,
    kind: CardKind,
    places: Places,
    *,
    now: datetime,
    words: str = "",
    topic: str = "",
    known: Mapping[str, Topic] | None = None,
) -> Card:
    """What the form for a new card begins with: the words, and the topic, or the first that occurs in them."""
    named = topic if topic and refuse_topic(topic) is None else ""
    found = [named] if named else [one.name for one in topics_in(words, known or {})[:1]]
    card = Card(0, author, kind, words[:LONGEST], now, channel=places.usual, topic="".join(found))
    return opened(card if places.teams else replace(card, audience=Audience.EVERYONE), now=now)


def decide_card(
    form: CardForm, before: Card, known: Mapping[str, Topic], places: Places, *, live: int
) -> Card | Refusal | Doubt:
    """The card that was meant, where `before` was; its author has so many that are `live`.

    It stays in the channel in which it stands. Where its author is in no team, it is for everyone, without a channel.
    """
    refusal = next(_refusals(form, before, places, live=live), None)
    if refusal is not None:
        return refusal
    typed = " ".join(form.topic.split())
    near = None if key_of(typed) in form.asked else suggest_topic(typed, known)
    if near is not None:
        return Doubt({typed: near})
    card = replace(before, text=" ".join(form.what.split()), topic=find_topic(typed, known).name if typed else "")
    if not asks_where(before, places):
        return replace(card, channel=None, audience=Audience.EVERYONE)
    channel = before.channel if before.id else ChannelId(form.channel)
    return replace(card, channel=channel, audience=Audience(form.seen_by))


def typed_card(form: CardForm, before: Card) -> Card:
    """The card as the form shows it, whatever is wrong with it."""
    seen_by = Audience(form.seen_by) if form.seen_by in SEEN else before.audience
    channel = before.channel if before.id or not form.channel else ChannelId(form.channel)
    return replace(before, text=form.what[:LONGEST], topic=form.topic[:LONGEST], audience=seen_by, channel=channel)


def asks_where(card: Card, places: Places) -> bool:
    """Whether the form asks who may see the card."""
    return bool(card.channel if card.id else places.teams)


def _refusals(form: CardForm, before: Card, places: Places, *, live: int) -> Iterator[Refusal]:
    if not before.id and live >= MOST:
        yield Refusal(sentences.too_many(MOST), field="what")
    if places.guest and not asks_where(before, places):
        yield Refusal(sentences.GUEST, field="what")
    if not form.what.strip():
        yield Refusal(sentences.NO_WORDS[before.kind], field="what")
    if len(form.what) > LONGEST:
        yield Refusal(too_long(LONGEST), field="what")
    wrong = refuse_topic(form.topic) if form.topic.strip() else None
    if wrong is not None:
        yield replace(wrong, field="topic")
    if asks_where(before, places):
        yield from _refuse_place(form, before, places)


def _refuse_place(form: CardForm, before: Card, places: Places) -> Iterator[Refusal]:
    if form.seen_by not in SEEN:
        yield Refusal(sentences.NO_CHOICE, field="seen_by")
    if not before.id and form.channel not in places.teams:
        yield Refusal(sentences.NO_TEAM, field="channel")
    elif not before.id and form.channel in places.closed:
        yield Refusal(sentences.CLOSED_CHANNEL, field="channel")
