"""A real round of coffee that owes introductions, in a database and an emulated workspace of its own."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, Person, TeamId, UserId
from bot.programme import Programme
from emulator.clock import Clock
from emulator.server import Server
from emulator.workspace import Workspace
from scheduling.coffee import run_one_due_round
from scheduling.workplace import Workplace
from storage import directory, people, programmes
from storage.database import Database, Tx
from storage.schema import migrate
from tests.bench.replica import Life
from tests.stage import MANIFEST

SLOT = Slot(date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC))


@asynccontextmanager
async def owed_round(url: str, *, pairs: int, speed: int) -> AsyncIterator[tuple[Workspace, Life]]:
    """A workspace in which `pairs` introductions are due, and the life of a replica that may deliver them."""
    workspace = Workspace(manifest=MANIFEST, clock=Clock(SLOT.at, running=True))
    ids = [workspace.add_person(f"Person {number}", tz="Europe/Berlin").id for number in range(2 * pairs)]
    team_id = TeamId(workspace.team_id)
    db = Database(url)
    try:
        migrate(db.engine)
        async with Server(workspace) as server:
            slack = AsyncWebClient(workspace.bot_token, base_url=server.base_url, retry_handlers=[])
            await db.run(team_id, take_part, [UserId(one) for one in ids])
            await run_one_due_round(Workplace(db, slack, team_id, lambda: SLOT.at))
            yield (
                workspace,
                Life(url, server.base_url, workspace.bot_token, team_id, SLOT.at, time.monotonic(), speed),
            )
    finally:
        db.close()


def take_part(tx: Tx, ids: list[UserId]) -> None:
    """Everybody is in a coffee whose slot has come."""
    people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=SLOT.at)
    directory.put_off_readings(tx, until=SLOT.at + timedelta(days=7))
    rhythm = Rhythm(1, 0, SLOT.at.time().replace(hour=10), "Europe/Berlin")
    programme = programmes.save_programme(tx, Programme(0, ChannelId("C0TEAM"), False, rhythm, SLOT, ids[0]))  # noqa: FBT003
    for one in ids:
        people.meet_person(tx, Person(one, f"Person {one}", "Europe/Berlin"))
        programmes.join(tx, programme.id, one, now=SLOT.at)
