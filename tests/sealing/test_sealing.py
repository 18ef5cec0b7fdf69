"""What people wrote for nobody else is not to be read in the database, under keys that can be changed."""

from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from app import main
from bot.refusal import SorryError
from storage.database import Database, Tx
from storage.people import MemberRow
from storage.sealing import check_keys, fresh_key, seal_all, seal_with, sealed_columns
from tests.privacy.scene import written_in
from tests.stage import FRIDAY, Coffee, Stage, set_up_coffee

SKIPS, TAKEAWAY = "canary about my knee", "canary about patience"
GOAL = {"what": "canary what", "topic": "canary topic", "why": "canary why", "step": "canary step"}


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys belong to an engine's dialect, which tests else share."""
    monkeypatch.setattr("tests.stage.share_compiled", lambda _engine: None)


def command(*arguments: str) -> int:
    """Run it; its exit status."""
    try:
        return main(list(arguments))
    except SystemExit as ended:
        return int(ended.code or 0)


async def writes(stage: Stage) -> Coffee:
    """Ana keeps topics to skip, a goal with a note, and a takeaway after she met Ben."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    await coffee.ana.runs("/coffee preferences")
    await coffee.ana.presses("Change: whom and what not")
    await coffee.ana.fills({"Topics to skip": SKIPS})
    await coffee.ana.submits()
    await coffee.ana.closes(all_of_them=True)
    await stage.until(FRIDAY, "23:00")
    await coffee.ana.presses("We met")
    await coffee.ana.presses("Note a takeaway")
    await coffee.ana.fills({"What do you take away?": TAKEAWAY})
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ana.runs("/learn goal")
    await coffee.ana.fills(GOAL)
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ana.runs("/learn")
    await coffee.ana.presses("Stuck")
    await coffee.ana.presses("Add a note")
    await coffee.ana.fills(line="canary note")
    await coffee.ana.submits()
    await coffee.ana.closes()
    return coffee


async def test_who_has_the_database_and_no_key_reads_nothing_of_it_and_its_owner_does(
    stage: Stage, database_url: str
) -> None:
    seal_with(stage.bot.db.engine, fresh_key())
    coffee = await writes(stage)
    assert "canary" not in written_in(database_url, as_it_is=True)
    await coffee.ana.opens_home()
    coffee.ana.sees(TAKEAWAY)
    await coffee.ana.runs("/coffee preferences")
    coffee.ana.sees(SKIPS)
    coffee.ben.does_not_see("canary")


async def test_what_was_in_the_clear_is_sealed_and_keys_are_changed_while_the_bot_runs(
    stage: Stage, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await writes(stage)
    assert "canary" in written_in(database_url, as_it_is=True)
    old, new = fresh_key(), fresh_key()
    monkeypatch.setattr("storage.sealing.AT_ONCE", 2)
    sealed = seal_all(database_url, old)
    assert SKIPS not in written_in(database_url, as_it_is=True)
    seal_with(stage.bot.db.engine, f"{new}, {old}")
    await stage.bot.db.run(stage.bot.team_id, check_keys)
    assert seal_all(database_url, f"{new},{old}") == sealed > 10
    with closing(Database(database_url)) as another:
        seal_with(another.engine, old)
        with pytest.raises(SorryError, match="does not open what is in the database"):
            await another.run(stage.bot.team_id, check_keys)
        with pytest.raises(SorryError, match="does not open what is in the database"):
            await another.run(stage.bot.team_id, skips_of_everybody)
    with pytest.raises(SorryError, match="does not open what is in the database"):
        seal_all(database_url, fresh_key())
    with closing(Database(database_url)) as another:
        seal_with(another.engine, new)
        assert await another.run(stage.bot.team_id, skips_of_everybody) == {SKIPS, ""}


def skips_of_everybody(tx: Tx) -> set[str]:
    return set(tx.scalars(select(MemberRow.skips).where(MemberRow.team_id == tx.team_id)))


async def test_without_a_key_what_is_sealed_does_not_pass_for_text(stage: Stage, database_url: str) -> None:
    await writes(stage)
    seal_all(database_url, fresh_key())
    with pytest.raises(SorryError, match="SEALING_KEYS does not open"):
        await stage.bot.db.run(stage.bot.team_id, check_keys)


@pytest.mark.parametrize("keys", ["short", f"{'A' * 43}=,short"])
def test_what_is_no_key_is_told(keys: str) -> None:
    with closing(Database("sqlite://")) as db, pytest.raises(SorryError, match="has to be 32 bytes"):
        seal_with(db.engine, keys)


def test_the_command_prints_a_key_and_wants_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SEALING_KEYS", raising=False)
    assert command("seal", "--new-key") == 0
    key = capsys.readouterr().out.strip()
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"x")) == b"x"
    assert command("migrate") == 0
    assert command("seal") == 1
    assert "has to be 32 bytes" in " ".join(capsys.readouterr().err.split())
    monkeypatch.setenv("SEALING_KEYS", key)
    assert command("seal") == 0
    assert "Texts sealed: 0." in capsys.readouterr().out


def test_every_sealed_column_has_room_for_a_token() -> None:
    assert {f"{column.table.name}.{column.name}" for column in sealed_columns()} == {
        "agenda.line",
        "avoid.other_id",
        "card.text",
        "checkin.takeaway",
        *(
            f"member.{name}"
            for name in ("works_from", "works_to", "works_on", "earliest", "latest", "breaks", "region")
        ),
        *(f"member.{name}" for name in ("ways", "place", "town", "languages", "skips")),
        "intro.said",
        "post.blocks",
        "post.text",
        "swap_answer.text",
        "consent.line",
        "proposal.about",
        *(f"goal.{name}" for name in ("topic", "what", "why", "step", "note")),
    }
