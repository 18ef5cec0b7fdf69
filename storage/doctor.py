"""What a check-up sees of the database; it leaves everything as it was."""

import os
from datetime import datetime
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Connection, Engine, create_engine, func, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.doctor import DatabaseFacts
from bot.people import TeamId
from storage.database import open_engine
from storage.receipts import ReceiptRow
from storage.schema import SchemaError, is_newest

TRIAL = "CREATE TABLE elevenses_trial (one INTEGER)"


def examine_database(address: str, team_id: TeamId) -> DatabaseFacts:
    """The database at `address`: whether it can be used, how old it is, and what it knows of `team_id`."""
    try:
        url = make_url(address)
        file = _file_of(url)
        if file is not None and not file.exists():
            return _nothing_yet(url, file)
        engine = create_engine(url) if url.get_backend_name() == "sqlite" else open_engine(url)
    except (ArgumentError, ImportError):
        return DatabaseFacts("", wrong="DATABASE_URL is not a database address. Try sqlite:///elevenses.sqlite.")
    try:
        return _look(engine, team_id)
    except SchemaError as wrong:
        return DatabaseFacts(_where(url), wrong=str(wrong))
    except SQLAlchemyError:
        return DatabaseFacts(
            _where(url),
            wrong=f"{_where(url)} cannot be opened, or not written. Check DATABASE_URL, that it is running, "
            "and what the user of the bot may do there.",
        )
    finally:
        engine.dispose()


def _where(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _file_of(url: URL) -> Path | None:
    """The file of an SQLite database, or None where there is none."""
    named = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(url.database or "") if named else None


def _nothing_yet(url: URL, file: Path) -> DatabaseFacts:
    """SQLite makes its file when it is opened, so it is not opened to look."""
    if os.access(file.parent, os.W_OK):
        return DatabaseFacts(_where(url), fresh=True)
    return DatabaseFacts(_where(url), wrong=f"{file} cannot be made. Create its folder, or change DATABASE_URL.")


def _look(engine: Engine, team_id: TeamId) -> DatabaseFacts:
    """Look at the tables, and make one on trial, in a transaction that is taken back."""
    begin = "BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "BEGIN"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(begin)
        try:
            connection.exec_driver_sql(TRIAL)
            return _facts(connection, team_id)
        finally:
            connection.exec_driver_sql("ROLLBACK")


def _facts(connection: Connection, team_id: TeamId) -> DatabaseFacts:
    where = _where(connection.engine.url)
    if MigrationContext.configure(connection).get_current_revision() is None:
        return DatabaseFacts(where, fresh=True)
    return DatabaseFacts(
        where,
        old=not is_newest(connection),
        last_event=_last(connection, team_id, events=True),
        last_act=_last(connection, team_id, events=False),
    )


def _last(connection: Connection, team_id: TeamId, *, events: bool) -> datetime | None:
    """When the last event came, or the last of everything else: Slack's ids of events begin with Ev."""
    is_event = ReceiptRow.key.startswith("Ev")
    kind = is_event if events else ~is_event
    return connection.scalar(select(func.max(ReceiptRow.at)).where(ReceiptRow.team_id == team_id, kind))
