"""The people of one round as arrays, and what any of their pairs is worth, term by term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.matching.knowledge import TRIO, Knowledge, Recipe, in_order

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

PLENTY = 1200  # minutes of a week in common; more is not better
LONG_AGO = 200  # rounds
WORD = 64  # bits
NOBODY = -1


class Term(StrEnum):
    """What a match can be worth something for."""

    LEARNS = "learns"
    TOGETHER = "together"
    HOURS = "hours"
    EDGES = "edges"
    TEAM = "team"
    PLACE = "place"
    TENURE = "tenure"
    NEW = "new"
    CARE = "care"


PRIVATE = frozenset({Term.CARE, Term.PLACE})  # never named to anybody: who is new or met too few, who is at home


@dataclass(frozen=True)
class Crowd:
    """Everybody in one round, by position in `people`; methods take arrays of positions, of one shape."""

    people: tuple[str, ...]
    knowledge: Knowledge
    recipe: Recipe

    def __len__(self) -> int:
        return len(self.people)

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {one: position for position, one in enumerate(self.people)}

    def part(self, some: Ints) -> "Crowd":
        """Only the people at these positions, in that order; they know what they knew."""
        places: list[int] = some.tolist()
        return replace(self, people=tuple(self.people[at] for at in places))

    def counts(self, known: Mapping[str, int], *, otherwise: int = 0) -> Ints:
        """A number for everybody."""
        return np.array([known.get(one, otherwise) for one in self.people], np.int64)

    def flags(self, some: frozenset[str]) -> Bools:
        """Who is one of them."""
        return np.array([one in some for one in self.people], np.bool_)

    def _codes(self, known: Mapping[str, str]) -> Ints:
        """A number for each different word; NOBODY where there is none."""
        codes = {word: code for code, word in enumerate(sorted({known.get(one, "") for one in self.people} - {""}))}
        return np.array([codes.get(known.get(one, ""), NOBODY) for one in self.people], np.int64)

    def _bits(self, known: Mapping[str, frozenset[str]]) -> NDArray[np.uint64]:
        """The topics of everybody, a bit for each: people by words."""
        bits = np.zeros((len(self), -(-len(self._topics) // WORD) or 1), np.uint64)
        for position, one in enumerate(self.people):
            for topic in known.get(one, ()):
                bit = self._topics[topic]
                bits[position, bit // WORD] |= np.uint64(1 << bit % WORD)
        return bits

    @cached_property
    def _topics(self) -> Mapping[str, int]:
        known = [*self.knowledge.wants.values(), *self.knowledge.helps.values()]
        topics = {topic for some in known for topic in some}
        return {topic: bit for bit, topic in enumerate(sorted(topics))}

    @cached_property
    def topic_lists(self) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints], int]:
        """Who wants which topic and who helps with which, as columns by person, and how many topics there are."""
        wants, helps = self._listed(self.knowledge.wants), self._listed(self.knowledge.helps)
        return wants, helps, len(self._topics)

    def _listed(self, known: Mapping[str, frozenset[str]]) -> tuple[Ints, Ints]:
        rows = [
            (position, topic)
            for position, one in enumerate(self.people)
            for topic in sorted(self._topics[word] for word in known.get(one, ()))
        ]
        person, topics = np.array(rows, np.int64).reshape(-1, 2).T
        return person, topics

    @cached_property
    def most(self) -> int:
        """No pair is worth more points than this."""
        recipe, needs = self.recipe, 2 * int(self.needs.max(initial=0))
        topics, rest = 2 * recipe.learns + recipe.together, recipe.hours + recipe.edges + recipe.new
        points = topics + rest + recipe.team + recipe.place + recipe.tenure
        return 1 + points * (100 + needs) // 100

    @property
    def out_of_hours(self) -> Bools:
        """Who shares no hour with anybody else's kind of hours, or with their own."""
        kinds, usual, edges = self._kinds
        alone: Bools = (usual + edges).max(axis=1)[kinds] == 0
        return alone

    def most_with_each(self, *, directions: int = 2, together: bool = True) -> Floats:
        """Half the most that a pair with each can be worth, where so many help and perhaps both want the same."""
        recipe, (kinds, usual, edges) = self.recipe, self._kinds
        hours = recipe.hours * np.minimum(usual, PLENTY) / PLENTY
        stretched = np.where(usual == 0, recipe.edges * np.minimum(edges, PLENTY) / PLENTY, 0)
        best: Floats = (hours + stretched).max(axis=1)[kinds] + recipe.new
        best += recipe.learns * directions + recipe.together * together
        for codes, points in ((self.teams, recipe.team), (self._places, recipe.place), (self._tenures, recipe.tenure)):
            best += points * (codes >= 0)
        return best * (1 + self.needs / 50) / 2

    @cached_property
    def wants(self) -> NDArray[np.uint64]:
        """What each wants to learn, as bits."""
        return self._bits(self.knowledge.wants)

    @cached_property
    def helps(self) -> NDArray[np.uint64]:
        """What each helps with, as bits."""
        return self._bits(self.knowledge.helps)

    @cached_property
    def teams(self) -> Ints:
        """The team of each."""
        return self._codes(self.knowledge.teams)

    @cached_property
    def _managers(self) -> Ints:
        return self._codes(self.knowledge.managers)

    @cached_property
    def _places(self) -> Ints:
        return self._codes(self.knowledge.places)

    @cached_property
    def _tenures(self) -> Ints:
        return self._codes(self.knowledge.tenures)

    @cached_property
    def _guests(self) -> Bools:
        return self.flags(self.knowledge.guests)

    @cached_property
    def _loads(self) -> Ints:
        return self.counts(self.knowledge.loads)

    @cached_property
    def _stretches(self) -> Ints:
        return self.counts(self.knowledge.stretches)

    @cached_property
    def trios(self) -> Ints:
        """How often each was one of three."""
        return self.counts(self.knowledge.trios)

    @cached_property
    def waiting(self) -> Bools:
        """Who had to wait."""
        return self.flags(self.knowledge.first)

    @cached_property
    def tables(self) -> Ints:
        """The table at which a season seats each; NOBODY where it does not."""
        return self.counts(self.knowledge.tables, otherwise=NOBODY)

    def seated(self, one: Ints, other: Ints) -> Bools:
        """Whether a season seats these at one table."""
        return _same(self.tables, one, other)

    def reluctant(self, size: int) -> Bools:
        """Who likes to meet fewer than so many at once."""
        return self.counts(self.knowledge.largest, otherwise=TRIO) < size

    @property
    def willing(self) -> Bools:
        """Who may be one of three as well as anybody else."""
        return ~self.reluctant(TRIO) & ~self.waiting

    @cached_property
    def spared(self) -> Ints:
        """How much each is to be spared being the third: who waited most, then who likes to be two, then by turns."""
        turn = int(self.trios.max(initial=0)) + 1
        spared: Ints = self.trios + turn * self.reluctant(TRIO) + 2 * turn * self.waiting
        return spared

    @cached_property
    def free(self) -> Bools:
        """Who may meet whom, people by people; for a few people."""
        return ~self.blocked(*np.indices((len(self), len(self)), np.int64))

    @cached_property
    def unmet(self) -> Bools:
        """Who may meet whom and has not within the horizon, people by people; for a few people."""
        return self.free & ~self.repeats(*np.indices((len(self), len(self)), np.int64))

    @cached_property
    def needs(self) -> Ints:
        """By how many percent a good match is worth more to each."""
        known, recipe = self.knowledge, self.recipe
        care = recipe.newcomers * self.flags(known.newcomers) + recipe.under_met * self.flags(known.under_met)
        return care + np.clip(self.counts(known.behind), 0, 100)

    @cached_property
    def _kinds(self) -> tuple[Ints, Ints, Ints]:
        """The kind of hours of each, and the minutes that two kinds share, usually and with edges."""
        kinds = sorted({self.knowledge.hours.get(one, "") for one in self.people})
        at = {kind: code for code, kind in enumerate(kinds)}
        usual, edges = (
            np.array([[known.get(in_order(one, other), 0) for other in kinds] for one in kinds], np.int64)
            for known in (self.knowledge.minutes, self.knowledge.edges)
        )
        return np.array([at[self.knowledge.hours.get(one, "")] for one in self.people], np.int64), usual, edges

    @cached_property
    def _met(self) -> tuple[Ints, Ints]:
        """The pairs that have met, as sorted keys, and the rounds since."""
        here = [
            (self._at[one], self._at[other], since)
            for (one, other), since in self.knowledge.rounds_since.items()
            if one in self._at and other in self._at
        ]
        table = np.array(here, np.int64).reshape(-1, 3)
        keys = self._keys(table[:, 0], table[:, 1])
        order = np.argsort(keys)
        return keys[order], table[order, 2]

    @cached_property
    def _avoided(self) -> Ints:
        here = [
            (self._at[one], self._at[other])
            for one, other in self.knowledge.avoided
            if one in self._at and other in self._at
        ]
        table = np.array(here, np.int64).reshape(-1, 2)
        return np.sort(self._keys(table[:, 0], table[:, 1]))

    @cached_property
    def _team_ties(self) -> tuple[Ints, Ints]:
        """The pairs of teams that have met, whoever of them is here now, as sorted keys, and how often."""
        teams = self.knowledge.teams
        codes = dict(zip((teams.get(one, "") for one in self.people), self.teams.tolist(), strict=True))
        met = [
            (codes.get(teams.get(one, ""), NOBODY), codes.get(teams.get(other, ""), NOBODY))
            for one, other in self.knowledge.rounds_since
        ]
        one, other = np.array(met, np.int64).reshape(-1, 2).T
        known = (one >= 0) & (other >= 0)
        return np.unique(self._keys(one[known], other[known]), return_counts=True)

    def _keys(self, one: Ints, other: Ints) -> Ints:
        return np.minimum(one, other) * len(self) + np.maximum(one, other)

    def since(self, one: Ints, other: Ints) -> Ints:
        """Rounds since these met; negative where they have not."""
        return _looked_up(self._keys(one, other), *self._met, otherwise=NOBODY)

    def repeats(self, one: Ints, other: Ints) -> Bools:
        """Whether these met within the horizon."""
        since = self.since(one, other)
        again: Bools = (since >= 0) & (since < self.recipe.horizon)
        return again

    def blocked(self, one: Ints, other: Ints) -> Bools:
        """Whether a rule keeps these from being in one group."""
        keys = self._keys(one, other)
        never: Bools = (one == other) | _is_in(keys, self._avoided)
        if not self.recipe.one_manager:
            never |= _same(self._managers, one, other)
        if not self.recipe.one_team:
            never |= _same(self.teams, one, other)
        if not self.recipe.guests_together:
            never |= self._guests[one] & self._guests[other]
        return never

    def apart(self, one: Ints, other: Ints) -> Bools:
        """Whether these share no hour, even where one leaves their usual ones."""
        kinds, usual, edges = self._kinds
        apart: Bools = usual[kinds[one], kinds[other]] + edges[kinds[one], kinds[other]] == 0
        return apart

    def terms(self, one: Ints, other: Ints) -> Mapping[Term, Ints]:
        """What these pairs are worth, in points, term by term; the sum is the score."""
        recipe = self.recipe
        usual, edges = self._hours(one, other)
        since = self.since(one, other)
        terms = {
            Term.LEARNS: self._learns(one, other) + self._learns(other, one),
            Term.TOGETHER: recipe.together * _meet(self.wants[one], self.wants[other]),
            Term.HOURS: usual,
            Term.EDGES: edges,
            Term.TEAM: self._bridges(one, other),
            Term.PLACE: recipe.place * _differ(self._places, one, other),
            Term.TENURE: recipe.tenure * _differ(self._tenures, one, other),
            Term.NEW: np.where(since < 0, recipe.new, recipe.new * np.minimum(since, LONG_AGO) // (2 * LONG_AGO)),
        }
        base = sum_of(terms)
        return {**terms, Term.CARE: base * (self.needs[one] + self.needs[other]) // 100}

    def score(self, one: Ints, other: Ints) -> Ints:
        """What these pairs are worth, in points."""
        return sum_of(self.terms(one, other))

    def _learns(self, one: Ints, other: Ints) -> Ints:
        """Points where `one` wants what `other` helps with, fewer the more `other` has helped lately."""
        return self.recipe.learns * _meet(self.wants[one], self.helps[other]) // (1 + self._loads[other])

    def _hours(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """Points for usual hours in common; and for edges where there are none, fewer for who left theirs before."""
        kinds, usual, edges = self._kinds
        shared, wider = usual[kinds[one], kinds[other]], edges[kinds[one], kinds[other]]
        turns = 1 + np.maximum(self._stretches[one], self._stretches[other])
        stretched = np.where(shared == 0, self.recipe.edges * np.minimum(wider, PLENTY) // PLENTY // turns, 0)
        return self.recipe.hours * np.minimum(shared, PLENTY) // PLENTY, stretched

    def _bridges(self, one: Ints, other: Ints) -> Ints:
        """Points for teams that met seldom."""
        apart = _differ(self.teams, one, other)
        keys = self._keys(np.maximum(self.teams[one], 0), np.maximum(self.teams[other], 0))
        return self.recipe.team * apart // (1 + _looked_up(keys, *self._team_ties, otherwise=0))

    def reasons(self, group: Sequence[int]) -> Mapping[Term, int]:
        """The terms of everybody in a group, that came to something and may be named."""
        places = [(one, other) for at, one in enumerate(group) for other in group[at + 1 :]]
        one, other = np.array(places, np.int64).reshape(-1, 2).T
        sums = {term: int(points.sum()) for term, points in self.terms(one, other).items()}
        return {term: points for term, points in sums.items() if points and term not in PRIVATE}


def sum_of(terms: Mapping[Term, Ints]) -> Ints:
    """The points of all terms together."""
    return np.asarray(np.sum(np.stack(list(terms.values())), axis=0), np.int64)


def _meet(some: NDArray[np.uint64], others: NDArray[np.uint64]) -> Bools:
    shared = some[..., 0] & others[..., 0]
    for word in range(1, some.shape[-1]):
        shared = shared | (some[..., word] & others[..., word])
    meet: Bools = shared != 0
    return meet


def _same(codes: Ints, one: Ints, other: Ints) -> Bools:
    same: Bools = (codes[one] == codes[other]) & (codes[one] >= 0)
    return same


def _differ(codes: Ints, one: Ints, other: Ints) -> Bools:
    differ: Bools = (codes[one] != codes[other]) & (codes[one] >= 0) & (codes[other] >= 0)
    return differ


def _looked_up(keys: Ints, known: Ints, values: Ints, *, otherwise: int) -> Ints:
    if not len(known):
        return np.full(keys.shape, otherwise, np.int64)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, values[at], otherwise)


def _is_in(keys: Ints, known: Ints) -> Bools:
    found: Bools = _looked_up(keys, known, np.ones(len(known), np.int64), otherwise=0) == 1
    return found


def steps(counts: Ints) -> Ints:
    """0, 1, 2 and so on up to each of the counts, one after the other."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
