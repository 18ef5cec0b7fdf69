"""A round of coffee: who is introduced to whom, why, at which times, and when each is asked about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations, combinations_with_replacement
from random import Random

from bot.calendar import Slot, decide_due
from bot.coffee import views
from bot.coffee.intros import Intro, Why, hours_of, intro_key
from bot.hours import Hours, first_common_moment, minutes_in_common, next_own_time, times_that_suit
from bot.matching import Knowledge, pair_up
from bot.matching.pairs import Pair, in_order
from bot.people import Person, UserId
from bot.posts import Post
from bot.programme import Programme

LATE = timedelta(days=1)  # a round later than this is passed over
WORTH_SAYING = timedelta(days=3)  # an intro, after its slot
SOON = timedelta(hours=16)  # nobody is asked to meet earlier than this after the slot
NOTICE = timedelta(hours=2)  # nor earlier than this after the intro came
WITHIN = timedelta(days=8)  # of the slot, times are proposed
NEAR = timedelta(days=3)  # over a weekend
WEEK = timedelta(days=7)
FRIDAY = 4
AFTERNOON = time(14)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A programme whose slot has come, everybody who is in and not paused, and who met when.

    `rounds_since` counts rounds back from this one (0: the one before); `trios` counts being the third.
    """

    programme: Programme
    people: tuple[Person, ...]
    rounds_since: Mapping[Pair, int]
    trios: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class IntroPlan:
    """An intro to be, and when each of its people is asked about it."""

    people: tuple[Person, ...]
    why: Why
    times: tuple[datetime, ...]
    due_at: datetime
    asked_at: Mapping[UserId, datetime]


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round brings. `run` is None when no slot is worth running any more; `next` is the one after.

    `trusted` are the ids it counted on: when they changed before it is saved, it is planned again.
    """

    run: Slot | None
    next: Slot
    intros: tuple[IntroPlan, ...]
    notices: tuple[Post, ...]
    trusted: frozenset[UserId]


def plan_round(facts: RoundFacts, *, now: datetime, rng: Random) -> RoundPlan:
    """Everybody introduced to somebody; or nobody, told kindly, where only one is in or the slot is long past."""
    due = decide_due(facts.programme.rhythm, due=facts.programme.next, now=now, late=LATE)
    trusted = frozenset(person.id for person in facts.people)
    if due.run is None:
        return RoundPlan(None, due.next, (), (_passed_over(facts, due.next, now=now),), trusted)
    people = {person.id: person for person in facts.people}
    knowledge = _knowledge(facts, due.run)
    groups = pair_up(tuple(people), knowledge, rng=rng)
    intros = tuple(
        _intro(tuple(people[UserId(one)] for one in group), due.run, knowledge, now=now)
        for group in groups
        if len(group) > 1
    )
    alone = tuple(people[UserId(group[0])] for group in groups if len(group) == 1)
    notices = tuple(_alone(facts.programme, person, due.run, due.next, now=now) for person in alone)
    return RoundPlan(due.run, due.next, intros, notices, trusted)


def introductions(plan: RoundPlan, ids: tuple[int, ...]) -> tuple[Post, ...]:
    """The group DMs of a plan whose intros were saved under `ids`, in order."""
    return tuple(
        Post(
            key=intro_key(intro_id),
            to=tuple(sorted(person.id for person in intro.people)),
            message=views.intro_message(Intro(intro_id, intro.people, intro.why, intro.times)),
            due_at=intro.due_at,
            expires_at=intro.due_at + WORTH_SAYING,
            unless_away=True,
        )
        for intro_id, intro in zip(ids, plan.intros, strict=True)
    )


def _knowledge(facts: RoundFacts, slot: Slot) -> Knowledge:
    """What bears on the matching; shared hours by kind, as there are few kinds and very many pairs."""
    kinds = {_kind(one): one for one in map(hours_of, facts.people)}
    minutes = {
        (one, other): minutes_in_common(kinds[one], kinds[other], start=slot.at, end=slot.at + WEEK)
        for one, other in combinations_with_replacement(sorted(kinds), 2)
    }
    hours: dict[str, str] = {person.id: _kind(hours_of(person)) for person in facts.people}
    return Knowledge(facts.rounds_since, hours, minutes, facts.trios)


def _kind(hours: Hours) -> str:
    return f"{hours.zone} {hours.start} {hours.end} {sorted(hours.days)}"


def _intro(people: tuple[Person, ...], slot: Slot, knowledge: Knowledge, *, now: datetime) -> IntroPlan:
    hours = tuple(hours_of(person) for person in people)
    pairs = [in_order(one.id, other.id) for one, other in combinations(people, 2)]
    since = [knowledge.rounds_since[pair] for pair in pairs if pair in knowledge.rounds_since]
    why = Why(min(since, default=None), min(knowledge.shared(*pair) for pair in pairs))
    soonest = max(slot.at, now)
    due_at = _when_at_work(hours, soonest)
    friday = checkin_on(slot.on)
    return IntroPlan(
        people=people,
        why=why,
        times=times_that_suit(hours, start=max(soonest + SOON, due_at + NOTICE), end=slot.at + WITHIN),
        due_at=due_at,
        asked_at={person.id: next_own_time(hours_of(person), on=friday, at=AFTERNOON) for person in people},
    )


def _when_at_work(hours: tuple[Hours, ...], soonest: datetime) -> datetime:
    """The first moment inside everybody's hours; where none is near, inside those of as many as there are."""
    found = [
        (-len(some), moment)
        for size in range(len(hours), 0, -1)
        for some in combinations(hours, size)
        if (moment := first_common_moment(some, start=soonest, end=soonest + NEAR)) is not None
    ]
    return min(found, default=(0, soonest))[1]


def checkin_on(slot_on: date) -> date:
    """The Friday on which people are asked: the first that leaves two days to meet."""
    earliest = slot_on + timedelta(days=2)
    return earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7)


def _alone(programme: Programme, person: Person, slot: Slot, following: Slot, *, now: datetime) -> Post:
    return Post(
        key=f"coffee:alone:{programme.id}:{slot.on}",
        to=(person.id,),
        message=views.alone_message(programme, person, following),
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=True,
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
