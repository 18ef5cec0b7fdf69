"""How people are introduced: when it is said, in which way, which times are proposed, and when each is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.calendar import zone_named
from bot.hours import first_common_moment, next_own_time
from bot.intro import IntroPlan, Turns, Why
from bot.people import Person, UserId
from bot.times import Proposal, propose_times
from bot.wishes import gentlest

SOON = timedelta(hours=16)  # nobody is asked to meet earlier than this after the round opened
NOTICE = timedelta(hours=2)  # nor earlier than this after the intro came
WITHIN = timedelta(days=8)  # of that, times are proposed
NEAR = timedelta(days=3)  # over a weekend
FRIDAY = 4
DAY = timedelta(days=1)
AFTERNOON = time(14)
MORNING = time(10)
LATE_MORNING = time(11)


def plan_intro(
    people: tuple[Person, ...], why: Why, *, soonest: datetime, on: date, turns: Turns, second: bool = False
) -> IntroPlan:
    """An intro of these people, said from `soonest` on, in a round of that local date.

    Whoever has done so least often goes first, and does the awkward hour. Where no moment of the next days is in
    everybody's hours, each hears of it in their own.
    """
    moment = first_common_moment([person.hours for person in people], start=soonest, end=soonest + NEAR)
    due_at = moment or soonest
    start = max(soonest + SOON, due_at + NOTICE)
    proposed = propose_times(people, stretches=turns.stretches, start=start, end=soonest + WITHIN)
    asked_on = checkin_on(on)
    starter = min(people, key=lambda one: turns.starts.get(one.id, 0))
    said_on = due_at.astimezone(zone_named(starter.zone)).date()
    return IntroPlan(
        people=people,
        why=why,
        times=proposed.times,
        due_at=due_at,
        asked_at={person.id: next_own_time(person.hours, on=asked_on, at=AFTERNOON) for person in people},
        way=gentlest(tuple(person.wishes for person in people)),
        apart=moment is None,
        starter=starter.id,
        stretched=proposed.stretched,
        second=second,
        openers_at=next_own_time(starter.hours, on=said_on + DAY, at=MORNING),
        fresh_at=next_own_time(starter.hours, on=said_on + 2 * DAY, at=LATE_MORNING),
    )


def plan_conversation(
    people: tuple[Person, ...], why: Why, *, turns: Turns, now: datetime, broker: UserId | None = None
) -> IntroPlan:
    """An intro out of any round, of people who said yes to it: said at once, for about the next five working days."""
    on = now.astimezone(zone_named(people[0].zone)).date()
    return replace(plan_intro(people, why, soonest=now, on=on, turns=turns), broker=broker)


def checkin_on(on: date) -> date:
    """The Friday on which people are asked: the first that leaves two days to meet."""
    earliest = on + timedelta(days=2)
    return earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7)


def fresh_times(people: Sequence[Person], *, offered: Sequence[datetime], turns: Turns, now: datetime) -> Proposal:
    """Times that were not on offer yet: on other days first, then at the edges that people can do sometimes."""
    start, end = now + NOTICE, now + WITHIN
    return propose_times(people, stretches=turns.stretches, start=start, end=end, besides=offered)
