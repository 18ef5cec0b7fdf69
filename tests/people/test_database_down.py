"""People are answered in time when Postgres hangs or is gone, and all is well again when it is back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import make_url

from storage.database import PATIENCE
from tests.postgres import fresh_database
from tests.stage import on_stage, set_up_coffee

SORRY = "I cannot reach my memory right now, so nothing was saved. Please try again in a minute."


class Line:
    """A wire to Postgres that can hang (nothing passes) or be cut (nobody answers)."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.cut = False

    async def pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Carry bytes one way until either side ends."""
        with suppress(ConnectionError):
            while (some := await source.read(1 << 16)) and not self.cut:
                await self.open.wait()
                target.write(some)
        target.close()


@asynccontextmanager
async def wired(url: str) -> AsyncIterator[tuple[Line, str]]:
    """A wire to the server behind `url`, and the address of its end."""
    told = make_url(url)
    where = str(told.query.get("host", told.host))
    line = Line()
    tasks: list[asyncio.Task[None]] = []
    ends: list[asyncio.StreamWriter] = []

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends.append(writer)
        if line.cut:
            writer.close()
            return
        if where.startswith("/"):
            far_reader, far_writer = await asyncio.open_unix_connection(f"{where}/.s.PGSQL.{told.port or 5432}")
        else:
            far_reader, far_writer = await asyncio.open_connection(where, told.port or 5432)
        ends.append(far_writer)
        tasks.append(asyncio.create_task(line.pass_on(reader, far_writer)))
        tasks.append(asyncio.create_task(line.pass_on(far_reader, writer)))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    near = told.set(host="127.0.0.1", port=port, query={})
    try:
        yield line, near.render_as_string(hide_password=False)
    finally:
        server.close()
        for end in ends:
            end.close()
        await asyncio.gather(*tasks, *(end.wait_closed() for end in ends), return_exceptions=True)


@pytest.mark.parametrize("trouble", ["hangs", "is gone"])
async def test_everybody_is_answered_while_postgres_is_away(postgres: str, trouble: str) -> None:
    with fresh_database(postgres) as url:
        async with wired(url) as (line, near), on_stage(near, "http") as stage:
            coffee = await set_up_coffee(stage)
            await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
            await coffee.ana.presses("Change")
            before = len(stage.workspace.deliveries)
            stage.bot.db.patience = PATIENCE
            if trouble == "hangs":
                line.open.clear()
            line.cut = trouble == "is gone"
            for _ in range(2):
                await asyncio.gather(
                    coffee.ana.submits(), coffee.ben.runs("/coffee join"), coffee.chi.runs("/coffee leave")
                )
            for person in (coffee.ana, coffee.ben, coffee.chi):
                person.sees(SORRY)
            assert max(one.seconds or 9 for one in stage.workspace.deliveries[before:]) < 3

            line.cut = False
            line.open.set()
            await coffee.ana.submits()
            coffee.ana.sees("Mon 30 Nov 10:00")
            await coffee.ben.runs("/coffee")
            coffee.ben.sees("You are not in.")
