"""The times that are proposed to people, and who does the awkward hour this time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.hours import times_that_suit
from bot.people import Person, UserId


@dataclass(frozen=True, slots=True)
class Proposal:
    """Starts (UTC) of half hours that suit everybody, and who leaves their usual hours for them."""

    times: tuple[datetime, ...]
    stretched: frozenset[UserId] = frozenset()


def propose_times(
    people: Sequence[Person],
    *,
    stretches: Mapping[UserId, int],
    start: datetime,
    end: datetime,
    count: int = 3,
    besides: Sequence[datetime] = (),
) -> Proposal:
    """Up to `count` times between two UTC instants, inside everybody's hours.

    Where there are none, as few people as possible use the edges of their day that they can do sometimes, first
    those who did so least often by `stretches`. `besides` were proposed before: fresh ones are on other days, if
    they can be.
    """
    turns = sorted(people, key=lambda one: (stretches.get(one.id, 0), one.id))
    for number in range(len(turns) + 1):
        edgy = frozenset(one.id for one in turns[:number])
        hours = [one.stretched if one.id in edgy else one.hours for one in people]
        times = times_that_suit(hours, start=start, end=end, count=count, besides=besides)
        if times:
            return Proposal(times, edgy)
    return Proposal(())
