"""Pairs for very many people, and prices that prove how good the best pairs can be, for any number.

Everybody is assigned a partner without the other having to agree: that is solved exactly in little time, and half
its worth bounds that of every matching. Where two were not assigned to each other they form a ring: an even one
gives pairs, of an odd one somebody drops out, and is matched exactly among those around them.
"""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.crowd import Crowd, Floats, Ints
from bot.matching.graph import ALONE, Edges, all_pairs, ranks_of, solve

UNMATCHED = 200  # times the most that a pair is worth, for whoever is left
DENSE = 2000  # people
AROUND = 300  # people among whom those who dropped out are matched
AT_ONCE = 16  # of them
CHANCE, CHANCES = 16, 64  # decides between equals, and what a point is beside it
LEAST_SPARED = 20  # of them are there for whoever may be the third


class Assignment:
    """Everybody's best partner among some pairs, if nobody had to agree; themselves where there is none."""

    def __init__(self, crowd: Crowd, edges: Edges, rng: np.random.Generator) -> None:
        self.size = len(crowd)
        everybody = np.arange(self.size)
        weights = CHANCES * ranks_of(crowd, edges) + rng.integers(0, CHANCE, len(edges))  # of equals few form odd rings
        self._from = np.concatenate([edges.one, edges.other, everybody])
        self._to = np.concatenate([edges.other, edges.one, everybody])
        self._weights = np.concatenate([weights, weights, np.full(self.size, -CHANCES * UNMATCHED * crowd.most)])
        self.partner: Ints = self._dense() if self.size <= DENSE else self._sparse()

    def _dense(self) -> Ints:
        """For a few people: fast whatever the weights are (Jonker and Volgenant 1987, by scipy)."""
        table = np.full((self.size, self.size), 2.0 * self.size * self._weights.min(initial=-1.0))
        table[self._from, self._to] = self._weights
        return linear_sum_assignment(table, maximize=True)[1].astype(np.int64)

    def _sparse(self) -> Ints:
        """For many, where only some pairs count; weights are of like size, as prices creep from one to another."""
        heavier = self._weights - self._weights.min() + 1  # as scipy takes 0 for no edge
        table = csr_array((heavier, (self._from, self._to)), shape=(self.size, self.size))
        one, other = min_weight_full_bipartite_matching(table, maximize=True)
        partner: Ints = other[np.argsort(one)].astype(np.int64)
        return partner

    def prices(self) -> Floats:
        """A price for each person, so that no pair is worth more than its two; their sum is half the assignment's.

        Exact: the longest ways along which partners could be passed on (Bellman 1958), from whole numbers.
        """
        order = np.argsort(self._to, kind="stable")
        start = np.searchsorted(self._to[order], np.arange(self.size))
        matched = self.worth()
        gain = (self._weights - matched[self._from])[order]
        via = self.partner[self._from][order]
        taken = np.zeros(self.size)
        better = np.maximum.reduceat(taken[via] + gain, start)
        while (better > taken).any():
            taken = np.maximum(taken, better)
            better = np.maximum.reduceat(taken[via] + gain, start)
        given = matched - taken[self.partner]
        prices: Floats = (given + taken) / (2 * CHANCES)
        return prices

    def worth(self) -> Floats:
        """What each one's partner is worth."""
        worth = np.empty(self.size)
        is_match = self.partner[self._from] == self._to
        worth[self._from[is_match]] = self._weights[is_match]
        return worth

    def rings(self) -> Iterator[list[int]]:
        """Those who are each assigned the next, and the last the first; of pairs there are two."""
        seen = np.zeros(self.size, np.bool_)
        next_one: list[int] = self.partner.tolist()
        for first in range(self.size):
            ring: list[int] = []
            at = first
            while not seen[at]:
                seen[at] = True
                ring.append(at)
                at = next_one[at]
            if ring:
                yield ring


def pairs_of_many(crowd: Crowd, edges: Edges, assignment: Assignment, rng: np.random.Generator) -> Ints:
    """The partner of each, or ALONE: very good pairs among these, and as many of them as there can be nearly always."""
    worth = assignment.worth()
    partner = np.full(len(crowd), ALONE, np.int64)
    for ring in assignment.rings():
        for one, other in _paired(np.array(ring), worth):
            partner[one], partner[other] = other, one
    prices = assignment.prices()
    slack = prices[edges.one] + prices[edges.other] - ranks_of(crowd, edges)
    tried = np.zeros(len(crowd), np.bool_)
    while len(left := np.flatnonzero((partner == ALONE) & ~tried)):
        tried[left[:AT_ONCE]] = True
        around = _around(crowd, edges, slack, partner, left[:AT_ONCE])
        some = crowd.part(around)
        matched = solve(some, all_pairs(some), rng)
        partner[around] = np.where(matched == ALONE, ALONE, around[matched])
    return partner


def _paired(ring: Ints, worth: Floats) -> list[tuple[int, int]]:
    """The better half of an even ring's pairs; the best of an odd one's when one person drops out."""
    length = len(ring)
    if length == 1:
        return []
    by_twos = ring[2 * np.arange(length) % length] if length % 2 else np.concatenate([ring[::2], ring[1::2]])
    half = length // 2
    sums = np.convolve(np.concatenate([worth[by_twos], worth[by_twos][: half - 1]]), np.ones(half), "valid")
    start = int(sums.argmax()) if length % 2 else half * int(sums[half] > sums[0])
    first = np.take(by_twos, np.arange(start, start + half), mode="wrap")
    return [(int(one), int(other)) for one, other in zip(first, _next(ring, first), strict=True)]


def _next(ring: Ints, some: Ints) -> Ints:
    """Who comes after each in the ring."""
    order = np.argsort(ring)
    after: Ints = np.roll(ring, -1)[order[np.searchsorted(ring[order], some)]]
    return after


def _around(crowd: Crowd, edges: Edges, slack: Floats, partner: Ints, left: Ints) -> Ints:
    """Some without a partner, those who fit them best, the partners of these, and whose turn it is to be third.

    They are even in number unless somebody has to be the third.
    """
    is_left = np.zeros(len(crowd), np.bool_)
    is_left[left] = True
    near = np.flatnonzero(is_left[edges.one] ^ is_left[edges.other])
    near = near[np.argsort(slack[near], kind="stable")]
    best = np.where(is_left[edges.one[near]], edges.other[near], edges.one[near])
    turns = np.argsort(crowd.spared, kind="stable")[: LEAST_SPARED if len(crowd) % 2 else 0]
    others = np.concatenate([turns, best[partner[best] != ALONE][: AROUND // 2]])
    partners = partner[others]
    return np.unique(np.concatenate([left, others, partners[partners != ALONE]]))
