"""Look-ahead: a round is only good if those after it can still bring everybody somebody new."""

from collections.abc import Iterator, Sequence

import numpy as np
import rustworkx as rx

from bot.matching.crowd import Bools, Ints
from bot.matching.graph import ALONE, Group, matched_pairs, partners
from bot.matching.knowledge import TRIO

AHEAD = 3  # rounds that must remain possible
FEW = 5  # people still to be met by each, from which on all their rounds are planned at once
TRIES = 300
TRIOS_AHEAD = 7  # rounds with a trio that are planned together
PLANS = 60  # of them that are tried
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


def can_go_on_with_trios(unmet: Bools, willing: Bools, groups: Sequence[Group], rng: np.random.Generator) -> bool:
    """Whether, after these groups, as many rounds can still bring everybody somebody new as could at best."""
    rest = unmet.copy()
    for group in groups:
        rest[np.ix_(group, group)] = False
    least = min(TRIOS_AHEAD, most_rounds_with_trios(unmet) - 1)
    return len(rounds_with_trios(rest, willing, rng)) >= least


def most_rounds_with_trios(unmet: Bools) -> int:
    """No more rounds than this can bring each of an odd number of people somebody new."""
    degrees = unmet.sum(axis=1)
    least = int(degrees.min(initial=len(unmet)))
    return next(rounds for rounds in range(least, -1, -1) if (degrees - rounds).sum() >= TRIO * rounds)


def rounds_with_trios(unmet: Bools, willing: Bools, rng: np.random.Generator) -> list[list[Group]]:
    """The next rounds of an odd number of people, each with a trio of willing ones, where all meet somebody new.

    The most that were found, up to TRIOS_AHEAD. All their trios are set aside first, as three who are new to each
    other run out before pairs do.
    """
    ahead = min(TRIOS_AHEAD, most_rounds_with_trios(unmet))
    best: list[list[Group]] = []
    for _ in range(PLANS):
        if len(best) == ahead:
            break
        best = max(best, list(_rounds_around(_trios_apart(unmet, willing, ahead, rng), unmet, rng)), key=len)
    return best


def _trios_apart(unmet: Bools, willing: Bools, ahead: int, rng: np.random.Generator) -> list[Group]:
    """Trios for so many rounds, of people who are new to each other and have most others left to meet."""
    rest, room = unmet.copy(), (unmet.sum(axis=1) - ahead) * willing
    trios: list[Group] = []
    while len(trios) < ahead and (trio := _roomiest(rest & (room > 0), room, rng)):
        trios.append(trio)
        rest[np.ix_(trio, trio)] = False
        room[list(trio)] -= 1
    return trios


def _roomiest(allowed: Bools, room: Ints, rng: np.random.Generator) -> Group | None:
    """Three who are allowed to meet each other, the one with most room among them, if there are any."""
    for one in np.argsort(-room - rng.random(len(room))).tolist():
        near = np.flatnonzero(allowed[one])
        others, thirds = np.nonzero(np.triu(allowed[np.ix_(near, near)], 1))
        if room[one] > 0 and len(others):
            best = int((room[near[others]] + room[near[thirds]] + rng.random(len(others))).argmax())
            return one, int(near[others[best]]), int(near[thirds[best]])
    return None


def _rounds_around(trios: Sequence[Group], unmet: Bools, rng: np.random.Generator) -> Iterator[list[Group]]:
    """A round around each of these trios, until there is none in which everybody meets somebody new."""
    rest = unmet.copy()
    for trio in trios:
        rest[np.ix_(trio, trio)] = False
    for trio in trios:
        others = np.setdiff1d(np.arange(len(unmet)), trio)
        partner = another(rest[np.ix_(others, others)], rng)
        if (partner == ALONE).any():
            return
        one, other = others[matched_pairs(partner)]
        rest[one, other] = rest[other, one] = False
        yield [trio, *zip(one.tolist(), other.tolist(), strict=True)]


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
