"""Who deletes themselves takes along what they shared, told and said, and what others were told of it."""

from datetime import timedelta

import pytest
from sqlalchemy import MetaData, create_engine, select

from storage.sealing import fresh_key, seal_with
from tests.library.scene import shares, teams
from tests.privacy.test_journey import deletes, gets_copy
from tests.stage import Stage
from tests.thanks.test_journey import TUESDAY, WHAT, thanks

WORDS = ("canary page", "canary story", "canary win", WHAT)


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys belong to an engine's dialect, which tests else share."""
    monkeypatch.setattr("tests.stage.share_compiled", lambda _engine: None)


def written_in(url: str) -> str:
    """Every row of every table, as somebody reads it who has no key."""
    engine, tables = create_engine(url), MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        rows = [row for table in tables.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return str(rows)


async def test_nothing_is_left_of_what_somebody_shared_told_and_said(stage: Stage, database_url: str) -> None:
    cast = await teams(stage)
    await shares(cast.ana, "https://pages.example.net/", "canary page", topic="Zymurgy")
    await cast.ana.runs("/learn story Zymurgy")
    await cast.ana.fills(kind="It worked", happened="canary story")
    await cast.ana.submits()
    await cast.ana.submits()
    await cast.ana.closes()
    await thanks(cast, public=True)
    await cast.ben.presses("Make it public")
    await stage.now()
    await cast.ben.runs("/learn find Zymurgy")
    await cast.ben.presses("Helped me: pages.example.net")
    await stage.until(TUESDAY + timedelta(days=1), "12:00")
    await gets_copy(cast.ana)
    theirs = str([(one.content or b"").decode() for one in cast.ana.files])
    assert [word for word in WORDS if word not in theirs] == ["canary win"]
    await gets_copy(cast.ben)
    seen = str([(one.content or b"").decode() for one in cast.ben.files])
    assert "canary" not in seen
    assert "what_you_said_of_cards" in seen
    await deletes(cast.ana)
    left = written_in(database_url)
    for word in (*WORDS, "Zymurgy", "pages.example.net"):
        assert word not in left, word
    await cast.ben.runs("/learn find Zymurgy")
    cast.ben.sees("Nothing on Zymurgy yet")


async def test_what_people_write_is_sealed(stage: Stage, database_url: str) -> None:
    seal_with(stage.bot.db.engine, fresh_key())
    cast = await teams(stage)
    await shares(cast.ana, "https://example.org/", "canary page")
    await thanks(cast)
    left = written_in(database_url)
    assert "canary" not in left
    assert WHAT not in left
