"""Groups of two to five for one round, nobody left out, whatever size the programme has and each person likes."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

from bot.matching.pairs import Knowledge, in_order, pair_up, weight

TRIES = 40  # exchanges that are tried for each person
AVOIDED = 10**30  # outweighs everything else


def group_up(people: Sequence[str], knowledge: Knowledge, *, size: int, rng: Random) -> tuple[tuple[str, ...], ...]:
    """Groups of about `size` (sizes differ by at most one), or of as many as each likes at most.

    Nobody is in a group with somebody they avoid; whoever fits nowhere stays a group of one. For the rest as
    `pair_up`. The same arguments give the same groups.
    """
    by_size: dict[int, list[str]] = {}
    for one in sorted(people):
        by_size.setdefault(min(size, knowledge.largest.get(one, size)), []).append(one)
    for small in sorted(by_size)[:-1]:  # one alone is better off with those who like more
        if len(by_size[small]) == 1:
            larger = min(other for other in by_size if other > small)
            by_size[larger].extend(by_size.pop(small))
    groups: list[tuple[str, ...]] = []
    for most, some in sorted(by_size.items()):
        if most <= 2:  # noqa: PLR2004 - pairs have a better way
            groups += pair_up(some, knowledge, rng=rng)
        else:
            groups += _grouped(some, knowledge, size=most, rng=rng)
    return tuple(groups)


def _grouped(people: Sequence[str], knowledge: Knowledge, *, size: int, rng: Random) -> list[tuple[str, ...]]:
    """Dealt out by chance, then people change places for as long as that is better for both groups."""
    order = sorted(people)
    rng.shuffle(order)
    count = max(1, round(len(order) / size))
    groups = [order[first::count] for first in range(count)]
    for _ in range(TRIES * len(order) if count > 1 else 0):
        one, other = rng.sample(groups, 2)
        _exchange(one, other, knowledge, rng=rng)
    return [part for group in groups for part in _parted(group, knowledge)]


def _exchange(one: list[str], other: list[str], knowledge: Knowledge, *, rng: Random) -> None:
    """Let two people change places if their groups get better by it."""
    mine, theirs = rng.randrange(len(one)), rng.randrange(len(other))
    before = _cost(one[mine], one, knowledge) + _cost(other[theirs], other, knowledge)
    one[mine], other[theirs] = other[theirs], one[mine]
    if _cost(one[mine], one, knowledge) + _cost(other[theirs], other, knowledge) >= before:
        one[mine], other[theirs] = other[theirs], one[mine]


def _cost(one: str, group: Sequence[str], knowledge: Knowledge) -> int:
    others = (in_order(one, other) for other in group if other != one)
    return sum(AVOIDED if pair in knowledge.avoided else -weight(*pair, knowledge) for pair in others)


def _parted(group: Sequence[str], knowledge: Knowledge) -> list[tuple[str, ...]]:
    """The group, without whoever is still with somebody they avoid; they stay alone."""
    stay = list(group)
    alone: list[tuple[str, ...]] = []
    for one, other in combinations(group, 2):
        if in_order(one, other) in knowledge.avoided and {one, other} <= set(stay):
            stay.remove(other)
            alone.append((other,))
    return [tuple(stay), *alone]
