"""Brings a database to the shape that this program knows, or says why it cannot."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaError(Exception):
    """The database does not have the shape that this program knows; the message says what to do."""


def schema_config(connection: Connection) -> Config:
    """Alembic's configuration for the database behind `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Bring the database to the newest shape.

    Raises:
        SchemaError: it was made by a newer program.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # replicas that start together take turns
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(11)")
        _refuse_newer(connection)
        command.upgrade(schema_config(connection), "head")


def check_schema(engine: Engine) -> None:
    """Leave the database as it is.

    Raises:
        SchemaError: it is not in the newest shape.
    """
    with engine.begin() as connection:
        _refuse_newer(connection)
        if MigrationContext.configure(connection).get_current_revision() != _script().get_current_head():
            raise SchemaError("The database is not up to date. Run `uv run app.py migrate`, then start again.")


def _refuse_newer(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in _script().walk_revisions()}
    if found is not None and found not in known:
        raise SchemaError(
            f"The database is from a newer Elevenses (version {found}). "
            "Use that program, or set DATABASE_URL to another database."
        )


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
