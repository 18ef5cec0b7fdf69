"""What was filled in of a page that somebody shares, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.addresses import read_address
from bot.audiences import Sharer, read_reach
from bot.card import Card
from bot.library import sentences
from bot.refusal import Refusal
from bot.topic import Doubt, Topic, choose_topic

LONGEST = 200  # characters of the one sentence


@dataclass(frozen=True, slots=True)
class ResourceForm:
    """The form as it was sent; `asked` are the words about which it has asked before."""

    url: str
    topic: str
    why: str
    reach: str
    asked: tuple[str, ...] = ()


def decide_resource(
    form: ResourceForm, before: Card, known: Mapping[str, Topic], sharer: Sharer, *, now: datetime
) -> Card | Refusal | Doubt:
    """The card that was meant, where `before` was; the title of another page than before is asked for anew."""
    url = read_address(form.url)
    if url is None:
        return Refusal(sentences.NO_ADDRESS, field="url")
    topic = choose_topic(form.topic, known, asked=form.asked)
    if isinstance(topic, Refusal):
        return topic
    why = " ".join(form.why.split())
    if not why or len(why) > LONGEST:
        return Refusal(sentences.NO_WHY if not why else sentences.too_long(LONGEST), field="why")
    reach = read_reach(form.reach, sharer)
    if isinstance(reach, Refusal):
        return reach
    if isinstance(topic, Doubt):
        return topic
    card = replace(before, url=url, topic=topic, text=why, audience=reach.audience, channel=reach.channel)
    return card if url == before.url else replace(card, title="", due_at=now)


def begin(words: str, before: Card) -> Card:
    """What the form starts with: an address and what is said of it, of the words after a command."""
    url, _, why = words.strip().partition(" ")
    return replace(before, url=url, text=why.strip()[:LONGEST])
