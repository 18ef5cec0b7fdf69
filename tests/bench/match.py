"""How good matches are and how fast they are found; all with fixed seeds.

Beside our figures stand those of a random shuffle and, for pairs, of a plain greedy choice, on the same people.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np
import rustworkx as rx

from bot.matching.crowd import Crowd, Ints
from bot.matching.graph import edges_of
from bot.matching.knowledge import Recipe, in_order
from tests.bench import fair, sided, threes, ties
from tests.bench.people import Groups, ours, shuffled, workplace
from tests.bench.table import Row

HERE = Path(__file__).parents[2]
ALONE = """
import json, time
from pathlib import Path
from random import Random
from bot.matching import group_up
from tests.bench.people import workplace
people, knowledge = workplace({size}, seed=1)
began = time.perf_counter()
found = group_up(people, knowledge, size=2, rng=Random(1)).certificate
took = time.perf_counter() - began
status = Path("/proc/self/status").read_text()
most = int(status.partition("VmHWM:")[2].split()[0]) / 1e6
print(json.dumps([found.ratio, found.value, found.bound, found.repeats, took, most]))
"""


def measure() -> list[Row]:
    """All rows; what is timed has both cores to itself."""
    timed = [*_timed(), *_large(100_000, 99, 120, 2)]
    with _untimed(seeds=20, runs=50, processes=2) as rest:
        return [*timed, *(row for some in rest for row in some.result())]


def measure_quickly() -> list[Row]:
    """The rows without the largest round, and with fewer seeds and runs; what is not timed is found meanwhile."""
    with _untimed(seeds=1, runs=10, processes=1) as rest:
        return [*_timed(), *(row for some in rest for row in some.result())]


def _timed() -> list[Row]:
    return [*_small(), *_large(10_000, 99.5, 10, 1), *threes.rows(), fair.stall(5000), *sided.rows()]


@contextmanager
def _untimed(*, seeds: int, runs: int, processes: int) -> Iterator[list[Future[list[Row]]]]:
    """The rows without a time, in so many processes; those that take longest first."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield [
            pool.submit(ties.new_rows, seeds),
            pool.submit(ties.rows, seeds, runs),
            pool.submit(threes.ties),
            pool.submit(fair.rows),
        ]


def _small() -> list[Row]:
    return [row for size in (20, 100, 300, 1000) for row in _quality(size)]


def _large(size: int, least: float, most_seconds: float, most_memory: float) -> list[Row]:
    """The value of very many pairs by its own certificate, in a process of its own; greedy on the bound cannot be."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", ALONE.format(size=size)], cwd=HERE, env={}, capture_output=True, check=True
    )
    ratio, value, bound, repeats, took, memory = json.loads(done.stdout)
    case = f"pairs of {size:,}"
    people, knowledge = workplace(size, seed=1)
    crowd = Crowd(people, knowledge, Recipe())
    chance = _value(crowd, shuffled(people, knowledge, Random(1)))
    return [
        Row(case, "value / proven bound over all pairs", 100 * ratio, "%", bar=least, at_least=True),
        Row(case, "the same, greedy among random pairs", 100 * _greedy_by_chance(crowd) / bound, "%"),
        Row(case, "the same, shuffled", 100 * chance / bound, "%"),
        Row(case, "points for each pair", value / (size // 2), "points"),
        Row(case, "repeats", repeats, "pairs", bar=0),
        Row(case, "time", took, "s", bar=most_seconds),
        Row(case, "memory at most", memory, "GB", bar=most_memory),
    ]


def _greedy_by_chance(crowd: Crowd, each: int = 40) -> int:
    """A greedy choice among some pairs of each, as all pairs are too many for it."""
    size = len(crowd)
    rng = np.random.default_rng(1)
    edges = edges_of(crowd, np.repeat(np.arange(size), each), rng.integers(0, size, size * each))
    new = edges.only(~edges.repeat & ~edges.apart)
    return _greedy(size, new.one, new.other, new.score)


def _quality(size: int) -> list[Row]:
    """The value of our pairs, a shuffle's and a greedy choice's, against the best there is of all pairs."""
    people, knowledge = workplace(size, seed=size)
    began = time.perf_counter()
    pairs = ours(people, knowledge, Random(1))
    took = time.perf_counter() - began
    crowd = Crowd(people, knowledge, Recipe())
    one, other = (side.astype(np.int64) for side in np.triu_indices(size, 1))
    edges = edges_of(crowd, one, other)
    new = edges.only(~edges.repeat & ~edges.apart)
    best = _best(size, new.one, new.other, new.score)
    case = f"pairs of {size:,}"
    return [
        Row(
            case, "value / exact optimum of all pairs", 100 * _value(crowd, pairs) / best, "%", bar=99.9, at_least=True
        ),
        Row(case, "the same, greedy", 100 * _greedy(size, new.one, new.other, new.score) / best, "%"),
        Row(case, "the same, shuffled", 100 * _value(crowd, shuffled(people, knowledge, Random(1))) / best, "%"),
        Row(case, "repeats", sum(in_order(*pair) in knowledge.rounds_since for pair in pairs), "pairs", bar=0),
        Row(case, "time", took, "s", bar=2),
    ]


def _value(crowd: Crowd, groups: Groups) -> int:
    at = {one: position for position, one in enumerate(crowd.people)}
    one, other = np.array([[at[a], at[b]] for a, b in groups], np.int64).T
    return int(crowd.score(one, other).sum())


def _best(size: int, one: Ints, other: Ints, score: Ints) -> int:
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from(list(zip(one.tolist(), other.tolist(), score.tolist(), strict=True)))
    worth = dict(zip(zip(one.tolist(), other.tolist(), strict=True), score.tolist(), strict=True))
    matched = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sum(worth[min(pair), max(pair)] for pair in matched)


def _greedy(size: int, one: Ints, other: Ints, score: Ints) -> int:
    free, value = np.ones(size, np.bool_), 0
    for at in np.argsort(-score, kind="stable").tolist():
        if free[one[at]] and free[other[at]]:
            free[one[at]] = free[other[at]] = False
            value += int(score[at])
    return value
