"""Where somebody stands with coffee."""

from dataclasses import dataclass
from datetime import datetime

from bot.people import UserId
from bot.programme import Programme


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme that somebody may see, whether they are in, and what they said to its next round, if anything.

    It is `shut` to a guest while guests cannot take part, and `still` while nothing can be posted in its channel.
    """

    programme: Programme
    joined: bool
    said: bool | None = None
    shut: bool = False
    still: bool = False


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Where somebody stands; they are introduced every `every_weeks` weeks at most, 0 only when they ask."""

    user_id: UserId
    zone: str
    paused_until: datetime | None
    standings: tuple[Standing, ...]
    every_weeks: int = 1
    ask_first: bool = False

    @property
    def waits(self) -> bool:
        """Whether they are only in rounds that they said yes to."""
        return self.ask_first or self.every_weeks == 0
