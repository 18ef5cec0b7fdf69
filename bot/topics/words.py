"""Words that mean the same topic in one workspace, as its admins say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.refusal import Refusal
from bot.topic import Topic, find_topic, key_of, refuse_topic
from bot.topics import sentences
from bot.topics.stances import parts_of, refusals


@dataclass(frozen=True, slots=True)
class WordsPlan:
    """Words by key, as they were typed, and the topic that they stand for from now on; None: each for itself again."""

    words: Mapping[str, str]
    topic: Topic | None


def decide_words(words: str, meaning: str, known: Mapping[str, Topic]) -> WordsPlan | Refusal:
    """The words that stand for another topic, if they can."""
    typed = parts_of(words)
    wrong = next(refusals(typed), None) if typed else Refusal(sentences.NO_WORDS)
    if wrong is not None:
        return replace(wrong, field="words")
    by_key = {key_of(one): one for one in typed}
    if not meaning.strip():
        return WordsPlan(by_key, None)
    wrong = refuse_topic(meaning)
    if wrong is not None:
        return replace(wrong, field="topic")
    topic = find_topic(meaning, known)
    if key_of(topic.name) in by_key:
        return Refusal(sentences.itself(topic.name), field="words")
    return WordsPlan(by_key, topic)
