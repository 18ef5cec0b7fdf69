"""What is known of people when they are matched, and what a programme wants of its matches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

Pair = tuple[str, str]  # in order
TRIO = 3
MOST = 1000  # points or percent
EVER = 10**6  # rounds; a horizon that history never reaches


def in_order(one: str, other: str) -> Pair:
    """The pair as it is a key."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What bears on who meets whom, by person and by pair (two ids in order); what is not known is left out.

    `rounds_since` counts the rounds since two last met (0: in the one before); a pair that is missing has not
    met. `hours` names the kind of working hours somebody has; `minutes` is the working time that two such kinds
    share in a week, and `edges` what they share where either leaves their usual hours. `trios` counts how often
    somebody was one of three. `avoided` pairs are never in one group. `largest` is the most people somebody likes
    to meet at once, themselves included; `first` are those who had to wait, so they are neither the third nor left
    alone while anybody else can be.

    `tables` says at which table a season seats somebody this time; those at one are together while that can be.

    `wants` and `helps` are topics. `loads` counts how often somebody helped lately, `stretches` how often they left
    their usual hours. `behind` says by how many percent somebody got less than they might have.
    """

    rounds_since: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    hours: Mapping[str, str] = field(default_factory=dict[str, str])
    minutes: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    trios: Mapping[str, int] = field(default_factory=dict[str, int])
    avoided: frozenset[Pair] = frozenset()
    largest: Mapping[str, int] = field(default_factory=dict[str, int])
    first: frozenset[str] = frozenset()
    tables: Mapping[str, int] = field(default_factory=dict[str, int])
    edges: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    wants: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    helps: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    loads: Mapping[str, int] = field(default_factory=dict[str, int])
    stretches: Mapping[str, int] = field(default_factory=dict[str, int])
    behind: Mapping[str, int] = field(default_factory=dict[str, int])
    teams: Mapping[str, str] = field(default_factory=dict[str, str])
    managers: Mapping[str, str] = field(default_factory=dict[str, str])
    places: Mapping[str, str] = field(default_factory=dict[str, str])
    tenures: Mapping[str, str] = field(default_factory=dict[str, str])
    guests: frozenset[str] = frozenset()
    newcomers: frozenset[str] = frozenset()
    under_met: frozenset[str] = frozenset()

    def shared(self, one: str, other: str) -> int:
        """The minutes of a week in which both work."""
        return self.minutes.get(in_order(self.hours.get(one, ""), self.hours.get(other, "")), 0)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a programme wants: points for each term of a match, percents for who needs a good one, and its rules.

    Nobody meets again within `horizon` rounds while that can be avoided. Raises ValueError on what cannot be meant.
    """

    learns: int = 300  # for each of the two who wants what the other helps with
    together: int = 100  # both want the same
    hours: int = 100  # all of a usual week in common; less in proportion
    edges: int = 40  # the same, where somebody leaves their usual hours
    team: int = 300  # teams that have not met; less for each time that they have
    place: int = 30
    tenure: int = 30
    new: int = 50  # not met; less the more recently they have
    newcomers: int = 20
    under_met: int = 20
    horizon: int = EVER
    one_manager: bool = True  # people of one manager may meet
    one_team: bool = True
    guests_together: bool = True

    def __post_init__(self) -> None:
        wrong = [one.name for one in fields(self) if not 0 <= getattr(self, one.name) <= _most(one.name)]
        if wrong:
            raise ValueError(f"These are less than nothing, or too much: {', '.join(wrong)}.")


def _most(name: str) -> int:
    return EVER if name == "horizon" else MOST


def check(people: Sequence[str], knowledge: Knowledge, *, size: int) -> None:
    """Raise ValueError where somebody is there twice, avoids themselves, or a group would be of one."""
    if len(set(people)) < len(people):
        raise ValueError("Somebody is in the round twice.")
    if any(one == other for one, other in knowledge.avoided):
        raise ValueError("Somebody avoids themselves.")
    if size < 2:  # noqa: PLR2004 - two are the fewest who can meet
        raise ValueError("A group holds two or more.")
