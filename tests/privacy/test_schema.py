"""Every table says whom its rows concern, so that a later one can be forgotten neither in a copy nor when deleting."""

import re

from sqlalchemy import MetaData, String, Table, create_engine, select

from bot.privacy.copy import WORDS
from storage import concern
from storage.base import Base
from tests.privacy.scene import full
from tests.stage import Stage

NOT_PEOPLE = {"team_id", "channel_id", "enterprise_id", "bot_user_id"}
SOMEBODY = re.compile(r"U\d{8}")


def test_a_table_that_says_nothing_is_found() -> None:
    mute = Table("mute", MetaData())
    assert not concern.is_clear(mute)
    assert [table.name for table in concern.tables() if not concern.is_clear(table)] == []


def test_every_column_that_may_hold_somebody_says_what_it_says_of_them() -> None:
    unsaid = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String) and re.search(r"(_id|audience|owner|asker)$", column.name)
        if column.name not in NOT_PEOPLE and column.name not in concern.whose(table)
    }
    assert unsaid == set()


def test_every_table_of_somebodys_has_its_words_in_the_copy() -> None:
    theirs = {table.name for table in concern.tables() if concern.whose(table) or concern.is_shared(table)}
    assert theirs == set(WORDS)


async def test_nobody_stands_where_no_column_says_so(stage: Stage, database_url: str) -> None:
    await full(stage)
    engine, tables = create_engine(database_url), MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        found = {
            (table.name, column.name)
            for table in tables.sorted_tables
            for column in table.c
            for value in connection.scalars(select(column))
            if isinstance(value, str) and SOMEBODY.fullmatch(value)
        }
    engine.dispose()
    said = {(table.name, name) for table in concern.tables() for name in concern.whose(table)}
    assert found - said == set()
    assert {("member", "user_id"), ("avoid", "other_id"), ("post", "audience")} <= found
