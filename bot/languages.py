"""Languages by the names that people type, in English or in the language itself."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from babel import Locale
from rapidfuzz import fuzz, process, utils

_ALIKE = 70  # of 100: below this a suggestion puzzles more than it helps
_CODE = 2  # letters; longer codes are of languages that few people work in
# What speakers call their own language. Babel knows it too, but takes a second and 50 MB to find that out.
_OWN = (
    "العربية: ar, български: bg, বাংলা: bn, català: ca, čeština: cs, dansk: da, deutsch: de, ελληνικά: el, "
    "español: es, eesti: et, euskara: eu, فارسی: fa, suomi: fi, français: fr, gaeilge: ga, galego: gl, עברית: he, "
    "हिन्दी: hi, hrvatski: hr, magyar: hu, indonesia: id, íslenska: is, italiano: it, 日本語: ja, 한국어: ko, lietuvių: "
    "lt, latviešu: lv, melayu: ms, norsk bokmål: nb, nederlands: nl, norsk nynorsk: nn, polski: pl, português: "
    "pt, română: ro, русский: ru, slovenčina: sk, slovenščina: sl, српски: sr, svenska: sv, kiswahili: sw, தமிழ்: "
    "ta, ไทย: th, türkçe: tr, українська: uk, اردو: ur, tiếng việt: vi, 中文: zh"
)


def language_name(code: str) -> str:
    """What a language is called in English."""
    return _languages().get(code, code)


def find_language(text: str) -> str | None:
    """The two-letter code of the language that somebody's words name."""
    words = utils.default_process(text)
    if words in _languages():
        return words
    by_name = {utils.default_process(name): code for code, name in _languages().items()}
    return by_name.get(words) or _own().get(words)


def suggest_languages(text: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` languages that the words may mean, by their English names; none if nothing is near."""
    words = utils.default_process(text)[:80]
    names = {name: utils.default_process(name) for name in _languages().values()}
    near = process.extract(words, names, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    return tuple(name for _, _, name in near)


@cache
def _languages() -> Mapping[str, str]:
    """The English name of each language."""
    known = cast("Mapping[str, str]", Locale("en").languages)
    return {code: name for code, name in known.items() if len(code) == _CODE}


@cache
def _own() -> Mapping[str, str]:
    """Each language by the name that its speakers give it, in lower case."""
    pairs = (pair.split(": ") for pair in _OWN.split(", "))
    return {utils.default_process(name): code for name, code in pairs}
