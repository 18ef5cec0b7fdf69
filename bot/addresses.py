"""Addresses of pages: how one is written, which two are the same, and which may be asked for their title."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

import idna

LONGEST = 2000  # characters
DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # a last label that makes the whole an IPv4 address to a browser
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\]")
_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>")
_KEPT = "/:@!$&'()*+,;=~-._%"
_TRACKERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid"})
_INSIDE = frozenset({
    "localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "localdomain", "onion", "arpa",
    "test", "invalid",
})  # fmt: skip
_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_NOT_PUBLIC = (  # whatever a version of Python says of them
    ip_network("100.64.0.0/10"),
    ip_network("168.63.129.16/32"),  # answers within a cloud only
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),
    ip_network("2001::/23"),
    ip_network("3fff::/20"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """A page that may be asked for its title: whom to connect to, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The host as a header has it."""
        return f"[{self.host}]" if ":" in self.host else self.host


def read_address(typed: str) -> str | None:
    """The address of a page in one spelling; None where it is none, or holds a name or password.

    What only tells where somebody came from is left out.
    """
    text = typed.strip()
    linked = _LINK.fullmatch(text)
    text = linked[1] if linked else text
    parts = None if _UNFIT.search(text) else _split(text)
    if parts is None or parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc:
        return None
    host, port = _host_of(parts), _port_of(parts)
    if not host or port is None:
        return None
    place = f"[{host}]" if ":" in host else host
    netloc = place if port == DEFAULT_PORTS[parts.scheme] else f"{place}:{port}"
    query = "&".join(one for one in parts.query.split("&") if not _is_tracker(one))
    path, query, fragment = (quote(one, safe=_KEPT + more) for one, more in _rest(parts, query))
    address = SplitResult(parts.scheme, netloc, path or "/", query, fragment).geturl()
    return address if len(address) <= LONGEST else None


def _rest(parts: SplitResult, query: str) -> tuple[tuple[str, str], ...]:
    return (parts.path, ""), (query, "?"), (parts.fragment, "?")


def _split(text: str) -> SplitResult | None:
    try:
        return urlsplit(text)
    except ValueError:
        return None


def _port_of(parts: SplitResult) -> int | None:
    """The port that is named or meant; None where it is none."""
    try:
        return DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port or None
    except ValueError:
        return None


def _host_of(parts: SplitResult) -> str:
    """The host in ASCII: a name, or an address without brackets; "" where it is neither."""
    host = parts.hostname or ""
    if "[" in parts.netloc or ":" in host:
        return str(IPv6Address(host)) if _is_ipv6(host) else ""
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except UnicodeError:
        return ""
    return name if _NAME.fullmatch(name) else ""


def _is_ipv6(host: str) -> bool:
    try:
        return IPv6Address(host).scope_id is None
    except ValueError:
        return False


def _is_tracker(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name.startswith("utm_") or name in _TRACKERS


def page_of(address: str) -> str:
    """What two addresses of the same page share: one spelling without its fragment, unless that is a path."""
    page, mark, fragment = address.partition("#")
    return address if mark and fragment.startswith(("/", "!")) else page


def host_of(address: str) -> str:
    """The host of an address in one spelling, as people read it."""
    return urlsplit(address).netloc.removeprefix("www.")


def first_link(text: str) -> str:
    """The first address within a message of Slack's, as it was before Slack wrote it down; "" for none."""
    found = _LINK.search(text)
    return found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if found else ""


def target_of(address: str) -> Target | None:
    """Whom to ask for the title of a page; None for a page of which none is asked.

    Pages are asked for over http or https on their usual ports, by a name that can be public or a public address.
    Whoever connects looks, too, at what the name stands for.
    """
    spelt = read_address(address)
    if spelt is None:
        return None
    parts = urlsplit(spelt)
    host, port = parts.hostname or "", DEFAULT_PORTS[parts.scheme]
    if parts.port is not None or not _may_be_public(host):
        return None
    return Target(parts.scheme, host, port, f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _may_be_public(host: str) -> bool:
    last = host.rpartition(".")[2]
    if ":" in host or _NUMBER.fullmatch(last):
        return is_public(host)
    return "." in host and last != "" and last not in _INSIDE


def is_public(address: str) -> bool:
    """Whether an IP address, in its usual spelling, is one that anybody can reach."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if not found.is_global or found.is_multicast or any(found in one for one in _NOT_PUBLIC):
        return False
    if isinstance(found, IPv4Address):
        return True
    tunnel = IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else found.sixtofour
    return found.scope_id is None and (found in _GLOBAL or found in _NAT64) and (not tunnel or is_public(str(tunnel)))
