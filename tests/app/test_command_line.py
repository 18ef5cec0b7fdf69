"""The command line as an operator meets it: it runs, it stops well, and says in one sentence what is wrong."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from pydantic import SecretStr

from app import HERE, main, serve
from bot.refusal import SorryError
from emulator.clock import Clock
from emulator.server import Server
from emulator.workspace import Workspace
from handlers.settings import Settings
from tests.stage import MANIFEST, TUESDAY

STOPS_WITHIN = 30  # seconds
PATIENCE = 90  # seconds, for a command that starts, works and ends on a busy machine


@asynccontextmanager
async def slack() -> AsyncIterator[tuple[Workspace, dict[str, str]]]:
    """An emulated Slack, and the environment of a bot for it."""
    workspace = Workspace(manifest=MANIFEST, clock=Clock(TUESDAY))
    async with Server(workspace) as server:
        yield workspace, {"SLACK_BOT_TOKEN": workspace.bot_token, "SLACK_API_URL": server.base_url}


async def start(folder: Path, *arguments: str, **told: str) -> Process:
    """`app.py` in a process of its own, in an empty folder."""
    kept: Mapping[str, str] = os.environ  # noqa: TID251  the process needs a path and a home
    environment = {name: kept[name] for name in ("PATH", "HOME") if name in kept} | told
    command = (sys.executable, str(HERE / "app.py"), *arguments)
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE)


async def ended(process: Process) -> tuple[int, str]:
    """How it ended, and all that it said."""
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode or 0, " ".join((out + err).decode().split())


async def line_with(process: Process, words: str) -> str:
    """The first line of the log that has these words."""
    assert process.stderr is not None
    async with asyncio.timeout(STOPS_WITHIN):
        while words not in (line := (await process.stderr.readline()).decode()):
            assert line, "it ended without saying so"
    return line


async def test_it_runs_over_socket_mode_and_stops_well_when_told(tmp_path: Path) -> None:
    async with slack() as (workspace, told):
        process = await start(tmp_path, "run", SLACK_APP_TOKEN=workspace.app_token, **told)
        await line_with(process, "running for T0TEAM over Socket Mode")
        ana = workspace.add_person("Ana", tz="Europe/Berlin")
        await ana.runs("/coffee")
        ana.sees("There is no coffee here yet.")
        process.send_signal(signal.SIGTERM)
        status, said = await ended(process)
    assert status == 0
    assert "finishing what is in hand" in said
    assert workspace.bot_token not in said
    assert workspace.app_token not in said


async def test_it_serves_http_and_its_health(tmp_path: Path) -> None:
    async with slack() as (workspace, told):
        process = await start(tmp_path, "run", SLACK_SIGNING_SECRET="s3cret", PORT="0", **told)
        line = await line_with(process, "running for T0TEAM over HTTP on 127.0.0.1:")
        port = line.partition("127.0.0.1:")[2].partition(";")[0]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/livez")).status_code == 200
            assert (await client.get("/readyz")).json() == {"ready": True, "missing": []}
            assert (await client.post("/slack/events", content=b"x")).status_code == 401
        process.send_signal(signal.SIGTERM)
        status, said = await ended(process)
    assert status == 0
    assert "s3cret" not in said
    assert workspace.bot_token not in said


async def test_what_slack_refuses_is_one_sentence(tmp_path: Path) -> None:
    async with slack() as (workspace, told):
        good = Settings(
            slack_bot_token=SecretStr(workspace.bot_token),
            slack_api_url=told["SLACK_API_URL"],
            database_url=f"sqlite:///{tmp_path}/new.sqlite",
        )
        cases: dict[str, dict[str, Any]] = {
            "Slack does not accept SLACK_BOT_TOKEN (invalid_auth).": {"slack_bot_token": SecretStr("xoxb-wrong")},
            "Slack does not accept SLACK_APP_TOKEN (invalid_auth).": {"slack_app_token": SecretStr("xapp-wrong")},
            "Slack cannot be reached.": {"slack_api_url": "http://127.0.0.1:9/api/"},
            "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)": {},
        }
        for words, changed in cases.items():
            with pytest.raises(SorryError) as sorry:
                await serve(good.model_copy(update=changed), may_migrate=True)
            assert words in str(sorry.value)
            assert "wrong" not in str(sorry.value)
            assert workspace.bot_token not in str(sorry.value)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "told", "words"),
    [
        (["run"], {}, "SLACK_BOT_TOKEN is missing."),
        (["migrate"], {"DATABASE_URL": "nonsense"}, "DATABASE_URL is not a database address."),
        (
            ["migrate"],
            {"DATABASE_URL": "postgresql+psycopg://u:pass@127.0.0.1:9/x"},
            "cannot be used. Check DATABASE_URL",
        ),
        (["migrate"], {"DATABASE_URL": "sqlite:///nowhere/at/all.sqlite"}, "cannot be used. Check DATABASE_URL"),
        (
            ["migrate"],
            {"DATABASE_URL": "sqlite:///newer.sqlite"},
            "The database is from a newer Elevenses (version 9999).",
        ),
        (
            ["run", "--no-migrate"],
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "The database is not up to date. Run `uv run app.py migrate`",
        ),
        (["run"], {"PORT": "many"}, "PORT in the environment or .env does not fit."),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_what_is_wrong_is_one_sentence_and_a_non_zero_exit(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: dict[str, str],
    words: str,
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    newer = sqlite3.connect("newer.sqlite")
    newer.executescript(
        "CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('9999')"
    )
    newer.close()
    assert main(arguments) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert words in said
    assert "Traceback" not in said
    assert "u:pass" not in said
    assert "many" not in said


@pytest.mark.usefixtures("elsewhere")
def test_migrate_twice_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["migrate"])
        assert ended.value.code == 0
    assert capsys.readouterr().out.count("The database is up to date.") == 2


def run_here(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """How a command ends that the command line itself answers, and what it says."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out + told.err


def test_help_is_for_newcomers(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run_here(["--help"], capsys)
    assert status == 0
    assert "uv run app.py demo" in " ".join(said.replace("│", " ").split())
    for command in ("init", "doctor", "run", "round", "demo", "migrate", "manifest", "bench"):
        assert command in said


@pytest.mark.parametrize("arguments", [["dmeo"], ["bench", "nothing"], ["demo", "--wekes"]])
def test_what_does_not_exist_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run_here(arguments, capsys)
    assert status == 2
    assert arguments[-1] in said


def test_the_manifest_is_printed_as_yaml_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert yaml.safe_load(run_here(["manifest"], capsys)[1]) == MANIFEST
    assert json.loads(run_here(["manifest", "--json"], capsys)[1]) == MANIFEST
