"""The Postgres of the tests starts from what is there, gives out copies, and is gone when its tests are."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import make_url

from tests.architecture.sources import ROOT
from tests.postgres import fresh_database, installed_programs, postgres_server, started_server

SERVER = "import tests.postgres as p\nwith p.postgres_server() as url: print(url, flush=True); input()"


def ask(url: str, question: str) -> str:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        answered = connection.execute(question.encode())
        return str(answered.fetchall()) if answered.description else ""


@pytest.fixture(scope="module", params=["whatever is here", "the wheel"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    with started_server(None if request.param == "the wheel" else installed_programs()) as started:
        yield started


def test_the_server_answers(url: str) -> None:
    assert ask(url, "select 1") == "[(1,)]"


def test_each_copy_has_the_originals_tables_and_its_own_rows(url: str) -> None:
    with fresh_database(url) as original:
        ask(original, "create table member (name text)")
        with fresh_database(original) as ana, fresh_database(original) as ben:
            ask(ana, "insert into member values ('Ana')")
            assert ask(ana, "select * from member") == "[('Ana',)]"
            assert ask(ben, "select * from member") == "[]"


def test_a_copy_is_dropped_even_while_somebody_is_connected(url: str) -> None:
    with fresh_database(url) as copy:
        left_open = psycopg.connect(make_url(copy).set(drivername="postgresql").render_as_string())
    left_open.close()
    assert str(make_url(copy).database) not in ask(url, "select datname from pg_database")


def test_a_server_that_runs_already_is_used(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_POSTGRES_URL", url.replace("postgresql+psycopg", "postgresql"))
    with postgres_server() as told:
        assert make_url(told) == make_url(url)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="initdb"), started_server(tmp_path):
        pass


def test_the_server_and_its_folder_are_gone_when_its_tests_were_killed() -> None:
    tests = subprocess.Popen(  # noqa: S603 - our own Python
        [sys.executable, "-c", SERVER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with tests:
        assert tests.stdout
        folder = Path(str(make_url(tests.stdout.readline().strip()).query["host"]))
        guards = psutil.Process(tests.pid).children()
        assert folder.exists()
        tests.kill()
    _, left = psutil.wait_procs(guards, timeout=5)
    assert guards
    assert {guard.status() for guard in left} <= {psutil.STATUS_ZOMBIE}, "ended, though not every init buries its dead"
    assert not folder.exists()
