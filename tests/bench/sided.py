"""Learners and mentors with capacities: how many are matched, how well, and how fast."""

import time

import numpy as np

from bot.matching.crowd import Ints
from bot.matching.graph import ALONE
from bot.matching.sided import assign, stable
from tests.bench.table import Row

LEARNERS, MENTORS, TOP = 5000, 1000, 40


def rows() -> list[Row]:
    """Where the programme decides from points, beside a greedy choice and a shuffle; and where both sides rank."""
    rng = np.random.default_rng(1)
    capacity = rng.integers(2, 9, MENTORS)
    points = rng.integers(0, 300, (LEARNERS, MENTORS)) + rng.integers(0, 10, MENTORS)
    best = np.argsort(-points, axis=1)[:, :TOP]
    learner, mentor = np.repeat(np.arange(LEARNERS), TOP), best.ravel()
    score = points[learner, mentor]
    case = f"{LEARNERS:,} learners, {MENTORS:,} mentors"
    began = time.perf_counter()
    found = assign(learner, mentor, score, learners=LEARNERS, capacity=capacity)
    took = time.perf_counter() - began
    value = int(points[np.flatnonzero(found != ALONE), found[found != ALONE]].sum())
    bound = _bound(mentor, score, capacity, matched=int((found != ALONE).sum()))
    began = time.perf_counter()
    blocking = _blocking(best, points, capacity)
    return [
        Row(case, "matched", int((found != ALONE).sum()), "learners"),
        Row(case, "value / proven bound", 100 * value / bound, "%", bar=99.9, at_least=True),
        Row(case, "the same, greedy", 100 * _greedy(learner, mentor, score, capacity, np.argsort(-score)) / bound, "%"),
        Row(
            case,
            "the same, shuffled",
            100 * _greedy(learner, mentor, score, capacity, rng.permutation(len(score))) / bound,
            "%",
        ),
        Row(case, "time", took, "s", bar=3),
        Row(case, "pairs who would both rather have each other, by ranks", blocking, "pairs", bar=0),
        Row(case, "time by ranks, checks included", time.perf_counter() - began, "s"),
    ]


def _bound(mentor: Ints, score: Ints, capacity: Ints, *, matched: int) -> float:
    """No matching of so many learners is worth more: by prices of the mentors that were lowered step by step.

    Whatever the prices are, each learner gets at most their best after prices, and the mentors their prices for
    each place (Lagrangian relaxation; Held and Karp 1971).
    """
    prices, least = np.zeros(len(capacity)), np.inf
    for step in range(1, 3000):
        after = (score - prices[mentor]).reshape(-1, TOP)
        choice = after.argmax(axis=1)
        gains = np.sort(after.max(axis=1))[::-1][:matched]
        least = min(least, float(gains.sum() + (prices * capacity).sum()))
        wanted = np.bincount(mentor.reshape(-1, TOP)[np.arange(len(choice)), choice], minlength=len(capacity))
        prices = np.maximum(0, prices + (wanted - capacity) * 20 / step**0.85)
    return least


def _greedy(learner: Ints, mentor: Ints, score: Ints, capacity: Ints, order: Ints) -> int:
    free, left, value = [True] * LEARNERS, capacity.tolist(), 0
    for at in order.tolist():
        one, other = int(learner[at]), int(mentor[at])
        if free[one] and left[other]:
            free[one] = False
            left[other] -= 1
            value += int(score[at])
    return value


def _blocking(best: Ints, points: Ints, capacity: Ints) -> int:
    wishes = {f"L{one}": [f"M{other}" for other in row] for one, row in enumerate(best.tolist())}
    fans: dict[str, list[tuple[int, str]]] = {f"M{other}": [] for other in range(MENTORS)}
    for one, row in enumerate(best.tolist()):
        for other in row:
            fans[f"M{other}"].append((-int(points[one, other]), f"L{one}"))
    ranks = {helper: [name for _, name in sorted(some)] for helper, some in fans.items()}
    places = {f"M{other}": count for other, count in enumerate(capacity.tolist())}
    found = stable(wishes, ranks, capacity=places)
    rank = {helper: {one: at for at, one in enumerate(order)} for helper, order in ranks.items()}
    worst = dict.fromkeys(ranks, -1)
    taken = dict.fromkeys(ranks, 0)
    for name, helper in found.items():
        worst[helper] = max(worst[helper], rank[helper][name])
        taken[helper] += 1
    return sum(
        taken[helper] < places[helper] or rank[helper][name] < worst[helper]
        for name, order in wishes.items()
        for helper in order[: order.index(found[name]) if name in found else None]
    )
