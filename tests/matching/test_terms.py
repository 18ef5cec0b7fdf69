"""What a match is worth and why, the rules, and what cannot be meant."""

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Knowledge, Recipe, group_up
from bot.matching.candidates import candidates
from bot.matching.crowd import PRIVATE, Bools, Crowd, Term
from bot.matching.graph import ALONE, merits, reasons
from bot.matching.horizon import all_rounds, another
from bot.matching.knowledge import Pair, in_order
from bot.matching.pairs import grouped_in_pairs, pair_up

ANA_BEN = np.array([0]), np.array([1])
GUITAR = frozenset({"guitar"})


def names(count: int) -> tuple[str, ...]:
    return tuple(f"U{number:03}" for number in range(count))


def worth(knowledge: Knowledge, recipe: Recipe | None = None) -> dict[Term, int]:
    """What the two of two people are worth to each other."""
    crowd = Crowd(names(2), knowledge, recipe or Recipe())
    terms = {term: int(points[0]) for term, points in crowd.terms(*ANA_BEN).items() if points[0]}
    assert crowd.reasons((0, 1)) == {term: points for term, points in terms.items() if term not in PRIVATE}
    return terms


def both(word: str, other: str = "") -> dict[str, str]:
    return dict(zip(names(2), (word, other or word), strict=True))


def test_each_term_counts_what_it_says() -> None:
    assert worth(Knowledge()) == {Term.NEW: 50}
    assert worth(Knowledge(wants={"U000": GUITAR}, helps={"U001": GUITAR}))[Term.LEARNS] == 300
    assert worth(Knowledge(wants={"U000": GUITAR}, helps={"U001": GUITAR}, loads={"U001": 2}))[Term.LEARNS] == 100
    assert worth(Knowledge(wants=dict.fromkeys(names(2), GUITAR)))[Term.TOGETHER] == 100
    assert worth(Knowledge(minutes={("", ""): 600}))[Term.HOURS] == 50
    assert worth(Knowledge(edges={("", ""): 1200}))[Term.EDGES] == 40
    assert worth(Knowledge(edges={("", ""): 1200}, stretches={"U000": 1}))[Term.EDGES] == 20
    assert worth(Knowledge(teams=both("a", "b")))[Term.TEAM] == 300
    assert Term.TEAM not in worth(Knowledge(teams=both("a")))
    assert worth(Knowledge(places=both("home", "office")))[Term.PLACE] == 30
    assert worth(Knowledge(tenures=both("new", "years")))[Term.TENURE] == 30


def test_a_pair_of_teams_that_met_is_worth_less_and_so_are_people_who_did() -> None:
    found = worth(Knowledge({names(2): 100}, teams=both("a", "b")))  # type: ignore[dict-item]  # two names are a pair
    assert found == {Term.TEAM: 150, Term.NEW: 12}


def test_who_needs_a_good_match_makes_every_term_count_for_more() -> None:
    knowledge = Knowledge(newcomers=frozenset({"U000"}), under_met=frozenset({"U001"}), behind={"U001": 10})
    assert worth(knowledge) == {Term.NEW: 50, Term.CARE: 25}


def test_many_topics_are_told_apart() -> None:
    topics = [frozenset({f"topic {number}"}) for number in range(130)]
    one_each = Knowledge(wants=dict(zip(names(130), topics, strict=True)), helps={"U000": topics[129]})
    crowd = Crowd(names(130), one_each, Recipe())
    learns = crowd.terms(np.arange(1, 130), np.zeros(129, np.int64))[Term.LEARNS]
    assert np.flatnonzero(learns).tolist() == [128]


@pytest.mark.parametrize(
    ("knowledge", "recipe"),
    [
        (Knowledge(managers=both("mia")), Recipe(one_manager=False)),
        (Knowledge(teams=both("a")), Recipe(one_team=False)),
        (Knowledge(guests=frozenset(names(2))), Recipe(guests_together=False)),
        (Knowledge(avoided=frozenset({("U000", "U001")})), Recipe()),
    ],
)
def test_a_rule_keeps_two_apart_only_where_the_programme_says_so(knowledge: Knowledge, recipe: Recipe) -> None:
    apart = group_up(names(2), knowledge, size=2, rng=Random(1), recipe=recipe).groups
    assert sorted(apart) == [("U000",), ("U001",)]
    met = group_up(names(2), replace(knowledge, avoided=frozenset()), size=2, rng=Random(1)).groups
    assert len(met) == 1


@pytest.mark.parametrize(
    ("people", "avoided", "size"), [(("U1", "U1"), (), 2), (("U1", "U2"), (("U1", "U1"),), 2), (("U1", "U2"), (), 1)]
)
def test_what_cannot_be_meant_is_an_error(people: tuple[str, ...], avoided: tuple[Pair, ...], size: int) -> None:
    with pytest.raises(ValueError, match=r"twice|themselves|two or more"):
        group_up(people, Knowledge(avoided=frozenset(avoided)), size=size, rng=Random(1))


def test_less_than_nothing_is_no_weight() -> None:
    with pytest.raises(ValueError, match="learns"):
        Recipe(learns=-1)


def test_people_who_are_not_here_change_nothing() -> None:
    gone = Knowledge({("U000", "X"): 1}, trios={"X": 3}, avoided=frozenset({("U000", "X")}), wants={"X": GUITAR})
    for count in (0, 1, 2, 5):
        ours = [group_up(names(count), known, size=2, rng=Random(1)) for known in (gone, Knowledge())]
        assert ours[0] == ours[1]


def test_within_the_horizon_nobody_meets_again_and_beyond_it_the_best_do() -> None:
    knowledge = Knowledge({("U000", "U001"): 5}, wants={"U000": GUITAR}, helps={"U001": GUITAR})
    for horizon, again in ((5, True), (6, False)):
        groups = pair_up(names(4), knowledge, rng=Random(1), recipe=Recipe(horizon=horizon))
        assert (("U000", "U001") in {tuple(sorted(group)) for group in groups}) == again


def test_whoever_has_most_to_give_comes_first_unless_they_met() -> None:
    knowledge = Knowledge({("U000", "U001"): 0}, wants={"U000": GUITAR}, helps={"U001": GUITAR, "U002": GUITAR})
    found = merits("U000", ["U001", "U002", "U003"], knowledge)
    assert sorted(found, key=lambda one: found[one]) == ["U001", "U003", "U002"]


def test_what_brought_two_together_out_of_a_round_is_told_too() -> None:
    knowledge = Knowledge(wants={"U000": GUITAR}, helps={"U001": GUITAR}, newcomers=frozenset({"U000"}))
    assert reasons(names(2), knowledge) == {Term.LEARNS: 300, Term.NEW: 50}


@st.composite
def restricted(draw: st.DrawFn) -> tuple[tuple[str, ...], frozenset[Pair]]:
    people = names(draw(st.integers(2, 9)))
    pairs = list(combinations(people, 2))
    return people, draw(st.frozensets(st.sampled_from(pairs), max_size=len(pairs)))


def fewest_alone(people: tuple[str, ...], avoided: frozenset[Pair]) -> int:
    """Over all ways to make groups of two and three."""
    if not people:
        return 0
    first, rest = people[0], people[1:]
    found = 1 + fewest_alone(rest, avoided)
    for size in (1, 2):
        for others in combinations(rest, size):
            if not any(in_order(*pair) in avoided for pair in combinations((first, *others), 2)):
                found = min(found, fewest_alone(tuple(one for one in rest if one not in others), avoided))
    return found


@settings(deadline=None, max_examples=150)
@given(restricted(), st.integers(0, 99))
def test_no_other_way_leaves_fewer_people_alone(gathering: tuple[tuple[str, ...], frozenset[Pair]], seed: int) -> None:
    people, avoided = gathering
    groups = pair_up(people, Knowledge(avoided=avoided), rng=Random(seed))
    assert sum(len(group) == 1 for group in groups) == fewest_alone(people, avoided)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6))
def test_somebody_avoided_changes_nothing_for_pairs_of_others(seed: int) -> None:
    """What others can learn is what their own terms say: these are the same, whomever somebody else avoids."""
    avoided = frozenset({("U000", "U001")})
    plain, private = (Crowd(names(8), Knowledge(avoided=some), Recipe()) for some in (frozenset[Pair](), avoided))
    for crowd in (plain, private):
        for group in grouped_in_pairs(crowd, np.random.default_rng(seed))[0]:
            assert private.reasons(group) == plain.reasons(group)
            named = crowd.terms(*np.array([group]).T)
            assert crowd.reasons(group) == {term: points.sum() for term, points in named.items() if points.sum()}


def test_four_hundred_people_have_their_best_pairs_among_few_candidates() -> None:
    people = names(400)
    topics = [frozenset({f"topic {number // 2}"}) for number in range(400)]
    knowledge = Knowledge(wants=dict(zip(people, topics, strict=True)))
    crowd = Crowd(people, knowledge, Recipe())
    assert len(candidates(crowd, np.random.default_rng(1)).edges) < 400 * 22
    assert set(pairs_sorted(pair_up(people, knowledge, rng=Random(1)))) == set(
        zip(people[::2], people[1::2], strict=True)
    )


def pairs_sorted(groups: tuple[tuple[str, ...], ...]) -> list[Pair]:
    return [in_order(group[0], group[1]) for group in groups]


def test_many_people_of_whom_one_fits_nowhere() -> None:
    people = names(302)
    shy = frozenset(in_order("U000", other) for other in people[1:])
    groups = pair_up(people, Knowledge(avoided=shy), rng=Random(1))
    assert sorted(len(group) for group in groups) == [1, *[2] * 149, 3]


@pytest.mark.parametrize("lonely", [0, 1])
def test_one_trio_after_another_takes_in_whoever_was_left(lonely: int) -> None:
    """Two rings of five, each with a chord: everybody in one fits if its only three who may all meet are together."""
    people = names(10 + lonely)  # the last of eleven may meet nobody
    ring = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (0, 2)]
    free = {in_order(people[one + at], people[other + at]) for at in (0, 5) for one, other in ring}
    avoided = frozenset(pair for pair in combinations(people, 2) if pair not in free)
    for seed in range(10):
        groups = pair_up(people, Knowledge(avoided=avoided), rng=Random(seed))
        assert sorted(len(group) for group in groups) == [1] * lonely + [2, 2, 3, 3]


def cliques(size: int) -> Bools:
    """Two halves, in which everybody has everybody still to meet."""
    half = np.arange(2 * size) < size
    near: Bools = (half[:, None] == half) & ~np.eye(2 * size, dtype=np.bool_)
    return near


def test_no_rounds_are_planned_where_somebody_would_be_left() -> None:
    assert all_rounds(cliques(3), np.random.default_rng(1)) == []
    assert len(all_rounds(cliques(4), np.random.default_rng(1))) == 3


def test_of_two_odd_halves_one_each_is_left() -> None:
    assert (another(cliques(11), np.random.default_rng(1)) == ALONE).sum() == 2
