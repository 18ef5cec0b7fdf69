"""Groups of any size: everybody in one, nobody with somebody they avoid, sizes as each likes."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Knowledge, group_up
from bot.matching.knowledge import Pair, in_order


def names(count: int) -> tuple[str, ...]:
    return tuple(f"U{number:03}" for number in range(count))


@st.composite
def gatherings(draw: st.DrawFn) -> tuple[tuple[str, ...], Knowledge, int, int]:
    people = names(draw(st.integers(0, 14)))
    pairs = list(combinations(people, 2))
    avoided = draw(st.frozensets(st.sampled_from(pairs), max_size=6)) if pairs else frozenset()
    largest = draw(st.dictionaries(st.sampled_from(people), st.integers(2, 5))) if people else {}
    first = draw(st.frozensets(st.sampled_from(people), max_size=2)) if people else frozenset()
    knowledge = Knowledge(avoided=avoided, largest=largest, first=first)
    return people, knowledge, draw(st.integers(2, 5)), draw(st.integers(0, 99))


@settings(deadline=None)
@given(gatherings())
def test_everybody_is_in_one_group_and_never_with_somebody_avoided(
    gathering: tuple[tuple[str, ...], Knowledge, int, int],
) -> None:
    people, knowledge, size, seed = gathering
    groups = group_up(people, knowledge, size=size, rng=Random(seed)).groups
    assert sorted(one for group in groups for one in group) == sorted(people)
    met = {in_order(one, other) for group in groups for one, other in combinations(group, 2)}
    assert not met & knowledge.avoided
    assert groups == group_up(people[::-1], knowledge, size=size, rng=Random(seed)).groups


@pytest.mark.parametrize(
    ("count", "size", "sizes"),
    [
        (1, 4, [1]),
        (3, 4, [3]),
        (12, 4, [4, 4, 4]),
        (13, 4, [4, 4, 5]),
        (10, 3, [3, 3, 4]),
        (7, 5, [7]),
        (11, 5, [5, 6]),
    ],
)
def test_sizes_differ_by_at_most_one(count: int, size: int, sizes: list[int]) -> None:
    groups = group_up(names(count), Knowledge(), size=size, rng=Random(1)).groups
    assert sorted(len(group) for group in groups) == sizes


def test_who_likes_to_be_two_is_paired_where_others_are_four() -> None:
    largest = dict.fromkeys(names(4), 2)
    groups = group_up(names(12), Knowledge(largest=largest), size=4, rng=Random(1)).groups
    assert sorted(len(group) for group in groups) == [2, 2, 4, 4]


def test_the_only_one_who_likes_to_be_two_is_not_left_alone() -> None:
    groups = group_up(names(8), Knowledge(largest={"U000": 2}), size=4, rng=Random(1)).groups
    assert sorted(len(group) for group in groups) == [4, 4]


def test_who_avoids_everybody_stays_alone_and_everybody_else_meets() -> None:
    shy = frozenset(in_order("U000", other) for other in names(6)[1:])
    for size in (2, 3):
        groups = group_up(names(6), Knowledge(avoided=shy), size=size, rng=Random(1)).groups
        assert ("U000",) in groups
        assert min(len(group) for group in groups if group != ("U000",)) > 1


def test_who_had_to_wait_is_not_the_third() -> None:
    for seed in range(20):
        groups = group_up(names(5), Knowledge(first=frozenset(names(4))), size=2, rng=Random(seed)).groups
        assert next(group for group in groups if len(group) == 3)[2] == "U004"


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("count", "rounds"), [(12, 4), (15, 5), (30, 11)])
def test_groups_of_three_leave_others_to_come(count: int, rounds: int, seed: int) -> None:
    met: dict[Pair, int] = {}
    for number in range(rounds):
        since = {pair: number - 1 - last for pair, last in met.items()}
        groups = group_up(names(count), Knowledge(since), size=3, rng=Random(f"{seed}:{number}")).groups
        pairs = [in_order(*pair) for group in groups for pair in combinations(group, 2)]
        assert not met.keys() & set(pairs)
        met |= dict.fromkeys(pairs, number)
