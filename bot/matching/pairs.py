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
    share in a week. `trios` counts how often somebody was the third. `avoided` pairs are never in one group.
    `largest` is the most people somebody likes to meet at once, themselves included; `first` are those who had to
    wait, so they are neither the third nor left alone while anybody else can be.
    """

    rounds_since: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    hours: Mapping[str, str] = field(default_factory=dict[str, str])
    minutes: Mapping[Pair, int] = field(default_factory=dict[Pair, int])
    trios: Mapping[str, int] = field(default_factory=dict[str, int])
    avoided: frozenset[Pair] = frozenset()
    largest: Mapping[str, int] = field(default_factory=dict[str, int])
    first: frozenset[str] = frozenset()

    def shared(self, one: str, other: str) -> int:
        """The minutes of a week in which both work."""
        return self.minutes.get(in_order(self.hours.get(one, ""), self.hours.get(other, "")), 0)


def pair_up(people: Sequence[str], knowledge: Knowledge, *, rng: Random) -> tuple[tuple[str, ...], ...]:
    """Groups of two, and of three where somebody would be left alone, that hold each of `people` once.

    Nobody with somebody they avoid; then fewest repeats, then the oldest ones, then some working time in common,
    then chance. Whoever fits nowhere stays a group of one. The same arguments give the same groups.
    """
    order = sorted(people)
    rng.shuffle(order)
    third = _third(order, knowledge) if len(order) % 2 else None
    rest = [one for one in order if one != third]
    groups: list[tuple[str, ...]] = [*_matched(rest, knowledge, rng=rng)]
    placed = {one for group in groups for one in group}
    for one in sorted((one for one in order if one not in placed), key=lambda one: one not in knowledge.first):
        _place(groups, one, knowledge)
    return tuple(groups)


def in_order(one: str, other: str) -> Pair:
    """The pair as it is a key."""
    return (one, other) if one < other else (other, one)


def _third(order: Sequence[str], knowledge: Knowledge) -> str:
    """Who joins a pair this time: whoever did so least often, of those who like to be three and need not wait."""

    def cost(one: str) -> tuple[bool, bool, int]:
        return one in knowledge.first, knowledge.largest.get(one, TRIO) < TRIO, knowledge.trios.get(one, 0)

    return min(order, key=cost)


def _place(groups: list[tuple[str, ...]], left: str, knowledge: Knowledge) -> None:
    """Let `left` join the person or pair where that costs least; alone where they would meet somebody avoided."""

    def cost(group: tuple[str, ...]) -> tuple[int, int]:
        reluctant = sum(knowledge.largest.get(one, TRIO) <= len(group) for one in group)
        return reluctant, -sum(weight(left, one, knowledge) for one in group)

    fits = [
        group
        for group in groups
        if len(group) < TRIO and not any(in_order(left, one) in knowledge.avoided for one in group)
    ]
    if not fits:
        groups.append((left,))
        return
    host = min(fits, key=cost)
    groups[groups.index(host)] = (*host, left)


def _matched(people: Sequence[str], knowledge: Knowledge, *, rng: Random) -> list[Pair]:
    """As many pairs as there can be, of the greatest weight over the candidate pairs.

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
            (one, other, weight(people[one], people[other], knowledge) + rng.randrange(VARIETY))
            for one, other in candidates
            if in_order(people[one], people[other]) not in knowledge.avoided
        ]
    )
    matched = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return [(people[one], people[other]) for one, other in sorted((min(pair), max(pair)) for pair in matched)]


def weight(one: str, other: str, knowledge: Knowledge) -> int:
    """How gladly these two are introduced; nothing makes it positive but chance."""
    pair = in_order(one, other)
    since = knowledge.rounds_since.get(pair)
    repeat = 0 if since is None else REPEAT + RECENT * max(0, LONG_AGO - since)
    apart = NO_COMMON_HOURS if knowledge.shared(one, other) == 0 else 0
    return -repeat - apart
