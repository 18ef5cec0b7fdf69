"""A search: somebody looks for a quarter of an hour now, and a few are asked, one after another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.people import UserId


class SearchState(StrEnum):
    """Under way; ended with an introduction; or ended without."""

    LOOKING = "looking"
    FOUND = "found"
    OVER = "over"


class Reply(StrEnum):
    """What became of a question to one person; an open one waits for a minute."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it stands: who looks, since when, whom it asked, and when the open question lapses."""

    id: int
    asker: UserId
    began_at: datetime
    due_at: datetime
    state: SearchState = SearchState.LOOKING
    asked: Mapping[UserId, Reply] = field(default_factory=dict[UserId, Reply])

    @property
    def open_to(self) -> UserId | None:
        """Who is being asked."""
        return next((who for who, reply in self.asked.items() if reply is Reply.OPEN), None)

    def replied(self, who: UserId, reply: Reply) -> "Search":
        """The same search, with what became of a question."""
        return replace(self, asked={**self.asked, who: reply})

    def ended(self, state: SearchState) -> "Search":
        """The same search, ended; an open question lapses."""
        who = self.open_to
        return replace(self if who is None else self.replied(who, Reply.LAPSED), state=state)

    def question_key(self, who: UserId) -> str:
        """The key of the post that asks somebody."""
        return f"now:question:{self.id}:{int(self.began_at.timestamp())}:{who}"

    @property
    def nobody_key(self) -> str:
        """The key of the post that tells whoever looks that nobody was found."""
        return f"now:nobody:{self.id}:{int(self.began_at.timestamp())}"
