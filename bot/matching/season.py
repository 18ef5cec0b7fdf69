"""A season: rounds of groups planned ahead, in which nobody in a stable programme meets anybody twice."""

from collections.abc import Collection, Iterator, Mapping
from itertools import count


def length(slots: int, size: int) -> int:
    """How many rounds a season of so many slots has: the least prime that leaves room for groups of `size`.

    Raises:
        ValueError: there is no slot, or a group would be of one.
    """
    if slots < 1 or size < 2:  # noqa: PLR2004 - two are the fewest who can meet
        raise ValueError("A season needs somebody, and groups of two or more.")
    least = max(size, -(-slots // size))
    return next(number for number in count(least) if all(number % part for part in range(2, number)))


def free_slots(taken: Collection[int]) -> Iterator[int]:
    """The slots for those who join, the least first; whoever leaves frees theirs."""
    return (slot for slot in count() if slot not in taken)


def groups_of(slots: Mapping[str, int], *, size: int, rounds: int, number: int) -> tuple[tuple[str, ...], ...]:
    """The groups of round `number` in a season of so many `rounds`, from everybody's slot; some may be empty seats.

    Whoever is in slot q sits in column x = q // rounds and group (q - x * number) % rounds: two meet in one round at
    most, as a prime shares no factor with the distance of two columns (transversal designs; Colbourn and Dinitz
    2007). Nobody shares a slot. A group of one is left to whoever asks.

    Raises:
        ValueError: two share a slot, or a slot is not there.
    """
    if len(set(slots.values())) < len(slots):
        raise ValueError("Two share a slot.")
    if not all(0 <= slot < size * rounds for slot in slots.values()):
        raise ValueError("A slot is not in this season.")
    groups: dict[int, list[str]] = {}
    for one, slot in sorted(slots.items(), key=lambda item: (item[1], item[0])):
        column = slot // rounds
        groups.setdefault((slot - column * number) % rounds, []).append(one)
    return tuple(tuple(groups[at]) for at in sorted(groups))
