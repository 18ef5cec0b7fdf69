"""Opens a database and brings it to the shape that this program knows, or says why it cannot."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.refusal import SorryError
from storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaError(Exception):
    """The database does not have the shape that this program knows; the message says what to do."""


def schema_config(connection: Connection) -> Config:
    """Alembic's configuration for the database behind `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def open_database(url: str, *, may_migrate: bool) -> Database:
    """The database at `url`, in the shape that this program knows.

    Raises:
        SorryError: it cannot be opened, or has another shape.
    """
    try:
        db = Database(url)
    except (ArgumentError, ImportError) as unreadable:
        raise SorryError("DATABASE_URL is not a database address. Try sqlite:///elevenses.sqlite.") from unreadable
    try:
        (migrate if may_migrate else check_schema)(db.engine)
    except SchemaError as wrong:
        raise SorryError(str(wrong)) from wrong
    except SQLAlchemyError as failed:
        where = db.url.render_as_string(hide_password=True)
        raise SorryError(f"The database {where} cannot be used. Check DATABASE_URL and that it is running.") from failed
    return db


def migrate(engine: Engine) -> None:
    """Bring the database to the newest shape.

    Raises:
        SchemaError: it was made by a newer program.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # replicas that start together take turns
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(11)")
        if not is_newest(connection):
            command.upgrade(schema_config(connection), "head")


def check_schema(engine: Engine) -> None:
    """Leave the database as it is.

    Raises:
        SchemaError: it is not in the newest shape.
    """
    with engine.begin() as connection:
        if not is_newest(connection):
            raise SchemaError("The database is not up to date. Run `uv run app.py migrate`, then start again.")


def is_newest(connection: Connection) -> bool:
    """Whether the database is in the newest shape.

    Raises:
        SchemaError: it was made by a newer program.
    """
    found = MigrationContext.configure(connection).get_current_revision()
    newest, *earlier = _revisions()
    if found not in (newest, None, *earlier):
        raise SchemaError(
            f"The database is from a newer Elevenses (version {found}). "
            "Use that program, or set DATABASE_URL to another database."
        )
    return found == newest


@cache
def _revisions() -> tuple[str, ...]:
    """The revisions that this program knows, newest first."""
    return tuple(one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
