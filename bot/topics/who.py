"""Who helps with a topic, in the order in which it is good to ask them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.hours import minutes_in_common
from bot.people import Person, UserId

HOUR = 60  # minutes
IN_DAYS = 5
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WhoFacts:
    """Somebody who asks, and everybody who is here and helps with what they ask for.

    The asker has `mine` to help with, by name, and would rather not meet those in `avoids`. Of each who helps: what
    they want to learn, in how many introductions they have helped this month, and in how many they do at most.
    """

    asker: Person
    mine: frozenset[str]
    avoids: frozenset[UserId]
    people: tuple[Person, ...]
    wants: Mapping[str, frozenset[str]]
    helped: Mapping[str, int]
    caps: Mapping[str, int]


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


def find_helpers(facts: WhoFacts, *, now: datetime) -> list[Helper]:
    """Who has help left this month, but for the asker and whom they would rather not meet.

    Those first whom the asker can help in turn, then by hours in common, then by what they have left.
    """
    not_these = {facts.asker.id, *facts.avoids}
    left = {one.id: facts.caps[one.id] - facts.helped.get(one.id, 0) for one in facts.people}
    found = [one for one in facts.people if one.id not in not_these and left[one.id] > 0]
    kinds = {one.hours for one in found}  # few, where people are many
    minutes = {kind: minutes_in_common(facts.asker.hours, kind, start=now, end=now + WEEK) for kind in kinds}
    helpers = [
        Helper(
            person=one,
            minutes=minutes[one.hours],
            wants=tuple(sorted(facts.wants.get(one.id, frozenset()) & facts.mine)),
            left=left[one.id],
        )
        for one in found
    ]
    return sorted(helpers, key=lambda one: (not one.wants, -one.hours, -one.left, one.person.name, one.person.id))
