"""A team: a channel whose people learn together, and who looks after that."""

from dataclasses import dataclass
from datetime import time

from bot.people import ChannelId, Person

MOST_HOSTS = 5
LONGEST_CHARTER = 200  # characters


@dataclass(frozen=True, slots=True)
class Team:
    """A channel with one or more hosts, a line on how its people learn, and when they meet.

    They meet on the weekday `meets_on` (0 is Monday) at the wall time `meets_at` of `zone`; None where nobody said so.
    """

    channel: ChannelId
    hosts: tuple[Person, ...]
    zone: str
    charter: str = ""
    meets_on: int | None = None
    meets_at: time | None = None
