"""Seasons of a programme: rounds planned ahead, so that groups of four and more meet nobody twice in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random

from bot.matching.groups import TOGETHER
from bot.matching.season import free_slots, groups_of, length
from bot.people import Person
from bot.programme import Programme

LEAST = 4  # people in a group; those of three do better from round to round


@dataclass(frozen=True, slots=True)
class Season:
    """So many `rounds`, after the programme had `began` of them; and the seat of everybody who has one."""

    rounds: int
    began: int
    seats: Mapping[str, int]


def season_of(programme: Programme, people: Sequence[Person], kept: Season | None, *, rng: Random) -> Season | None:
    """The season of the next round, in which whoever is new takes a free seat; another one where it is over.

    None where there are no seasons: in small groups, in few or very many people, and where people may meet again
    before they have met everybody.
    """
    able = sorted(person.id for person in people if person.wishes.largest >= programme.size)
    if programme.size < LEAST or programme.horizon is not None or not programme.size < len(able) <= TOGETHER:
        return None
    if kept is not None and programme.rounds < kept.began + kept.rounds:
        new = [one for one in able if one not in kept.seats]
        most = programme.size * kept.rounds
        free = [seat for seat in islice(free_slots(kept.seats.values()), len(new)) if seat < most]
        if len(new) - len(free) <= programme.size:
            return replace(kept, seats={**kept.seats, **dict(zip(new, free, strict=False))})
    rng.shuffle(able)
    return Season(length(len(able), programme.size), programme.rounds, dict(zip(able, count(), strict=False)))


def tables_of(programme: Programme, season: Season | None) -> dict[str, int]:
    """At which table the season seats each in the next round."""
    if season is None:
        return {}
    number = programme.rounds - season.began
    groups = groups_of(season.seats, size=programme.size, rounds=season.rounds, number=number)
    return {one: table for table, group in enumerate(groups) for one in group}
