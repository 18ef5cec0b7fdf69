"""A programme: a channel's people introduced to each other in a rhythm that an admin chose."""

from dataclasses import dataclass
from datetime import date

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, UserId


@dataclass(frozen=True, slots=True)
class Programme:
    """A running programme, the slot of its next round, how many rounds it had, and the date of the last."""

    id: int
    channel: ChannelId
    private: bool
    rhythm: Rhythm
    next: Slot
    owner: UserId
    rounds: int = 0
    last_on: date | None = None
