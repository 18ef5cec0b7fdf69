"""Alembic's entry: migrates over the connection that it is given, or over that of `alembic -x url=…`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine

import storage.agenda
import storage.cards
import storage.coffee
import storage.delivery
import storage.desk
import storage.digests
import storage.hosts
import storage.moves
import storage.now
import storage.receipts
import storage.swaps
import storage.words  # noqa: F401  every table has to be known here
from storage.base import Base


@contextmanager
def nothing_cascades(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild a table, as it must to change one, without deleting the rows that refer to it.

    SQLite heeds this only between transactions: the one of `connection` ends, and another begins.
    """
    line: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or line.execute("PRAGMA foreign_keys").fetchone() == (0,):
        yield
        return
    line.commit()
    line.execute("PRAGMA foreign_keys=OFF")
    try:
        line.execute("BEGIN IMMEDIATE")
        yield
        line.commit()
    finally:
        line.rollback()
        line.execute("PRAGMA foreign_keys=ON")
        line.execute("BEGIN IMMEDIATE")


def run(connection: Connection) -> None:
    """Run the migrations over `connection`."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        user_module_prefix="storage.base.",
    )
    with nothing_cascades(connection), context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True).get("url", "sqlite://")).begin() as own:
        run(own)
