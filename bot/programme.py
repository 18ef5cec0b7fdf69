"""A programme: a channel's people introduced to each other in a rhythm that an admin chose."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, UserId

TITLE = "Coffee"
SIZES = (2, 3, 4, 5, 6)


class ProgrammeState(StrEnum):
    """Running; paused until an admin resumes it; or ended, until an admin starts it again."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, the slot of its next round, how many rounds it had, and the date of the last.

    Its intros bring `size` people together. The `title` tells it from others in the same channel.
    With `guests` it is open to guests of the workspace, too. Nobody meets again within `horizon` rounds while that can
    be avoided; None: before they have met everybody else.
    """

    id: int
    channel: ChannelId
    private: bool
    rhythm: Rhythm
    next: Slot
    owner: UserId
    rounds: int = 0
    last_on: date | None = None
    size: int = SIZES[0]
    title: str = TITLE
    state: ProgrammeState = ProgrammeState.RUNNING
    guests: bool = False
    horizon: int | None = None

    @property
    def running(self) -> bool:
        """Whether rounds come."""
        return self.state is ProgrammeState.RUNNING

    def shows_to(self, who: UserId, *, admin: bool, channel: ChannelId) -> bool:
        """Whether somebody looks after it, seen from `channel`: there, or in a DM what is theirs or no secret."""
        mine = self.owner == who
        if channel.startswith("D"):
            return mine or (admin and not self.private)
        return self.channel == channel and (mine or admin)
