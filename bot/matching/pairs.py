"""Pairs for one round: nobody left out, an odd one makes a trio, nobody meets again while that can be avoided."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import chain, combinations, islice
from random import Random

import numpy as np

from bot.matching.crowd import LONG_AGO, Bools, Crowd, Ints
from bot.matching.graph import ALL_PAIRS, ALONE, CANDIDATES, Edges, candidates, matched_pairs, solve
from bot.matching.horizon import OTHERS, all_rounds, another, can_go_on, few_left
from bot.matching.knowledge import TRIO, Knowledge, Recipe

MORE = 4  # times as many candidates, where the usual ones do not do
TRIOS = 20_000  # that are looked at
SWAPS = 400  # of them that are tried so that somebody need not stay alone
NEW_TRIOS = 40  # of them that are tried so that nobody meets again
FORBIDDEN = (10**9,)

Group = tuple[int, ...]


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
    groups = grouped_in_pairs(crowd, np.random.default_rng(rng.getrandbits(64)))
    return tuple(tuple(order[at] for at in group) for group in groups)


def grouped_in_pairs(crowd: Crowd, rng: np.random.Generator) -> list[Group]:
    """Groups of positions, as `pair_up` has them."""
    if not len(crowd):
        return []
    if len(crowd) == TRIO and crowd.free.sum() == TRIO * (TRIO - 1):
        return [(1, 2, 0)]  # there is nothing to choose
    edges = candidates(crowd, rng)
    partner = solve(crowd, edges, rng)
    if len(crowd) > ALL_PAIRS:
        if _alone(partner).size > len(crowd) % 2 or _again(crowd, partner):
            partner = solve(crowd, candidates(crowd, rng, each=MORE * CANDIDATES), rng)
        return _with_thirds(crowd, partner)
    groups = _with_thirds(crowd, _looking_ahead(crowd, partner, rng))
    if _lonely(groups):
        groups = _with_nobody_alone(crowd, groups, edges, rng)
    if len(crowd) % 2 and repeats_in(crowd, groups):
        groups = _with_new_trio(crowd, groups, edges, rng)
    return groups


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
    groups: list[Group] = [(one, other) for one, other in matched_pairs(partner).T.tolist()]
    left = _alone(partner)
    for one in sorted(left.tolist(), key=lambda one: not crowd.waiting[one]):
        _place(crowd, groups, one)
    return groups


def _place(crowd: Crowd, groups: list[Group], left: int) -> None:
    """Let `left` join the person or pair where that costs least, or stay alone."""
    fits = [(_cost_of_joining(crowd, group, left), at) for at, group in enumerate(groups) if len(group) < TRIO]
    cost, at = min(fits, default=(FORBIDDEN, 0))
    if cost == FORBIDDEN:
        groups.append((left,))
    else:
        groups[at] = (*groups[at], left)


def _cost_of_joining(crowd: Crowd, group: Group, left: int) -> tuple[int, ...]:
    """What counts when somebody joins a group, the weightiest first."""
    one, other = np.array(group), np.full(len(group), left)
    if crowd.blocked(one, other).any():
        return FORBIDDEN
    repeat = crowd.repeats(one, other)
    return (
        int(crowd.reluctant(len(group) + 1)[one].sum()),
        int(repeat.sum()),
        int(np.maximum(0, LONG_AGO - crowd.since(one, other))[repeat].sum()),
        int(crowd.apart(one, other).sum()),
        int(crowd.trios[one].sum()),
        -int(crowd.score(one, other).sum()),
    )


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
    others = crowd.part(rest)
    at = np.full(len(crowd), ALONE)
    at[rest] = np.arange(len(rest))
    left = edges.only((at[edges.one] != ALONE) & (at[edges.other] != ALONE))
    moved = replace(left, one=at[left.one], other=at[left.other])
    partner = solve(others, moved, rng)
    groups = [tuple(int(rest[place]) for place in group) for group in _with_thirds(others, partner)]
    return [*trios, *groups], int(_alone(partner).size)


def _triangles(allowed: Bools) -> Iterator[Group]:
    """Any three who are all allowed to meet each other."""
    for one, others in enumerate(np.triu(allowed, 1)):
        near = np.flatnonzero(others)
        for other, third in np.argwhere(np.triu(allowed[np.ix_(near, near)], 1)).tolist():
            yield one, int(near[other]), int(near[third])


def _with_new_trio(crowd: Crowd, groups: list[Group], edges: Edges, rng: np.random.Generator) -> list[Group]:
    """The groups, or others with fewer repeats around a trio of people who are all new to each other."""
    spared, new = crowd.spared.tolist(), crowd.unmet.sum(axis=1).tolist()

    def cost(trio: Group) -> tuple[int, int]:
        return sum(spared[at] for at in trio), -sum(new[at] for at in trio)

    for trio in nsmallest(NEW_TRIOS, islice(_triangles(crowd.unmet), TRIOS), key=cost):
        one, other, third = sorted(trio, key=lambda at: -spared[at])
        found, _ = _around(crowd, [(one, other, third)], edges, rng)
        if not repeats_in(crowd, found):
            return found
    return groups


def repeats_in(crowd: Crowd, groups: Sequence[Group]) -> int:
    """How many groups bring people together who met within the horizon."""
    return sum(bool(crowd.repeats(*pairs_in(group)).any()) for group in groups)


def pairs_in(group: Group) -> Ints:
    """Everybody in a group with everybody: two rows of positions."""
    return np.array(list(combinations(group, 2)), np.int64).reshape(-1, 2).T
