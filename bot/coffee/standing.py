"""Where somebody stands with coffee."""

from dataclasses import dataclass
from datetime import datetime

from bot.people import UserId
from bot.programme import Programme


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme that somebody may see, and whether they are in."""

    programme: Programme
    joined: bool


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Where somebody stands; they are introduced every `every_weeks` weeks at most."""

    user_id: UserId
    zone: str
    paused_until: datetime | None
    standings: tuple[Standing, ...]
    every_weeks: int = 1
