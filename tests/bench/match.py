"""How good matches are, how fast they are found, and how long nobody meets again; all with fixed seeds.

Beside our figures stand those of a random shuffle and, for pairs, of a plain greedy choice, on the same people.
"""

import time
from collections.abc import Callable, Sequence
from itertools import combinations
from random import Random
from statistics import mean

import numpy as np
import rustworkx as rx

from bot.matching.crowd import Crowd, Ints
from bot.matching.graph import edges_of
from bot.matching.groups import group_up
from bot.matching.knowledge import Knowledge, Pair, Recipe, in_order
from bot.matching.pairs import pair_up
from tests.bench.table import Row

TOPICS = 60
Groups = Sequence[Sequence[str]]
Matcher = Callable[[tuple[str, ...], Knowledge, Random], Groups]


def measure() -> list[Row]:
    """All rows."""
    return [
        *(row for size in (20, 100, 300, 1000) for row in _quality(size)),
        *(row for size in (8, 10, 12, 20, 40, 50, 100, 200) for row in _new_each_time(size)),
        *(row for size in (11, 21, 51, 101) for row in _odd(size)),
        _churn(),
        _saturated(),
        *(row for size in (20, 40, 200) for row in _planted(size)),
    ]


def workplace(size: int, *, seed: int, topics: int = TOPICS) -> tuple[tuple[str, ...], Knowledge]:
    """Invented people with goals, teams, places, zones and a history of four rounds."""
    rng = Random(seed)
    people = names(size)
    known = [f"t{number}" for number in range(topics)]
    zones = [str(number) for number in range(5)]
    met = {in_order(*rng.sample(people, 2)): rng.randrange(4) for _ in range(2 * size)}
    return people, Knowledge(
        rounds_since=met,
        hours={one: rng.choice(zones) for one in people},
        minutes={pair: max(0, 2400 - 600 * abs(int(pair[0]) - int(pair[1]))) for pair in _kinds(zones)},
        wants={one: frozenset(rng.sample(known, 2)) for one in people},
        helps={one: frozenset(rng.sample(known, 2)) for one in people},
        teams={one: str(rng.randrange(1 + size // 8)) for one in people},
        places={one: rng.choice(["home", "office"]) for one in people},
        tenures={one: rng.choice(["new", "years", "long"]) for one in people},
    )


def names(size: int) -> tuple[str, ...]:
    """So many ids."""
    return tuple(f"U{number:06}" for number in range(size))


def _kinds(zones: Sequence[str]) -> list[Pair]:
    return [in_order(one, other) for one in zones for other in zones]


def ours(people: tuple[str, ...], knowledge: Knowledge, rng: Random) -> Groups:
    """As the bot matches."""
    return group_up(people, knowledge, size=2, rng=rng).groups


def shuffled(people: tuple[str, ...], _: Knowledge, rng: Random) -> Groups:
    """By chance; an odd one joins the last pair."""
    order = rng.sample(people, len(people))
    pairs = [order[at : at + 2] for at in range(0, len(order) - 1, 2)]
    return [*pairs[:-1], pairs[-1] + order[2 * len(pairs) :]]


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


def season(people: tuple[str, ...], rounds: int, matcher: Matcher, *, seed: int) -> int:
    """How many rounds there are before anybody meets somebody again; `rounds` at most."""
    met: dict[Pair, int] = {}
    trios: dict[str, int] = {}
    for number in range(rounds):
        since = {pair: number - 1 - last for pair, last in met.items()}
        groups = matcher(people, Knowledge(since, trios=trios), Random(f"{seed}:{number}"))
        pairs = pairs_of(groups)
        if met.keys() & set(pairs):
            return number
        met |= dict.fromkeys(pairs, number)
        trios |= {one: trios.get(one, 0) + 1 for group in groups if len(group) > 2 for one in group}
    return rounds


def pairs_of(groups: Groups) -> list[Pair]:
    """Who met whom."""
    return [in_order(one, other) for group in groups for one, other in combinations(group, 2)]


def _new_each_time(size: int) -> list[Row]:
    case, most = f"everybody new, {size} present, 20 seeds", size - 1
    least = min(season(names(size), most, ours, seed=seed) for seed in range(20))
    chance = mean(season(names(size), most, shuffled, seed=seed) for seed in range(20))
    return [
        Row(case, "rounds before a repeat, the worst seed", least, "rounds", bar=most, at_least=True),
        Row(case, "the same, shuffled, on average", chance, "rounds"),
    ]


def _odd(size: int) -> list[Row]:
    most = size * (size - 1) // (size + 3)
    reached = mean(season(names(size), most, ours, seed=seed) for seed in range(20))
    case = f"everybody new, {size} present, 20 seeds"
    return [Row(case, "rounds before a repeat / the most possible", 100 * reached / most, "%", bar=93, at_least=True)]


def _churn(size: int = 100, rounds: int = 150) -> Row:
    """People who are away now and then, and a few who leave and others who come."""
    rng = Random("churn")
    people, met, repeats = list(names(size)), dict[Pair, int](), 0
    for number in range(rounds):
        people[rng.randrange(size)] = f"V{number:06}"
        present = tuple(one for one in people if rng.random() < 0.85)
        since = {pair: number - 1 - last for pair, last in met.items()}
        pairs = pairs_of(ours(present, Knowledge(since), Random(number)))
        repeats += len(met.keys() & set(pairs))
        met |= dict.fromkeys(pairs, number)
    return Row(f"{size} people who come and go, {rounds} rounds", "repeats", repeats, "pairs", bar=0)


def _saturated(size: int = 60, rounds: int = 120) -> Row:
    """The fewest rounds between two meetings, when everybody has met everybody."""
    met, gap = dict[Pair, int](), rounds
    for number in range(rounds):
        since = {pair: number - 1 - last for pair, last in met.items()}
        pairs = pairs_of(ours(names(size), Knowledge(since), Random(number)))
        gap = min([gap, *(number - met[pair] for pair in pairs if pair in met)])
        met |= dict.fromkeys(pairs, number)
    case = f"{size} people, {rounds} rounds"
    return Row(case, "shortest gap / the longest possible", 100 * gap / (size - 1), "%", bar=80, at_least=True)


def _planted(size: int) -> list[Row]:
    """People who may meet few others, among whom a way to pair everybody was hidden."""
    left = {0.1: 0, 0.2: 0, 0.4: 0}
    for share in left:
        for seed in range(50):
            rng = Random(f"{size}:{share}:{seed}")
            people = rng.sample(names(size), size)
            hidden = {in_order(*people[at : at + 2]) for at in range(0, size, 2)}
            others = (pair for pair in combinations(names(size), 2) if pair not in hidden)
            avoided = frozenset(pair for pair in others if rng.random() >= share)
            groups = pair_up(names(size), Knowledge(avoided=avoided), rng=rng)
            left[share] += sum(len(group) == 1 for group in groups)
    return [
        Row(f"{size} people, {share:.0%} of pairs allowed, 50 runs", "people left out", count, "people", bar=0)
        for share, count in left.items()
    ]
