"""Look-ahead: a round is only good if those after it can still bring everybody somebody new."""

import numpy as np
import rustworkx as rx

from bot.matching.crowd import Bools, Ints
from bot.matching.graph import ALONE, partners

AHEAD = 3  # rounds that must remain possible
FEW = 5  # people still to be met by each, from which on all their rounds are planned at once
TRIES = 300
OTHERS = 12  # other matchings that are tried
SPARSE = 10  # new people for each that a matching is first looked for among


def can_go_on(unmet: Bools, partner: Ints, rng: np.random.Generator) -> bool:
    """Whether, after these pairs, the next rounds can bring everybody somebody new."""
    rest = without(unmet, partner)
    degrees = rest.sum(axis=1)
    least = int(degrees.min(initial=len(unmet)))
    if 2 * (least - AHEAD + 1) >= len(unmet):  # Dirac 1952: so many always allow one more
        return True
    if few_left(rest):
        return bool(all_rounds(rest, rng))
    return all(_take(rest, rng) for _ in range(min(AHEAD, least)))


def without(unmet: Bools, partner: Ints) -> Bools:
    """Who has still not met whom, people by people, after these pairs did."""
    rest = unmet.copy()
    together = np.flatnonzero(partner != ALONE)
    rest[together, partner[together]] = False
    return rest


def few_left(unmet: Bools) -> bool:
    """Whether everybody has equally few people left to meet, so that all their rounds can be planned."""
    degrees = unmet.sum(axis=1)
    return bool(0 < degrees.min(initial=len(unmet)) == degrees.max(initial=0) <= FEW)


def all_rounds(unmet: Bools, rng: np.random.Generator) -> list[Ints]:
    """Rounds in which everybody meets everybody they have not; none where none were found."""
    for _ in range(TRIES):
        rest = unmet.copy()
        rounds: list[Ints] = []
        while rest.any():
            partner = another(rest, rng)
            if (partner == ALONE).any():
                break
            rest = without(rest, partner)
            rounds.append(partner)
        else:
            return rounds
    return []


def another(unmet: Bools, rng: np.random.Generator) -> Ints:
    """As many pairs as there can be among those who have not met, by chance; looked for among a few for each first."""
    size = len(unmet)
    draw = np.where(unmet, rng.random(unmet.shape), 2)
    if size > 2 * SPARSE:
        nearest = np.argpartition(draw, SPARSE, axis=1)[:, :SPARSE]
        some = np.zeros_like(unmet)
        some[np.arange(size)[:, None], nearest] = True
        partner = _matching((some | some.T) & unmet, rng)
        if (partner != ALONE).all():
            return partner
    return _matching(unmet, rng)


def _take(rest: Bools, rng: np.random.Generator) -> bool:
    """Whether everybody could be paired anew; if so, they are."""
    partner = another(rest, rng)
    rest &= without(rest, partner)
    return bool((partner != ALONE).all())


def _matching(allowed: Bools, rng: np.random.Generator) -> Ints:
    one, other = np.nonzero(np.triu(allowed, 1))
    weights = rng.integers(0, 1 << 20, len(one))
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(allowed)))
    graph.add_edges_from(list(zip(one.tolist(), other.tolist(), weights.tolist(), strict=True)))
    return partners(len(allowed), rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int))
