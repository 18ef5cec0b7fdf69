"""Coming rounds are shown as they would be, and nothing is sent or saved."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import create_engine

from app import main
from bot.calendar import Rhythm, Slot
from bot.coffee.rehearsal import Rehearsed, as_text, coming_rounds, look_ahead, rehearse, without_horizon
from bot.coffee.rounds import RoundFacts
from bot.people import ChannelId, Person, UserId
from bot.programme import Programme, ProgrammeState
from bot.wishes import Place
from handlers.rehearsal import rehearse_rounds
from tests.app.test_command_line import ended, slack, start
from tests.architecture.test_migrations import count_rows
from tests.stage import Stage, set_up_coffee

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NAMES = ("Ana", "Ben", "Chi", "Dee", "Eve")
PEOPLE = tuple(Person(UserId(f"U{number}"), name, "Europe/Berlin") for number, name in enumerate(NAMES, 1))
ANA, BEN = PEOPLE[:2]
WEEKLY = Programme(
    7,
    ChannelId("C1"),
    private=False,
    rhythm=Rhythm(1, 0, time(10), "Europe/Berlin"),
    next=Slot(date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC)),
    owner=ANA.id,
)


def rounds_of(
    programme: Programme,
    people: tuple[Person, ...],
    *,
    weeks: int = 4,
    now: datetime = NOW,
    patience: dict[UserId, timedelta] | None = None,
) -> tuple[Rehearsed, ...]:
    """The coming rounds of people who have not met before."""
    facts = [RoundFacts(before, people, {}, {}) for before in coming_rounds(programme, now=now, weeks=weeks)]
    return rehearse(facts, patience=patience or {}, now=now)


def names(one: Rehearsed) -> set[str]:
    return {person.name for intro in one.intros for person in intro.people}


async def test_what_is_shown_is_what_happens_and_showing_it_changes_nothing(stage: Stage, database_url: str) -> None:
    coffee = await set_up_coffee(stage)
    dee = await coffee.newcomer("Dee", "Europe/Paris")
    stage.somebody("Eve")
    for person in (coffee.ana, coffee.ben, coffee.chi, dee):
        await person.runs("/coffee join")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        before, calls = count_rows(connection), len(stage.workspace.calls)
        connection.rollback()
        slack_ = AsyncWebClient(stage.workspace.bot_token, base_url=stage.workspace.base_url, retry_handlers=[])
        shown = await rehearse_rounds(slack_, stage.bot.db, weeks=4, clock=stage.clock.now)
        assert count_rows(connection) == before
    engine.dispose()
    assert {call.method for call in stage.workspace.calls[calls:]} == {"auth.test", "conversations.info"}

    *rounds, total = shown.split("\n\n")
    assert rounds[0].startswith("Coffee in #team, Mon 30 Nov, 10:00 (Europe/Berlin)\n")
    *measures, total = total.splitlines()
    assert measures[1].startswith("Waiting for new faces costs ")
    assert measures[0].startswith("All new to each other: 6 of 8. In common on average: ")
    assert total == "4 weeks, 4 rounds, 8 introductions; repeats: 2, left out: 0. Nothing was sent or saved."
    assert "Eve" not in shown
    expected = [line.strip().partition(":")[0] for text in rounds for line in text.splitlines()[1:]]
    await stage.weeks(4, coffee.ana, coffee.ben, coffee.chi, dee)
    people = {one.id: one.name for one in stage.workspace.people.values()}
    matches = (await stage.bot.outlook()).matches
    assert [" and ".join(people[one] for one in match.people) for match in matches] == expected


async def test_a_channel_that_slack_does_not_show_us_goes_by_its_id(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    stage.workspace.scopes -= {"channels:read", "groups:read"}
    slack_ = AsyncWebClient(stage.workspace.bot_token, base_url=stage.workspace.base_url, retry_handlers=[])
    shown = await rehearse_rounds(slack_, stage.bot.db, weeks=1, clock=stage.clock.now)
    assert shown.startswith(f"Coffee in {coffee.channel.id}, Mon 30 Nov")


def test_in_each_round_people_meet_somebody_new_while_there_is_anybody() -> None:
    rounds = rounds_of(WEEKLY, PEOPLE[:4])
    assert [one.slot.on for one in rounds] == [date(2026, 11, 30) + timedelta(weeks=week) for week in range(4)]
    assert [one.repeats for one in rounds] == [0, 0, 0, 2]
    assert [one.left_out for one in rounds] == [()] * 4


def test_the_third_of_a_trio_changes_and_counts_for_the_next_rounds() -> None:
    rounds = rounds_of(WEEKLY, PEOPLE, weeks=6)
    assert all(sorted(len(intro.people) for intro in one.intros) == [2, 3] for one in rounds)
    assert sum(one.repeats for one in rounds[:2]) < 4


def test_who_wants_longer_between_introductions_is_left_in_peace() -> None:
    fortnight = timedelta(weeks=2) - timedelta(days=3)
    rounds = rounds_of(WEEKLY, PEOPLE[:4], patience={ANA.id: fortnight, BEN.id: fortnight})
    assert [names(one) >= {"Ana", "Ben"} for one in rounds] == [True, False, True, False]
    assert [one.left_out for one in rounds] == [()] * 4


def test_who_helps_in_one_round_has_one_less_left_for_the_next() -> None:
    learners = {str(one.id): frozenset({"Rust"}) for one in PEOPLE[1:4]}
    coming = [
        RoundFacts(before, PEOPLE[:4], {}, {}, wants=learners, helps={ANA.id: frozenset({"Rust"})}, caps={ANA.id: 2})
        for before in coming_rounds(WEEKLY, now=NOW, weeks=3)
    ]
    rounds = rehearse(coming, patience={}, now=NOW)
    helps = [sum(one.helps for intro in each.intros for one in intro.why.topics) for each in rounds]
    assert helps == [1, 1, 0]


def test_one_alone_is_named_as_left_out_and_comes_first_in_the_next_round() -> None:
    (only,) = rounds_of(WEEKLY, (ANA,), weeks=1)
    assert only.left_out == (ANA,)
    text = as_text([only], channels={}, weeks=1)
    assert "Coffee in C1, Mon 30 Nov, 10:00 (Europe/Berlin)\n  nobody to meet: Ana" in text
    assert "1 week, 1 round, 0 introductions; repeats: 0, left out: 1. Nothing was sent or saved." in text


def test_those_at_home_are_compared_with_those_on_site() -> None:
    everybody = tuple(Person(UserId(f"U{number}"), f"P{number}", "Europe/Berlin") for number in range(12))
    places = (Place.HOME,) * 5 + (Place.ON_SITE,) * 5 + (Place.VARIES,) * 2
    placed = tuple(
        replace(one, wishes=replace(one.wishes, place=at)) for one, at in zip(everybody, places, strict=True)
    )
    text = as_text(rounds_of(WEEKLY, placed, weeks=2), channels={}, weeks=2)
    assert "Introductions for each at home: 2.0, on site: 2.0." in text
    assert "at home" not in as_text(rounds_of(WEEKLY, placed[1:], weeks=2), channels={}, weeks=2)


def test_people_without_time_in_common_are_counted() -> None:
    far = Person(UserId("U9"), "Fay", "Pacific/Honolulu")
    text = as_text(rounds_of(WEEKLY, (ANA, far), weeks=1), channels={}, weeks=1)
    assert "In common on average: 0.0 h of a working day, none for 1." in text


def test_a_horizon_lets_people_meet_again_and_its_price_is_told() -> None:
    far = tuple(replace(one, zone="America/New_York") for one in PEOPLE[2:4])
    people, soon = (*PEOPLE[:2], *far), replace(WEEKLY, horizon=1)
    longer, shorter = rounds_of(WEEKLY, people, weeks=5), rounds_of(soon, people, weeks=5)
    assert [one.repeats for one in longer] == [0, 0, 0, 2, 2]
    assert {intro.why.rounds_since for intro in longer[-1].intros} == {2}
    assert {intro.why.rounds_since for intro in shorter[-1].intros} == {1}
    coming = [RoundFacts(before, people, {}, {}) for before in coming_rounds(WEEKLY, now=NOW, weeks=5)]
    freely = rehearse(without_horizon(coming), patience={}, now=NOW)
    assert {intro.why.rounds_since for intro in freely[-1].intros} == {0}
    told = as_text(longer, channels={}, weeks=5, freely=freely)
    assert "Waiting for new faces costs 9% of the matches' points, and spares 0 repeats." in told


def ahead(people: tuple[Person, ...], *, avoided: frozenset[tuple[str, str]] = frozenset()) -> tuple[str, ...]:
    """What an admin reads of the coming weeks."""
    coming = [RoundFacts(before, people, {}, {}, avoided) for before in coming_rounds(WEEKLY, now=NOW, weeks=4)]
    return look_ahead(coming, patience={}, now=NOW)


def test_an_admin_reads_what_the_coming_rounds_come_to_and_of_nobody_by_name() -> None:
    lines = ahead(PEOPLE[:4])
    assert lines[:2] == (
        "4 rounds, 8 introductions, 2 repeats.",
        "All new to each other: 6 of 8. In common on average: 8.0 h of a working day.",
    )
    assert lines[2:] == (
        "Waiting for new faces costs 0% of the matches' points, and spares 0 repeats.",
        "Left without anybody to meet: two at most.",
    )
    assert not [name for name in NAMES if any(name in line for line in lines)]


def test_who_is_left_out_is_counted_for_an_admin_only_from_three_on() -> None:
    left = frozenset((ANA.id, other.id) for other in PEOPLE[1:])
    assert ahead(PEOPLE, avoided=left)[-1] == "Left without anybody to meet: 4."
    assert ahead((ANA,)) == ()


def test_a_round_that_nobody_is_in_is_shown_as_such() -> None:
    text = as_text(rounds_of(WEEKLY, (), weeks=1), channels={"C1": "#team"}, weeks=1)
    assert text.startswith("Coffee in #team, Mon 30 Nov, 10:00 (Europe/Berlin)\n  nobody is in")


def test_what_brought_people_together_is_said() -> None:
    hana = Person(UserId("U9"), "Hana", "Pacific/Auckland")
    rounds = rounds_of(WEEKLY, (ANA, hana), weeks=3)
    first, second, third, _ = as_text(rounds, channels={}, weeks=3).split("\n\n")
    assert "new to each other, hardly an hour in common" in first
    assert "met last round" in second
    assert "met last round" in third
    assert "8 h of a working day in common" in as_text(rounds_of(WEEKLY, (ANA, BEN)), channels={}, weeks=4)


@pytest.mark.parametrize("state", [ProgrammeState.PAUSED, ProgrammeState.ENDED])
def test_a_programme_that_does_not_run_has_no_coming_rounds(state: ProgrammeState) -> None:
    assert list(coming_rounds(replace(WEEKLY, state=state), now=NOW, weeks=4)) == []


@pytest.mark.parametrize(
    ("late", "first"), [(timedelta(hours=5), date(2026, 11, 30)), (timedelta(days=2), date(2026, 12, 7))]
)
def test_a_round_that_is_overdue_runs_at_once_or_is_passed_over(late: timedelta, first: date) -> None:
    coming = list(coming_rounds(WEEKLY, now=WEEKLY.next.at + late, weeks=2))
    assert coming[0].next.on == first
    assert [one.rounds for one in coming] == list(range(len(coming)))


def test_without_dry_run_it_says_that_rounds_run_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["round"]) == 1
    assert "Rounds run by themselves, while the bot runs." in " ".join(capsys.readouterr().err.split())


async def test_the_command_shows_that_no_programme_runs_yet(tmp_path: Path) -> None:
    async with slack() as (_, told):
        assert (await ended(await start(tmp_path, "migrate", **told)))[0] == 0
        status, said = await ended(await start(tmp_path, "round", "--dry-run", "--weeks", "2", **told))
    assert status == 0
    assert said == "2 weeks, 0 rounds, 0 introductions; repeats: 0, left out: 0. Nothing was sent or saved."
