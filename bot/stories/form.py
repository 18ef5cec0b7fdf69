"""What was filled in of a story or a win, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.addresses import read_address
from bot.audiences import Sharer, read_reach
from bot.card import Card
from bot.refusal import Refusal
from bot.stories import sentences
from bot.story import LONGEST_PART, Story, StoryKind, read_story
from bot.topic import Doubt, Topic, choose_topic, key_of

LONGEST_CLIP = 500  # characters
LONGEST_WIN = 300  # characters


@dataclass(frozen=True, slots=True)
class StoryForm:
    """The form as it was sent; `asked` are the words about which it has asked before."""

    kind: str
    story: Story
    clip: str = ""
    topic: str = ""
    reach: str = ""
    asked: tuple[str, ...] = ()

    @property
    def kept(self) -> str:
        """What the preview keeps of it, from which `read_kept` makes it again."""
        lines = (" ".join(one.split()) for one in (self.kind, self.clip, self.topic))
        return "\n".join([*lines, self.story.text])


def read_kept(kept: str, *, reach: str) -> StoryForm:
    """The form that a preview was made of; whoever sends it may have changed it."""
    kind, clip, topic, text = [*kept.split("\n", 3), "", "", ""][:4]
    return StoryForm(kind, read_story(text), clip, topic, reach, asked=(key_of(topic),))


def decide_story(form: StoryForm, before: Card, known: Mapping[str, Topic]) -> Card | Refusal | Doubt:
    """The story that was meant, where `before` was; who may see it is asked after."""
    refusal = next(_refusals(form), None)
    if refusal is not None:
        return refusal
    topic = choose_topic(form.topic, known, asked=form.asked)
    if not isinstance(topic, str):
        return topic
    clip = read_address(form.clip) or ""
    return replace(before, text=form.story.text, tag=form.kind, url=clip, topic=topic)


def _refusals(form: StoryForm) -> Iterator[Refusal]:
    if form.kind not in list(StoryKind):
        yield Refusal(sentences.NO_KIND, field="kind")
    if not form.story.happened.strip():
        yield Refusal(sentences.NO_WORDS, field="happened")
    for name in ("happened", "surprised", "advice"):
        if len(getattr(form.story, name)) > LONGEST_PART:
            yield Refusal(sentences.too_long(LONGEST_PART), field=name)
    if form.clip.strip() and len(read_address(form.clip) or " " * (LONGEST_CLIP + 1)) > LONGEST_CLIP:
        yield Refusal(sentences.NO_CLIP, field="clip")


@dataclass(frozen=True, slots=True)
class WinForm:
    """The form of a win as it was sent."""

    text: str
    topic: str
    reach: str
    asked: tuple[str, ...] = ()


def decide_win(form: WinForm, before: Card, known: Mapping[str, Topic], sharer: Sharer) -> Card | Refusal | Doubt:
    """The win that was meant."""
    words = " ".join(form.text.split())
    if not words or len(words) > LONGEST_WIN:
        return Refusal(sentences.too_long(LONGEST_WIN) if words else sentences.NO_WIN, field="text")
    topic = choose_topic(form.topic, known, asked=form.asked)
    reach = read_reach(form.reach, sharer)
    if isinstance(topic, Refusal):
        return topic
    if isinstance(reach, Refusal):
        return reach
    if isinstance(topic, Doubt):
        return topic
    return replace(before, text=words, topic=topic, audience=reach.audience, channel=reach.channel)
