"""A zone is found from what people type, and moments read as they would say them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.calendar import clock_text, day_text, find_zone, suggest_zones, zone_named
from tests.calendar.calendar_oracle import ZONES, offset_changes


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/BERLIN ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("port au prince", "America/Port-au-Prince"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("utc", "UTC"),
        ("japan", "Japan"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(words: str, zone: str) -> None:
    found = find_zone(words)
    assert found is not None
    assert found.key == zone


@pytest.mark.parametrize(
    "words", ["", "   ", "EST", "mst", "localtime", "Factory", "Europe", "Berln", "west", "../../etc"]
)
def test_words_that_name_no_place_find_no_zone(words: str) -> None:
    assert find_zone(words) is None


def test_zones_that_share_a_city_keep_the_same_time() -> None:
    since, until = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
    for name in ZONES:
        found = find_zone(name.rpartition("/")[2])
        if found and "/" in name and not name.startswith(("Etc/", "US/", "Canada/", "Mexico/", "Brazil/", "Chile/")):
            zone = zone_named(name)
            assert since.astimezone(found).utcoffset() == since.astimezone(zone).utcoffset(), name
            if found.key != name:
                assert [*offset_changes(found, since, until)] == [*offset_changes(zone, since, until)], name


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Berln", "Europe/Berlin"),
        ("europe/berln", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("new yrok", "America/New_York"),
        ("Zürich", "Europe/Zurich"),
        ("São Paulo", "America/Sao_Paulo"),
    ],
)
def test_a_slip_of_the_pen_is_offered_the_zone_that_was_meant(words: str, zone: str) -> None:
    assert suggest_zones(words)[0] == zone


@pytest.mark.parametrize("words", ["", "EST", "CEST", "PST", "qqq", "San Francisco", "Munich"])
def test_nothing_is_suggested_when_no_zone_reads_alike(words: str) -> None:
    assert suggest_zones(words) == ()


def test_no_more_zones_are_suggested_than_asked_for() -> None:
    assert suggest_zones("Istanbul") == ("Asia/Istanbul", "Europe/Istanbul")
    assert suggest_zones("Istanbul", limit=1) == ("Asia/Istanbul",)


def test_an_unknown_zone_name_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        zone_named("Europe/Nowhere")


def test_a_moment_reads_as_weekday_and_time_on_the_persons_clock() -> None:
    at = datetime(2026, 12, 4, 20, 5, tzinfo=UTC)
    assert clock_text(at, zone_named("Europe/Berlin")) == "Fri 21:05"
    assert clock_text(at, zone_named("Asia/Kathmandu")) == "Sat 01:50"


def test_a_date_reads_without_its_year_or_leading_zero() -> None:
    assert day_text(date(2026, 12, 7)) == "Mon 7 Dec"
