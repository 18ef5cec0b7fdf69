"""Half a year of rounds: who is the third how often, who gets how good matches, and what an organisation gains."""

import asyncio
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from datetime import time as wall
from random import Random

import numpy as np

from bot.calendar import Rhythm, Slot
from bot.coffee.rounds import RoundFacts, chance_of
from bot.matching import Knowledge, Recipe
from bot.matching.crowd import Crowd, Term
from bot.matching.graph import rank
from bot.matching.knowledge import Pair
from bot.people import ChannelId, Person, UserId
from bot.programme import Programme
from scheduling.coffee import plan_beside
from tests.bench.people import Groups, Matcher, ours, pairs_of, shuffled, workplace
from tests.bench.table import Row

ROUNDS, EIGHTH = 26, 8
GOALS = (Term.LEARNS, Term.TOGETHER)


def rows() -> list[Row]:
    """Fairness, and an organisation beside one that is shuffled."""
    return [*_fairness(), *_organisation()]


def _fairness(size: int = 301) -> list[Row]:
    """What each got of what they might have: the points of their pairs by the mean of their ten best each time."""
    people, knowledge = workplace(size, seed=1)
    met, trios = dict[Pair, int](), Counter[str]()
    got, might = np.zeros(size), np.zeros(size)
    at = {one: place for place, one in enumerate(people)}
    for number in range(ROUNDS):
        behind = {one: int(100 * max(0.0, 1 - got[at[one]] / might[at[one]])) for one in people} if number else {}
        since = {pair: number - 1 - last for pair, last in met.items()}
        now = replace(knowledge, rounds_since=since, trios=trios, behind=behind)
        plain = Crowd(people, replace(now, behind={}), Recipe())
        groups = ours(people, now, Random(number))
        might += np.sort(np.maximum(rank(plain, *np.indices((size, size), np.int64)), 0), axis=1)[:, -10:].mean(axis=1)
        for group in groups:
            for one in group:
                others = [other for other in group if other != one]
                points = [int(plain.score(np.array([at[one]]), np.array([at[other]]))[0]) for other in others]
                got[at[one]] += sum(points) / len(points)
        trios.update(one for group in groups if len(group) > 2 for one in group)
        met |= dict.fromkeys(pairs_of(groups), number)
    times = [trios[one] for one in people]
    case = f"{size} people, {ROUNDS} rounds"
    return [
        Row(case, "one of three, most often less least often", max(times) - min(times), "times", bar=1),
        Row(
            case, "got / might have, the 5th percentile", float(np.quantile(got / might, 0.05)), "", 0.9, at_least=True
        ),
    ]


def _organisation(size: int = 500) -> list[Row]:
    """Points of goals, pairs of teams that met by the eighth week, and how much people meet their own team."""
    figures = {matcher: _half_a_year(matcher, size) for matcher in (ours, shuffled)}
    mine, chance = figures[ours], figures[shuffled]
    case = f"an organisation of {size}, {ROUNDS} weeks"
    return [
        Row(case, "points of goals / shuffled", mine[0] / chance[0], "times", bar=1.8, at_least=True),
        Row(case, "pairs of teams that met by week 8 / shuffled", mine[1] / chance[1], "times", bar=1.3, at_least=True),
        Row(case, "assortativity by team less shuffled", mine[2] - chance[2], "", bar=0),
    ]


def _half_a_year(matcher: Matcher, size: int) -> tuple[float, int, float]:
    people, knowledge = workplace(size, seed=3)
    rng, met, goals, bridged = Random(4), dict[Pair, int](), 0.0, 0
    for number in range(ROUNDS):
        present = tuple(one for one in people if rng.random() < 0.8)
        now = replace(knowledge, rounds_since={pair: number - 1 - last for pair, last in met.items()})
        groups = matcher(present, now, Random(number))
        goals += _goals(Crowd(present, now, Recipe()), groups)
        met |= dict.fromkeys(pairs_of(groups), number)
        if number == EIGHTH - 1:
            teams = {frozenset((knowledge.teams[one], knowledge.teams[other])) for one, other in met}
            bridged = sum(len(pair) > 1 for pair in teams)
    return goals, bridged, _assortativity(knowledge, met)


def _goals(crowd: Crowd, groups: Groups) -> float:
    at = {one: place for place, one in enumerate(crowd.people)}
    one, other = np.array([[at[a], at[b]] for a, b in pairs_of(groups)], np.int64).T
    terms = crowd.terms(one, other)
    return float(sum(terms[term].sum() for term in GOALS))


def _assortativity(knowledge: Knowledge, met: dict[Pair, int]) -> float:
    """How much more ties are within a team than by chance (Newman 2003)."""
    own = sum(knowledge.teams[one] == knowledge.teams[other] for one, other in met) / len(met)
    ends = Counter(knowledge.teams[one] for pair in met for one in pair)
    chance = sum((times / (2 * len(met))) ** 2 for times in ends.values())
    return (own - chance) / (1 - chance)


def stall(size: int) -> Row:
    """The longest that the event loop had to wait while a round was planned as coffee plans it."""
    zones = ("Europe/Berlin", "America/New_York", "Asia/Tokyo")
    people = tuple(Person(UserId(f"U{at:06}"), f"P{at}", zones[at % 3]) for at in range(size))
    now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    rhythm, slot = Rhythm(1, 0, wall(10), "Europe/Berlin"), Slot(date(2026, 11, 30), now)
    programme = Programme(7, ChannelId("C1"), private=False, rhythm=rhythm, next=slot, owner=people[0].id)
    facts = RoundFacts(programme, people, {}, {})

    async def plan() -> float:
        planning = asyncio.create_task(plan_beside(facts, now=now, rng=chance_of(programme)))
        longest, before = 0.0, time.perf_counter()
        while not planning.done():
            await asyncio.sleep(0.005)
            after = time.perf_counter()
            longest, before = max(longest, after - before - 0.005), after
        assert len((await planning).intros) == size // 2
        return longest

    return Row(
        f"{size:,} people are matched", "the event loop's longest wait", 1000 * asyncio.run(plan()), "ms", bar=100
    )
