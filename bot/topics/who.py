"""Who helps with a topic, in the order in which it is good to ask them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.people import Person

HOUR = 60  # minutes
IN_DAYS = 5


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps with what was asked for.

    The `minutes` of a week in which both work, what they want to learn that the asker helps with, and in how many
    introductions they help this month yet.
    """

    person: Person
    minutes: int
    wants: tuple[str, ...]
    left: int

    @property
    def hours(self) -> int:
        """The hours of a working day that both share."""
        return round(self.minutes / HOUR / IN_DAYS)


def in_order(helpers: Sequence[Helper]) -> list[Helper]:
    """Those first whom the asker can help in turn, then by hours in common, then by what they have left this month."""
    return sorted(helpers, key=lambda one: (not one.wants, -one.hours, -one.left, one.person.name, one.person.id))
