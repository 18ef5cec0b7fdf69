"""How the address of a page is read, by value, and what its title is."""

import pytest

from bot.addresses import LONGEST, first_link, host_of, is_public, page_of, read_address, target_of
from bot.library.title import LONGEST as LONGEST_TITLE
from bot.library.title import title_in


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" https://Example.ORG ", "https://example.org/"),
        ("HTTPS://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://bücher.example/ü?q=ä#ö", "http://xn--bcher-kva.example/%C3%BC?q=%C3%A4#%C3%B6"),
        ("https://example.org/a?utm_source=x&b=1&fbclid=y&utm_campaign", "https://example.org/a?b=1"),
        ('https://example.org/a%20b?c=%26|<"`>', "https://example.org/a%20b?c=%26%7C%3C%22%60%3E"),
        ("<https://example.org/a|an example>", "https://example.org/a"),
        ("https://my_host.example.org/", "https://my_host.example.org/"),
        ("https://[2606:4700:0::1111]/", "https://[2606:4700::1111]/"),
        ("https://[2606:4700::1111]:444/", "https://[2606:4700::1111]:444/"),
        ("http://10.0.0.5/wiki", "http://10.0.0.5/wiki"),
        ("example.org", None),
        ("see https://example.org", None),
        ("https://", None),
        ("https://exam[ple.org/", None),
        ("https://-example.org/", None),
        ("https://\u0378.org/", None),
        ("https://example.org/" + "a" * LONGEST, None),
    ],
)
def test_an_address_has_one_spelling(typed: str, address: str | None) -> None:
    assert read_address(typed) == address


def test_two_addresses_of_a_page_are_the_same_but_for_where_in_it() -> None:
    assert page_of("https://example.org/a#part") == page_of("https://example.org/a") == "https://example.org/a"
    assert page_of("https://example.org/#/a") == "https://example.org/#/a"
    assert page_of("https://example.org/#!a") == "https://example.org/#!a"


def test_people_read_the_host() -> None:
    assert host_of("https://www.example.org/a") == "example.org"
    assert host_of("http://10.0.0.5:8080/a") == "10.0.0.5:8080"


def test_the_first_link_of_a_message_is_found() -> None:
    assert first_link("Hi <@U1>, see <https://a.example/b?c=1&amp;d=2|this> and <https://b.example>") == (
        "https://a.example/b?c=1&d=2"
    )
    assert first_link("Write to <mailto:a@example.org|me> in <#C1|team>") == ""


def test_pages_in_public_can_be_asked_for() -> None:
    target = target_of("https://www.example.org/a?b=1#c")
    assert target is not None
    assert (target.scheme, target.named, target.port, target.path) == ("https", "www.example.org", 443, "/a?b=1")
    target = target_of("http://[2606:4700::1111]/")
    assert target is not None
    assert (target.named, target.port) == ("[2606:4700::1111]", 80)
    assert target_of("ftp://example.org/") is None


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d70e", True),
        ("2002:5db8:d70e::", True),
        ("2606:4700::1111%eth0", False),
        ("2001:0:5db8:d70e::1", False),
        ("4000::1", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_what_is_public(address: str, *, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize(
    ("page", "charset", "title"),
    [
        (b"<title>One</title><title>Two</title>", "", "One"),
        (b"<svg><title>Drawn</title></svg><title>One</title>", "", "One"),
        (b"<body><title>Late</title>", "", ""),
        (b"<title>Open", "", "Open"),
        (b"<TITLE lang=en>a <b>bold</b>\r\n word &eacute;&#x1F600;</TITLE>", "", "a bold word é😀"),
        (b"</title></svg><title>x</title>", "", "x"),
        ("<title>é</title>".encode("cp1252"), "windows-1252", "é"),
        ("<meta charset=windows-1252><title>é</title>".encode("cp1252"), "", "é"),
        ("<title>é</title>".encode(), "punycode", "é"),
        ("<title>é</title>".encode(), "zip", "é"),
        ("<title>a\u202eb\x00c\u200b</title>".encode(), "", "abc"),
        (b"<title>x</title><![<![", "", "x"),
        (b"<![", "", ""),
        (b"<title>" + b"x" * 1000, "", "x" * LONGEST_TITLE),
    ],
)
def test_a_title_is_read_from_a_page(page: bytes, charset: str, title: str) -> None:
    assert title_in(page, charset=charset) == title
