"""What is known of a check-in."""

from dataclasses import dataclass
from datetime import datetime

from bot.intro import Answer, Intro, IntroState
from bot.people import UserId
from bot.posts import PostState


@dataclass(frozen=True, slots=True)
class CheckinFacts:
    """A check-in, the intro it asks about, and what became of the post that introduced them.

    `answer` is what was tapped before, if anything, and `takeaway` what they noted for themselves.
    """

    id: int
    user_id: UserId
    intro: Intro
    intro_state: IntroState
    intro_post: PostState | None
    due_at: datetime
    answer: Answer | None = None
    takeaway: str = ""
