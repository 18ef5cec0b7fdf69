"""When a round of coffee is due it is matched, and its intros are owed."""

import asyncio
import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from random import Random

from bot.apart import apart
from bot.coffee.rounds import RoundFacts, RoundPlan, chance_of, plan_round
from bot.intro import IntroPlan
from bot.intros.introductions import introductions
from scheduling.workplace import Workplace
from storage import coffee, posts, programmes, rsvp, topics
from storage.database import Tx
from storage.people import hold_workspace

LARGE = 150  # people
PART = 100  # intros that come back from a process at once, as nothing else can run while they are read


async def run_one_due_round(at: Workplace) -> bool:
    """Open the most overdue round; false when none is due. Matching runs beside the event loop."""
    now = at.clock()
    facts = await at.db.run(at.team_id, claim_due_round, now=now)
    if facts is None:
        return False
    plan = await plan_beside(facts, now=now, rng=chance_of(facts.programme))
    await at.db.run(at.team_id, open_round, facts, plan, now=now)
    return True


async def plan_beside(facts: RoundFacts, *, now: datetime, rng: Random) -> RoundPlan:
    """The plan, made beside the event loop."""
    return await asyncio.to_thread(_plan, facts, now=now, rng=rng)


def _plan(facts: RoundFacts, *, now: datetime, rng: Random) -> RoundPlan:
    """The plan; a large one is made in a process of its own, as matching would hold up all our threads."""
    if len(facts.people) < LARGE:
        return plan_round(facts, now=now, rng=rng)
    first, *parts = apart(_in_parts, facts, now=now, rng=rng)
    plan: RoundPlan = pickle.loads(first)  # noqa: S301 - from our own process
    intros: Iterator[tuple[IntroPlan, ...]] = map(pickle.loads, parts)
    return replace(plan, intros=tuple(chain.from_iterable(intros)))


def _in_parts(facts: RoundFacts, *, now: datetime, rng: Random) -> list[bytes]:
    """The plan without its intros, and these in parts, as they travel between processes."""
    plan = plan_round(facts, now=now, rng=rng)
    parts = [plan.intros[at : at + PART] for at in range(0, len(plan.intros), PART)]
    return [pickle.dumps(part) for part in (replace(plan, intros=()), *parts)]


def claim_due_round(tx: Tx, *, now: datetime) -> RoundFacts | None:
    """Hold the most overdue programme for us; what its round is decided on."""
    programme = programmes.hold_due_programme(tx, now=now)
    return None if programme is None else coffee.load_round_facts(tx, programme, now=now)


def open_round(tx: Tx, facts: RoundFacts, plan: RoundPlan, *, now: datetime) -> bool:
    """Save a round and owe its intros, unless its slot was taken, or what it rests on changed, since it was planned."""
    programme = facts.programme
    hold_workspace(tx)
    if not _as_planned(tx, facts, plan, now=now):
        programmes.release_programme(tx, programme.id)
        return False
    if not programmes.claim_slot(tx, programme, following=plan.next, run=plan.run):
        return False
    if plan.run is not None:
        ids = coffee.save_round(tx, programme, plan, now=now)
        posts.enqueue(tx, introductions(plan.intros, ids))
        programmes.put_first(tx, programme.id, plan.alone)
        programmes.save_season(tx, programme.id, plan.season)
    posts.enqueue(tx, plan.notices)
    rsvp.look_again(tx, programme=programme, now=now)
    posts.owe_homes(tx, programmes.who_joined(tx, programme.id), now=now)
    return True


def _as_planned(tx: Tx, facts: RoundFacts, plan: RoundPlan, *, now: datetime) -> bool:
    """Whether the same people take part, and nobody who helps has helped more often meanwhile."""
    people = {person.id for person in coffee.people_in(tx, facts.programme, now=now)}
    helpers = {intro.people[one.other].id for intro in plan.intros for one in intro.why.topics if one.helps}
    helped = topics.count_helped(tx, helpers, now=now)
    return people == plan.trusted and all(helped[one] <= facts.helped.get(one, 0) for one in helpers)
