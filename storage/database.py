"""The bot's memory: SQLite by default, Postgres where several replicas share it."""

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from bot.people import TeamId
from storage import tenancy

P = ParamSpec("P")
T = TypeVar("T")

POSTGRES_THREADS = 8
LEAST_PATIENCE = 0.2
PATIENCE = 2.2  # seconds; a person is answered within 2.5
JOB_PATIENCE = 20.0
PREPARED = 1024  # SQLite statements that are parsed once; we have more than the 128 that are usual


class DatabaseUnavailableError(Exception):
    """The database did not answer in time, or at all; nothing was saved."""


class Tx(Session):
    """One transaction in one workspace: what every unit of work takes first."""

    @property
    def team_id(self) -> TeamId:
        """The workspace that this transaction works in."""
        return TeamId(self.info["team_id"])

    @property
    def line(self) -> Connection:
        """The connection past the ORM, where a statement of columns costs a third; what was added goes first."""
        self.flush()
        return self.connection()


class Database:
    """Runs units of work in its own threads, each in one transaction.

    SQLite has one thread, so units run one after another, and none in memory, where there is nothing to wait for;
    Postgres has a small pool. A unit that is given up on is rolled back, never saved behind the person's back.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.patience = PATIENCE  # seconds that a person waits at most
        self.engine = open_engine(self.url)
        tenancy.watch(self.engine)
        self._in_memory = self.url.get_backend_name() == "sqlite" and not self.url.database
        threads = 1 if self.url.get_backend_name() == "sqlite" else POSTGRES_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    async def run(
        self,
        team_id: TeamId,
        unit: Callable[Concatenate[Tx, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `unit` in a transaction of `team_id`, as a job of the clock does."""
        return await self._run(JOB_PATIENCE, team_id, lambda tx: unit(tx, *args, **kwargs))

    async def run_in_time(self, team_id: TeamId, work: Callable[[Tx], T], *, began: float) -> T:
        """Run `work` in a transaction while a person waits, since `began` on the monotonic clock.

        Raises:
            DatabaseUnavailableError: after `patience` seconds, or when the database cannot be reached.
        """
        return await self._run(max(self.patience - (time.monotonic() - began), LEAST_PATIENCE), team_id, work)

    async def _run(self, patience: float, team_id: TeamId, work: Callable[[Tx], T]) -> T:
        attempt = _Attempt(self.engine, team_id)
        if self._in_memory:
            return attempt.run(work)
        future = asyncio.get_running_loop().run_in_executor(self._threads, attempt.run, work)
        done, _ = await asyncio.wait((future,), timeout=patience)
        if not done:
            attempt.give_up()
            future.add_done_callback(lambda late: late.cancelled() or late.exception())
            raise DatabaseUnavailableError("no answer in time")
        try:
            return future.result()
        except (OperationalError, InterfaceError, PoolTimeoutError) as failed:
            raise DatabaseUnavailableError(type(failed).__name__) from failed

    def close(self) -> None:
        """Finish what runs, then close all connections."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self.engine.dispose()


class _Attempt:
    """One try at a unit of work, which another thread may give up on."""

    def __init__(self, engine: Engine, team_id: TeamId) -> None:
        self._engine = engine
        self._team_id = team_id
        self._given_up = Event()
        self._line: Any = None

    def run(self, work: Callable[[Tx], T]) -> T:
        """The unit in its transaction; rolled back when it was given up meanwhile."""
        self._check()
        with Tx(self._engine, expire_on_commit=False, info={"team_id": self._team_id}) as tx:
            with tx.begin():
                self._line = tx.connection().connection.driver_connection
                found = work(tx)
                tx.flush()
                self._check()
            return found

    def give_up(self) -> None:
        """Roll the unit back, waking its thread if it hangs on a socket that will not answer."""
        self._given_up.set()
        if self._engine.dialect.name == "postgresql" and self._line is not None:
            _hang_up(self._line)

    def _check(self) -> None:
        if self._given_up.is_set():
            raise DatabaseUnavailableError("given up")


def _hang_up(connection: Any) -> None:
    """Shut the connection's socket down; the thread that waits on it gets an error and lets go."""
    with (
        contextlib.suppress(OSError, psycopg.Error),
        socket.socket(fileno=os.dup(connection.pgconn.socket)) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


def open_engine(url: URL) -> Engine:
    """The engine for `url`, with the settings that reliability rests on."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    options = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
    return create_engine(
        url,
        hide_parameters=True,  # an error is logged, and people's words are among them
        pool_size=POSTGRES_THREADS,
        max_overflow=0,
        pool_timeout=2,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 2,
            "options": options,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 5000,
        },
    )


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=StaticPool,
        connect_args={
            "check_same_thread": False,
            "timeout": 5,
            "isolation_level": None,
            "cached_statements": PREPARED,
        },
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete=ON")  # what is deleted is not to be read in the file

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
