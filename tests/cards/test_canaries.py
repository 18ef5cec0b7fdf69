"""What is asked at each level is searched for in all that others see, in the log, and in the database."""

import logging

import pytest

from storage.sealing import fresh_key, seal_with
from tests.cards.scene import EVERYONE, asks, day_passes, helps_with, makes, outsider, with_team
from tests.privacy.scene import written_in
from tests.privacy.test_canaries import found, sight
from tests.stage import Stage

TEAM, ALL, TYPED = "canary for the team", "canary for everyone", "canary never saved"
WORDS = (TEAM, ALL, TYPED)


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys belong to an engine's dialect, which tests else share."""
    monkeypatch.setattr("tests.stage.share_compiled", lambda _engine: None)


async def test_each_sees_what_was_shown_to_them_and_nobody_reads_the_database(
    stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seal_with(stage.bot.db.engine, fresh_key())
    team = await with_team(stage)
    dee, guest = await outsider(stage), await outsider(stage, "Gus", guest="single")
    for person in (dee, team.chi):
        await helps_with(person, "asyncio")
    await asks(stage, team.ana, TEAM, topic="asyncio")
    await asks(stage, team.ana, ALL, topic="asyncio", seen=EVERYONE)
    await team.ana.runs(f"/learn ask {TYPED}")
    await team.ana.closes()
    await day_passes(stage, 1)
    await team.ben.presses(f"I can help: {TEAM}")
    await day_passes(stage, 1)
    for person, seen in ((team.ben, [TEAM, ALL]), (team.chi, [TEAM, ALL]), (dee, [ALL]), (guest, [])):
        await person.runs("/learn")
        await person.presses("Look around")
        around = person.screen()
        await person.closes()
        assert found(WORDS, f"{around} {await sight(person)}") == seen, person.name
    assert found(WORDS, caplog.text) == []
    assert found(WORDS, written_in(database_url)) == []


async def test_a_private_goal_is_in_no_card_and_no_list_of_topics(stage: Stage) -> None:
    team = await with_team(stage)
    await team.ana.runs(f"/learn goal {TYPED}")
    await team.ana.fills({"Topic": TYPED, "Who may see it": "Only me"})
    await team.ana.submits()
    await team.ana.closes()
    await team.ana.runs("/learn")
    await team.ana.presses("Stuck")
    await team.ana.presses("Ask the team")
    await team.ana.presses("How it looks")
    await team.ana.closes(all_of_them=True)
    await makes(stage, team.ben, "ask something")
    await day_passes(stage)
    for person in (team.ben, team.chi):
        await person.runs("/learn who")
        assert found([TYPED], f"{person.screen()} {await sight(person)}") == [], person.name
