"""A second chance: somebody whose introduction does not take place meets somebody else who is free."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.calendar import zone_named
from bot.coffee.rounds import RoundFacts, knowledge_of, why_of
from bot.intro import IntroPlan
from bot.matching.graph import merits, reasons
from bot.matching.knowledge import in_order
from bot.people import Person
from bot.planning import plan_intro

WORTH_A_CHANCE = timedelta(days=2)  # before the next round


def plan_chance(facts: RoundFacts, left: Person, *, now: datetime) -> IntroPlan | None:
    """An intro of `left` and the best of the others; None where nobody fits, or the next round is near."""
    knowledge = knowledge_of(facts, start=now)

    others = [
        person for person in facts.people if person.id != left.id and in_order(left.id, person.id) not in facts.avoided
    ]
    merit = merits(left.id, [other.id for other in others], knowledge)
    if not others or facts.programme.next.at - now < WORTH_A_CHANCE:
        return None
    best = max(others, key=lambda other: (merit[other.id], other.id in facts.first))
    return plan_afresh(facts, (left, best), now=now, second=True)


def plan_afresh(facts: RoundFacts, people: Sequence[Person], *, now: datetime, second: bool = False) -> IntroPlan:
    """An intro of these people, made from now on in a round that has begun."""
    group = tuple(people)
    on = now.astimezone(zone_named(facts.programme.rhythm.zone)).date()
    knowledge = knowledge_of(facts, start=now)
    why = why_of(group, knowledge, reasons([person.id for person in group], knowledge))
    return plan_intro(group, why, soonest=now, on=on, turns=facts.turns, second=second)
