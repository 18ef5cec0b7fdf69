"""The title of a page, read from its beginning."""

import re
import unicodedata
from contextlib import suppress
from html.parser import HTMLParser

LONGEST = 300  # characters
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes within which a page says how it is written
_USUAL = "utf-8"
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]|macintosh"
    r"|shift_jis|sjis|euc-jp|iso-2022-jp|euc-kr|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)


class _Title(HTMLParser):
    """Notes what stands in the first title of a page; one within a drawing is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inside = False
        self.done = False
        self._drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own
        """Begin with a title, unless there was one; the text of a page begins where its head ends."""
        self._drawings += tag == "svg"
        self.done = self.done or tag == "body"
        self.inside = self.inside or (tag == "title" and not (self._drawings or self.done))

    def handle_endtag(self, tag: str) -> None:
        """End with the title."""
        self._drawings = max(0, self._drawings - (tag == "svg"))
        if tag == "title":
            self.done, self.inside = self.done or self.inside, False

    def handle_data(self, data: str) -> None:
        """Note what stands in it."""
        if self.inside:
            self.words.append(data)


def title_in(page: bytes, *, charset: str = "") -> str:
    """The title that a page begins with, on one line; "" where it has none.

    It is written as the answer says that brought it, else as it says itself, where that is one of the usual ways.
    """
    says = _CHARSET.search(page[:_HEAD])
    named = charset or (says[1].decode() if says else _USUAL)
    parser = _Title()
    with suppress(AssertionError):  # what is no HTML at all: it has had its say up to there
        parser.feed(page.decode(named if _KNOWN.fullmatch(named) else _USUAL, errors="replace"))
    return " ".join("".join(map(_plain, "".join(parser.words))).split())[:LONGEST]


def _plain(sign: str) -> str:
    """A character, or nothing for one that only steers: it could turn the text around."""
    steers = unicodedata.category(sign).startswith("C") and not sign.isspace()
    return "" if steers else sign
