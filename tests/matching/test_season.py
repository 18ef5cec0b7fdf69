"""Seasons of groups in which nobody meets anybody twice."""

from itertools import combinations, islice

import pytest

from bot.matching.knowledge import Pair, in_order
from bot.matching.season import free_slots, groups_of, length


@pytest.mark.parametrize(
    ("people", "size", "rounds"),
    [(40, 4, 11), (60, 4, 17), (100, 4, 29), (200, 4, 53), (50, 5, 11), (100, 5, 23), (60, 6, 11)],
)
def test_everybody_meets_nobody_twice_in_as_many_rounds_as_there_are(people: int, size: int, rounds: int) -> None:
    slots = {f"U{slot:03}": slot for slot in range(people)}
    met: set[Pair] = set()
    assert length(people, size) == rounds
    for number in range(rounds):
        groups = groups_of(slots, size=size, rounds=rounds, number=number)
        assert sorted(one for group in groups for one in group) == sorted(slots)
        assert {len(group) for group in groups} <= {size, size - 1}
        pairs = {in_order(*pair) for group in groups for pair in combinations(group, 2)}
        assert not met & pairs
        met |= pairs


def test_who_joins_takes_the_slot_of_who_left_and_nobody_else_notices() -> None:
    slots = {f"U{slot}": slot for slot in range(16)}
    del slots["U3"], slots["U9"]
    assert list(islice(free_slots(slots.values()), 3)) == [3, 9, 16]
    before = groups_of(slots, size=4, rounds=5, number=2)
    after = groups_of(slots | {"new": 3}, size=4, rounds=5, number=2)
    assert [tuple(one for one in group if one != "new") for group in after] == [*before]


@pytest.mark.parametrize("slots", [{"a": 1, "b": 1}, {"a": -1}, {"a": 25}])
def test_slots_that_cannot_be_meant_are_an_error(slots: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="slot"):
        groups_of(slots, size=5, rounds=5, number=0)


@pytest.mark.parametrize(("slots", "size"), [(0, 4), (4, 1)])
def test_a_season_of_nobody_is_an_error(slots: int, size: int) -> None:
    with pytest.raises(ValueError, match="season"):
        length(slots, size)
