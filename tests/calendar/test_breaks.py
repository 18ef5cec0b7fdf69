"""Blocked hours and public holidays are no working hours, and edges are used by turns where nothing else suits."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.holiday import is_holiday, regions
from bot.hours import Break, Hours, is_open, next_own_time, open_spans
from bot.people import Person, UserId
from bot.times import Proposal, propose_times

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def spans(hours: Hours, start: datetime = MONDAY, end: datetime = TUESDAY) -> list[tuple[int, int]]:
    return [(span.start.hour, span.end.hour) for span in open_spans(hours, start=start, end=end)]


@pytest.mark.parametrize(
    ("breaks", "left"),
    [
        ([(12, 13)], [(9, 12), (13, 17)]),
        ([(15, 16), (12, 13)], [(9, 12), (13, 15), (16, 17)]),
        ([(8, 10)], [(10, 17)]),
        ([(16, 18)], [(9, 16)]),
        ([(12, 14), (13, 15)], [(9, 12), (15, 17)]),
        ([(18, 19)], [(9, 17)]),
        ([(8, 18)], []),
    ],
)
def test_breaks_are_cut_out_of_the_day(breaks: list[tuple[int, int]], left: list[tuple[int, int]]) -> None:
    cut = tuple(Break(time(start), time(end)) for start, end in breaks)
    assert spans(Hours("Etc/UTC", breaks=cut)) == left


def test_a_break_at_night_is_one_of_the_night_shift() -> None:
    night = Hours("Etc/UTC", time(22), time(6), breaks=(Break(time(2), time(3)),))
    assert spans(night, MONDAY + timedelta(hours=20), TUESDAY + timedelta(hours=8)) == [(22, 2), (3, 6)]


def test_nobody_works_on_a_holiday_of_their_region() -> None:
    epiphany = date(2027, 1, 6)
    assert is_holiday("DE-BY", epiphany)
    assert not is_holiday("DE", epiphany)
    assert not is_holiday("", epiphany)
    noon = datetime(2027, 1, 6, 11, tzinfo=UTC)
    assert is_open(Hours("Europe/Berlin"), noon)
    assert not is_open(Hours("Europe/Berlin", region="DE-BY"), noon)
    asked = next_own_time(Hours("Europe/Berlin", region="DE-BY"), on=epiphany, at=time(14))
    assert asked == datetime(2027, 1, 7, 13, tzinfo=UTC)


def test_countries_and_their_parts_are_regions() -> None:
    assert {"DE", "DE-BY", "US-CA", "JP"} <= regions()
    assert "XX" not in regions()


ANA = Person(UserId("U1"), "Ana", "Europe/Berlin", earliest=time(8))
HANA = Person(UserId("U2"), "Hana", "Asia/Tokyo", latest=time(19))


def proposed(stretches: dict[UserId, int]) -> Proposal:
    return propose_times((ANA, HANA), stretches=stretches, start=MONDAY, end=TUESDAY)


def test_the_awkward_hour_is_done_by_whoever_did_so_least_often() -> None:
    assert proposed({}).stretched == {ANA.id}
    assert proposed({ANA.id: 1}).stretched == {HANA.id}
    assert proposed({ANA.id: 1}).times[0] == MONDAY + timedelta(hours=8)


def test_nobody_stretches_where_usual_hours_meet_or_nothing_helps() -> None:
    ben = Person(UserId("U3"), "Ben", "Europe/London")
    assert propose_times((ANA, ben), stretches={}, start=MONDAY, end=TUESDAY).stretched == frozenset()
    far = Person(UserId("U4"), "Far", "America/Los_Angeles")
    assert propose_times((HANA, far), stretches={}, start=MONDAY, end=TUESDAY) == Proposal(())
