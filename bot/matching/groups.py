"""Groups of two to six for one round, nobody left out, whatever size the programme has and each person likes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bot.matching.certificate import PAIR, Certificate, certify_groups
from bot.matching.crowd import Bools, Crowd, Ints, Term
from bot.matching.graph import Group, rank
from bot.matching.knowledge import Knowledge, Recipe, check
from bot.matching.pairs import grouped_in_pairs

TOGETHER = 600  # people at most among whom groups are improved
STARTS = 60  # from which groups are improved, the best kept
EFFORT = 1200  # people by starts, so that many people have fewer
PATIENCE = 12  # exchanges in a row without any gain
AT_ONCE = 300  # groups that exchange a member at once
NEVER = -1e13  # outweighs everything else
SEATED = 1  # what a season's table counts before points, in times of the most that any pair is worth


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of a round by id, the points of each term in each of them, and how good they are together."""

    groups: tuple[tuple[str, ...], ...]
    reasons: tuple[Mapping[Term, int], ...]
    certificate: Certificate


def group_up(
    people: Sequence[str], knowledge: Knowledge, *, size: int, rng: Random, recipe: Recipe | None = None
) -> Grouping:
    """Groups of about `size` (sizes differ by at most one), or of as many as each likes at most.

    Nobody is in a group with somebody they avoid; whoever fits nowhere stays a group of one. For the rest as
    `pair_up`. The same arguments give the same groups.

    Raises:
        ValueError: somebody is there twice or avoids themselves, or a group would be of one.
    """
    check(people, knowledge, size=size)
    by_size: dict[int, list[str]] = {}
    for one in sorted(people):
        by_size.setdefault(max(2, min(size, knowledge.largest.get(one, size))), []).append(one)
    for small in sorted(by_size)[:-1]:  # one alone is better off with those who like more
        if len(by_size[small]) == 1:
            larger = min(other for other in by_size if other > small)
            by_size[larger].extend(by_size.pop(small))
    groups: list[tuple[str, ...]] = []
    reasons: list[Mapping[Term, int]] = []
    certificate = Certificate()
    for most, some in sorted(by_size.items()):
        order = sorted(some)
        rng.shuffle(order)
        crowd = Crowd(tuple(order), knowledge, recipe or Recipe())
        chance = np.random.default_rng(rng.getrandbits(64))
        found, proof = grouped_in_pairs(crowd, chance) if most == PAIR else _grouped(crowd, most, chance)
        groups += [tuple(order[at] for at in group) for group in found]
        reasons += [crowd.reasons(group) for group in found]
        certificate += proof
    return Grouping(tuple(groups), tuple(reasons), certificate)


def _grouped(crowd: Crowd, size: int, rng: np.random.Generator) -> tuple[list[Group], Certificate]:
    """The best that exchanging makes of groups dealt out by chance; of many people in parts."""
    groups: list[Group] = []
    for part in _parts(len(crowd), size):
        some = crowd.part(part)
        worth = _worth(some)
        starts = max(1, min(STARTS, EFFORT // max(1, len(some))))
        count = _count(some, size)
        dealt = [_improved(worth, _dealt(len(some), count, rng), rng) for _ in range(starts)]
        if (some.tables >= 0).any():
            dealt.append(_improved(worth, _by_tables(some, count), rng))
        best = max(dealt, key=lambda seats: (round(_value(worth, seats)), _threes_left(some.unmet, seats)))
        found = [group for seats in best.tolist() for group in _parted(some, [at for at in seats if at < len(some)])]
        groups += [tuple(int(part[at]) for at in group) for group in found]
    return groups, certify_groups(crowd, groups)


def _parts(people: int, size: int) -> Iterator[Ints]:
    """The positions of people in parts of a like number of groups whose sizes differ by at most one."""
    count = max(1, round(people / size))
    sizes = np.full(count, people // count)
    sizes[: people % count] += 1
    parts = -(-people // TOGETHER)
    ends = np.cumsum([int(sizes[at::parts].sum()) for at in range(parts)])
    for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
        yield np.arange(start, end)


def _worth(crowd: Crowd) -> NDArray[np.float64]:
    """What each pair adds to a group; the last row and column stand for a seat that stays empty."""
    size = len(crowd)
    worth = np.zeros((size + 1, size + 1))
    one, other = np.indices((size, size), np.int64)
    worth[:size, :size] = np.maximum(rank(crowd, one, other) + SEATED * crowd.most * crowd.seated(one, other), NEVER)
    np.fill_diagonal(worth, 0)
    return worth


def _count(crowd: Crowd, size: int) -> int:
    """How many groups: as many as a season has tables, if that leaves at most one seat of each empty."""
    tables = len(np.unique(crowd.tables[crowd.tables >= 0]))
    return tables if 0 < tables * (size - 1) <= len(crowd) <= tables * size else max(1, round(len(crowd) / size))


def _by_tables(crowd: Crowd, count: int) -> Ints:
    """Groups by seats, as a season has them; who has no table, or sits at one too many, goes where a seat is free."""
    people = len(crowd)
    tables = [np.flatnonzero(crowd.tables == table).tolist() for table in np.unique(crowd.tables[crowd.tables >= 0])]
    sizes = [people // count + (at < people % count) for at in range(count)]
    largest_first = sorted(tables, key=len, reverse=True)[:count]
    kept = [*(table[:size] for table, size in zip(largest_first, sizes, strict=False))]
    kept += [[] for _ in range(count - len(kept))]
    rest = iter(np.setdiff1d(np.arange(people), np.concatenate(kept)).tolist())
    seats = np.full((count, -(-people // count)), people)
    for group, table, size in zip(seats, kept, sizes, strict=True):
        group[:size] = [*table, *islice(rest, size - len(table))]
    return seats


def _dealt(people: int, count: int, rng: np.random.Generator) -> Ints:
    """Groups by seats, dealt out by chance; `people` stands in an empty seat."""
    seats = np.full((-(-people // count) * count), people)
    seats[:people] = rng.permutation(people)
    return seats.reshape(-1, count).T.copy()


def _improved(worth: NDArray[np.float64], seats: Ints, rng: np.random.Generator) -> Ints:
    """The groups, after one of each of many was taken out and all were put back where they add most, again and again.

    The assignment is exact (Jonker and Volgenant 1987, by scipy), so no exchange makes the whole worse.
    """
    count, size = seats.shape
    filled = (seats < len(worth) - 1).sum(axis=1)  # an empty seat is a group's last, and stays so
    quiet = 0
    while count > 1 and quiet < PATIENCE * size:
        groups = rng.permutation(count)[:AT_ONCE]
        places = rng.integers(np.zeros_like(groups), filled[groups])
        out = seats[groups, places]
        seats[groups, places] = len(worth) - 1
        gains = worth[out[:, None, None], seats[groups][None]].sum(axis=2)
        who, where = linear_sum_assignment(gains, maximize=True)
        gained = gains[who, where].sum() > gains.trace()
        seats[groups[where], places[where]] = out[who] if gained else out[where]
        quiet = 0 if gained else quiet + 1
    return seats


def _value(worth: NDArray[np.float64], seats: Ints) -> float:
    return float(worth[seats[:, :, None], seats[:, None, :]].sum())


def _threes_left(unmet: Bools, seats: Ints) -> int:
    """How many groups of three there still are whose people are new to each other, after these groups have met."""
    left = unmet.copy()
    for group in seats:
        here = group[group < len(unmet)]
        left[np.ix_(here, here)] = False
    some = left.astype(np.float64)
    return int((some @ some * some).sum()) // 6


def _parted(crowd: Crowd, group: list[int]) -> list[Group]:
    """The group, without whoever is still with most others they must not meet; they stay alone."""
    stay = np.array(group, np.int64)
    alone: list[Group] = []
    while (quarrels := crowd.blocked(stay[:, None], stay) & (stay[:, None] != stay)).any():
        most = int(quarrels.sum(axis=1).argmax())
        alone.append((int(stay[most]),))
        stay = np.delete(stay, most)
    return [tuple(stay.tolist()), *alone]
