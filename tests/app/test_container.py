"""The image and the compose file say nothing that is not so."""

import asyncio
import json
import re
import sys
import tomllib
from fnmatch import fnmatch
from typing import Any

import yaml
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import make_url

from app import HERE
from bot.people import TeamId
from handlers.listening import listen_on, listening
from handlers.settings import Settings
from handlers.web import web_app
from storage.database import Database
from tests.stage import TUESDAY

STEPS = [
    (found[1], found[2])
    for line in (HERE / "Dockerfile").read_text().replace("\\\n", "").splitlines()
    if (found := re.match(r"([A-Z]+) (.+)", line))
]
COMPOSE: dict[str, Any] = yaml.safe_load((HERE / "compose.yml").read_text())
PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
ALLOWED = [line[1:] for line in (HERE / ".dockerignore").read_text().splitlines() if line.startswith("!")]


def steps(name: str) -> list[str]:
    return [rest for step, rest in STEPS if step == name]


def test_the_images_python_is_one_that_the_project_runs_on() -> None:
    versions = {found for step in steps("FROM") for found in re.findall(r"python:3\.(\d+)-slim", step)}
    least = re.fullmatch(r">=3\.(\d+)", PROJECT["requires-python"])
    assert least
    assert len(versions) == 1
    assert int(versions.pop()) >= int(least[1])


def test_the_image_has_the_locked_dependencies_and_no_others() -> None:
    assert "uv sync --locked --no-dev --no-cache" in steps("RUN")


def test_everything_that_the_bot_needs_goes_into_the_image_and_no_secret() -> None:
    packages = {path.parent.name for path in HERE.glob("*/__init__.py")} - {"tests"}
    needed = {"app.py", "manifest.yml", "pyproject.toml", "uv.lock", *packages}
    assert needed <= set(ALLOWED)
    assert all((HERE / name).exists() for name in ALLOWED)
    assert not [secret for secret in (".env", "elevenses.sqlite", "tests") if any(fnmatch(secret, a) for a in ALLOWED)]


def test_the_bot_is_the_process_that_is_told_to_stop_and_has_no_rights() -> None:
    assert steps("USER") == ["10001"]
    assert json.loads(steps("ENTRYPOINT")[0])[-1] == "/app/app.py", "no shell stands between"
    assert json.loads(steps("CMD")[0]) == ["run"]
    assert COMPOSE["services"]["bot"]["stop_grace_period"] == "15s"


async def health(*missing: str, **told: str) -> int:
    """How the image's health check ends beside a bot that serves HTTP and lacks this."""

    async def ready() -> tuple[str, ...]:
        return missing

    app = listening(AsyncWebClient(), AuthorizeResult(enterprise_id=None, team_id="T0TEAM"))

    web = web_app(
        app=app,
        signing_secret="s3cret",
        now=lambda: TUESDAY,
        ready=ready,
        db=Database("sqlite://"),
        team_id=TeamId("T0TEAM"),
    )
    async with listen_on(web, host="127.0.0.1", port=0) as port:
        check = json.loads(steps("HEALTHCHECK")[0].removeprefix("CMD "))
        process = await asyncio.create_subprocess_exec(sys.executable, *check[1:], env={"PORT": str(port), **told})
        return await process.wait()


async def test_the_health_check_asks_whether_the_bot_is_ready() -> None:
    assert await health() == 0
    assert await health("database") == 1


async def test_over_socket_mode_the_health_check_asks_nothing() -> None:
    assert await health("database", SLACK_APP_TOKEN="xapp-1") == 0


def test_compose_gives_the_bot_settings_that_it_knows_and_a_database_that_is_there() -> None:
    bot, db = COMPOSE["services"]["bot"], COMPOSE["services"]["db"]
    assert {name.lower() for name in bot["environment"]} <= set(Settings.model_fields)
    url = make_url(bot["environment"]["DATABASE_URL"].replace("${POSTGRES_PASSWORD:-elevenses}", "secret"))
    assert (url.drivername, url.host) == ("postgresql+psycopg", "db")
    assert db["environment"]["POSTGRES_USER"] == url.username
    assert db["environment"]["POSTGRES_DB"] == url.database
    assert bot["env_file"] == ".env"
    assert bot["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert "ports" not in db
    assert db["volumes"] == ["memory:/var/lib/postgresql"]
