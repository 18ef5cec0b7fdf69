"""What somebody prefers, all of it."""

from dataclasses import dataclass

from bot.people import Person, UserId
from bot.posts import MOST_A_WEEK


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member with their hours and wishes, every how many weeks they are introduced at most, and whom they avoid.

    0 weeks stand for only when they ask. Who wants to be asked `ask_first` is matched in rounds that they said yes to.
    Of our own accord `most_a_week` messages come to them, and this week `spent` did.
    """

    person: Person
    every_weeks: int = 1
    ask_first: bool = False
    avoided: frozenset[UserId] = frozenset()
    most_a_week: int = MOST_A_WEEK
    spent: int = 0
