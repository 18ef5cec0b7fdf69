"""Two sides: learners and those who help them, each helper with a capacity."""

from collections import deque
from collections.abc import Mapping, Sequence
from heapq import heappush, heappushpop

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.crowd import Ints, steps
from bot.matching.graph import ALONE

MOST = 10**6  # points of a pair


def assign(learner: Ints, helper: Ints, score: Ints, *, learners: int, capacity: Ints) -> Ints:
    """The helper of each learner, or ALONE: as many learners as can be, then the most points together. Exact.

    `learner`, `helper` and `score` are columns of the pairs that may be: positions, and points of 0 or more. Helpers
    take at most their `capacity`; of a pairing that lasts, give what is still free. By linear assignment (Jonker
    and Volgenant 1987, by scipy), where each helper stands there once for each place.

    Raises:
        ValueError: a capacity or points below nothing, a position that is not there, or a pair twice.
    """
    _check_pairs(learner, helper, score, learners=learners, capacity=capacity)
    places = np.minimum(capacity, np.bincount(helper, minlength=len(capacity)))
    start = np.concatenate([[0], np.cumsum(places)])
    times = places[helper]
    seats = np.repeat(start[helper], times) + steps(times)
    rows = np.concatenate([np.repeat(learner, times), np.arange(learners)])
    columns = np.concatenate([seats, start[-1] + np.arange(learners)])  # the last are for who finds nobody
    left = learners * (int(score.max(initial=0)) + 1)
    weights = np.concatenate([np.repeat(score, times) + left + 1, np.ones(learners)]).astype(np.float64)
    table = csr_array((weights, (rows, columns)), shape=(learners, int(start[-1]) + learners))
    taken = min_weight_full_bipartite_matching(table, maximize=True)[1]
    owner = np.repeat(np.arange(len(capacity)), places)
    found = np.full(learners, ALONE, np.int64)
    seated = taken < start[-1]
    found[seated] = owner[taken[seated]]
    return found


def _check_pairs(learner: Ints, helper: Ints, score: Ints, *, learners: int, capacity: Ints) -> None:
    if (capacity < 0).any():
        raise ValueError("A capacity is less than nothing.")
    if ((score < 0) | (score > MOST)).any():
        raise ValueError("The points of a pair are less than nothing, or too many.")
    if ((learner < 0) | (learner >= learners) | (helper < 0) | (helper >= len(capacity))).any():
        raise ValueError("A pair names somebody who is not there.")
    if len(np.unique(learner * len(capacity) + helper)) < len(learner):
        raise ValueError("A pair is there twice.")


def stable(
    wishes: Mapping[str, Sequence[str]], ranks: Mapping[str, Sequence[str]], *, capacity: Mapping[str, int]
) -> Mapping[str, str]:
    """Who helps whom where both sides rank each other: nobody has two who would both rather have each other.

    `wishes` are each learner's helpers and `ranks` each helper's learners, the best first; whom somebody does not
    name, they are not matched with. No other such matching is better for any learner (Gale and Shapley 1962).

    Raises:
        ValueError: a capacity below nothing, or somebody who is named twice or is not there.
    """
    _check_lists(wishes, ranks, capacity)
    liked = {helper: {learner: -at for at, learner in enumerate(order)} for helper, order in ranks.items()}
    kept: dict[str, list[tuple[int, str]]] = {helper: [] for helper in ranks}  # heaps, whom they like least first
    coming = {learner: iter(order) for learner, order in wishes.items()}
    free = deque(sorted(wishes))
    while free:
        learner = free.popleft()
        for helper in coming[learner]:
            if learner not in liked[helper] or capacity.get(helper, 0) == 0:
                continue
            mine = (liked[helper][learner], learner)
            if len(kept[helper]) < capacity[helper]:
                heappush(kept[helper], mine)
                break
            _, dropped = heappushpop(kept[helper], mine)
            if dropped != learner:
                free.append(dropped)
                break
    return {learner: helper for helper, mine in sorted(kept.items()) for _, learner in sorted(mine)}


def _check_lists(
    wishes: Mapping[str, Sequence[str]], ranks: Mapping[str, Sequence[str]], capacity: Mapping[str, int]
) -> None:
    if any(places < 0 for places in capacity.values()):
        raise ValueError("A capacity is less than nothing.")
    for lists, others in ((wishes, ranks), (ranks, wishes)):
        for one, order in lists.items():
            if len(set(order)) < len(order):
                raise ValueError(f"{one} names somebody twice.")
            if not others.keys() >= set(order):
                raise ValueError(f"{one} names somebody who is not there.")
