"""An operator has an installation looked at, and reads what is missing and what to do."""

import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import create_engine, inspect, text

from app import main
from bot.doctor import (
    DatabaseFacts,
    Finding,
    State,
    TokenFacts,
    judge_arrivals,
    judge_bot_token,
    judge_clock,
    judge_way,
)
from emulator.clock import Clock
from emulator.faults import Fault
from emulator.server import Server
from emulator.workspace import Workspace
from handlers.doctor import check_up
from tests.app.test_command_line import ended, line_with, start
from tests.stage import MANIFEST, TUESDAY, Stage

SCOPES = frozenset(MANIFEST["oauth_config"]["scopes"]["bot"])


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    """A workspace with the app in it."""
    workspace = Workspace(manifest=MANIFEST, clock=Clock(TUESDAY))
    async with Server(workspace):
        yield workspace


async def look_at(workspace: Workspace, database_url: str, **changed: object) -> dict[str, Finding]:
    """What is found in `workspace`, by what was looked at."""
    found = await check_up(
        AsyncWebClient(str(changed.get("token", workspace.bot_token)), base_url=workspace.base_url, retry_handlers=[]),
        app_token=str(changed.get("app_token", workspace.app_token)),
        signing_secret=bool(changed.get("signing_secret")),
        database_url=database_url,
        sealed=bool(changed.get("sealed", True)),
        scopes=SCOPES,
        clock=lambda: workspace.clock.now() + timedelta(seconds=float(str(changed.get("off", 0)))),
    )
    return {one.what: one for one in found}


def list_folder(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def states(found: dict[str, Finding], state: State) -> set[str]:
    return {what for what, one in found.items() if one.state is state}


async def test_a_good_installation_is_well_before_it_ever_ran(slack: Workspace, tmp_path: Path) -> None:
    found = await look_at(slack, f"sqlite:///{tmp_path}/new.sqlite")
    assert states(found, State.WRONG) == set()
    assert states(found, State.LOOK) == {"events"}
    assert "Slack knows it: elevenses in Tidepool" in found["bot token"].words
    assert "the 9 that it uses" in found["scopes"].words
    assert "is empty; `run` makes the tables" in found["database"].words
    assert not list_folder(tmp_path)


async def test_what_came_from_slack_is_seen_in_the_database(stage: Stage, database_url: str) -> None:
    found = await look_at(stage.workspace, database_url)
    assert states(found, State.LOOK) == {"events", "commands"}
    assert "compare the app's page App Manifest" in found["events"].words
    ana = stage.somebody("Ana")
    await ana.runs("/coffee")
    await ana.opens_home()
    stage.clock.advance(timedelta(minutes=3))
    found = await look_at(stage.workspace, database_url)
    assert {one.state for one in found.values()} == {State.OK}
    assert found["events"].words == found["commands"].words == "the last came 3 minutes ago"
    assert "is up to date and can be written" in found["database"].words


async def test_looking_leaves_no_table_behind(slack: Workspace, database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        before = inspect(connection).get_table_names()
        connection.exec_driver_sql("CREATE TABLE ours (one INTEGER)")
    await look_at(slack, database_url)
    with engine.begin() as connection:
        found = inspect(connection).get_table_names()
        connection.exec_driver_sql("DROP TABLE ours")
    engine.dispose()
    assert set(found) == {*before, "ours"}


@pytest.mark.parametrize(
    ("changed", "what", "words"),
    [
        ({"token": ""}, "bot token", "missing. Copy the Bot User OAuth Token"),
        ({"token": "xoxb-wrong"}, "bot token", "Slack does not accept it (invalid_auth)."),
        ({"app_token": "xapp-wrong"}, "connection", "Slack does not accept SLACK_APP_TOKEN (invalid_auth)."),
        ({"app_token": ""}, "connection", "or the signing secret into SLACK_SIGNING_SECRET (HTTP)"),
        ({"off": 61}, "clock", "61 s ahead of Slack's. Set the machine's clock"),
        ({"off": -3600}, "clock", "3600 s behind Slack's."),
    ],
)
async def test_what_is_wrong_is_said_with_what_to_do(
    slack: Workspace, tmp_path: Path, changed: dict[str, object], what: str, words: str
) -> None:
    found = await look_at(slack, f"sqlite:///{tmp_path}/new.sqlite", **changed)
    assert states(found, State.WRONG) == {what}
    assert words in found[what].words
    assert "wrong" not in found[what].words


async def test_that_nothing_is_sealed_is_for_the_operator_to_see_to(slack: Workspace, tmp_path: Path) -> None:
    found = await look_at(slack, f"sqlite:///{tmp_path}/new.sqlite", sealed=False)
    assert states(found, State.LOOK) >= {"sealing"}
    assert "are in the clear in the database. Put a key into SEALING_KEYS" in found["sealing"].words


async def test_scopes_that_are_missing_or_too_many_are_named(slack: Workspace, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite"
    slack.scopes -= {"im:write", "groups:read"}
    found = await look_at(slack, url)
    assert found["scopes"].state is State.WRONG
    assert "missing: groups:read, im:write." in found["scopes"].words
    slack.scopes |= SCOPES | {"channels:history"}
    found = await look_at(slack, url)
    assert found["scopes"].state is State.LOOK
    assert "more than Elevenses uses: channels:history." in found["scopes"].words


async def test_a_slack_that_cannot_be_reached_is_told_from_one_that_refuses(slack: Workspace, tmp_path: Path) -> None:
    slack.base_url = "http://127.0.0.1:9/api/"
    found = await look_at(slack, f"sqlite:///{tmp_path}/new.sqlite")
    assert states(found, State.WRONG) == {"bot token", "connection"}
    assert (
        found["bot token"].words
        == found["connection"].words
        == ("Slack cannot be reached. Check the network and SLACK_API_URL.")
    )


async def test_a_slack_in_trouble_is_no_reason_to_fall_over(slack: Workspace, tmp_path: Path) -> None:
    slack.faults.add(Fault.STATUS_503_BEFORE, method="auth.test")
    found = await look_at(slack, f"sqlite:///{tmp_path}/new.sqlite")
    assert "Slack does not accept it (service_unavailable)" in found["bot token"].words


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "DATABASE_URL is not a database address."),
        ("sqlite:///nowhere/at/all.sqlite", "nowhere/at/all.sqlite cannot be made. Create its folder"),
        ("sqlite:////dev", "cannot be opened, or not written."),
        ("postgresql+psycopg://u:pass@127.0.0.1:9/x", "u:***@127.0.0.1:9/x cannot be opened, or not written."),
    ],
)
async def test_a_database_that_cannot_be_used_is_told_with_its_address(slack: Workspace, url: str, words: str) -> None:
    found = await look_at(slack, url)
    assert states(found, State.WRONG) == {"database"}
    assert words in found["database"].words


@pytest.mark.parametrize(("version", "words"), [("0001", "brings it up to date"), ("9999", "from a newer Elevenses")])
async def test_a_database_of_another_version_is_recognised(
    slack: Workspace, tmp_path: Path, version: str, words: str
) -> None:
    url = f"sqlite:///{tmp_path}/other.sqlite"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
        connection.exec_driver_sql("CREATE TABLE receipt (team_id TEXT, key TEXT, at TEXT)")
    engine.dispose()
    found = await look_at(slack, url)
    assert words in found["database"].words


def test_a_token_of_a_person_is_recognised() -> None:
    found = judge_bot_token("xoxp-1", TokenFacts(team_id="T1", name="ana", workspace="Tidepool"))
    assert found.state is State.WRONG
    assert "it is a person's, not a bot's" in found.words


def test_http_cannot_be_tried_from_here() -> None:
    found = judge_way("", "", signing_secret=True)
    assert found.state is State.LOOK
    assert "when you save the request address ending in /slack/events" in found.words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=59), "less than a minute ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=119), "1 hour ago"),
        (timedelta(hours=50), "2 days ago"),
    ],
)
def test_how_long_ago_something_came_is_said_in_words(ago: timedelta, words: str) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert judge_arrivals(DatabaseFacts("", last_event=now - ago), now=now)[0].words == f"the last came {words}"


def test_without_zones_or_slacks_time_the_clock_is_not_called_well() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert judge_clock(now, now=now, zones=0).state is State.WRONG
    assert judge_clock(None, now=now, zones=1).state is State.LOOK


def test_an_empty_folder_is_told_what_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    said = capsys.readouterr()
    assert "wrong  bot token   missing." in said.out
    assert "To mend before the bot can work: bot token, connection." in said.err


async def test_beside_a_running_bot_it_ends_well(tmp_path: Path) -> None:
    workspace = Workspace(manifest=MANIFEST, clock=Clock(datetime.now(UTC), running=True))  # noqa: TID251  as Slack's
    async with Server(workspace) as server:
        told = {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": server.base_url,
        }
        bot = await start(tmp_path, "run", **told)
        await line_with(bot, "over Socket Mode")
        status, said = await ended(await start(tmp_path, "doctor", **told))
        bot.send_signal(signal.SIGTERM)
        await ended(bot)
    assert status == 0
    assert "Nothing is wrong." in said
    assert workspace.bot_token not in said
