"""Answers that Slack would not give, but something between us and Slack might."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.delivery import POST
from bot.posts import PostState
from tests.delivery.deliverer import deliverer, fates, note, owe, said
from tests.stage import Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # races are played on both

JSON = b"Content-Type: application/json"
ODD = {
    "a list": (b"200 OK", JSON, b"[1]"),
    "a word": (b"200 OK", JSON, b'"ok"'),
    "nothing": (b"200 OK", JSON, b""),
    "null": (b"200 OK", JSON, b"null"),
    "half": (b"200 OK", JSON, b'{"ok": true, "ts": "1'),
    "no text": (b"200 OK", JSON, b"\xff\xfe\x00"),
    "ok as a word": (b"200 OK", b"Content-Type: text/plain", b"ok"),
    "a page": (b"200 OK", b"Content-Type: text/html", b"<html>Sign in to the wifi</html>"),
    "a refusal without a name": (b"200 OK", JSON, b'{"ok": false}'),
    "a proxy's no": (b"403 Forbidden", b"Content-Type: text/html", b"<html>"),
    "too big": (b"200 OK", JSON + b"\r\nContent-Length: 999", b"{}"),
    "no HTTP": (b"\x00\x00", JSON, b""),
}


async def test_an_answer_that_cannot_be_read_leaves_the_post_unconfirmed(stage: Stage) -> None:
    await stage.now()  # nothing else is due any more
    for what, (status, header, body) in ODD.items():
        await owe(stage, note(stage, stage.workspace.add_channel(what), what))
        answer = b"HTTP/1.1 %b\r\n%b\r\nConnection: close\r\n\r\n%b" % (status, header, body)
        async with answering(answer) as url, deliverer(stage, slack_url=url) as loop:
            await loop.run_due()
    assert {what: state for what, (state, _) in (await fates(stage)).items()} == dict.fromkeys(
        ODD, PostState.UNCONFIRMED
    )


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """A server that gives this answer to everything."""

    async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(give, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"


async def test_an_answer_that_does_not_come_in_time_leaves_the_post_unconfirmed(stage: Stage) -> None:
    await owe(stage, note(stage, stage.workspace.add_channel("team"), "Hello"))
    stage.workspace.faults.slow(0.2, method=POST)
    async with deliverer(stage, patience=0.05) as loop:
        await loop.run_due()
    assert (await fates(stage))["Hello"] == (PostState.UNCONFIRMED, "no answer in time")
    await stage.workspace.settled()
    await stage.now()
    assert said(stage) == ["Hello"]
