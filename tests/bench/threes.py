"""Groups of three and more: how good, how fast, and how long nobody meets again."""

import time
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array

from bot.matching import Knowledge, Recipe, group_up
from bot.matching.crowd import Crowd, Floats, Ints
from tests.bench.people import names, shuffled, workplace
from tests.bench.table import Row
from tests.bench.ties import season

# Rounds of groups of three without a repeat, the most known: Miller, Valkov and Abel, Symmetry 2026 18(2):269.
KNOWN = {4: 4, 5: 7, 6: 8, 7: 10, 8: 11, 10: 14}
SMALL = 1e-6  # points


def rows() -> list[Row]:
    """Against the best there is for a few, and the time of very many."""
    cases = ((30, 3), (60, 3), (90, 3), (24, 4), (60, 4), (20, 5), (40, 5))
    return [*(row for case in cases for row in _quality(*case)), *_many(10_000, 4)]


def _quality(people: int, size: int) -> list[Row]:
    """Our groups and a shuffle's, against the best of all."""
    who, knowledge = workplace(people, seed=people)
    crowd = Crowd(who, replace(knowledge, rounds_since={}, hours={}, minutes={("", ""): 2400}), Recipe())
    began = time.perf_counter()
    found = group_up(who, crowd.knowledge, size=size, rng=Random(1))
    took = time.perf_counter() - began
    table = crowd.score(*np.indices((people, people), np.int64)) * (1 - np.eye(people, dtype=np.int64))
    groups = np.array(list(combinations(range(people), size)), np.int64)
    worth = np.zeros(len(groups))
    for one, other in combinations(groups.T, 2):
        worth += table[one, other]
    ours = np.sort(np.array([[who.index(one) for one in group] for group in found.groups]), axis=1)
    bound = _bound(worth, groups, ours)
    chance = np.array([who.index(one) for pair in shuffled(who, knowledge, Random(1)) for one in pair])
    dealt = sum(table[np.ix_(part, part)].sum() / 2 for part in chance.reshape(-1, size))
    case = f"{people} people by {size}"
    return [
        Row(case, "value / bound of the best of all", 100 * found.certificate.value / bound, "%", 99, at_least=True),
        Row(case, "the same, shuffled", 100 * dealt / bound, "%"),
        Row(case, "time", took, "s", bar=5),
    ]


def _bound(worth: Floats, groups: Ints, ours: Ints) -> float:
    """What no partition into some of these groups is worth more than, by HiGHS.

    First a partition in parts of groups, over ever more of them until no other could add to it (column generation,
    Gilmore and Gomory 1961); then whole groups, of those whose price allows a better partition than ours.
    """
    people = groups.max() + 1
    known = np.searchsorted(_keys(groups), _keys(ours))
    chosen = np.union1d(known, np.argsort(-worth)[: 20 * people])
    more = chosen
    while len(more):
        chosen = np.union1d(chosen, more)
        parts = linprog(-worth[chosen], A_eq=_members(groups[chosen]).toarray(), b_eq=np.ones(people), method="highs")
        prices = -parts.eqlin.marginals
        beyond = worth - prices[groups].sum(axis=1)
        more = np.flatnonzero(beyond > SMALL)
        more = more[np.argsort(-beyond[more])[: 10 * people]]
    left = np.union1d(known, np.flatnonzero(beyond >= parts.fun + worth[known].sum() - SMALL))
    whole = milp(
        -worth[left],
        integrality=np.ones(len(left), np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(_members(groups[left]), 1, 1),
        options={"mip_rel_gap": 1e-4, "time_limit": 60},
    )
    return -float(whole.mip_dual_bound or 0)


def _keys(groups: Ints) -> Ints:
    """A number for each group, in the order of `combinations`."""
    return np.asarray(groups @ (128 ** np.arange(groups.shape[1])[::-1]), np.int64)


def _members(groups: Ints) -> csc_array:
    """Who is in which of these groups: people by groups."""
    columns = np.repeat(np.arange(len(groups)), groups.shape[1])
    return csc_array((np.ones(groups.size), (groups.ravel(), columns)), shape=(groups.max() + 1, len(groups)))


def ties() -> list[Row]:
    """How long groups of three go on without a repeat, against what is known."""
    found = []
    for count, known in KNOWN.items():
        rounds = season(names(3 * count), known, _in_threes, seed=1)
        found.append(
            Row(
                f"{count} groups of 3",
                "rounds before a repeat / the most known",
                100 * rounds / known,
                "%",
                70,
                at_least=True,
            )
        )
    for size in (60, 99):
        most = (size - 1) // 2
        rounds = season(names(size), most, _in_threes, seed=1)
        found.append(
            Row(
                f"{size} people by threes",
                "rounds before a repeat / the limit",
                100 * rounds / most,
                "%",
                80,
                at_least=True,
            )
        )
    return found


def _in_threes(people: tuple[str, ...], knowledge: Knowledge, rng: Random) -> tuple[tuple[str, ...], ...]:
    return group_up(people, knowledge, size=3, rng=rng).groups


def _many(people: int, size: int) -> list[Row]:
    who, knowledge = workplace(people, seed=1)
    began = time.perf_counter()
    found = group_up(who, knowledge, size=size, rng=Random(1))
    case = f"{people:,} people by {size}"
    return [
        Row(case, "time", time.perf_counter() - began, "s", bar=60),
        Row(case, "repeats", found.certificate.repeats, "groups", bar=0),
        Row(case, "points for each group", found.certificate.value / len(found.groups), "points"),
    ]
