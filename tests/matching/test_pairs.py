"""Who meets whom, held against every way there is to group a few people, and against promises for many."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.knowledge import Knowledge, Pair, in_order
from bot.matching.pairs import pair_up

Groups = tuple[tuple[str, ...], ...]


def names(count: int) -> tuple[str, ...]:
    return tuple(f"U{number:03}" for number in range(count))


def own_hours(people: Sequence[str]) -> dict[str, str]:
    """Everybody has hours unlike anybody else's, so that every pair may share its own."""
    return {one: one for one in people}


def pairs_in(groups: Sequence[Sequence[str]]) -> list[Pair]:
    return [in_order(one, other) for group in groups for one, other in combinations(group, 2)]


def all_pairings(people: Sequence[str]) -> Iterator[tuple[Pair, ...]]:
    if not people:
        yield ()
        return
    first, *rest = people
    for other in rest:
        for others in all_pairings([one for one in rest if one != other]):
            yield (in_order(first, other), *others)


def price(pairs: Sequence[Pair], knowledge: Knowledge) -> tuple[int, int, int]:
    """What a pairing costs in the order of what matters: repeats, how recent they are, no time in common."""
    again = [knowledge.rounds_since[pair] for pair in pairs if pair in knowledge.rounds_since]
    return len(again), -sum(again), sum(knowledge.shared(*pair) == 0 for pair in pairs)


def met_before(pairs: Sequence[Pair], knowledge: Knowledge) -> list[Pair]:
    return [pair for pair in pairs if pair in knowledge.rounds_since]


@st.composite
def gatherings(draw: st.DrawFn) -> tuple[tuple[str, ...], Knowledge, int]:
    people = names(draw(st.integers(2, 10)))
    met = st.dictionaries(st.sampled_from(list(combinations(people, 2))), st.integers(0, 60))
    minutes = st.dictionaries(st.sampled_from(list(combinations(people, 2))), st.sampled_from([0, 120, 600]))
    trios = st.dictionaries(st.sampled_from(people), st.integers(0, 3))
    knowledge = Knowledge(draw(met), own_hours(people), draw(minutes), draw(trios))
    return people, knowledge, draw(st.integers(0, 999))


@settings(deadline=None)
@given(gatherings())
def test_everybody_is_in_one_group_of_two_and_one_of_three_when_the_number_is_odd(
    gathering: tuple[tuple[str, ...], Knowledge, int],
) -> None:
    people, knowledge, seed = gathering
    groups = pair_up(people, knowledge, rng=Random(seed))
    assert sorted(one for group in groups for one in group) == sorted(people)
    assert Counter(len(group) for group in groups)[3] == len(people) % 2
    assert {len(group) for group in groups} <= {2, 3}


@settings(deadline=None, max_examples=60)
@given(gatherings())
def test_no_other_pairing_has_fewer_repeats_or_older_ones_or_more_time_in_common(
    gathering: tuple[tuple[str, ...], Knowledge, int],
) -> None:
    people, knowledge, seed = gathering
    groups = pair_up(people, knowledge, rng=Random(seed))
    trio = next((group for group in groups if len(group) == 3), None)
    if len(people) == 3:
        return  # there is only one way
    third = None if trio is None else trio[2]
    if third is not None and knowledge.rounds_since and not met_before(pairs_in(groups), knowledge):
        return  # all three of the trio are new to each other, whoever's turn it was to be the third
    pairs = pairs_in([group[:2] for group in groups])
    best = min(price(some, knowledge) for some in all_pairings([one for one in people if one != third]))
    assert price(pairs, knowledge) == best
    if third is not None and trio is not None:
        times = knowledge.trios
        assert times.get(third, 0) == min(times.get(one, 0) for one in people)
        joining = [price([in_order(third, one) for one in pair], knowledge) for pair in pairs]
        assert price([in_order(third, one) for one in trio[:2]], knowledge) == min(joining)


@settings(deadline=None)
@given(gatherings())
def test_the_same_arguments_give_the_same_groups_in_whatever_order_people_come(
    gathering: tuple[tuple[str, ...], Knowledge, int],
) -> None:
    people, knowledge, seed = gathering
    assert pair_up(people, knowledge, rng=Random(seed)) == pair_up(people[::-1], knowledge, rng=Random(seed))


def test_chance_decides_between_pairs_that_are_equally_good() -> None:
    seen = {frozenset(pairs_in(pair_up(names(4), Knowledge(), rng=Random(seed)))) for seed in range(40)}
    assert len(seen) == 3


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (2, [2]), (3, [3])])
def test_a_few_people_need_no_choice(count: int, sizes: list[int]) -> None:
    assert [len(group) for group in pair_up(names(count), Knowledge(), rng=Random(1))] == sizes


def run_rounds(people: Sequence[str], rounds: int, *, seed: str) -> list[Groups]:
    """So many rounds, each knowing those before it."""
    met: dict[Pair, int] = {}
    trios: Counter[str] = Counter()
    played: list[Groups] = []
    for number in range(rounds):
        since = {pair: number - 1 - last for pair, last in met.items()}
        groups = pair_up(people, Knowledge(since, trios=trios), rng=Random(f"{seed}:{number}"))
        met |= dict.fromkeys(pairs_in(groups), number)
        trios.update(group[2] for group in groups if len(group) == 3)
        played.append(groups)
    return played


@pytest.mark.parametrize("seed", ["a", "b", "c"])
@pytest.mark.parametrize("count", [8, 20])
def test_nobody_meets_again_in_as_many_rounds_as_half_of_them_are(count: int, seed: str) -> None:
    # Whoever has met fewer than half of the others can always be paired anew, whatever was drawn before.
    met = [pair for groups in run_rounds(names(count), count // 2, seed=seed) for pair in pairs_in(groups)]
    assert len(met) == len(set(met))


@pytest.mark.parametrize("seed", ["a", "b", "c"])
@pytest.mark.parametrize(("count", "rounds"), [(11, 7), (21, 16)])
def test_an_odd_number_meet_nobody_again_for_as_long_as_there_are_trios(count: int, rounds: int, seed: str) -> None:
    # Each round makes (n + 3) / 2 pairs, so no more than n (n - 1) / (n + 3) rounds are possible.
    met = [pair for groups in run_rounds(names(count), rounds, seed=seed) for pair in pairs_in(groups)]
    assert len(met) == len(set(met)) == rounds * (count + 3) // 2


@pytest.mark.parametrize("pick", ["first", "largest"])
def test_who_waited_or_likes_to_be_two_is_in_no_trio_that_looking_ahead_made(pick: str) -> None:
    people, since = names(9), dict[Pair, int]()
    spared = people[0]
    wish = Knowledge(first=frozenset({spared})) if pick == "first" else Knowledge(largest={spared: 2})
    for number in range(5):
        groups = pair_up(people, replace(wish, rounds_since=since), rng=Random(number))
        assert all(len(group) == 2 for group in groups if spared in group)
        since = {pair: since.get(pair, 0) + 1 for pair in since} | dict.fromkeys(pairs_in(groups), 0)


def test_four_people_meet_all_three_others_in_three_rounds() -> None:
    met = [pair for groups in run_rounds(names(4), 3, seed="x") for pair in pairs_in(groups)]
    assert sorted(met) == sorted(combinations(names(4), 2))


@pytest.mark.parametrize("count", [5, 9])
def test_being_the_third_goes_round_fairly_over_half_a_year(count: int) -> None:
    played = run_rounds(names(count), 26, seed="y")
    times = Counter(dict.fromkeys(names(count), 0))
    times.update(group[2] for groups in played for group in groups if len(group) == 3)
    assert max(times.values()) - min(times.values()) <= 1


def test_five_hundred_people_meet_nobody_again_in_eight_rounds() -> None:
    met = [pair for groups in run_rounds(names(500), 8, seed="z") for pair in pairs_in(groups)]
    assert len(met) == len(set(met)) == 8 * 250


def test_many_people_who_know_almost_everybody_still_find_the_few_they_do_not_know() -> None:
    people = names(160)
    new = {in_order(people[at], people[at + 80]) for at in range(80)}
    known: Mapping[Pair, int] = {pair: 5 for pair in combinations(people, 2) if pair not in new}
    assert set(pairs_in(pair_up(people, Knowledge(known), rng=Random(3)))) == new


@pytest.mark.parametrize("count", [3, 5, 9])
def test_an_odd_number_who_all_know_each_other_meet_again(count: int) -> None:
    people = "ABCDEFGHI"[:count]
    since = dict.fromkeys(combinations(people, 2), 4)
    groups = pair_up(people, Knowledge(since), rng=Random(1))
    assert sorted(map(len, groups)) == [2] * ((count - 3) // 2) + [3]
    assert sorted("".join(map("".join, groups))) == list(people)


def test_an_odd_number_look_ahead_but_not_at_the_price_of_an_hour_in_common() -> None:
    """Those who share hours leave nothing new for the next round; other trios would."""
    since: dict[Pair, int] = dict.fromkeys([("C", "G"), ("B", "D"), ("A", "E"), ("F", "G"), ("C", "E")], 4)
    sharing = {("A", "F"), ("B", "C"), ("D", "E"), ("D", "G"), ("E", "G")}
    apart = Knowledge(since, hours=own_hours("ABCDEFG"), minutes=dict.fromkeys(sharing, 600))
    assert set(pairs_in(pair_up("ABCDEFG", apart, rng=Random(1)))) == sharing
    now = pairs_in(pair_up("ABCDEFG", Knowledge(since), rng=Random(1)))
    following = pairs_in(pair_up("ABCDEFG", Knowledge(since | dict.fromkeys(now, 0)), rng=Random(1)))
    assert len({*since, *now, *following}) == 5 + 5 + 5


def test_whoever_is_next_to_be_the_third_is_not_where_that_makes_people_meet_again() -> None:
    new = {("A", "B"), ("A", "C"), ("B", "C"), ("C", "D"), ("D", "E")}
    since = {pair: 4 for pair in combinations("ABCDE", 2) if pair not in new}
    groups = pair_up("ABCDE", Knowledge(since, trios=dict.fromkeys("ABCD", 3)), rng=Random(1))
    assert sorted("".join(sorted(group)) for group in groups) == ["ABC", "DE"]


def test_five_recent_repeats_are_fewer_than_six_old_ones() -> None:
    people = names(12)
    ring = [in_order(people[at], people[(at + 1) % 12]) for at in range(12)]
    unwanted = {pair: 0 for pair in combinations(people, 2) if pair not in ring}
    recent = dict.fromkeys(ring[2::2], 0)  # five of one way round; the pair in `ring[0]` is new
    old = dict.fromkeys(ring[1::2], 300)  # the six of the other way round
    known = unwanted | recent | old
    found = pairs_in(pair_up(people, Knowledge(known), rng=Random(4)))
    assert sum(pair in known for pair in found) == 5


def test_chance_never_outweighs_working_time_in_common() -> None:
    people = names(60)
    near = dict.fromkeys((in_order(people[at], people[at + 30]) for at in range(30)), 60)
    for seed in range(5):
        assert set(pairs_in(pair_up(people, Knowledge({}, own_hours(people), near), rng=Random(seed)))) == set(near)
