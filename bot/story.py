"""A story of somebody's work: three short parts, of what worked and of what did not alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_PART = 500  # characters
_BLANK = re.compile(r"\n\s*\n")
_BETWEEN = "\n\n"


class StoryKind(StrEnum):
    """How it went, each as welcome as the other; the `tag` of a story's card."""

    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"


KINDS: Mapping[StoryKind, str] = {StoryKind.WORKED: "It worked", StoryKind.DID_NOT_WORK: "It did not work"}


@dataclass(frozen=True, slots=True)
class Story:
    """What a story's card says, part by part."""

    happened: str
    surprised: str = ""
    advice: str = ""

    @property
    def parts(self) -> Mapping[str, str]:
        """Its parts by what was asked; those that are empty are left out."""
        asked = {
            "What happened": self.happened,
            "What surprised": self.surprised,
            "To a colleague": self.advice,
        }
        return {question: part for question, part in asked.items() if part}

    @property
    def text(self) -> str:
        """The text of its card, from which `read_story` makes it again."""
        return _BETWEEN.join(map(_tidy, (self.happened, self.surprised, self.advice)))


def _tidy(part: str) -> str:
    return _BLANK.sub("\n", part.replace("\r\n", "\n").replace("\r", "\n").strip())


def read_story(text: str) -> Story:
    """The story that a card's text is."""
    parts: Sequence[str] = text.split(_BETWEEN)
    happened, surprised, advice = (*parts, "", "")[:3]
    return Story(happened, surprised, advice)
