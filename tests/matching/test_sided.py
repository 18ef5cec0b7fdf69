"""Learners and helpers, held against every way there is for a few, and against another solver for more."""

from collections import Counter
from itertools import product
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.graph import ALONE
from bot.matching.sided import assign, stable


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Points of each learner with each helper, negative where they may not meet, and capacities."""
    learners, helpers = draw(st.integers(0, 5)), draw(st.integers(0, 3))
    rows = draw(st.lists(st.lists(st.integers(-2, 9), min_size=helpers, max_size=helpers), min_size=learners))
    capacity = draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))
    return np.array(rows, np.int64).reshape(len(rows), helpers), np.array(capacity, np.int64)


def assigned(table: np.ndarray[Any, Any], capacity: np.ndarray[Any, Any]) -> list[int]:
    learner, helper = np.nonzero(table >= 0)
    found = assign(learner, helper, table[learner, helper], learners=len(table), capacity=capacity)
    return [int(one) for one in found]


def value(table: np.ndarray[Any, Any], found: list[int]) -> tuple[int, int]:
    pairs = [(learner, helper) for learner, helper in enumerate(found) if helper != ALONE]
    return len(pairs), sum(int(table[pair]) for pair in pairs)


@settings(deadline=None, max_examples=150)
@given(tables())
def test_no_other_way_helps_more_learners_or_helps_them_better(
    facts: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
) -> None:
    table, capacity = facts[0][:5], facts[1]
    found = assigned(table, capacity)
    taken = Counter(helper for helper in found if helper != ALONE)
    assert all(taken[helper] <= capacity[helper] for helper in taken)
    ways = product(*([ALONE, *np.flatnonzero(row >= 0).tolist()] for row in table))
    allowed = (
        list(way)
        for way in ways
        if all(times <= capacity[helper] for helper, times in Counter(way).items() if helper != ALONE)
    )
    assert value(table, found) == max(value(table, way) for way in allowed)


def test_whoever_a_full_helper_likes_less_asks_the_next() -> None:
    wishes, ranks = {"Ana": ["Gil"], "Ben": ["Gil", "Hana"]}, {"Gil": ["Ana", "Ben"], "Hana": ["Ben"]}
    assert stable(wishes, ranks, capacity={"Gil": 1, "Hana": 1}) == {"Ana": "Gil", "Ben": "Hana"}


def test_as_good_as_another_exact_solver() -> None:
    rng = np.random.default_rng(1)
    table = np.where(rng.random((60, 12)) < 0.3, rng.integers(0, 1000, (60, 12)), -1)
    capacity = rng.integers(1, 6, 12)
    flow: nx.DiGraph[Any] = nx.DiGraph()
    for learner, helper in np.argwhere(table >= 0).tolist():
        flow.add_edge(("l", learner), ("h", helper), capacity=1, weight=-int(table[learner, helper]))
        flow.add_edge("from", ("l", learner), capacity=1, weight=0)
    for helper, places in enumerate(capacity.tolist()):
        flow.add_edge(("h", helper), "to", capacity=places, weight=0)
    best = nx.max_flow_min_cost(flow, "from", "to")
    points = -nx.cost_of_flow(flow, best)
    assert value(table, assigned(table, capacity)) == (sum(best["from"].values()), points)


@st.composite
def lists(draw: st.DrawFn) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, int]]:
    learners, helpers = "abcde"[: draw(st.integers(0, 5))], "xyz"[: draw(st.integers(0, 3))]
    wishes = {one: draw(st.lists(st.sampled_from(helpers), unique=True)) if helpers else [] for one in learners}
    ranks = {one: draw(st.lists(st.sampled_from(learners), unique=True)) if learners else [] for one in helpers}
    return wishes, ranks, {one: draw(st.integers(0, 3)) for one in helpers}


def blocking(
    found: dict[str, str], wishes: dict[str, list[str]], ranks: dict[str, list[str]], capacity: dict[str, int]
) -> list[tuple[str, str]]:
    """Pairs who would both rather have each other."""
    has = {helper: [one for one in found if found[one] == helper] for helper in ranks}
    return [
        (learner, helper)
        for learner, order in wishes.items()
        for helper in order[: order.index(found[learner]) if learner in found else None]
        if learner in ranks[helper]
        and (
            len(has[helper]) < capacity[helper]
            or any(ranks[helper].index(learner) < ranks[helper].index(other) for other in has[helper])
        )
    ]


@settings(deadline=None, max_examples=150)
@given(lists())
def test_nobody_has_two_who_would_both_rather_have_each_other_and_no_learner_could_do_better(
    facts: tuple[dict[str, list[str]], dict[str, list[str]], dict[str, int]],
) -> None:
    wishes, ranks, capacity = facts
    found = dict(stable(wishes, ranks, capacity=capacity))
    assert all(helper in wishes[one] and one in ranks[helper] for one, helper in found.items())
    assert all(times <= capacity[helper] for helper, times in Counter(found.values()).items())
    assert blocking(found, wishes, ranks, capacity) == []
    for way in product(*(["", *order] for order in wishes.values())):
        other = {one: helper for one, helper in zip(wishes, way, strict=True) if helper}
        mutual = all(one in ranks[helper] for one, helper in other.items())
        room = all(times <= capacity[helper] for helper, times in Counter(other.values()).items())
        if mutual and room and not blocking(other, wishes, ranks, capacity):
            for one, helper in other.items():
                assert wishes[one].index(found[one]) <= wishes[one].index(helper)


def test_whom_a_helper_likes_more_takes_the_place_of_another() -> None:
    wishes, ranks = {"a": ["x", "y"], "b": ["x"]}, {"x": ["b", "a"], "y": ["a"]}
    assert stable(wishes, ranks, capacity={"x": 1, "y": 1}) == {"a": "y", "b": "x"}


ONE = np.array([0])


@pytest.mark.parametrize(
    ("learner", "helper", "score", "capacity"),
    [
        (ONE, ONE, ONE, -ONE - 1),
        (ONE, ONE, ONE - 1, ONE + 1),
        (ONE + 1, ONE, ONE, ONE + 1),
        (ONE, ONE + 1, ONE, ONE + 1),
        (np.array([0, 0]), np.array([0, 0]), np.array([1, 2]), ONE + 1),
    ],
    ids=["capacity", "points", "learner", "helper", "twice"],
)
def test_pairs_that_cannot_be_meant_are_an_error(learner: Any, helper: Any, score: Any, capacity: Any) -> None:
    with pytest.raises(ValueError, match=r"nothing|not there|twice"):
        assign(learner, helper, score, learners=1, capacity=capacity)


@pytest.mark.parametrize(
    ("wishes", "ranks", "capacity"),
    [({"a": ["x"]}, {"x": ["a"]}, {"x": -1}), ({"a": ["x", "x"]}, {"x": []}, {}), ({"a": ["y"]}, {"x": []}, {})],
)
def test_lists_that_cannot_be_meant_are_an_error(wishes: Any, ranks: Any, capacity: Any) -> None:
    with pytest.raises(ValueError, match=r"nothing|twice|not there"):
        stable(wishes, ranks, capacity=capacity)
