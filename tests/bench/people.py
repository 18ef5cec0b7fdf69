"""Invented people to match, and how others than we would match them."""

from collections.abc import Callable, Sequence
from itertools import combinations
from random import Random

from bot.matching import Knowledge, group_up
from bot.matching.knowledge import Pair, in_order

TOPICS = 60
Groups = Sequence[Sequence[str]]
Matcher = Callable[[tuple[str, ...], Knowledge, Random], Groups]


def workplace(size: int, *, seed: int, topics: int = TOPICS) -> tuple[tuple[str, ...], Knowledge]:
    """Invented people with goals, teams, places, zones and a history of four rounds."""
    rng = Random(seed)
    people = names(size)
    known = [f"t{number}" for number in range(topics)]
    zones = [str(number) for number in range(5)]
    met = {in_order(*rng.sample(people, 2)): rng.randrange(4) for _ in range(2 * size)}
    return people, Knowledge(
        rounds_since=met,
        hours={one: rng.choice(zones) for one in people},
        minutes={pair: max(0, 2400 - 600 * abs(int(pair[0]) - int(pair[1]))) for pair in _kinds(zones)},
        wants={one: frozenset(rng.sample(known, 2)) for one in people},
        helps={one: frozenset(rng.sample(known, 2)) for one in people},
        teams={one: str(rng.randrange(1 + size // 8)) for one in people},
        places={one: rng.choice(["home", "office"]) for one in people},
        tenures={one: rng.choice(["new", "years", "long"]) for one in people},
    )


def names(size: int) -> tuple[str, ...]:
    """So many ids."""
    return tuple(f"U{number:06}" for number in range(size))


def _kinds(zones: Sequence[str]) -> list[Pair]:
    return [in_order(one, other) for one in zones for other in zones]


def ours(people: tuple[str, ...], knowledge: Knowledge, rng: Random) -> Groups:
    """As the bot matches."""
    return group_up(people, knowledge, size=2, rng=rng).groups


def shuffled(people: tuple[str, ...], _: Knowledge, rng: Random) -> Groups:
    """By chance; an odd one joins the last pair."""
    order = rng.sample(people, len(people))
    pairs = [order[at : at + 2] for at in range(0, len(order) - 1, 2)]
    return [*pairs[:-1], pairs[-1] + order[2 * len(pairs) :]]


def pairs_of(groups: Groups) -> list[Pair]:
    """Who met whom."""
    return [in_order(one, other) for group in groups for one, other in combinations(group, 2)]
