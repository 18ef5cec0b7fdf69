"""Regions by name: every one has a name by which it is found again, and near misses get a guess."""

import pytest

from bot.holiday import regions
from bot.regions import find_region, region_name, region_of_zone, suggest_regions


def test_every_region_is_found_by_its_own_name_or_code() -> None:
    assert {region: find_region(region_name(region)) for region in regions()} == {one: one for one in regions()}
    assert {find_region(one.casefold()) for one in regions()} == regions()


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("Germany", "DE"),
        ("de-by", "DE-BY"),
        ("Bayern", "DE-BY"),
        ("Bavaria, Germany", "DE-BY"),
        ("UK", "GB"),
        ("Georgia", "GE"),
        ("Georgia, United States", "US-GA"),
        ("Vienna", "AT-9"),
        ("", None),
        ("Germny", None),
        ("Atlantis", None),
        ("B", None),
    ],
)
def test_a_region_is_understood_by_name_or_code(typed: str, region: str | None) -> None:
    assert find_region(typed) == region


def test_a_near_miss_gets_a_guess_and_nonsense_none() -> None:
    assert suggest_regions("Germny")[0] == "DE"
    assert suggest_regions("qqqqqqqq") == ()


@pytest.mark.parametrize(
    ("zone", "region"),
    [("Europe/Berlin", "DE"), ("Asia/Calcutta", "IN"), ("Etc/UTC", ""), ("Nowhere/Land", "")],
)
def test_a_zone_suggests_its_country(zone: str, region: str) -> None:
    assert region_of_zone(zone) == region
