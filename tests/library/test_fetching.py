"""A shared page is asked for its title: only in public, only once, only for so long, and only for so much."""

import asyncio
import gzip
import logging
import time
import tracemalloc
import zlib
from collections.abc import Sequence

import pytest

from bot.addresses import read_address
from scheduling import fetching
from scheduling.fetching import Fetcher, Place
from tests.library.pages import Answer, Inside, Names, Server, leads_to, page, read_inside, serving, tried

CORPUS = read_inside()
TITLE = "<html><head><title> Query\n plans &amp; you </title></head>"


def fetcher(server: Server) -> Fetcher:
    """One for which `page.example.org` is the server."""
    return Fetcher(Names({"page.example.org": [[server.place]]}), allowed={server.place})


async def title_of(*answers: Answer, address: str = "http://page.example.org/a?b=1#c") -> str:
    """The title of a page that is answered so."""
    async with serving(*answers) as server:
        return await fetcher(server).title_of(address)


async def test_a_title_comes_on_one_line_from_the_place_that_was_looked_at() -> None:
    async with serving(page(TITLE)) as server:
        ours = fetcher(server)
        assert await ours.title_of("http://page.example.org/a?b=1#c") == "Query plans & you"
    (heard,) = server.heard
    assert heard.startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert "\r\nHost: page.example.org\r\n" in heard
    assert "cookie" not in heard.lower()


def test_there_are_many_ways_inside() -> None:
    assert len({one.address for one in CORPUS}) == len(CORPUS) >= 60


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.address)
def test_what_is_no_address_of_a_page_is_refused_and_others_may_be_kept(one: Inside) -> None:
    assert (read_address(one.address) is None) == one.refused


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.address)
async def test_nothing_that_leads_inside_is_connected_to(one: Inside) -> None:
    before = tried()
    async with serving(page(TITLE)) as ipv4, serving(page(TITLE), host="::1") as ipv6:
        ports = {"127.0.0.1": ipv4.place[1], "::1": ipv6.place[1]}

        async def resolve(host: str, port: int) -> Sequence[Place]:
            """What the line says, else what the machine itself makes of it; to where somebody listens."""
            if one.places:
                return [(place, ports.get(place, ipv4.place[1])) for place in one.places]
            try:
                return [(place, ports.get(place, port)) for place, _ in await fetching.resolve(host, port)]
            except OSError:
                return [ipv4.place]

        assert await Fetcher(resolve).title_of(one.address) == ""
        assert ipv4.connected == ipv6.connected == []
    assert tried() == before


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.address)
async def test_no_page_leads_there_either(one: Inside) -> None:
    async with serving(leads_to(one.address), page(TITLE)) as server, serving(page("<title>Inside</title>")) as inside:
        said = [(place, inside.place[1]) for place in one.places or ("127.0.0.1",)]
        names = Names({"page.example.org": [[server.place]]}, otherwise=said)
        before = len(tried())
        title = await Fetcher(names, allowed={server.place}).title_of("http://page.example.org/")
        assert inside.connected == []
    assert set(tried()[before:]) == {server.place}
    assert title == ("Query plans & you" if len(server.heard) > 1 else "")


async def test_a_name_that_stands_for_something_else_the_second_time_is_looked_at_again() -> None:
    async with serving(leads_to("/again"), page(TITLE)) as server, serving(page(TITLE)) as inside:
        names = Names({"page.example.org": [[server.place], [inside.place]]})
        assert await Fetcher(names, allowed={server.place}).title_of("http://page.example.org/") == ""
        assert len(names.asked) == 2
        assert inside.connected == []
        assert server.connected == [0]


async def test_a_name_is_asked_for_once_and_cannot_change_before_the_connection() -> None:
    async with serving(page(TITLE)) as server, serving(page("<title>Inside</title>")) as inside:
        names = Names({"page.example.org": [[server.place], [inside.place]]})
        allowed = {server.place, inside.place}
        assert await Fetcher(names, allowed=allowed).title_of("http://page.example.org/") == "Query plans & you"
        assert inside.connected == []


async def test_pages_that_lead_on_are_followed_a_few_times_without_their_cookies() -> None:
    on = [leads_to("/b"), leads_to("http://page.example.org/c", status="301 Moved"), leads_to("?d", status="308 Moved")]
    async with serving(*on, page(TITLE)) as server:
        assert await fetcher(server).title_of("http://page.example.org/a") == "Query plans & you"
    assert [one.split()[1] for one in server.heard] == ["/a", "/b", "/c", "/c?d"]
    assert "cookie" not in "".join(server.heard).lower()
    assert await title_of(*on, leads_to("/e"), page(TITLE)) == ""


@pytest.mark.parametrize(
    "to",
    ["http://page.example.org:8080/", "ftp://page.example.org/", "http://me:secret@page.example.org/", "//127.0.0.1/"],
)
async def test_each_step_is_looked_at_anew(to: str) -> None:
    async with serving(leads_to(to), page(TITLE)) as server:
        assert await fetcher(server).title_of("http://page.example.org/") == ""
    assert server.connected == [0]


@pytest.mark.parametrize(
    "answer",
    [
        page(TITLE, kind="application/pdf"),
        page(TITLE, kind="text/html-ish"),
        page(TITLE, status="404 Not Found"),
        page(TITLE, status="204 No Content"),
        page(TITLE, status="302 Found"),
        page(TITLE, Content_Encoding="br"),
        page(TITLE, Content_Encoding="gzip, gzip"),
        page(TITLE, Content_Encoding="gzip"),
        page("<p>No title</p>"),
        page(b""),
    ],
)
async def test_what_is_no_page_with_a_title_gives_none(answer: Answer) -> None:
    assert await title_of(answer) == ""


async def test_a_title_within_half_a_megabyte_is_found_and_one_beyond_is_not() -> None:
    assert await title_of(page(b" " * 400_000 + TITLE.encode())) == "Query plans & you"
    assert await title_of(page(b" " * 600_000 + TITLE.encode())) == ""


@pytest.mark.parametrize("how", ["gzip", "deflate"])
async def test_a_packed_page_is_read(how: str) -> None:
    packed = gzip.compress(TITLE.encode()) if how == "gzip" else zlib.compress(TITLE.encode())
    assert await title_of(page(packed, Content_Encoding=how)) == "Query plans & you"


@pytest.mark.parametrize(("before", "title"), [(400_000, "Query plans & you"), (600_000, "")])
async def test_what_unpacks_to_a_gigabyte_is_left_after_half_a_megabyte(before: int, title: str) -> None:
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    page_itself = [packer.compress(b" " * before + TITLE.encode())]
    bomb = b"".join([*page_itself, *(packer.compress(bytes(1 << 20)) for _ in range(1024)), packer.flush()])
    tracemalloc.start()
    assert await title_of(page(bomb, Content_Encoding="gzip")) == title
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 << 20


async def test_a_page_that_drips_is_left_when_its_time_is_over() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(drip) as server:
        began = time.monotonic()
        names = Names({"page.example.org": [[server.place]]})
        assert await Fetcher(names, allowed={server.place}, seconds=0.3).title_of("http://page.example.org/") == ""
        assert time.monotonic() - began < 2


async def test_a_name_that_takes_too_long_is_given_up() -> None:
    async def resolve(_host: str, _port: int) -> Sequence[Place]:
        await asyncio.sleep(60)
        return ()

    assert await Fetcher(resolve, seconds=0.1).title_of("http://page.example.org/") == ""


async def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(page(TITLE)) as server, serving(page("<title>Proxy</title>")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.place[1]}")
        assert await fetcher(server).title_of("http://page.example.org/") == "Query plans & you"
        assert proxy.connected == []


async def test_nothing_of_an_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="scheduling.fetching")
    await title_of(page(TITLE, status="500 Oh"), address="http://page.example.org/secret")
    await Fetcher(Names({})).title_of("http://secret.example.org/secret")
    await Fetcher(fetching.resolve).title_of("http://10.0.0.5/secret")
    assert len(caplog.records) == 3
    assert "secret" not in caplog.text
    assert "example" not in caplog.text
