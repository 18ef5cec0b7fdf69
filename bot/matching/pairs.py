"""Pairs for one round: nobody left out, an odd one makes a trio, nobody meets again while that can be avoided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

import rustworkx as rx

Pair = tuple[str, str]  # in order

TRIO = 3
# Each of these outweighs the next over a whole round of a thousand pairs, so that one wish comes before the other.
REPEAT = 10**17  # for a pair that has met
RECENT = 10**11  # for each round by which a repeat is more recent than LONG_AGO
LONG_AGO = 200  # rounds
NO_COMMON_HOURS = 10**7
VARIETY = 1000  # chance decides between pairs that are equally good
SMALL = 150  # people; up to here every pair is a candidate
CANDIDATES = 24  # for each person above that


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What bears on who meets whom, by person and by pair (two ids in order).

    `rounds_since` counts the rounds since two last met (0: in the one before); a pair that is missing has not
    met. `hours` names the kind of working hours somebody has, and `minutes` the working time that two such kinds
    share in a week. `trios` counts how often somebody was the third.
    """

    rounds_since: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    hours: Mapping[str, str] = field(default_factory=dict[str, str])
    minutes: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    trios: Mapping[str, int] = field(default_factory=dict[str, int])

    def shared(self, one: str, other: str) -> int:
        """The minutes of a week in which both work."""
        return self.minutes.get(in_order(self.hours.get(one, ""), self.hours.get(other, "")), 0)


def pair_up(people: Sequence[str], knowledge: Knowledge, *, rng: Random) -> tuple[tuple[str, ...], ...]:
    """Groups of two, and one of three when the number is odd, that hold each of `people` once.

    Fewest repeats first, then the oldest ones, then some working time in common, then chance. One person
    alone stays a group of one; nobody makes no group. The same arguments give the same groups.
    """
    order = sorted(people)
    rng.shuffle(order)
    if len(order) <= TRIO:
        return (tuple(order),) if order else ()
    third = _third(order, knowledge) if len(order) % 2 else None
    rest = [one for one in order if one != third]
    pairs = _matched(rest, knowledge, rng=rng)
    return tuple(pairs) if third is None else _with_third(pairs, third, knowledge)


def in_order(one: str, other: str) -> Pair:
    """The pair as it is a key."""
    return (one, other) if one < other else (other, one)


def _third(order: Sequence[str], knowledge: Knowledge) -> str:
    """Who joins a pair this time: whoever did so least often."""
    return min(order, key=lambda one: knowledge.trios.get(one, 0))


def _with_third(pairs: Sequence[Pair], third: str, knowledge: Knowledge) -> tuple[tuple[str, ...], ...]:
    """The pairs, with `third` in the one where that costs least."""

    def cost(pair: Pair) -> int:
        return -sum(_weight(third, one, knowledge) for one in pair)

    host = min(pairs, key=cost)
    return tuple((*pair, third) if pair == host else pair for pair in pairs)


def _matched(people: Sequence[str], knowledge: Knowledge, *, rng: Random) -> list[Pair]:
    """A perfect matching of an even number of people, of the greatest weight over the candidate pairs.

    Where the candidates leave somebody out or force a repeat, every pair is a candidate.
    """
    found = _match(people, _candidates(people, rng=rng), knowledge, rng=rng)
    avoidable = any(in_order(*pair) in knowledge.rounds_since for pair in found)
    if len(people) > SMALL and (2 * len(found) < len(people) or avoidable):
        found = _match(people, list(combinations(range(len(people)), 2)), knowledge, rng=rng)
    return found


def _candidates(people: Sequence[str], *, rng: Random) -> list[tuple[int, int]]:
    """Pairs of positions worth considering: all of them, or some at random for each person and a ring."""
    size = len(people)
    if size <= SMALL:
        return list(combinations(range(size), 2))
    drawn = {(one, (one + 1) % size) for one in range(size)}
    drawn |= {(one, other) for one in range(size) for other in rng.sample(range(size), CANDIDATES) if one != other}
    return sorted({(min(pair), max(pair)) for pair in drawn})


def _match(
    people: Sequence[str], candidates: Sequence[tuple[int, int]], knowledge: Knowledge, *, rng: Random
) -> list[Pair]:
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(people)))
    graph.add_edges_from(
        [
            (one, other, _weight(people[one], people[other], knowledge) + rng.randrange(VARIETY))
            for one, other in candidates
        ]
    )
    matched = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return [(people[one], people[other]) for one, other in sorted((min(pair), max(pair)) for pair in matched)]


def _weight(one: str, other: str, knowledge: Knowledge) -> int:
    """How gladly these two are introduced; nothing makes it positive but chance."""
    pair = in_order(one, other)
    since = knowledge.rounds_since.get(pair)
    repeat = 0 if since is None else REPEAT + RECENT * max(0, LONG_AGO - since)
    apart = NO_COMMON_HOURS if knowledge.shared(one, other) == 0 else 0
    return -repeat - apart
