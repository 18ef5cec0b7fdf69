"""The workspace's clock: frozen until moved, or flowing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from emulator import Clock

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_it_stands_still_until_it_is_moved() -> None:
    clock = Clock(NINE)
    assert clock.now() == clock.now() == NINE
    clock.advance(timedelta(days=7))
    assert clock.now() == NINE + timedelta(days=7)
    clock.set(NINE.astimezone(ZoneInfo("Asia/Tokyo")))
    assert (clock.now(), clock.now().tzinfo) == (NINE, UTC)


def test_it_flows_when_it_is_running() -> None:
    clock = Clock(NINE, running=True)
    first = clock.now()
    assert NINE <= first < clock.now() < NINE + timedelta(minutes=1)


def test_it_never_advances_backwards_nor_takes_a_naive_time() -> None:
    clock = Clock(NINE)
    with pytest.raises(ValueError, match="advances forwards"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="aware"):
        clock.set(NINE.replace(tzinfo=None))
