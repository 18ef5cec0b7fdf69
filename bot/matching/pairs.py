"""Pairs for one round: nobody left out, an odd one makes a trio, nobody meets again while that can be avoided."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from random import Random

import numpy as np

from bot.matching.candidates import ALL_PAIRS, CANDIDATES, LOOK_AT_ALL, candidates
from bot.matching.certificate import Certificate, certify_pairs, repeats_in
from bot.matching.crowd import Bools, Crowd, Ints
from bot.matching.graph import ALONE, Edges, Group, among, edges_of_all, matched_pairs, solve
from bot.matching.horizon import (
    OTHERS,
    all_rounds,
    another,
    can_go_on,
    can_go_on_with_trios,
    few_left,
    rounds_with_trios,
)
from bot.matching.knowledge import TRIO, Knowledge, Recipe
from bot.matching.large import Assignment, pairs_of_many

MORE = 4  # times as many candidates, where the usual ones do not do
TRIOS = 20_000  # that are looked at
SWAPS = 400  # of them that are tried so that somebody need not stay alone


def pair_up(
    people: Sequence[str], knowledge: Knowledge, *, rng: Random, recipe: Recipe | None = None
) -> tuple[tuple[str, ...], ...]:
    """Groups of two, and of three where somebody would be left alone, that hold each of `people` once.

    Nobody with somebody they avoid; then fewest repeats, then the oldest ones, then some working time in common,
    then points, then chance. Whoever fits nowhere stays a group of one. The same arguments give the same groups.
    """
    order = sorted(people)
    rng.shuffle(order)
    crowd = Crowd(tuple(order), knowledge, recipe or Recipe())
    groups, _ = grouped_in_pairs(crowd, np.random.default_rng(rng.getrandbits(64)))
    return tuple(tuple(order[at] for at in group) for group in groups)


def grouped_in_pairs(crowd: Crowd, rng: np.random.Generator) -> tuple[list[Group], Certificate]:
    """Groups of positions, as `pair_up` has them, and how good they are."""
    if len(crowd) == 0:
        return [], Certificate()
    found = candidates(crowd, rng)
    assignment = Assignment(crowd, found.edges, rng)
    prices = np.maximum(assignment.prices(), found.floor)
    if len(crowd) > LOOK_AT_ALL:
        groups = _with_thirds(crowd, pairs_of_many(crowd, found.edges, assignment, rng))
        return groups, certify_pairs(crowd, groups, prices)
    partner = solve(crowd, found.edges, rng)
    if len(crowd) > ALL_PAIRS:
        if _alone(partner).size > len(crowd) % 2 or _again(crowd, partner):
            partner = solve(crowd, candidates(crowd, rng, each=MORE * CANDIDATES).edges, rng)
        groups = _with_thirds(crowd, partner)
        return groups, certify_pairs(crowd, groups, prices)
    groups = _with_thirds(crowd, _looking_ahead(crowd, partner, rng))
    if _lonely(groups):
        groups = _with_nobody_alone(crowd, groups, found.edges, rng)
    if len(crowd) % 2:
        groups = _looking_ahead_with_trio(crowd, groups, rng)
    return groups, certify_pairs(crowd, groups, prices, best=partner)


def _alone(partner: Ints) -> Ints:
    return np.flatnonzero(partner == ALONE)


def _again(crowd: Crowd, partner: Ints) -> bool:
    return bool(crowd.repeats(*matched_pairs(partner)).any())


def _looking_ahead(crowd: Crowd, partner: Ints, rng: np.random.Generator) -> Ints:
    """These pairs; others, if as many share an hour, where these would make somebody meet somebody again soon."""
    if _alone(partner).size or _again(crowd, partner):
        return partner
    unmet, apart = crowd.unmet, _apart(crowd, partner)
    if few_left(unmet):
        rounds = (one for one in all_rounds(unmet, rng) if _apart(crowd, one) <= apart)
        return max(rounds, key=lambda one: int(crowd.score(*matched_pairs(one)).sum()), default=partner)
    others = (one for one in (another(unmet, rng) for _ in range(OTHERS)) if _apart(crowd, one) <= apart)
    return next((one for one in chain([partner], others) if can_go_on(unmet, one, rng)), partner)


def _apart(crowd: Crowd, partner: Ints) -> int:
    """How many of these pairs share no hour."""
    return int(crowd.apart(*matched_pairs(partner)).sum())


def _with_thirds(crowd: Crowd, partner: Ints) -> list[Group]:
    """The pairs, each of the others in the one that is best for the three; alone where they fit nowhere."""
    pairs, left = matched_pairs(partner), _alone(partner)
    thirds: dict[int, int] = {}
    for third in left[np.argsort(~crowd.waiting[left], kind="stable")].tolist():
        at = _best_to_join(crowd, pairs, third, taken=thirds.values())
        if at is not None:
            thirds[third] = at
    joined = {at: third for third, at in thirds.items()}
    groups: list[Group] = [
        (one, other, joined[at]) if at in joined else (one, other) for at, (one, other) in enumerate(pairs.T.tolist())
    ]
    return groups + [(one,) for one in left.tolist() if one not in thirds]


def _best_to_join(crowd: Crowd, pairs: Ints, third: int, *, taken: Iterable[int]) -> int | None:
    """Which pair a third joins: one that likes to be three, then with fewest repeats, the oldest, and so on."""
    join = np.full(pairs.shape, third)
    made, reluctant = edges_of_all(crowd, pairs, join), crowd.reluctant(TRIO)
    blocked = np.logical_or(*crowd.blocked(pairs, join))
    blocked[list(taken)] = True
    if blocked.all():
        return None
    costs = (-made.score, crowd.trios[pairs], made.apart, made.recent, made.repeat, reluctant[pairs])
    return int(np.lexsort((*(cost.astype(np.int64).sum(axis=0) for cost in costs), blocked))[0])


def _with_nobody_alone(crowd: Crowd, groups: list[Group], edges: Edges, rng: np.random.Generator) -> list[Group]:
    """The groups, or others with fewer people alone, made around a trio that takes in one of them.

    One trio after another is enough: see Hell and Kirkpatrick 1984, on packing edges and triangles.
    """
    trios = sorted(islice(_triangles(crowd.free), TRIOS), key=lambda trio: -sum((at,) in groups for at in trio))
    kept: list[Group] = []
    fewest = _alone(solve(crowd, edges, rng)).size
    for trio in trios[:SWAPS]:
        if not any(set(trio) & set(one) for one in kept):
            found, left = _around(crowd, [*kept, trio], edges, rng)
            groups = min(groups, found, key=_lonely)
            if left < fewest:
                fewest = left
                kept.append(trio)
        if not _lonely(groups):
            break
    return groups


def _lonely(groups: Sequence[Group]) -> int:
    return sum(len(group) == 1 for group in groups)


def _around(crowd: Crowd, trios: list[Group], edges: Edges, rng: np.random.Generator) -> tuple[list[Group], int]:
    """Groups with these trios among them, and how many of the others have no partner."""
    rest = np.setdiff1d(np.arange(len(crowd)), np.array(trios))
    others, left = among(crowd, edges, rest)
    partner = solve(others, left, rng)
    groups = [tuple(int(rest[place]) for place in group) for group in _with_thirds(others, partner)]
    return [*trios, *groups], int(_alone(partner).size)


def _triangles(allowed: Bools) -> Iterator[Group]:
    """Any three who are all allowed to meet each other."""
    for one, others in enumerate(np.triu(allowed, 1)):
        near = np.flatnonzero(others)
        for other, third in np.argwhere(np.triu(allowed[np.ix_(near, near)], 1)).tolist():
            yield one, int(near[other]), int(near[third])


def _looking_ahead_with_trio(crowd: Crowd, groups: list[Group], rng: np.random.Generator) -> list[Group]:
    """These groups; others where these make somebody meet somebody again now, or soon if as many share an hour."""
    again = repeats_in(crowd, groups) > 0
    if not again and can_go_on_with_trios(crowd.unmet, crowd.willing, groups, rng):
        return groups
    others = rounds_with_trios(crowd.unmet, crowd.willing, rng)[:1]
    return next((one for one in others if again or _apart_in(crowd, one) <= _apart_in(crowd, groups)), groups)


def _apart_in(crowd: Crowd, groups: list[Group]) -> int:
    """How many pairs in these groups share no hour."""
    return sum(int(np.triu(crowd.apart(*np.meshgrid(group, group)), 1).sum()) for group in groups)
