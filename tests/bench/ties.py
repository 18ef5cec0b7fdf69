"""How long nobody meets again, and who is left out, all with fixed seeds."""

from dataclasses import replace
from itertools import combinations
from random import Random
from statistics import mean

from bot.matching import Knowledge, group_up
from bot.matching.knowledge import Pair, in_order
from bot.matching.pairs import pair_up
from bot.matching.season import groups_of, length
from tests.bench.people import Groups, Matcher, names, ours, pairs_of, shuffled
from tests.bench.table import Row


def rows(seeds: int, runs: int) -> list[Row]:
    """An odd number, some who come and go, some who may meet few, and seasons."""
    return [
        *(row for size in (11, 21, 51, 101) for row in _odd(size, seeds)),
        _churn(),
        _saturated(),
        *(row for size in (20, 40, 200) for row in _planted(size, runs)),
        *_placed(),
        *(row for case in ((40, 4), (60, 4), (100, 4), (200, 4), (50, 5), (100, 5), (60, 6)) for row in _season(*case)),
        *(row for case in ((40, 4), (50, 5)) for row in _played(*case)),
    ]


def new_rows(seeds: int) -> list[Row]:
    """Everybody present, until all have met."""
    return [row for size in (8, 10, 12, 20, 40, 50, 100, 200) for row in _new_each_time(size, seeds)]


def season(people: tuple[str, ...], rounds: int, matcher: Matcher, *, seed: int) -> int:
    """How many rounds there are before anybody meets somebody again; `rounds` at most."""
    met: dict[Pair, int] = {}
    trios: dict[str, int] = {}
    for number in range(rounds):
        since = {pair: number - 1 - last for pair, last in met.items()}
        groups = matcher(people, Knowledge(since, trios=trios), Random(f"{seed}:{number}"))
        pairs = pairs_of(groups)
        if met.keys() & set(pairs):
            return number
        met |= dict.fromkeys(pairs, number)
        trios |= {one: trios.get(one, 0) + 1 for group in groups if len(group) > 2 for one in group}
    return rounds


def _new_each_time(size: int, seeds: int) -> list[Row]:
    case, most = _all_new(size, seeds), size - 1
    least = min(season(names(size), most, ours, seed=seed) for seed in range(seeds))
    chance = mean(season(names(size), most, shuffled, seed=seed) for seed in range(seeds))
    return [
        Row(case, "rounds before a repeat, the worst seed", least, "rounds", bar=most, at_least=True),
        Row(case, "the same, shuffled, on average", chance, "rounds"),
    ]


def _all_new(size: int, seeds: int) -> str:
    return f"everybody new, {size} present, {seeds} seed{'' if seeds == 1 else 's'}"


def _odd(size: int, seeds: int) -> list[Row]:
    most = size * (size - 1) // (size + 3)
    reached = mean(season(names(size), most, ours, seed=seed) for seed in range(seeds))
    case = _all_new(size, seeds)
    return [Row(case, "rounds before a repeat / the most possible", 100 * reached / most, "%", bar=93, at_least=True)]


def _churn(size: int = 100, rounds: int = 150) -> Row:
    """People who are away now and then, and a few who leave and others who come."""
    rng = Random("churn")
    people, met, repeats = list(names(size)), dict[Pair, int](), 0
    for number in range(rounds):
        people[rng.randrange(size)] = f"V{number:06}"
        present = tuple(one for one in people if rng.random() < 0.85)
        since = {pair: number - 1 - last for pair, last in met.items()}
        pairs = pairs_of(ours(present, Knowledge(since), Random(number)))
        repeats += len(met.keys() & set(pairs))
        met |= dict.fromkeys(pairs, number)
    return Row(f"{size} people who come and go, {rounds} rounds", "repeats", repeats, "pairs", bar=0)


def _saturated(size: int = 60, rounds: int = 120) -> Row:
    """The fewest rounds between two meetings, when everybody has met everybody."""
    met, gap = dict[Pair, int](), rounds
    for number in range(rounds):
        since = {pair: number - 1 - last for pair, last in met.items()}
        pairs = pairs_of(ours(names(size), Knowledge(since), Random(number)))
        gap = min([gap, *(number - met[pair] for pair in pairs if pair in met)])
        met |= dict.fromkeys(pairs, number)
    case = f"{size} people, {rounds} rounds"
    return Row(case, "shortest gap / the longest possible", 100 * gap / (size - 1), "%", bar=80, at_least=True)


def _planted(size: int, runs: int) -> list[Row]:
    """People who may meet few others, among whom a way to pair everybody was hidden."""
    left = {0.1: 0, 0.2: 0, 0.4: 0}
    for share in left:
        for seed in range(runs):
            rng = Random(f"{size}:{share}:{seed}")
            people = rng.sample(names(size), size)
            hidden = {in_order(*people[at : at + 2]) for at in range(0, size, 2)}
            others = (pair for pair in combinations(names(size), 2) if pair not in hidden)
            avoided = frozenset(pair for pair in others if rng.random() >= share)
            groups = pair_up(names(size), Knowledge(avoided=avoided), rng=rng)
            left[share] += sum(len(group) == 1 for group in groups)
    return [
        Row(f"{size} people, {share:.0%} of pairs allowed, {runs} runs", "people left out", count, "people", bar=0)
        for share, count in left.items()
    ]


def _placed() -> list[Row]:
    """A thousand small rounds with rules, against the fewest who can be left alone by any way there is."""
    broken = alone = 0
    for seed in range(1000):
        rng = Random(seed)
        people = names(rng.randrange(2, 13))
        pairs = list(combinations(people, 2))
        avoided = frozenset(rng.sample(pairs, rng.randrange(len(pairs) + 1)))
        groups = pair_up(people, Knowledge(avoided=avoided), rng=rng)
        broken += len(avoided & set(pairs_of(groups)))
        alone += sum(len(group) == 1 for group in groups) - _fewest_alone(people, avoided)
    case = "1,000 rounds of 2 to 12 people with rules"
    return [
        Row(case, "rules broken", broken, "pairs", bar=0),
        Row(case, "alone, beyond the fewest of all ways", alone, "people", bar=0),
    ]


def _fewest_alone(people: tuple[str, ...], avoided: frozenset[Pair]) -> int:
    """Over all ways to make groups of two and three, from the last person on."""
    return _least(frozenset(people), avoided, {frozenset(): 0})


def _least(left: frozenset[str], avoided: frozenset[Pair], known: dict[frozenset[str], int]) -> int:
    if left not in known:
        first = min(left)
        rest = sorted(left - {first})
        best = 1 + _least(left - {first}, avoided, known)
        for count in (1, 2):
            for others in combinations(rest, count):
                if not any(in_order(*pair) in avoided for pair in combinations((first, *others), 2)):
                    best = min(best, _least(left - {first, *others}, avoided, known))
        known[left] = best
    return known[left]


def _season(people: int, size: int) -> list[Row]:
    slots = {one: slot for slot, one in enumerate(names(people))}
    rounds, met, repeats = length(people, size), set[Pair](), 0
    for number in range(rounds):
        pairs = pairs_of(groups_of(slots, size=size, rounds=rounds, number=number))
        repeats += len(met & set(pairs))
        met.update(pairs)
    case = f"a season of {people} people by {size}"
    return [Row(case, f"repeats in its {rounds} rounds", repeats, "pairs", bar=0)]


def _played(people: int, size: int) -> list[Row]:
    """A season as rounds are grouped by it, and the same from round to round."""
    who = names(people)
    slots, rounds = {one: slot for slot, one in enumerate(who)}, length(people, size)

    def seated(here: tuple[str, ...], knowledge: Knowledge, rng: Random) -> Groups:
        number = max(knowledge.rounds_since.values(), default=-1) + 1
        tables = groups_of(slots, size=size, rounds=rounds, number=number)
        at = {one: table for table, group in enumerate(tables) for one in group}
        return group_up(here, replace(knowledge, tables=at), size=size, rng=rng).groups

    def unseated(here: tuple[str, ...], knowledge: Knowledge, rng: Random) -> Groups:
        return group_up(here, knowledge, size=size, rng=rng).groups

    case = f"{people} people by {size}, all present"
    reached = season(who, rounds, seated, seed=1)
    return [
        Row(case, "rounds before a repeat, in a season", reached, "rounds", bar=rounds, at_least=True),
        Row(case, "the same, from round to round", season(who, rounds, unseated, seed=1), "rounds"),
    ]
