"""A round of coffee: who is introduced to whom, why, at which times, and when each is asked about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import combinations, combinations_with_replacement, permutations
from math import inf
from random import Random

from bot.calendar import Slot, decide_due
from bot.coffee import views
from bot.coffee.seasons import Season, season_of, tables_of
from bot.hours import minutes_in_common
from bot.intro import Exchange, IntroPlan, Turns, Why
from bot.matching import Certificate, Knowledge, Recipe, Term, group_up
from bot.matching.knowledge import EVER, Pair, in_order
from bot.people import Person, UserId
from bot.planning import plan_intro
from bot.posts import Post, Worth
from bot.programme import Programme
from bot.wishes import Place

LATE = timedelta(days=1)  # a round later than this is passed over
WORTH_SAYING = timedelta(days=3)  # that there was nobody to meet, after its slot
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A programme whose slot has come, everybody who takes part this time, and who met when.

    `rounds_since` counts rounds back from this one (0: the one before); `trios` counts being one of three. `avoided`
    pairs are never introduced, whoever of the two said so. Those in `first` had to wait in an earlier round;
    those in `met_lately` said in the last weeks that they met somebody. `season` is the one that was planned.

    They want to learn and help with topics by name; who has `helped` as often this month as their cap says is spared.
    """

    programme: Programme
    people: tuple[Person, ...]
    rounds_since: Mapping[Pair, int]
    trios: Mapping[str, int]
    avoided: frozenset[Pair] = frozenset()
    first: frozenset[str] = frozenset()
    met_lately: frozenset[str] = frozenset()
    turns: Turns = field(default_factory=Turns)
    season: Season | None = None
    wants: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    helps: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    helped: Mapping[str, int] = field(default_factory=dict[str, int])
    caps: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round brings. `run` is None when no slot is worth running any more; `next` is the one after.

    `trusted` are the ids it counted on: when they changed before it is saved, it is planned again. Those `alone`
    were not introduced to anybody, and come first in the next one. `certificate` says how good the matches are.
    """

    run: Slot | None
    next: Slot
    intros: tuple[IntroPlan, ...]
    notices: tuple[Post, ...]
    trusted: frozenset[UserId]
    alone: tuple[UserId, ...] = ()
    certificate: Certificate = field(default_factory=Certificate)
    season: Season | None = None


def plan_round(facts: RoundFacts, *, now: datetime, rng: Random) -> RoundPlan:
    """Everybody introduced to somebody; or nobody, told kindly, where only one is in or the slot is long past."""
    due = decide_due(facts.programme.rhythm, due=facts.programme.next, now=now, late=LATE)
    trusted = frozenset(person.id for person in facts.people)
    if due.run is None:
        return RoundPlan(None, due.next, (), (_passed_over(facts, due.next, now=now),), trusted)
    people = {person.id: person for person in facts.people}
    season = season_of(facts.programme, facts.people, facts.season, rng=rng)
    knowledge = replace(knowledge_of(facts, start=due.run.at), tables=tables_of(facts.programme, season))
    recipe = Recipe(horizon=EVER if facts.programme.horizon is None else facts.programme.horizon)
    grouping = group_up(tuple(people), knowledge, size=facts.programme.size, rng=rng, recipe=recipe)
    together = [
        (tuple(people[UserId(one)] for one in group), terms)
        for group, terms in zip(grouping.groups, grouping.reasons, strict=True)
    ]
    soonest = max(due.run.at, now)
    intros = tuple(
        plan_intro(group, why_of(group, knowledge, terms), soonest=soonest, on=due.run.on, turns=facts.turns)
        for group, terms in together
        if len(group) > 1
    )
    alone = [group[0] for group, _ in together if len(group) == 1]
    notices = tuple(_alone(facts, person, due.run, due.next, now=now) for person in alone)
    ids = tuple(person.id for person in alone)
    return RoundPlan(due.run, due.next, intros, notices, trusted, ids, grouping.certificate, season)


def seed_of(programme: Programme) -> str:
    """The seed of the next round of `programme`, the same whenever it is planned."""
    return f"round:{programme.id}:{programme.rounds + 1}"


def chance_of(programme: Programme) -> Random:
    """The chance in the next round of `programme`."""
    return Random(seed_of(programme))


def knowledge_of(facts: RoundFacts, *, start: datetime) -> Knowledge:
    """What bears on the matching in the week from `start`.

    Shared hours go by kind, as there are few kinds and very many pairs.
    """
    kinds = {_kind(person): (person.hours, person.stretched) for person in facts.people}
    minutes, edges = dict[Pair, int](), dict[Pair, int]()
    for one, other in combinations_with_replacement(sorted(kinds), 2):
        usual, stretched = (
            minutes_in_common(kinds[one][at], kinds[other][at], start=start, end=start + WEEK) for at in (0, 1)
        )
        minutes[one, other], edges[one, other] = usual, stretched - usual
    everybody = frozenset[str](person.id for person in facts.people)
    introduced = frozenset(one for pair in facts.rounds_since for one in pair)
    return Knowledge(
        rounds_since=facts.rounds_since,
        hours={person.id: _kind(person) for person in facts.people},
        minutes=minutes,
        edges=edges,
        trios=facts.trios,
        avoided=facts.avoided,
        largest={person.id: person.wishes.largest for person in facts.people},
        first=facts.first,
        stretches=dict(facts.turns.stretches.items()),
        places={person.id: person.wishes.place for person in facts.people if person.wishes.place is not Place.VARIES},
        newcomers=everybody - introduced,
        wants=facts.wants,
        helps={one: named for one, named in facts.helps.items() if facts.helped.get(one, 0) < facts.caps.get(one, inf)},
        loads=facts.helped,
        under_met=(everybody & introduced) - facts.met_lately,
    )


def _kind(person: Person) -> str:
    hours, edges = person.hours, person.stretched
    return (
        f"{hours.zone} {hours.start} {hours.end} {edges.start} {edges.end} "
        f"{sorted(hours.days)} {hours.breaks} {hours.region}"
    )


def why_of(people: tuple[Person, ...], knowledge: Knowledge, terms: Mapping[Term, int]) -> Why:
    """What the match of these people is made of."""
    pairs = [in_order(one.id, other.id) for one, other in combinations(people, 2)]
    since = [knowledge.rounds_since[pair] for pair in pairs if pair in knowledge.rounds_since]
    shared = min(knowledge.shared(*pair) for pair in pairs)
    points = {term.value: points for term, points in terms.items()}
    return Why(min(since, default=None), shared, points, tuple(_exchanges(people, knowledge, terms)))


def _exchanges(people: tuple[Person, ...], knowledge: Knowledge, terms: Mapping[Term, int]) -> Iterator[Exchange]:
    """One topic for each two whom a topic brings together, if it was counted."""
    wants, helps = (
        [known.get(one.id, frozenset[str]()) for one in people] for known in (knowledge.wants, knowledge.helps)
    )
    for one, other in permutations(range(len(people)), 2):
        if Term.LEARNS in terms and (topics := wants[one] & helps[other]):
            yield Exchange(one, other, min(topics), helps=True)
        elif Term.TOGETHER in terms and one < other and (topics := wants[one] & wants[other]):
            yield Exchange(one, other, min(topics), helps=False)


def _alone(facts: RoundFacts, person: Person, slot: Slot, following: Slot, *, now: datetime) -> Post:
    programme = facts.programme
    return Post(
        key=f"coffee:alone:{programme.id}:{slot.on}:{person.id}",
        to=(person.id,),
        message=views.alone_message(programme, person, following, only=len(facts.people) == 1),
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=True,
        worth=Worth.INTRO,
    )


def _passed_over(facts: RoundFacts, following: Slot, *, now: datetime) -> Post:
    programme = facts.programme
    return Post(
        key=f"coffee:passed:{programme.id}:{programme.next.on}",
        to=(programme.owner,),
        message=views.passed_over_message(programme, following),
        due_at=now,
        expires_at=now + WEEK,
    )
