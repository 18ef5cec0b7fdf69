"""Groups of four and more meet nobody twice in a season; who joins takes a free seat."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest

from bot.coffee.seasons import Season, season_of, tables_of
from bot.matching.knowledge import in_order
from bot.people import Person, UserId
from bot.programme import Programme
from bot.wishes import Wishes
from storage.programmes import load_season
from tests.coffee.test_months import matches
from tests.coffee.test_rehearsal import WEEKLY
from tests.stage import MONDAY, Stage, set_up_coffee

FOURS = replace(WEEKLY, size=4)


def crowd(count: int) -> tuple[Person, ...]:
    return tuple(Person(UserId(f"U{at:02}"), f"P{at}", "Europe/Berlin") for at in range(count))


def season(people: tuple[Person, ...], kept: Season | None = None, programme: Programme = FOURS) -> Season:
    found = season_of(programme, people, kept, rng=Random(1))
    assert found is not None
    return found


def test_in_a_season_everybody_sits_with_everybody_at_most_once() -> None:
    people = crowd(16)
    planned = season(people)
    together = Counter[tuple[str, str]]()
    for number in range(planned.rounds):
        tables = tables_of(replace(FOURS, rounds=number), planned)
        together.update(
            in_order(one, other) for one, other in combinations(sorted(tables), 2) if tables[one] == tables[other]
        )
    assert planned.rounds == 5
    assert max(together.values()) == 1


def test_who_joins_takes_a_free_seat_and_nobody_moves() -> None:
    before = season(crowd(16))
    after = season(crowd(19), before, replace(FOURS, rounds=2))
    assert after.seats.items() > before.seats.items()
    assert sorted(after.seats.values()) == list(range(19))
    assert (after.rounds, after.began) == (before.rounds, before.began)


def test_a_few_for_whom_no_seat_is_left_wait_for_the_next_season_and_many_begin_one() -> None:
    full = season(crowd(20))
    assert season(crowd(24), full, replace(FOURS, rounds=1)) == full
    another = season(crowd(25), full, replace(FOURS, rounds=1))
    assert (another.rounds, another.began, len(another.seats)) == (7, 1, 25)


def test_after_its_last_round_another_begins() -> None:
    before = season(crowd(16))
    after = season(crowd(16), before, replace(FOURS, rounds=5))
    assert after.began == 5
    assert after.seats.keys() == before.seats.keys()


@pytest.mark.parametrize(
    ("programme", "people"),
    [
        (replace(FOURS, size=3), crowd(16)),
        (replace(FOURS, horizon=12), crowd(16)),
        (FOURS, crowd(4)),
        (FOURS, tuple(replace(one, wishes=Wishes(largest=2)) for one in crowd(16))),
        (FOURS, crowd(601)),
    ],
)
def test_where_there_are_no_seasons_nobody_has_a_table(programme: Programme, people: tuple[Person, ...]) -> None:
    assert season_of(programme, people, None, rng=Random(1)) is None
    assert tables_of(programme, None) == {}


async def test_sixteen_people_by_four_meet_nobody_twice_in_five_rounds(stage: Stage) -> None:
    coffee = await set_up_coffee(stage, size="Four")
    everybody = [coffee.ana, coffee.ben, coffee.chi]
    everybody += [await coffee.newcomer(f"P{at}", "Europe/Berlin") for at in range(13)]
    for person in everybody:
        await person.runs("/coffee join", channel=coffee.channel)
    await stage.weeks(2, *everybody)
    await everybody[-1].runs("/coffee leave")
    await everybody[-1].presses("Leave")
    late = await coffee.newcomer("Late", "Europe/Berlin")
    await late.runs("/coffee join", channel=coffee.channel)
    await stage.weeks(5, *everybody[:-1], late, after=2)
    groups = [one[4] for one in await stage.bot.db.run(stage.bot.team_id, matches)]
    met = Counter(in_order(*pair) for group in groups for pair in combinations(group, 2))
    assert len(groups) == 5 * 5
    assert {len(group) for group in groups} == {3, 4}
    assert max(met.values()) == 1
    assert any(late.id in group for group in groups)


async def test_another_size_begins_another_season(stage: Stage) -> None:
    coffee = await set_up_coffee(stage, size="Four")
    everybody = [coffee.ana, coffee.ben, coffee.chi]
    everybody += [await coffee.newcomer(f"P{at}", "Europe/Berlin") for at in range(3)]
    for person in everybody:
        await person.runs("/coffee join", channel=coffee.channel)
    await stage.until(MONDAY, "20:00")
    before = await stage.bot.db.run(stage.bot.team_id, load_season, 1)
    assert before is not None
    assert (before.rounds, len(before.seats)) == (5, 6)
    for week, (size, rounds) in enumerate((("Five", 5), ("Two", None)), 1):
        await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
        await coffee.ana.presses("Change")
        await coffee.ana.fills({"How many meet": size})
        await coffee.ana.submits()
        assert await stage.bot.db.run(stage.bot.team_id, load_season, 1) is None
        await stage.until(MONDAY + timedelta(weeks=week), "20:00")
        now = await stage.bot.db.run(stage.bot.team_id, load_season, 1)
        assert (now.rounds if now else None) == rounds
