"""Public holidays of the region that a member names, and the region that a time zone suggests."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=1024)
def _calendar(region: str, year: int) -> Mapping[date, str]:
    country, _, part = region.partition("-")
    return holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")


def is_holiday(region: str, on: date) -> bool:
    """Whether nobody works in `region` on that date; never where no region is named."""
    return bool(region) and on in _calendar(region, on.year)


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """The regions whose holidays are known: countries ("DE") and their parts ("DE-BY")."""
    known = holidays.list_supported_countries(include_aliases=False)
    return frozenset(known) | frozenset(f"{country}-{part}" for country, parts in known.items() for part in parts)
