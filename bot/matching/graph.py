"""Pairs that may be matched, what each is worth, and the best of all matchings among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import rustworkx as rx

from bot.matching.crowd import LONG_AGO, Bools, Crowd, Floats, Ints, Term
from bot.matching.knowledge import Knowledge, Recipe

CHANCE = 64  # decides between what is equally good
ALONE = -1

Group = tuple[int, ...]  # positions

# What counts before points where pairs are ranked, in times of the most that any pair is worth.
RANK_APART, RANK_RECENT, RANK_REPEAT = 2, 0.05, 20


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of positions that may be matched, and what each is worth; arrays of one length."""

    one: Ints
    other: Ints
    score: Ints
    repeat: Bools
    recent: Ints  # rounds by which a repeat is more recent than LONG_AGO
    apart: Bools

    def __len__(self) -> int:
        return len(self.one)

    def only(self, chosen: Bools | Ints) -> "Edges":
        """Some of them."""
        return Edges(*(getattr(self, name)[chosen] for name in self.__slots__))


def edges_of(crowd: Crowd, one: Ints, other: Ints) -> Edges:
    """These pairs, without those that a rule forbids."""
    free = ~crowd.blocked(one, other)
    return edges_of_all(crowd, one[free], other[free])


def all_pairs(crowd: Crowd) -> Edges:
    """Every pair that no rule forbids."""
    one, other = np.triu_indices(len(crowd), 1)
    return edges_of(crowd, one.astype(np.int64), other.astype(np.int64))


def edges_of_all(crowd: Crowd, one: Ints, other: Ints) -> Edges:
    """These pairs, whatever the rules say."""
    repeat = crowd.repeats(one, other)
    recent = np.where(repeat, np.maximum(0, LONG_AGO - crowd.since(one, other)), 0)
    return Edges(one, other, crowd.score(one, other), repeat, recent, crowd.apart(one, other))


def among(crowd: Crowd, edges: Edges, some: Ints) -> tuple[Crowd, Edges]:
    """Only the people at these positions, and the pairs they are in, by their positions there."""
    at = np.full(len(crowd), ALONE)
    at[some] = np.arange(len(some))
    inside = edges.only((at[edges.one] != ALONE) & (at[edges.other] != ALONE))
    return crowd.part(some), replace(inside, one=at[inside.one], other=at[inside.other])


def distinct(pairs: Ints, size: int) -> tuple[Ints, Ints]:
    """Each pair once, in order, of two rows of positions."""
    keys = np.unique(pairs.min(axis=0) * size + pairs.max(axis=0))
    return keys // size, keys % size


def rank(crowd: Crowd, one: Ints, other: Ints) -> Floats:
    """How good pairs are, what counts before points included; no number at all where a rule forbids them."""
    return np.where(crowd.blocked(one, other), -np.inf, ranks_of(crowd, edges_of_all(crowd, one, other)))


def ranks_of(crowd: Crowd, edges: Edges) -> Floats:
    """How good these pairs are, what counts before points included, as whole numbers."""
    ranks: Floats = edges.score - costs_of(crowd, edges)
    return ranks


def costs_of(crowd: Crowd, edges: Edges) -> Floats:
    """What counts before points, of pairs, as whole numbers."""
    weighed: Floats = RANK_REPEAT * edges.repeat + RANK_RECENT * edges.recent + RANK_APART * edges.apart
    return np.rint(weighed * crowd.most)


def solve(crowd: Crowd, edges: Edges, rng: np.random.Generator) -> Ints:
    """The best matching among these pairs: the partner of each, or ALONE.

    As many pairs as there can be; then fewest repeats, the oldest, most with an hour in common, most points, chance.
    Where people are odd in number, whoever is ALONE was chosen by the matching, too: a partner who is not there
    takes whoever was one of three least often. Exact (Edmonds 1965, by rustworkx).
    """
    pairs = len(crowd) // 2 + 1
    point = CHANCE * pairs
    apart = point * (int(edges.score.max(initial=0)) + 1) * pairs
    recent = apart * pairs
    repeat = recent * LONG_AGO * pairs
    spare = repeat * pairs * 2
    spared = crowd.spared
    bonus = spare * (int(spared.max(initial=0)) + 1) * crowd.waiting.astype(object)
    weights = (
        edges.score.astype(object) * point
        - edges.apart.astype(object) * apart
        - edges.recent.astype(object) * recent
        - edges.repeat.astype(object) * repeat
        + rng.integers(0, CHANCE, len(edges)).astype(object)
        + bonus[edges.one]
        + bonus[edges.other]
    )
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(crowd)))
    graph.add_edges_from(list(zip(edges.one.tolist(), edges.other.tolist(), weights.tolist(), strict=True)))
    if len(crowd) % 2:
        nobody = graph.add_node(len(crowd))
        graph.add_edges_from([(nobody, at, -spare * cost - at) for at, cost in enumerate(spared.tolist())])
    return partners(len(crowd), rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int))


def partners(size: int, matched: set[tuple[int, int]]) -> Ints:
    """The partner of each of so many people, or ALONE."""
    partner = np.full(size, ALONE, np.int64)
    for one, other in matched:
        if max(one, other) < size:
            partner[one], partner[other] = other, one
    return partner


def matched_pairs(partner: Ints) -> Ints:
    """The pairs, each once: two rows of positions."""
    one = np.flatnonzero(partner > np.arange(len(partner)))
    return np.stack([one, partner[one]])


def merits(left: str, others: Sequence[str], knowledge: Knowledge, recipe: Recipe | None = None) -> Mapping[str, float]:
    """How gladly somebody is introduced to each of the others: no repeat, then an hour in common, then points."""
    crowd = Crowd((left, *others), knowledge, recipe or Recipe())
    positions = np.arange(1, len(crowd))
    return dict(zip(others, rank(crowd, np.zeros_like(positions), positions).tolist(), strict=True))


def reasons(group: Sequence[str], knowledge: Knowledge, recipe: Recipe | None = None) -> Mapping[Term, int]:
    """The terms of people who were brought together out of a round."""
    return Crowd(tuple(group), knowledge, recipe or Recipe()).reasons(range(len(group)))
