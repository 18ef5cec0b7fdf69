"""Rounds of very many people, and what proves how good a round is."""

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Knowledge, Recipe, group_up
from bot.matching.candidates import candidates
from bot.matching.crowd import Crowd
from bot.matching.graph import ALONE, rank, solve
from bot.matching.knowledge import Pair, in_order
from bot.matching.large import Assignment, pairs_of_many
from tests.bench.people import names, workplace
from tests.matching.test_pairs import all_pairings

MANY = 2101


def crowd_of(size: int, *, seed: int = 1, recipe: Recipe | None = None, topics: int = 60) -> Crowd:
    return Crowd(*workplace(size, seed=seed, topics=topics), recipe or Recipe())


@pytest.mark.parametrize("topics", [2, 8, 60, 2000], ids=lambda topics: f"{topics} topics")
def test_no_pair_that_was_passed_over_is_worth_more_than_its_floors(topics: int) -> None:
    crowd = crowd_of(400, topics=topics)
    found = candidates(crowd, np.random.default_rng(1), look_at_all=0)
    one, other = np.triu_indices(400, 1)
    passed_over = ~np.isin(one * 400 + other, found.edges.one * 400 + found.edges.other)
    assert passed_over.sum() > 10_000
    most = found.floor[one] + found.floor[other]
    assert (rank(crowd, one, other)[passed_over] <= most[passed_over] + 1e-6).all()
    assert np.bincount(np.concatenate([found.edges.one, found.edges.other]), minlength=400).min() >= 1


def test_prices_are_above_every_pair_and_add_up_to_half_the_assignment() -> None:
    crowd = crowd_of(300)
    edges = candidates(crowd, np.random.default_rng(1)).edges
    assignment = Assignment(crowd, edges, np.random.default_rng(1))
    prices = assignment.prices()
    assert (prices[edges.one] + prices[edges.other] >= rank(crowd, edges.one, edges.other) - 1e-6).all()
    assert prices.sum() == pytest.approx(rank(crowd, np.arange(300), assignment.partner).sum() / 2, rel=1e-3)


@pytest.mark.parametrize("size", [400, 401])
def test_pairs_of_many_are_nearly_as_good_as_the_best(size: int) -> None:
    crowd, rng = crowd_of(size), np.random.default_rng(1)
    edges = candidates(crowd, rng).edges
    partner = pairs_of_many(crowd, edges, Assignment(crowd, edges, rng), rng)
    best = solve(crowd, edges, rng)
    worth = [rank(crowd, np.flatnonzero(one != ALONE), one[one != ALONE]).sum() for one in (partner, best)]
    assert (partner == ALONE).sum() == size % 2
    assert worth[0] >= 0.99 * worth[1]


def test_very_many_people_are_all_placed_well_and_by_the_rules() -> None:
    people, knowledge = workplace(MANY, seed=2)
    rng = Random(3)
    avoided = frozenset(in_order(*rng.sample(people, 2)) for _ in range(MANY))
    grouping = group_up(people, replace(knowledge, avoided=avoided), size=2, rng=Random(1))
    assert sorted(one for group in grouping.groups for one in group) == sorted(people)
    assert sorted(map(len, grouping.groups))[-2:] == [2, 3]
    pairs = {in_order(*pair) for group in grouping.groups for pair in combinations(group, 2)}
    assert not pairs & avoided
    assert not pairs & knowledge.rounds_since.keys()
    assert 0.99 <= grouping.certificate.ratio <= 1
    assert (grouping.certificate.repeats, grouping.certificate.unavoidable) == (0, 0)


def test_very_many_people_in_teams_that_may_not_meet_are_placed_as_far_as_they_can_be() -> None:
    people, knowledge = workplace(MANY, seed=2)
    teams = {one: "small" if number < MANY // 3 else "large" for number, one in enumerate(people)}
    groups = group_up(people, replace(knowledge, teams=teams), size=2, rng=Random(1), recipe=Recipe(one_team=False))
    assert sum(len(group) == 1 for group in groups.groups) == MANY - 2 * (MANY // 3)
    assert all(len({teams[one] for one in group}) == len(group) for group in groups.groups)


def test_people_who_all_met_meet_again_as_nothing_could_avoid_it() -> None:
    people = names(60)
    found = group_up(people, Knowledge(dict.fromkeys(combinations(people, 2), 3)), size=2, rng=Random(1)).certificate
    assert (found.repeats, found.unavoidable) == (30, 30)


def test_of_very_many_people_no_repeat_is_called_unavoidable() -> None:
    people = names(MANY)
    met = {in_order(people[0], other): 3 for other in people[1:]}
    found = group_up(people, Knowledge(met), size=2, rng=Random(1)).certificate
    assert (found.repeats, found.unavoidable) == (1, 0)


def test_large_groups_of_very_many_people_differ_by_at_most_one() -> None:
    people, knowledge = workplace(MANY, seed=4)
    grouping = group_up(people, knowledge, size=4, rng=Random(1))
    assert {len(group) for group in grouping.groups} <= {4, 5}
    assert sorted(one for group in grouping.groups for one in group) == sorted(people)
    assert 0 < grouping.certificate.ratio < 1


@st.composite
def few(draw: st.DrawFn) -> tuple[tuple[str, ...], Knowledge]:
    people = names(draw(st.sampled_from([4, 6, 8])))
    pairs = list(combinations(people, 2))
    topics = st.frozensets(st.sampled_from("abcd"), max_size=2)
    met = draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 5)))
    wants, helps = (draw(st.dictionaries(st.sampled_from(people), topics)) for _ in range(2))
    return people, Knowledge(met, wants=wants, helps=helps)


@settings(deadline=None, max_examples=60)
@given(few(), st.sampled_from([2, 3]), st.integers(0, 99))
def test_no_round_with_as_few_repeats_is_worth_more_than_the_bound(
    gathering: tuple[tuple[str, ...], Knowledge], size: int, seed: int
) -> None:
    people, knowledge = gathering
    crowd = Crowd(people, knowledge, Recipe())
    proof = group_up(people, knowledge, size=size, rng=Random(seed)).certificate
    assert proof.unavoidable <= proof.repeats
    assert proof.value <= proof.bound
    if size == 2:
        for pairs in all_pairings(people):
            if not repeats(pairs, knowledge):
                assert worth(crowd, pairs) <= proof.bound
        fewest = min(repeats(pairs, knowledge) for pairs in all_pairings(people))
        assert proof.unavoidable <= fewest == proof.repeats


def repeats(pairs: tuple[Pair, ...], knowledge: Knowledge) -> int:
    return sum(pair in knowledge.rounds_since for pair in pairs)


def worth(crowd: Crowd, pairs: tuple[Pair, ...]) -> int:
    at = {one: position for position, one in enumerate(crowd.people)}
    one, other = np.array([[at[a], at[b]] for a, b in pairs]).T
    return int(crowd.score(one, other).sum())


def test_a_round_of_nobody_is_as_good_as_can_be() -> None:
    assert group_up((), Knowledge(), size=2, rng=Random(1)).certificate.ratio == 1
