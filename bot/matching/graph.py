"""Which pairs are worth considering, and the best of all matchings among them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from bot.matching.crowd import LONG_AGO, Bools, Crowd, Ints
from bot.matching.knowledge import Knowledge, Recipe

ALL_PAIRS = 300  # people; up to here every pair is a candidate
CANDIDATES = 20  # for each person above that
BLOCK = 256  # people, whose pairs are looked at together
BEST = 10  # scores, whose mean is what somebody can expect
CHANCE = 64  # decides between what is equally good
ALONE = -1

# What counts before points where candidates are ranked, as numbers that a float holds.
RANK_REPEAT, RANK_RECENT, RANK_APART = 1e9, 1e5, 1e4


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
    one, other = one[free], other[free]
    repeat = crowd.repeats(one, other)
    recent = np.where(repeat, np.maximum(0, LONG_AGO - crowd.since(one, other)), 0)
    return Edges(one, other, crowd.score(one, other), repeat, recent, crowd.apart(one, other))


def candidates(crowd: Crowd, rng: np.random.Generator, *, each: int = CANDIDATES) -> Edges:
    """All pairs of a few people; of more, the most promising of each person, and a ring so that all have some.

    Promising is what a pair is worth beyond what its two can expect elsewhere.
    """
    size = len(crowd)
    if size <= max(ALL_PAIRS, each):
        one, other = np.triu_indices(size, 1)
        return edges_of(crowd, one.astype(np.int64), other.astype(np.int64))
    expected = np.concatenate([_best(np.where(rank > -RANK_APART, rank, 0)) for _, rank in _ranks(crowd)])
    chosen = [_ring(size)]
    for rows, rank in _ranks(crowd):
        promising = rank - expected[rows, None] / 2 - expected / 2 + rng.random(rank.shape)
        best = np.argpartition(-promising, each, axis=1)[:, :each]
        chosen.append(np.stack([np.repeat(rows, each), best.ravel()]))
    return edges_of(crowd, *distinct(np.concatenate(chosen, axis=1), size))


def _ring(size: int) -> Ints:
    everybody = np.arange(size)
    return np.stack([everybody, (everybody + 1) % size])


def distinct(pairs: Ints, size: int) -> tuple[Ints, Ints]:
    """Each pair once, in order, of two rows of positions."""
    keys = np.unique(pairs.min(axis=0) * size + pairs.max(axis=0))
    return keys // size, keys % size


def _ranks(crowd: Crowd) -> Iterator[tuple[Ints, NDArray[np.float64]]]:
    """How good each pair is, for some people after others: their positions, and a row for each."""
    size = len(crowd)
    for start in range(0, size, BLOCK):
        rows = np.arange(start, min(start + BLOCK, size))
        yield rows, rank(crowd, *np.broadcast_arrays(rows[:, None], np.arange(size)))


def rank(crowd: Crowd, one: Ints, other: Ints) -> NDArray[np.float64]:
    """How good pairs are, what counts before points included; no number at all where a rule forbids them."""
    repeat = crowd.repeats(one, other)
    recent = np.where(repeat, np.maximum(0, LONG_AGO - crowd.since(one, other)), 0)
    points = crowd.score(one, other) - RANK_REPEAT * repeat - RANK_RECENT * recent
    return np.where(crowd.blocked(one, other), -np.inf, points - RANK_APART * crowd.apart(one, other))


def _best(ranks: NDArray[np.float64]) -> NDArray[np.float64]:
    best: NDArray[np.float64] = np.partition(ranks, -BEST, axis=1)[:, -BEST:].mean(axis=1)
    return best


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
