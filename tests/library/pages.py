"""Real pages to ask for, a listener that counts who connects, and every connection that is tried."""

import asyncio
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduling.fetching import Place

INSIDE = Path(__file__).parent / "inside.txt"
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Inside:
    """A line of `inside.txt`."""

    address: str
    places: tuple[str, ...]
    refused: bool


def read_inside() -> list[Inside]:
    """All that lead inside."""
    found = []
    for line in INSIDE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            address, _, places = line.removesuffix(" !").partition(" -> ")
            said = tuple(one.strip() for one in places.split(",") if one)
            found.append(Inside(address, said, line.endswith(" !")))
    return found


@dataclass
class Names:
    """A resolver with answers of its own; who has several gives one after the other, the last from then on."""

    answers: Mapping[str, Sequence[Sequence[Place]]]
    otherwise: Sequence[Place] = ()
    asked: list[tuple[str, int]] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[Place]:
        """The next answer for a name."""
        before = sum(name == host for name, _ in self.asked)
        self.asked.append((host, port))
        answers = self.answers.get(host, ())
        return answers[min(before, len(answers) - 1)] if answers else self.otherwise


@dataclass
class Server:
    """A server on loopback: what it was asked, raw, and how often somebody connected."""

    place: Place
    heard: list[str]
    connected: list[int]


@asynccontextmanager
async def serving(*answers: Answer, host: str = "127.0.0.1", **how: Any) -> AsyncIterator[Server]:
    """A server that gives these answers, one to each connection, and the last one from then on."""
    left, heard, connected = deque(answers), list[str](), list[int]()
    writers: list[asyncio.StreamWriter] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(len(connected))
        writers.append(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            heard.append((await reader.readuntil(b"\r\n\r\n")).decode())
            await (left.popleft() if len(left) > 1 else left[0])(writer)
        writer.close()

    server = await asyncio.start_server(answer, host, 0, **how)
    try:
        port = server.sockets[0].getsockname()[1]
        yield Server((host, port), heard, connected)
    finally:
        server.close()
        for writer in writers:
            writer.transport.abort()
        with suppress(OSError):
            await asyncio.gather(*(writer.wait_closed() for writer in writers))


def page(
    body: bytes | str, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str
) -> Answer:
    """A whole answer."""
    content = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        await writer.drain()

    return answer


def leads_to(address: str, *, status: str = "302 Found") -> Answer:
    """An answer that leads on."""
    return page("<title>Moved</title>", status=status, Location=address, Set_Cookie="who=me")


_tried: list[Any] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        _tried.append(arguments[1])


sys.addaudithook(_note)


def tried() -> list[Any]:
    """Every place that this process has tried to connect to so far, whatever came of it."""
    return list(_tried)
