"""Groups of three and more: how good, how fast, and how long nobody meets again."""

import time
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from bot.matching import Knowledge, Recipe, group_up
from bot.matching.crowd import Crowd
from tests.bench.people import names, shuffled, workplace
from tests.bench.table import Row
from tests.bench.ties import season

# Rounds of groups of three without a repeat, the most known: Miller, Valkov and Abel, Symmetry 2026 18(2):269.
KNOWN = {4: 4, 5: 7, 6: 8, 7: 10, 8: 11, 10: 14}


def rows() -> list[Row]:
    """Against the best there is for a few, against what is known of rounds, and the time of very many."""
    return [*(row for case in ((30, 3), (24, 4), (20, 5)) for row in _quality(*case)), *_rounds(), *_many(10_000, 4)]


def _quality(people: int, size: int) -> list[Row]:
    """Our groups against the best of all, an exact set partition by HiGHS."""
    who, knowledge = workplace(people, seed=people)
    crowd = Crowd(who, replace(knowledge, rounds_since={}, hours={}, minutes={("", ""): 2400}), Recipe())
    began = time.perf_counter()
    found = group_up(who, crowd.knowledge, size=size, rng=Random(1))
    took = time.perf_counter() - began
    table = crowd.score(*np.indices((people, people), np.int64)) * (1 - np.eye(people, dtype=np.int64))
    groups = np.array(list(combinations(range(people), size)), np.int64)
    worth = table[groups[:, :, None], groups[:, None, :]].sum(axis=(1, 2)) / 2
    members = csc_array(
        (np.ones(groups.size), (groups.ravel(), np.repeat(np.arange(len(groups)), size))), shape=(people, len(groups))
    )
    best = milp(
        -worth,
        integrality=np.ones(len(groups), np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(members, 1, 1),
        options={"mip_rel_gap": 1e-4, "time_limit": 60},
    )
    chance = [one for pair in shuffled(who, knowledge, Random(1)) for one in pair]
    dealt = sum(
        int(crowd.score(*np.array([[who.index(a), who.index(b)] for a, b in combinations(part, 2)]).T).sum())
        for part in (chance[at : at + size] for at in range(0, people, size))
    )
    case, bound = f"{people} people by {size}", -float(best.mip_dual_bound or 0)
    return [
        Row(case, "value / bound of the best of all", 100 * found.certificate.value / bound, "%", 99, at_least=True),
        Row(case, "the same, shuffled", 100 * dealt / bound, "%"),
        Row(case, "time", took, "s", bar=5),
    ]


def _rounds() -> list[Row]:
    """How long groups of three go on without a repeat."""
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
