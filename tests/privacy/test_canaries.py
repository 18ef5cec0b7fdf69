"""What somebody keeps to themselves is searched for in all that others see, in the log, and in the database."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, make_url, text

from emulator.person import Person
from storage.sealing import fresh_key, seal_with
from tests.digests.scene import a_group
from tests.hosts.scene import changes_team
from tests.now.scene import QUESTION, at_work
from tests.privacy.scene import (
    CHARTER,
    FOR_ALL,
    FOR_BEN,
    FOR_TEAM,
    HOST_LINE,
    LINE_BACK,
    REASON,
    WORDS,
    Full,
    full,
    shown,
    written_in,
)
from tests.privacy.test_journey import deletes, gets_copy
from tests.stage import MONDAY, Stage, set_up_coffee

Keep = Callable[[Full, str], Awaitable[None]]


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys belong to an engine's dialect, which tests else share."""
    monkeypatch.setattr("tests.stage.share_compiled", lambda _engine: None)


async def avoids(coffee: Full, name: str) -> None:
    """They would rather not meet somebody of this name."""
    somebody = await coffee.newcomer(name)
    await coffee.zor.runs("/coffee preferences")
    await coffee.zor.presses("Change: whom and what not")
    await coffee.zor.fills({"People I would rather not be matched with": [coffee.chi, somebody]})
    await coffee.zor.submits()
    await coffee.zor.closes(all_of_them=True)


KEPT: Mapping[str, Keep] = {  # what the scene does not have yet, and how it comes to be
    "Wexcombe Shunned": avoids,
}
SEALED = tuple(WORDS[name] for name in ("skips", "takeaway", "answer", "goal", "note"))
PRIVATE = (*SEALED, WORDS["town"], *KEPT)


async def sight(person: Person) -> str:
    """All that somebody sees: messages, Home, screen, and everything about them."""
    await person.opens_home()
    await gets_copy(person)
    await person.runs("/coffee")
    await person.runs("/learn")
    learning = person.screen()
    await person.runs("/learn find")
    learning += person.screen()
    await person.runs("/learn goals")
    files = [(file.content or b"").decode() for file in person.files]
    everything = f"{person.messages} {person.home} {learning} {person.screen()} {files}"
    await person.closes()
    return everything


def found(words: Sequence[str], within: str) -> list[str]:
    """Those of the words that are in a text, in whatever case."""
    return [word for word in words if word.casefold() in within.casefold()]


async def test_no_word_that_somebody_keeps_is_seen_logged_or_in_the_file(
    stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seal_with(stage.bot.db.engine, fresh_key())
    coffee = await full(stage)
    for word, keep in KEPT.items():
        await keep(coffee, word)
    await changes_team(coffee.ana, coffee, hosts=[coffee.ben])  # a host of Zorblatt's sees no more than others
    theirs = await sight(coffee.zor)
    assert found(PRIVATE, theirs) == [*PRIVATE], "the words are there to be found"
    for person in (coffee.ana, coffee.ben, coffee.chi):
        assert found(PRIVATE, await sight(person)) == [], person.name
    assert found(PRIVATE, caplog.text) == []
    assert found(SEALED, written_in(database_url)) == []
    await stage.until(MONDAY + timedelta(weeks=1), "23:00")
    for person in (coffee.ana, coffee.ben, coffee.chi):
        assert found(PRIVATE, await sight(person)) == [], person.name
    assert found(PRIVATE, caplog.text) == []
    assert found(SEALED, written_in(database_url)) == []


async def test_whom_somebody_avoids_is_not_in_the_file_and_goes_with_either(stage: Stage, database_url: str) -> None:
    seal_with(stage.bot.db.engine, fresh_key())
    coffee = await full(stage)
    assert [other[:5] for other in kept_in(database_url)] == ["gAAAA"]
    await deletes(coffee.chi)
    assert kept_in(database_url) == []


def kept_in(url: str) -> list[str]:
    """The column as somebody reads it who has no key."""
    engine = create_engine(url)
    with engine.connect() as connection:
        kept = list(connection.scalars(text("SELECT other_id FROM avoid")))
    engine.dispose()
    return kept


async def test_what_was_proposed_is_seen_by_those_who_are_asked_and_read_by_nobody_else(
    stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seal_with(stage.bot.db.engine, fresh_key())
    coffee = await set_up_coffee(stage)
    words, line = "canary about zithers", "canary of thanks"
    await coffee.ana.runs(f"/coffee introduce @Ben @Chi {words}")
    await stage.until(MONDAY, "12:00")
    assert found([words], await sight(coffee.ben)) == [words]
    await coffee.ben.presses("Not this time")
    await stage.until(MONDAY + timedelta(weeks=2), "12:00")
    assert found([words], await sight(coffee.ana)) == [words]
    assert found([words, "Ben"], await sight(coffee.chi)) == []
    assert found([words, line], caplog.text) == []
    assert found([words, line], written_in(database_url)) == []


async def test_cards_are_seen_by_whom_they_are_for_and_read_by_nobody_else(
    stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seal_with(stage.bot.db.engine, fresh_key())
    group = await shown(stage)
    everything = [*FOR_TEAM, FOR_ALL, FOR_BEN]
    assert set(found(everything, await sight(group.ana))) == set(everything), "the words are there to be found"
    assert found([FOR_ALL], await sight(group.out)) == [FOR_ALL]
    assert found([FOR_BEN], await sight(group.ben)) == [FOR_BEN]
    for person in (group.kim, group.chi):
        assert found([FOR_BEN, REASON], await sight(person)) == ([REASON] if person is group.kim else []), person.name
    assert found([*FOR_TEAM, FOR_BEN, REASON, HOST_LINE, CHARTER], await sight(group.out)) == []
    assert found([REASON], await sight(group.ben)) == [], "not asked yet"
    await group.ana.presses("Yes, ask Ben")
    await stage.until(date(2026, 11, 25), "22:00")
    await group.ben.presses("Happy to")
    await stage.until(date(2026, 12, 11), "22:00")
    await group.ana.presses("Write a line")
    await group.ana.fills({"To Kim": LINE_BACK})
    await group.ana.submits()
    await group.ana.closes()
    await stage.until(date(2026, 12, 14), "22:00")
    assert set(found([REASON, LINE_BACK], await sight(group.kim))) == {REASON, LINE_BACK}
    assert found([LINE_BACK], await sight(group.ben)) == []
    assert found([REASON, LINE_BACK, FOR_BEN], await sight(group.chi)) == []
    assert found([*FOR_TEAM, FOR_BEN, REASON, HOST_LINE, CHARTER, LINE_BACK], await sight(group.out)) == []
    words = [*everything, REASON, LINE_BACK, HOST_LINE]
    assert found([*words, CHARTER], caplog.text) == []
    assert found(words, written_in(database_url)) == []


async def test_who_says_no_is_not_told(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    coffee, (declan,) = await at_work(stage, "Declan Nayworth")
    await coffee.ana.runs("/coffee now")
    await stage.now()
    assert QUESTION in declan.screen()
    await declan.presses("Not now")
    await stage.now()
    for person in (coffee.ana, coffee.ben, coffee.chi):
        assert found(["Declan"], await sight(person)) == [], person.name
    assert found(["Declan"], caplog.text) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_error_says_nothing_of_what_was_being_saved(
    stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ben.runs("/coffee preferences")
    await coffee.ben.presses("Change: whom and what not")
    await coffee.ben.fills({"Topics to skip": WORDS["skips"]})
    with closing(sqlite3.connect(make_url(database_url).database or "")) as line:
        line.execute("CREATE TRIGGER full BEFORE UPDATE OF skips ON member BEGIN SELECT RAISE(ABORT, 'full'); END")
        await coffee.ben.submits()
        line.execute("DROP TRIGGER full")
    assert "UPDATE member" in caplog.text, "the error is logged"
    assert found([WORDS["skips"]], caplog.text) == []
    caplog.clear()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_error_says_nothing_of_a_card_that_was_being_saved(
    stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    group = await a_group(stage)
    await group.ana.runs(f"/learn ask {REASON}", channel=group.channel)
    with closing(sqlite3.connect(make_url(database_url).database or "")) as line:
        line.execute("CREATE TRIGGER full BEFORE INSERT ON card BEGIN SELECT RAISE(ABORT, 'full'); END")
        await group.ana.submits()
        line.execute("DROP TRIGGER full")
    assert "INSERT INTO card" in caplog.text, "the error is logged"
    assert found([REASON], caplog.text) == []
    caplog.clear()
