"""Where somebody stands with everything."""

from dataclasses import dataclass

from bot.coffee.standing import CardFacts
from bot.intro import Intro


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Where somebody stands. `intro` is their latest of the last days, `unsure` when it may not have arrived."""

    coffee: CardFacts
    intro: Intro | None = None
    unsure: bool = False
