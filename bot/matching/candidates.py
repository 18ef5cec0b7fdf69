"""Which pairs of many people are worth considering, and how little all others can be worth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.crowd import Crowd, Floats, Ints, steps
from bot.matching.graph import RANK_APART, Edges, all_pairs, distinct, edges_of, rank

ALL_PAIRS = 300  # people; up to here every pair is a candidate
LOOK_AT_ALL = 2000  # people; up to here every pair is looked at
CANDIDATES = 20  # for each person above that
BEST = 10  # ranks, whose mean is what somebody can expect
AT_ONCE = 500_000  # pairs that are looked at together

MUTUAL = 1000  # pairs for each person, up to which all are looked at who can help each other
ONE_WAY = 300  # the same, where one can help the other
SOME = 40  # of them for each topic, where they are more
FEWER = 13  # with the same topic to learn
ANYBODY = 40

NOTHING = -1e13  # no pair is worth less


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs to match, and a `floor` for each person: any other pair is worth at most the sum of its two."""

    edges: Edges
    floor: Floats


def candidates(
    crowd: Crowd, rng: np.random.Generator, *, each: int = CANDIDATES, look_at_all: int = LOOK_AT_ALL
) -> Candidates:
    """All pairs of a few people; of more, the most promising of each person, and a ring so that all have some.

    Promising is what a pair is worth beyond what its two can expect elsewhere. Every pair is looked at up to
    `look_at_all` people, above that those who share topics and some of the others.
    """
    size = len(crowd)
    if size <= max(ALL_PAIRS, each):
        return Candidates(all_pairs(crowd), np.full(size, NOTHING))
    seen, floor = (_everybody(size), np.full(size, NOTHING)) if size <= look_at_all else _sampled(crowd, rng)
    ranked = [(rows, *_ranked(crowd, rows, others)) for rows, others in seen]
    expected = np.concatenate([_expected(ranks, BEST) for _, _, ranks in ranked])
    chosen = [_ring(size, rng), _ring(size, rng)]
    for rows, others, ranks in ranked:
        promising = ranks - expected[rows, None] / 2 - expected[others] / 2
        order = np.argpartition(-promising, each, axis=1)
        cut = np.take_along_axis(promising, order[:, each : each + 1], axis=1)[:, 0]
        floor[rows] = np.maximum(floor[rows], (cut + expected[rows]) / 2)
        best = np.take_along_axis(others, order[:, :each], axis=1)
        chosen.append(np.stack([np.repeat(rows, each), best.ravel().astype(np.int64)]))
    one, other = distinct(np.concatenate(chosen, axis=1), size)
    return Candidates(edges_of(crowd, one[one != other], other[one != other]), floor)


def _ring(size: int, rng: np.random.Generator) -> Ints:
    everybody = rng.permutation(size)
    return np.stack([everybody, np.roll(everybody, 1)])


def _everybody(size: int) -> Iterator[tuple[Ints, Ints]]:
    """Some people after others, and a row of everybody for each."""
    block = AT_ONCE // size
    for start in range(0, size, block):
        rows = np.arange(start, min(start + block, size))
        yield rows, np.broadcast_to(np.arange(size), (len(rows), size))


def _ranked(crowd: Crowd, rows: Ints, others: Ints) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The same people, and how good each pair is; in less memory."""
    return others.astype(np.int32), rank(crowd, *np.broadcast_arrays(rows[:, None], others)).astype(np.float32)


def _expected(ranks: NDArray[np.float32], best: int) -> Floats:
    """What each can expect: the mean of the best, of which nothing below nothing counts."""
    expected: Floats = np.maximum(np.partition(ranks, -best, axis=1)[:, -best:], 0).mean(axis=1, dtype=np.float64)
    return expected


@dataclass(frozen=True, slots=True)
class _Buckets:
    """People by what they have: those who have key `at` are `people[starts[at]:starts[at + 1]]`."""

    people: Ints
    starts: Ints

    def counts(self, keys: Ints) -> Ints:
        """How many have each of these keys."""
        counts: Ints = self.starts[keys + 1] - self.starts[keys]
        return counts

    def draw(self, who: Ints, keys: Ints, most: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
        """For each of `who`, some who have the key beside them, each once: as two columns."""
        counts = self.counts(keys)
        taken = np.minimum(counts, most)
        first = rng.integers(0, np.maximum(counts, 1))
        at = np.repeat(self.starts[keys], taken) + (np.repeat(first, taken) + steps(taken)) % np.repeat(counts, taken)
        return np.repeat(who, taken), self.people[at]


def _buckets(people: Ints, keys: Ints, count: int) -> _Buckets:
    return _Buckets(people[np.argsort(keys, kind="stable")], np.searchsorted(np.sort(keys), np.arange(count + 1)))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where to find people for people: `who` looks into the bucket `keys`; at most `most` of each are taken."""

    buckets: _Buckets
    who: Ints
    keys: Ints
    most: int
    whole: bool  # whether everybody in the buckets is taken

    def degrees(self, size: int) -> Ints:
        """How many each is given."""
        return np.bincount(self.who, np.minimum(self.buckets.counts(self.keys), self.most), size).astype(np.int64)

    def draw(self, start: int, stop: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
        """People for the people at these positions."""
        some = slice(*np.searchsorted(self.who, [start, stop]))
        return self.buckets.draw(self.who[some], self.keys[some], self.most, rng)


def _source(buckets: _Buckets, who: Ints, keys: Ints, *, size: int, enough: int, some: int) -> _Source:
    """Everybody in the buckets if that is no more than `enough` for each person, else `some` of each bucket."""
    order = np.argsort(who, kind="stable")
    counts = buckets.counts(keys)
    whole = bool(counts.sum() <= enough * size)
    return _Source(buckets, who[order], keys[order], int(counts.max(initial=0)) if whole else some, whole)


def _sampled(crowd: Crowd, rng: np.random.Generator) -> tuple[Iterator[tuple[Ints, Ints]], Floats]:
    """Some people after others and a row of people for each, and the most that any other pair can be worth."""
    size = len(crowd)
    (learner, wanted), (helper, helped), count = crowd.topic_lists
    wants, helps = _buckets(learner, wanted, count), _buckets(helper, helped, count)
    one, a, b = _joined(learner, wanted, helper, helped, size)  # who wants a and helps with b
    mutual = _source(
        _buckets(one, b * count + a, count * count), one, a * count + b, size=size, enough=MUTUAL, some=SOME
    )
    helpers = _source(helps, learner, wanted, size=size, enough=ONE_WAY, some=SOME)
    learners = _source(wants, helper, helped, size=size, enough=ONE_WAY, some=SOME)
    fellows = _source(wants, learner, wanted, size=size, enough=ONE_WAY, some=FEWER)
    directions = 0 if helpers.whole and learners.whole else 1 if mutual.whole else 2
    floor = crowd.most_with_each(directions=directions, together=not fellows.whole)
    floor -= RANK_APART * crowd.most * crowd.out_of_hours / 2
    return _rows((mutual, helpers, learners, fellows), size, rng), floor


def _joined(learner: Ints, wanted: Ints, helper: Ints, helped: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Everybody with each topic they want beside each they help with."""
    start = np.searchsorted(helper, np.arange(size + 1))
    counts = (start[1:] - start[:-1])[learner]
    at = np.repeat(start[learner], counts) + steps(counts)
    return np.repeat(learner, counts), np.repeat(wanted, counts), helped[at]


def _rows(sources: tuple[_Source, ...], size: int, rng: np.random.Generator) -> Iterator[tuple[Ints, Ints]]:
    widths = sum((source.degrees(size) for source in sources), np.full(size, ANYBODY))
    start = 0
    while start < size:
        stop = min(size, start + max(1, AT_ONCE // int(widths[start : start + AT_ONCE // ANYBODY].max())))
        found = [source.draw(start, stop, rng) for source in sources]
        rows = np.arange(start, stop)
        found.append((np.repeat(rows, ANYBODY), rng.integers(0, size, len(rows) * ANYBODY)))
        yield rows, _as_rows(rows, *(np.concatenate(column) for column in zip(*found, strict=True)))
        start = stop


def _as_rows(rows: Ints, who: Ints, others: Ints) -> Ints:
    """Each one's others, each once, in a row, filled up with themselves."""
    keys = np.sort((who - rows[0]) << 32 | others)
    keys = keys[np.diff(keys, prepend=-1) > 0]  # as np.unique has it, which hashes and is four times slower
    who, others = keys >> 32, keys & 0xFFFFFFFF
    counts = np.bincount(who, minlength=len(rows))
    table = np.repeat(rows[:, None], counts.max(), axis=1)
    table[who, steps(counts)] = others
    return table
