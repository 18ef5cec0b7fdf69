"""An instant as everybody's clock shows it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from bot.blocks import escaped
from bot.calendar import day_text, zone_named
from bot.people import Person, UserId


def first_names(people: Sequence[Person]) -> Mapping[UserId, str]:
    """What each is called among these people: the first name, or the whole where two share it."""
    firsts = {person.id: next(iter(person.name.split()), person.name) for person in people}
    shared = Counter(firsts.values())
    return {person.id: person.name if shared[firsts[person.id]] > 1 else firsts[person.id] for person in people}


def together(words: Sequence[str]) -> str:
    """Words in a row: "Ana, Ben and Chi"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def clocks(at: datetime, people: Sequence[Person]) -> str:
    """An instant on the first one's clock, then on those that differ: "Tue 1 Dec 15:00 (Ben 09:00)"."""
    called = first_names(people)
    own = _local(at, people[0])
    others = sorted(
        (person for person in people if _local(at, person) != own), key=lambda one: _local(at, one), reverse=True
    )
    shown = [
        f"{together([escaped(called[person.id]) for person in group])} {_clock(clock, own.date())}"
        for clock, group in groupby(others, key=lambda one: _local(at, one))
    ]
    return f"{day_text(own.date())} {own:%H:%M}" + (f" ({', '.join(shown)})" if shown else "")


def _clock(clock: datetime, on: date) -> str:
    return f"{clock:%H:%M}" if clock.date() == on else f"{day_text(clock.date())} {clock:%H:%M}"


def _local(at: datetime, person: Person) -> datetime:
    return at.astimezone(zone_named(person.zone)).replace(tzinfo=None)
