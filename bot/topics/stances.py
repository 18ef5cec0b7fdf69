"""What somebody wants to learn, helps with and is curious about; everybody may see it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.refusal import Refusal
from bot.topic import Doubt, Topic, find_topic, key_of, refuse_topic, suggest_topic
from bot.topics import sentences

MOST = 15  # topics of one stance
CAPS = (1, 2, 3, 5, 8)  # introductions a month in which somebody helps, at most
USUAL_CAP = 3
_BETWEEN = re.compile(r"[,;\n]")


class Stance(StrEnum):
    """How somebody stands to a topic."""

    LEARN = "learn"
    HELP = "help"
    CURIOUS = "curious"


@dataclass(frozen=True, slots=True)
class Stances:
    """The topics of one person by stance, and in how many introductions a month they help at most.

    They have helped in `helped` of the last month.
    """

    topics: Mapping[Stance, tuple[Topic, ...]]
    cap: int = USUAL_CAP
    helped: int = 0

    def of(self, stance: Stance) -> tuple[Topic, ...]:
        """The topics that they stand so to."""
        return self.topics.get(stance, ())

    @property
    def keys(self) -> frozenset[str]:
        """What all spellings of their topics share."""
        return frozenset(key_of(topic.name) for topics in self.topics.values() for topic in topics)

    @property
    def any(self) -> bool:
        """Whether there is any topic."""
        return any(self.topics.values())


NO_STANCES = Stances({})


@dataclass(frozen=True, slots=True)
class TopicsForm:
    """The form as it was sent: a text for each stance, and the cap; `asked` are keys that were asked about before."""

    typed: Mapping[Stance, str]
    cap: str
    asked: Sequence[str] = ()


def parts_of(text: str) -> list[str]:
    """The topics in a text, as they were typed."""
    return [" ".join(part.split()) for part in _BETWEEN.split(text) if part.strip()]


def decide_stances(form: TopicsForm, known: Mapping[str, Topic]) -> Stances | Refusal | Doubt:
    """The stances that were meant, by topics of the workspace where it has them."""
    if form.cap not in [str(cap) for cap in CAPS]:
        return Refusal(sentences.NO_CHOICE, field="cap")
    topics: dict[Stance, tuple[Topic, ...]] = {}
    where: dict[str, Stance] = {}
    meant: dict[str, Topic] = {}
    for stance in Stance:
        typed = parts_of(form.typed.get(stance, ""))
        refusal = next(refusals(typed), None)
        if refusal is not None:
            return replace(refusal, field=stance)
        found = {key_of(topic.name): topic for topic in (find_topic(one, known) for one in typed)}
        twice = next((topic for key, topic in found.items() if key in where), None)
        if twice is not None:
            return Refusal(sentences.twice(twice.name), field=stance)
        where |= dict.fromkeys(found, stance)
        topics[stance] = tuple(found.values())
        doubtful = [one for one in typed if key_of(one) not in form.asked]
        meant |= {one: near for one in doubtful if (near := suggest_topic(one, known)) is not None}
    return Doubt(meant) if meant else Stances(topics, int(form.cap))


def decide_want(mine: Stances, topic: Topic) -> Stances | Refusal:
    """One more topic to learn, unless it is among theirs already."""
    if key_of(topic.name) in mine.keys:
        return mine
    learns = (*mine.of(Stance.LEARN), topic)
    if len(learns) > MOST:
        return Refusal(sentences.too_many(MOST, len(learns)))
    return replace(mine, topics={**mine.topics, Stance.LEARN: learns})


def refusals(typed: Sequence[str]) -> Iterator[Refusal]:
    """Why these words cannot be topics, if there is a reason."""
    if len(typed) > MOST:
        yield Refusal(sentences.too_many(MOST, len(typed)))
    yield from filter(None, map(refuse_topic, typed))
