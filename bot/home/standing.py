"""Where somebody stands with everything."""

from dataclasses import dataclass
from datetime import datetime

from bot.coffee.standing import CardFacts
from bot.intro import Intro
from bot.intros.facts import CheckinFacts
from bot.preferences.standing import Preferences


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Where somebody stands.

    `intro` is their latest of the last days, `unsure` when it may not have arrived; `takeaways` are check-ins after
    which they noted something. They may be `looking` for somebody who is free now.
    Somebody who is in prefers something: what holds until they say otherwise.
    """

    coffee: CardFacts
    intro: Intro | None = None
    unsure: bool = False
    preferences: Preferences | None = None
    takeaways: tuple[CheckinFacts, ...] = ()
    looking: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody of whom a member said that they met: when last, and how often."""

    name: str
    at: datetime
    times: int
