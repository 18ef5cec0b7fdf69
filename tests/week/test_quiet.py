"""Slack is asked whether somebody is in do-not-disturb, and nothing comes before that ends."""

import logging
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.delivery import QUIET
from bot.people import UserId
from bot.posts import PostState, Worth
from bot.week.quiet import FARTHEST, quiet_until
from emulator.faults import Fault
from emulator.person import Person
from scheduling.stillness import Stillness
from tests.delivery.deliverer import fates, note, owe
from tests.stage import FRIDAY, MONDAY, TUESDAY, Coffee, Stage, set_up_coffee

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECOND = int(NOW.timestamp())
SEVERAL = "dnd.teamInfo"


@pytest.mark.parametrize(
    ("told", "after"),
    [
        ({"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": SECOND + 60, "next_dnd_end_ts": SECOND + 3600}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": SECOND - 60, "next_dnd_end_ts": SECOND + 3600}, 3600),
        ({"dnd_enabled": True, "next_dnd_start_ts": SECOND - 60, "next_dnd_end_ts": SECOND - 30}, None),
        ({"snooze_enabled": True, "snooze_endtime": SECOND + 90}, 90),
        ({"snooze_enabled": True, "snooze_endtime": 10**14}, FARTHEST.total_seconds()),
        ({"dnd_enabled": True, "next_dnd_start_ts": None, "next_dnd_end_ts": "soon"}, None),
        ({}, None),
    ],
)
def test_an_end_is_read_where_there_is_one(told: dict[str, object], after: float | None) -> None:
    assert quiet_until(told, now=NOW) == (None if after is None else NOW + timedelta(seconds=after))


async def joined(stage: Stage) -> Coffee:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    return coffee


def heard(person: Person) -> bool:
    return any("Hello" in one.text for one in person.messages)


async def test_what_comes_by_itself_waits_until_a_snooze_ends(stage: Stage) -> None:
    coffee = await joined(stage)
    coffee.ana.snoozed_until = stage.clock.now() + timedelta(hours=5)
    await owe(stage, note(stage, coffee.ana, "Hello", worth=Worth.QUESTION))
    await stage.now()
    await stage.until(TUESDAY.date(), "13:59", "UTC")
    assert not heard(coffee.ana)
    await stage.until(TUESDAY.date(), "14:00", "UTC")
    assert heard(coffee.ana)


async def test_an_introduction_waits_for_all_of_its_people(stage: Stage) -> None:
    coffee = await joined(stage)
    coffee.ben.quiet_hours = (time(0), time(10, 30))
    await stage.until(MONDAY, "16:29", "Europe/Berlin")
    coffee.ana.does_not_see("meet @Ben")
    await stage.until(MONDAY, "16:30", "Europe/Berlin")
    coffee.ana.sees("meet @Ben")


async def test_an_introduction_that_a_snooze_outlasts_is_told_to_an_admin(stage: Stage) -> None:
    coffee = await joined(stage)
    coffee.ben.snoozed_until = stage.clock.now() + timedelta(days=90)
    await stage.until(FRIDAY, "20:00")
    for person in (coffee.ana, coffee.ben):
        person.does_not_see("meet @Ben")
        person.does_not_see("Did you get to talk")
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("An introduction, Thu 3 Dec 15:00: failed (too late to be worth saying)")


async def test_what_matters_less_is_dropped_where_the_quiet_lasts_longer_than_it(stage: Stage) -> None:
    coffee = await joined(stage)
    coffee.ana.snoozed_until = stage.clock.now() + timedelta(days=9)
    await owe(stage, note(stage, coffee.ana, "Hello", worth=Worth.EXTRA))
    await stage.until(MONDAY, "09:00")
    assert (await fates(stage))["Hello"][0] is PostState.DROPPED
    assert not heard(coffee.ana)


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.GARBAGE_BEFORE])
async def test_where_slack_does_not_say_the_message_goes(stage: Stage, fault: Fault) -> None:
    coffee = await joined(stage)
    stage.workspace.faults.add(fault, method=QUIET)
    await owe(stage, note(stage, coffee.ana, "Hello", worth=Worth.QUESTION))
    await stage.now()
    assert heard(coffee.ana)


async def test_where_slack_asks_us_to_wait_nothing_goes_unasked(stage: Stage) -> None:
    coffee = await joined(stage)
    dee = await coffee.newcomer("Dee", "Europe/Paris")
    coffee.chi.snoozed_until = stage.clock.now() + timedelta(hours=5)
    stage.workspace.faults.add(Fault.RATE_LIMITED, method=SEVERAL, seconds=30)
    for person in (coffee.ana, coffee.chi, dee):
        await person.runs("/coffee join", channel=coffee.channel)
        await owe(stage, note(stage, person, f"Hello {person.name}", worth=Worth.QUESTION))
    for seconds in (0, 29):
        stage.clock.advance(timedelta(seconds=seconds))
        await stage.now()
    assert len(stage.workspace.calls_to(SEVERAL)) == 1
    assert not heard(coffee.ana)
    stage.clock.advance(timedelta(seconds=1))
    await stage.now()
    assert [heard(person) for person in (coffee.ana, coffee.chi, dee)] == [True, False, True]


async def test_without_the_scope_it_is_told_once_and_not_asked_again(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "scheduling.quiet")
    coffee = await joined(stage)
    stage.workspace.scopes.discard("dnd:read")
    for person in (coffee.ana, coffee.chi):
        await person.runs("/coffee join")
        await owe(stage, note(stage, person, f"Hello {person.name}", worth=Worth.QUESTION))
    await stage.now()
    assert heard(coffee.ana)
    assert heard(coffee.chi)
    assert [len(stage.workspace.calls_to(method)) for method in (QUIET, SEVERAL)] == [0, 1]
    assert [one.getMessage() for one in caplog.records if one.name == "scheduling.quiet"] == [
        f"do-not-disturb of {coffee.ana.id}, {coffee.chi.id} in {stage.workspace.team_id} is unknown: missing_scope"
    ]


async def test_an_answer_to_what_somebody_did_asks_nobody(stage: Stage) -> None:
    coffee = await joined(stage)
    coffee.ana.snoozed_until = stage.clock.now() + timedelta(hours=5)
    await owe(stage, note(stage, coffee.ana, "Hello"))
    await stage.now()
    assert heard(coffee.ana)
    assert not stage.workspace.calls_to(QUIET)


async def test_slack_is_asked_once_of_all_whose_messages_are_due(stage: Stage) -> None:
    coffee = await joined(stage)
    dee = await coffee.newcomer("Dee", "Europe/Paris")
    coffee.chi.snoozed_until = stage.clock.now() + timedelta(hours=5)
    await dee.runs("/coffee join", channel=coffee.channel)
    await coffee.chi.runs("/coffee join", channel=coffee.channel)
    people = (coffee.ana, coffee.chi, dee)
    for person in people:
        await owe(stage, note(stage, person, f"Hello {person.name}", worth=Worth.QUESTION))
    await stage.now()
    assert [heard(person) for person in people] == [True, False, True]
    (asked,) = stage.workspace.calls_to(SEVERAL)
    assert sorted(asked.arguments["users"].split(",")) == sorted(one.id for one in people)
    assert not stage.workspace.calls_to(QUIET)


@pytest.mark.parametrize(("seconds", "known"), [(0, True), (59, True), (60, False), (-1, False)])
def test_what_slack_said_holds_for_a_minute(*, seconds: float, known: bool) -> None:
    stillness = Stillness()
    stillness.note([UserId("U1")], {}, now=NOW)
    assert stillness.knows([UserId("U1")], now=NOW + timedelta(seconds=seconds)) is known


async def test_who_is_not_visible_does_not_hide_the_others(stage: Stage) -> None:
    coffee = await joined(stage)
    await coffee.chi.runs("/coffee join", channel=coffee.channel)
    for person in (coffee.ana, coffee.chi):
        await owe(stage, note(stage, person, f"Hello {person.name}", worth=Worth.QUESTION))
    coffee.ana.snoozed_until = stage.clock.now() + timedelta(hours=5)
    coffee.chi.is_stranger = True
    await stage.now()
    assert [heard(person) for person in (coffee.ana, coffee.chi)] == [False, True]


@pytest.mark.parametrize("told", ["", None, [], {"users": []}, {"users": {"U1": "soon"}}])
def test_an_odd_answer_says_nothing(told: object) -> None:
    stillness, people = Stillness(), [UserId("U1"), UserId("U2")]
    stillness.note(people, told, now=NOW)
    assert stillness.knows(people, now=NOW)
    assert stillness.until(people) is None
