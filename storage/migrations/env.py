"""Alembic's entry: migrates over the connection that it is given, or over that of `alembic -x url=…`."""

from alembic import context
from sqlalchemy import Connection, create_engine

import storage.coffee
import storage.receipts  # noqa: F401  every table has to be known here
from storage.base import Base


def run(connection: Connection) -> None:
    """Run the migrations in the transaction of `connection`."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        user_module_prefix="storage.base.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True).get("url", "sqlite://")).begin() as own:
        run(own)
