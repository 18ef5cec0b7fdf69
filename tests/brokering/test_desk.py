"""What is suggested to a host, by value."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.brokering.desk import (
    MOST,
    SHORTLIST,
    Candidate,
    DeskFacts,
    Wish,
    candidates,
    choose,
    common_weekday,
    monday_of,
    room,
    shortlist,
)
from bot.hours import Hours
from bot.people import UserId

HOST, ANA, BO, ELI, FAY = (UserId(one) for one in ("U0", "U1", "U2", "U3", "U4"))
PLANS, RUST = Wish(1, ANA, "query plan", "Query plans"), Wish(2, BO, "rust", "Rust")
FACTS = DeskFacts(
    [PLANS, RUST],
    {"query plan": [ELI, FAY, ANA, HOST], "rust": [FAY]},
    {ELI: (3, 3), FAY: (1, 3), ANA: (3, 3), HOST: (3, 3)},
)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
BERLIN = Hours("Europe/Berlin")
HOURS = dict.fromkeys((ANA, BO, ELI, FAY), BERLIN)


def pairs(facts: DeskFacts, host: UserId = HOST) -> set[tuple[int, str]]:
    return {(one.wish.goal, one.helper) for one in candidates(facts, host)}


def test_a_goal_goes_with_whoever_helps_but_not_with_its_owner_or_the_host() -> None:
    assert pairs(FACTS) == {(1, ELI), (1, FAY), (2, FAY)}
    assert pairs(FACTS, ELI) == {(1, HOST), (1, FAY), (2, FAY)}, "never the host themselves"


def test_spent_help_pairs_apart_and_dismissed_ones_are_left_out() -> None:
    assert pairs(replace(FACTS, left={ELI: (3, 3)})) == {(1, ELI)}
    assert pairs(replace(FACTS, left={ELI: (0, 3), FAY: (1, 3)})) == {(1, FAY), (2, FAY)}
    assert pairs(replace(FACTS, apart={(ANA, ELI)})) == {(1, FAY), (2, FAY)}
    assert pairs(replace(FACTS, dismissed={(BO, FAY)})) == {(1, ELI), (1, FAY)}


def test_those_come_first_who_have_most_left_and_have_not_met() -> None:
    assert [(one.wish.goal, one.helper) for one in shortlist(FACTS, HOST)] == [(1, ELI), (1, FAY), (2, FAY)]
    met = replace(FACTS, met={(ANA, ELI): NOW - timedelta(weeks=40)}, left={ELI: (3, 3), FAY: (2, 3)})
    assert next((one.wish.goal, one.helper) for one in shortlist(met, HOST)) == (1, FAY)


def test_a_goal_takes_few_places_of_a_list_that_is_short() -> None:
    helpers = [UserId(f"V{number:03}") for number in range(100)]
    wishes = [Wish(number, UserId(f"W{number:03}"), "rust", "Rust") for number in range(100)]
    many = DeskFacts(wishes, {"rust": helpers}, dict.fromkeys(helpers, (3, 3)))
    short = shortlist(many, HOST)
    assert len(short) == SHORTLIST
    assert max(sum(one.wish.goal == goal for one in short) for goal in range(100)) == 3
    hours = dict.fromkeys((one for each in short for one in (each.wish.owner, each.helper)), BERLIN)
    chosen = choose(short, hours, room=MOST, besides=(), monday=MONDAY)
    assert len({one.helper for one in chosen}) == len({one.wish.goal for one in chosen}) == len(chosen) == 3


def test_each_goal_and_helper_stands_once_and_hours_have_to_meet() -> None:
    short = shortlist(FACTS, HOST)
    assert [(one.wish.goal, one.helper) for one in choose(short, HOURS, room=5, besides=(), monday=MONDAY)] == [
        (1, ELI),
        (2, FAY),
    ]
    assert len(choose(short, HOURS, room=1, besides=(), monday=MONDAY)) == 1
    besides = (Candidate(PLANS, ELI),)
    assert [one.wish.goal for one in choose(short, HOURS, room=5, besides=besides, monday=MONDAY)] == [2]
    never = HOURS | {FAY: Hours("Europe/Berlin", time(22), time(23))}
    assert [one.helper for one in choose(short, never, room=5, besides=(), monday=MONDAY)] == [ELI]


def test_five_stand_and_five_a_week_are_new() -> None:
    assert room(standing=0, this_week=0) == MOST
    assert room(standing=2, this_week=4) == 1
    assert room(standing=5, this_week=0) == 0
    assert room(standing=0, this_week=7) == 0


def test_the_weekday_is_the_one_on_which_most_hours_meet() -> None:
    assert common_weekday(BERLIN, BERLIN, monday=MONDAY) == 0
    tuesdays = replace(BERLIN, days=frozenset({1}))
    assert common_weekday(BERLIN, tuesdays, monday=MONDAY) == 1
    assert common_weekday(BERLIN, replace(BERLIN, days=frozenset({6})), monday=MONDAY) is None
    assert monday_of(NOW) == MONDAY
