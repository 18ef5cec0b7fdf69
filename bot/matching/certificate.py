"""How good a round is: what it is worth, what none can be worth more than, and which repeats nothing could avoid."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from bot.matching.candidates import LOOK_AT_ALL
from bot.matching.crowd import Crowd, Ints
from bot.matching.graph import Group, costs_of, edges_of_all, matched_pairs, rank

PAIR = 2


@dataclass(frozen=True, slots=True)
class Certificate:
    """Points of a round, and a `bound`: none with as few repeats and as much time in common is worth more, proven.

    `repeats` are the groups that bring people together who met within the horizon, of which at least `unavoidable`
    are in every round that places as many people.
    """

    value: int = 0
    bound: int = 0
    repeats: int = 0
    unavoidable: int = 0

    @property
    def ratio(self) -> float:
        """The value by its bound; 1 is the best there can be."""
        return self.value / self.bound if self.bound else 1.0

    def __add__(self, other: "Certificate") -> "Certificate":
        """That of two parts of a round, each of which was made by itself."""
        return Certificate(
            self.value + other.value,
            self.bound + other.bound,
            self.repeats + other.repeats,
            self.unavoidable + other.unavoidable,
        )


def certify_pairs(
    crowd: Crowd, groups: Sequence[Group], prices: NDArray[np.float64], *, best: Ints | None = None
) -> Certificate:
    """That of pairs, where a third adds nothing, by prices so that no pair is worth more than its two.

    `best` are the partners in the best matching, if all pairs were candidates.
    """
    pairs = np.array([group[:PAIR] for group in groups if len(group) >= PAIR], np.int64).reshape(-1, PAIR)
    made = edges_of_all(crowd, *pairs.T)
    most = int(np.floor(np.sort(prices)[len(crowd) - pairs.size :].sum() + costs_of(crowd, made).sum()))
    if (
        best is not None
        and costs_of(crowd, exact := edges_of_all(crowd, *matched_pairs(best))).sum() == costs_of(crowd, made).sum()
    ):
        most = int(exact.score.sum())
    return _certificate(crowd, groups, int(made.score.sum()), most)


def certify_groups(crowd: Crowd, groups: Sequence[Group]) -> Certificate:
    """That of larger groups: nobody's colleagues are worth more to them than the best that there are."""
    value = int(crowd.score(*_together(groups)).sum())
    colleagues = max((len(group) for group in groups), default=1) - 1
    if len(crowd) > LOOK_AT_ALL:
        bound = float(colleagues * crowd.most_with_each().sum())
    else:
        ranks = np.maximum(rank(crowd, *np.indices((len(crowd), len(crowd)), np.int64)), 0)
        bound = float(np.sort(ranks, axis=1)[:, max(0, len(crowd) - colleagues) :].sum() / 2)
    return _certificate(crowd, groups, value, int(bound))


def _certificate(crowd: Crowd, groups: Sequence[Group], value: int, bound: int) -> Certificate:
    repeats = repeats_in(crowd, groups)
    least = _unavoidable(crowd, groups) if repeats else 0
    return Certificate(value, max(value, bound), repeats, min(repeats, least))


def _unavoidable(crowd: Crowd, groups: Sequence[Group]) -> int:
    """In how many groups at least somebody meets again: if nobody had to agree, so many would find nobody new."""
    size = len(crowd)
    if size > LOOK_AT_ALL:
        return 0  # that nobody was counted proves nothing
    found = maximum_bipartite_matching(csr_array(crowd.unmet))
    lonely = sum(len(group) == 1 for group in groups)
    largest = max(len(group) for group in groups)
    return -(-max(0, int((found < 0).sum()) - lonely) // largest)


def repeats_in(crowd: Crowd, groups: Sequence[Group]) -> int:
    """How many groups bring people together who met within the horizon."""
    sizes = np.array([len(group) for group in groups], np.int64)
    again = crowd.repeats(*_together(groups))
    return len(np.unique(np.repeat(np.arange(len(groups)), sizes * (sizes - 1) // 2)[again]))


def _together(groups: Sequence[Group]) -> Ints:
    """Everybody with everybody in their group, group by group: two rows of positions."""
    return np.concatenate([np.empty((2, 0), np.int64), *(pairs_in(group) for group in groups)], axis=1)


def pairs_in(group: Group) -> Ints:
    """Everybody in a group with everybody: two rows of positions."""
    one, other = np.triu_indices(len(group), 1)
    members = np.array(group, np.int64)
    return np.stack([members[one], members[other]])
