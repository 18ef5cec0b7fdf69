"""What the tests of delivery owe people, and a second deliverer beside the bot's own."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.blocks import told
from bot.people import ChannelId, UserId
from bot.posts import Post, PostState, Worth
from emulator.model import Channel
from emulator.person import Person
from scheduling.loop import Loop
from scheduling.workplace import Workplace
from storage import posts
from storage.database import Database, Tx
from storage.posts import PostRow
from tests.stage import Stage

Meanwhile = Callable[[], Awaitable[object]]


def note(
    stage: Stage,
    to: Person | Channel,
    text: str,
    *,
    late: timedelta = timedelta(0),
    worth: Worth | None = None,
    days: int = 2,
) -> Post:
    """A post with this text, due now or `late`, and worth saying for two days or so many."""
    due_at = stage.clock.now() - late
    return Post(
        key=f"test:note:{text}",
        to=(UserId(to.id),) if isinstance(to, Person) else ChannelId(to.id),
        message=told(text),
        due_at=due_at,
        expires_at=due_at + timedelta(days=days),
        worth=worth,
    )


async def owe(stage: Stage, *owed: Post) -> None:
    """Put posts into the outbox."""
    await stage.bot.db.run(stage.bot.team_id, posts.enqueue, owed)


async def fates(stage: Stage) -> dict[str, tuple[PostState, str]]:
    """The state of every post and what went wrong, by text."""

    def read(tx: Tx) -> dict[str, tuple[PostState, str]]:
        rows = tx.scalars(select(PostRow).where(PostRow.team_id == tx.team_id))
        return {row.text: (PostState(row.state), row.error) for row in rows}

    return await stage.bot.db.run(stage.bot.team_id, read)


def said(stage: Stage) -> list[str]:
    """The texts of all messages, oldest first."""
    return [message.text for message in stage.workspace.messages]


@asynccontextmanager
async def deliverer(
    stage: Stage,
    *,
    db: Database | None = None,
    slack_url: str = "",
    patience: float = 10,
    answered: Mapping[str, Meanwhile] | None = None,
) -> AsyncIterator[Loop]:
    """Another deliverer, which gives Slack up after `patience` seconds.

    What is `answered` by method happens when Slack has answered, before that is read.
    """
    trace = aiohttp.TraceConfig()

    async def is_answered(_session: Any, _context: Any, request: aiohttp.TraceRequestEndParams) -> None:
        meanwhile = (answered or {}).get(request.url.name)
        if meanwhile is not None:
            await meanwhile()

    trace.on_request_end.append(is_answered)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(patience), trace_configs=[trace]) as session:
        slack = AsyncWebClient(
            stage.workspace.bot_token,
            base_url=slack_url or stage.workspace.base_url,
            session=session,
            retry_handlers=[],
        )
        yield Loop(Workplace(db or stage.bot.db, slack, stage.bot.team_id, stage.clock.now))


def nobody_listens() -> str:
    """An address that refuses connections."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{closed.getsockname()[1]}/api/"
