"""What every test may ask for."""

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.schema import open_database
from tests.postgres import empty, fresh_database, postgres_server
from tests.stage import Stage, Transport, on_stage


def pytest_addoption(parser: pytest.Parser) -> None:
    """Rewrite the golden files where somebody has looked at what changed."""
    parser.addoption("--update-golden", action="store_true", help="take over what the surfaces look like now")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A Postgres server with a migrated database, which `fresh_database` copies."""
    with postgres_server() as url, fresh_database(url) as migrated:
        open_database(migrated, may_migrate=True).close()
        yield migrated


@pytest.fixture(scope="session")
def reused_postgres(postgres: str) -> Iterator[str]:
    """A migrated database for one test after the other; each empties it first."""
    with fresh_database(postgres) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a migrated database, to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite"
    open_database(f"sqlite:///{file}", may_migrate=True).close()
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of each kind without rows; the test leaves its tables as they are."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite"), tmp_path / "memory.sqlite")
        yield f"sqlite:///{copy}"
        return
    url = request.getfixturevalue("reused_postgres")
    empty(url)
    yield url


@pytest.fixture
async def stage(database_url: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Stage]:
    """An emulated Slack with the real bot on it: over Socket Mode with SQLite, over HTTP with Postgres."""
    transport: Transport = "socket" if database_url.startswith("sqlite") else "http"
    async with on_stage(database_url, transport) as made:
        yield made
    wrong = [one for one in caplog.get_records("call") if one.levelno >= logging.ERROR]
    assert not wrong, "the bot logged an error"
