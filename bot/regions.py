"""Regions by the names that people type: the countries, and the parts of them, whose public holidays are known."""

from collections.abc import Mapping
from functools import cache

import holidays
from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process, utils

from bot.holiday import regions

_ALIKE = 70  # of 100: below this a suggestion puzzles more than it helps
_SHORTEST = 3  # letters of a name; fewer are abbreviations, which mean several places

# What some parts are called in English, where their country calls them otherwise.
_ENGLISH = {
    "AT-2": "Carinthia",
    "AT-3": "Lower Austria",
    "AT-4": "Upper Austria",
    "AT-6": "Styria",
    "AT-7": "Tyrol",
    "AT-9": "Vienna",
    "BE-BRU": "Brussels",
    "BE-VLG": "Flanders",
    "BE-WAL": "Wallonia",
    "CH-GE": "Geneva",
    "CH-LU": "Lucerne",
    "CH-ZH": "Zurich",
    "DE-BY": "Bavaria",
    "DE-HE": "Hesse",
    "DE-NI": "Lower Saxony",
    "DE-NW": "North Rhine-Westphalia",
    "DE-RP": "Rhineland-Palatinate",
    "DE-SN": "Saxony",
    "DE-ST": "Saxony-Anhalt",
    "DE-TH": "Thuringia",
    "ES-AN": "Andalusia",
    "ES-CT": "Catalonia",
    "ES-PV": "Basque Country",
    "NL-FR": "Friesland",
}
_ALSO = {
    "uk": "GB",
    "great britain": "GB",
    "usa": "US",
    "america": "US",
    "turkey": "TR",
    "holland": "NL",
    "czech republic": "CZ",
}


def prepare() -> None:
    """Read all names, which takes a second, before anybody waits for one."""
    _spoken()


def region_name(region: str) -> str:
    """What a region is called: "Germany", or "Bavaria, Germany"."""
    country, _, part = region.partition("-")
    name = _countries()[country]
    return f"{_parts(country)[part][0]}, {name}" if part else name


def find_region(text: str) -> str | None:
    """The region that somebody's words name: a code ("DE-BY"), a country, or a part of one; None if none or several."""
    code = _codes().get(" ".join(text.split()).casefold())
    if code is not None:
        return code
    named = _spoken().get(_plain(text), ())
    countries = [one for one in named if "-" not in one]
    found = countries or named
    return found[0] if len(found) == 1 else None


def suggest_regions(text: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` regions that the words may mean, best first; none if nothing is near."""
    words = _plain(text)[:80]
    near = process.extract(words, _spoken().keys(), scorer=fuzz.ratio, limit=limit * 2, score_cutoff=_ALIKE)
    found = dict.fromkeys(region for name, _, _ in near for region in _spoken()[name])
    return tuple(found)[:limit]


def region_of_zone(zone: str) -> str:
    """The country that a time zone suggests; "" where it suggests none."""
    named = get_global("zone_aliases").get(zone, zone)
    country = get_global("zone_territories").get(named, "")
    return country if country in regions() else ""


def _plain(text: str) -> str:
    """Words in lower case, without commas and the like."""
    return " ".join(utils.default_process(text).split())


@cache
def _codes() -> Mapping[str, str]:
    """Each region by its code in lower case."""
    return {region.casefold(): region for region in regions()}


@cache
def _countries() -> Mapping[str, str]:
    known = Locale("en").territories
    return {code: known[code] for code in regions() if "-" not in code}


@cache
def _parts(country: str) -> Mapping[str, tuple[str, ...]]:
    """The names of each part of a country; at least one, as a last resort its code."""
    calendar = holidays.country_holidays(country)
    names: dict[str, list[str]] = {part: [] for part in calendar.subdivisions}
    for name, part in calendar.subdivisions_aliases.items():
        if len(name) >= _SHORTEST:
            names[part].append(name)
    english = {part: [_ENGLISH[code]] for part in names if (code := f"{country}-{part}") in _ENGLISH}
    return {part: tuple([*english.get(part, ()), *known] or [part]) for part, known in names.items()}


@cache
def _spoken() -> Mapping[str, tuple[str, ...]]:
    """Regions by what people may call them, in lower case."""
    spoken: dict[str, dict[str, None]] = {}
    for region in sorted(regions()):
        country, _, part = region.partition("-")
        home = _countries()[country]
        names = [f"{name}{rest}" for name in _parts(country)[part] for rest in ("", f" {home}")] if part else [home]
        for name in names:
            spoken.setdefault(_plain(name), {})[region] = None
    return {name: tuple(found) for name, found in spoken.items()} | {also: (code,) for also, code in _ALSO.items()}
