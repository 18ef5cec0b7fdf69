"""Text that is sealed at rest: what people wrote for nobody else is not to be read in a backup.

Fernet, by cryptography: AES in CBC mode with an HMAC, under the first of the operator's keys; the others only open
what was sealed before. It does not keep out whoever has both the database and the keys.
"""

import contextlib
import json
from collections.abc import Iterator
from datetime import time
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Column, Dialect, Engine, Text, literal, make_url, select, tuple_, type_coerce, update
from sqlalchemy.types import TypeDecorator

from bot.refusal import SorryError
from storage.base import Base
from storage.database import Tx, open_engine

MARK = "gAAAA"  # every Fernet token begins so: its version, and a time before the year 2106
WRONG_KEY = (
    "SEALING_KEYS does not open what is in the database. Put the key that it was sealed with behind the first, "
    "a comma between them."
)
NO_KEY = (
    "Each of SEALING_KEYS has to be 32 bytes in URL-safe base64, a comma between two. "
    "`uv run app.py seal --new-key` prints one."
)
AT_ONCE = 200  # texts in one transaction
_RINGS: WeakKeyDictionary[Dialect, MultiFernet] = WeakKeyDictionary()


class Sealed(TypeDecorator[str]):
    """Text under the operator's keys; as it is where there are none, or where it was kept before there were."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal it; nothing stays nothing."""
        return _seal(value, dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open it.

        Raises:
            SorryError: none of the keys fits.
        """
        return _open(value, dialect)


class SealedList(TypeDecorator[list[Any]]):
    """A list, as JSON, likewise."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> str | None:
        """Write it down and seal it; nothing in it is nothing to seal."""
        return _seal(json.dumps(value, ensure_ascii=False) if value else "", dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[Any]:
        """Open it and read it.

        Raises:
            SorryError: none of the keys fits.
        """
        written = _open(value, dialect)
        found: list[Any] = json.loads(written) if written else []
        return found


class SealedTime(TypeDecorator[time]):
    """A wall time, likewise."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write it down and seal it."""
        return _seal(None if value is None else value.isoformat(), dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Open it and read it.

        Raises:
            SorryError: none of the keys fits.
        """
        written = _open(value, dialect)
        return time.fromisoformat(written) if written else None


def _seal(text: str | None, dialect: Dialect) -> str | None:
    ring = _RINGS.get(dialect)
    return ring.encrypt(text.encode()).decode() if ring and text else text


def _open(written: str | None, dialect: Dialect) -> str | None:
    ring = _RINGS.get(dialect)
    if not ring or not written or not written.startswith(MARK):
        return written
    try:
        return ring.decrypt(written).decode()
    except InvalidToken as unopened:
        raise SorryError(WRONG_KEY) from unopened


def fresh_key() -> str:
    """A fresh key."""
    return Fernet.generate_key().decode()


def seal_with(engine: Engine, keys: str) -> None:
    """Seal with the first of these keys from now on, and open with any of them.

    Raises:
        SorryError: one of them is no key.
    """
    try:
        ring = [Fernet(key.strip()) for key in keys.split(",") if key.strip()]
    except ValueError as wrong:
        raise SorryError(NO_KEY) from wrong
    if ring:
        _RINGS[engine.dialect] = MultiFernet(ring)


def check_keys(tx: Tx) -> None:
    """Look whether the keys open what is there.

    Raises:
        SorryError: none of them does.
    """
    dialect = tx.get_bind().dialect
    for column in sealed_columns():
        raw = type_coerce(column, Text)
        written = tx.scalar(select(raw).where(column.table.c.team_id == tx.team_id, raw.startswith(MARK)).limit(1))
        try:
            _ = None if written is None else _RINGS[dialect].decrypt(written)
        except (InvalidToken, KeyError) as unopened:
            raise SorryError(WRONG_KEY) from unopened


def seal_all(url: str, keys: str) -> int:
    """Seal everything with the first key, whatever it was sealed with before; how many texts there are.

    The bot may run meanwhile: it is done a few rows at a time, and a text that changes meanwhile is sealed already.

    Raises:
        SorryError: there is no key, or none that opens what is there.
    """
    engine = open_engine(make_url(url))
    try:
        seal_with(engine, keys)
        if engine.dialect not in _RINGS:
            raise SorryError(NO_KEY)
        sealed = sum(_seal_column(engine, column, _RINGS[engine.dialect]) for column in sealed_columns())
        _forget_the_old(engine)
    except InvalidToken as unopened:
        raise SorryError(WRONG_KEY) from unopened
    finally:
        engine.dispose()
    return sealed


def _forget_the_old(engine: Engine) -> None:
    """SQLite keeps what was overwritten in its file until it is written anew; Postgres sees to it by itself, later."""
    if engine.dialect.name == "sqlite":
        with (
            contextlib.closing(engine.raw_connection()) as connection,
            contextlib.closing(connection.cursor()) as cursor,
        ):
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _seal_column(engine: Engine, column: Column[Any], ring: MultiFernet) -> int:
    raw, key = type_coerce(column, Text), list(column.table.primary_key)
    after: list[Any] = []
    sealed = 0
    while True:
        rest = [tuple_(*key) > tuple_(*map(literal, after))] if after else []
        with engine.begin() as connection:
            some = connection.execute(select(*key, raw).where(raw != "", *rest).order_by(*key).limit(AT_ONCE)).all()
            for *place, written in some:
                token = ring.rotate(written) if written.startswith(MARK) else ring.encrypt(written.encode())
                same = [part == value for part, value in zip(key, place, strict=True)]
                values = {column: literal(token.decode(), Text)}
                connection.execute(update(column.table).where(*same, raw == written).values(values))
        if not some:
            return sealed
        after, sealed = list(some[-1][:-1]), sealed + len(some)


def is_sealed(column: Column[Any]) -> bool:
    """Whether what a column holds cannot be looked up in the database, only opened."""
    return isinstance(column.type, Sealed | SealedList | SealedTime)


def sealed_columns() -> Iterator[Column[Any]]:
    """Every column that is sealed."""
    for table in Base.metadata.sorted_tables:
        yield from filter(is_sealed, table.c)
