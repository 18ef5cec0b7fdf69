"""Asking a page for its title, from nowhere but the public internet, and for no more than that takes."""

import asyncio
import logging
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from bot.addresses import Target, is_public, target_of
from bot.library.title import title_in

logger = logging.getLogger(__name__)

SECONDS = 3.0  # for everything: names, redirects and the page
MOST = 512 * 1024  # bytes of a page, as it comes and as it is unpacked
MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {"User-Agent": "Elevenses (title of a shared page)", "Accept": "text/html", "Accept-Encoding": "identity"}
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
UNPACKED = {"", "identity"}
PACKED = {"gzip", "x-gzip", "deflate"}

Place = tuple[str, int]  # an IP address and a port
Resolve = Callable[[str, int], Awaitable[Sequence[Place]]]


class _NoTitleError(Exception):
    """The page gives no title; its words say why, and nothing of the address."""


async def resolve(host: str, port: int) -> Sequence[Place]:
    """The places that a name stands for, or an address itself."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(place[0]), int(place[1])) for *_, place in found]


@dataclass(frozen=True)
class Fetcher:
    """Asks pages for their titles.

    Names become places by `resolve`, once for each connection, which goes to the very place that was looked at.
    Places that are not public are never connected to, unless they are `allowed`, which is for tests.
    """

    resolve: Resolve = resolve
    allowed: Collection[Place] = ()
    seconds: float = SECONDS
    context: ssl.SSLContext = field(default_factory=lambda: httpx.create_ssl_context(trust_env=False))

    async def title_of(self, address: str) -> str:
        """The title of a page; "" where there is none to be had in time."""
        try:
            async with asyncio.timeout(self.seconds):
                return await self._follow(address)
        except _NoTitleError as reason:
            logger.info("a shared page gave no title: %s", reason)
        except (TimeoutError, OSError, httpx.HTTPError, httpx.InvalidURL, ValueError) as trouble:
            logger.info("a shared page gave no title: %s", type(trouble).__name__)
        return ""

    async def _follow(self, address: str) -> str:
        for _ in range(MOST_REDIRECTS + 1):
            target = target_of(address)
            if target is None:
                raise _NoTitleError("it is not for everybody")
            found, leads_to = await self._ask(target)
            if not leads_to:
                return found
            address = urljoin(address, leads_to)
        raise _NoTitleError("it leads on too often")

    async def _ask(self, target: Target) -> tuple[str, str]:
        """The title of a page, and where it leads instead, one of them "".

        Nothing is kept from one question to the next: no connection, no cookie, nothing of the environment.
        """
        place = await self._place_of(target)
        async with (
            httpx.AsyncClient(verify=self.context, trust_env=False, timeout=self.seconds) as web,
            web.stream(
                "GET",
                httpx.URL(scheme=target.scheme, host=place[0], port=place[1], raw_path=target.path.encode()),
                headers={**HEADERS, "Host": target.named},
                extensions={"sni_hostname": target.host},
                follow_redirects=False,
            ) as response,
        ):
            if response.status_code in REDIRECTS:
                return "", _leads_to(response)
            return await _read(response), ""

    async def _place_of(self, target: Target) -> Place:
        """The place to connect to; all that a name stands for have to be public."""
        places = await self.resolve(target.host, target.port)
        if not places or not all(place in self.allowed or is_public(place[0]) for place in places):
            raise _NoTitleError("its place is not for everybody")
        return places[0]


def _leads_to(response: httpx.Response) -> str:
    location = response.headers.get("location", "")
    if not location:
        raise _NoTitleError("it leads nowhere")
    return str(location)


async def _read(response: httpx.Response) -> str:
    kind, _, _ = response.headers.get("content-type", "").partition(";")
    if response.status_code != httpx.codes.OK or kind.strip().lower() != "text/html":
        raise _NoTitleError(f"it is no page ({response.status_code})")
    page = await _beginning_of(response)
    return await asyncio.to_thread(title_in, page, charset=response.charset_encoding or "")


async def _beginning_of(response: httpx.Response) -> bytes:
    """As much of a page as we look at; what is packed is unpacked little by little, never beyond that."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in UNPACKED | PACKED:
        raise _NoTitleError("it is packed in a way of its own")
    unpack = zlib.decompressobj(GZIP_OR_ZLIB) if packing in PACKED else None
    page, taken = bytearray(), 0
    async for part in response.aiter_raw():
        taken += len(part)
        try:
            page += part if unpack is None else unpack.decompress(part, MOST + 1 - len(page))
        except zlib.error:
            raise _NoTitleError("it cannot be unpacked") from None
        if max(taken, len(page)) > MOST:
            break
    return bytes(page[:MOST])
