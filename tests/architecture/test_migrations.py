"""The database goes from every shape to the next and back, with rows in it, and ends in the shape of the tables."""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, make_url, select

import storage
from storage.base import Base
from storage.database import open_engine
from storage.schema import MIGRATIONS, migrate, schema_config
from tests.postgres import fresh_database

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
JSON: type = object
SAMPLES: dict[type, Any] = {
    str: "1",
    int: 1,
    float: 1.0,
    bool: True,
    bytes: b"1",
    datetime: NOON,
    date: NOON.date(),
    time: NOON.time(),
    JSON: {},
}
REVISIONS = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
OLDEST_FIRST = REVISIONS[::-1]


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of each kind, without tables, with the settings that the bot uses."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path}/new.sqlite"
        if request.param == "postgres":
            url = stack.enter_context(fresh_database(request.getfixturevalue("postgres")))
        opened = open_engine(make_url(url))
        stack.callback(opened.dispose)
        with opened.begin() as connection:
            command.downgrade(schema_config(connection), "base")
        yield opened


def test_rows_live_through_every_migration(engine: Engine) -> None:
    for revision in OLDEST_FIRST:
        with engine.begin() as connection:
            before = count_rows(connection)
            command.upgrade(schema_config(connection), revision)
            after = count_rows(connection)
            assert {name: after[name] for name in before if name in after} == before
            populate(connection)
            assert set(count_rows(connection).values()) == {1}


def test_migrations_go_down_over_rows_and_up_again(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        populate(connection)
    for revision in [*REVISIONS[1:], "base"]:
        with engine.begin() as connection:
            command.downgrade(schema_config(connection), revision)
    with engine.begin() as connection:
        assert count_rows(connection) == {}
    migrate(engine)
    with engine.begin() as connection:
        populate(connection)
        assert set(count_rows(connection)) == set(Base.metadata.tables)


def test_the_newest_migration_has_the_shape_of_the_tables(engine: Engine) -> None:
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        importlib.import_module(module.name)
    migrate(engine)
    with engine.begin() as connection:
        command.check(schema_config(connection))
        assert set(count_rows(connection)) == set(Base.metadata.tables)


def tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    counted = {table.name: connection.scalar(select(func.count()).select_from(table)) for table in tables(connection)}
    return {name: count or 0 for name, count in counted.items()}


def populate(connection: Connection) -> None:
    """Give every empty table one row, which refers to the rows of the tables before it."""
    rows: dict[Table, dict[str, Any]] = {}
    for table in tables(connection):
        if not connection.scalar(select(func.count()).select_from(table)):
            connection.execute(insert(table).values(_sample(table, rows)))
        rows[table] = dict(connection.execute(select(table)).mappings().first() or {})


def _sample(table: Table, rows: dict[Table, dict[str, Any]]) -> dict[str, Any]:
    row = {column.name: SAMPLES[column.type.python_type] for column in table.columns}
    for constraint in table.foreign_key_constraints:
        for key in constraint.elements:
            row[key.parent.name] = rows.get(key.column.table, {}).get(key.column.name)
    return row
