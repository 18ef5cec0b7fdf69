"""What a status says of an absence, by value."""

from datetime import UTC, date, datetime

import pytest

from bot.away.status import Status, read_status

NOW = datetime(2026, 12, 18, 9, tzinfo=UTC)  # a Friday
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("Vacationing", ":palm_tree:"),
        ("", ":palm_tree:"),
        ("", ":beach_with_umbrella::skin-tone-2:"),
        ("Out sick", ":face_with_thermometer:"),
        ("OOO until 3 Jan", ""),
        ("Out of the office", ""),
        ("on parental leave", ":baby:"),
        ("Im Urlaub", ""),
        ("En congé", ""),
        ("De férias até janeiro", ""),
        ("休暇中", ""),
        ("No meetings, on annual leave", ""),
    ],
)
def test_leave_holidays_and_illness_are_understood(text: str, emoji: str) -> None:
    assert Status(text, emoji).away


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("", ""),
        ("In a meeting", ":spiral_calendar_pad:"),
        ("Commuting", ":bus:"),
        ("Working remotely", ":house_with_garden:"),
        ("Lunch", ":sandwich:"),
        ("Back from vacation", ":palm_tree:"),
        ("Three days until my holidays", ""),
        ("planning a vacation", ""),
        ("Leave no trace", ""),
        ("Bookkeeping", ""),
    ],
)
def test_everything_else_is_left_alone(text: str, emoji: str) -> None:
    assert not Status(text, emoji).away


@pytest.mark.parametrize(
    ("text", "ends_at", "back_on"),
    [
        ("Vacation", None, None),
        ("Vacation, back soon", None, None),
        ("OOO until 3 Jan", None, date(2027, 1, 3)),
        ("Urlaub bis 3. Jan", None, date(2027, 1, 3)),
        ("Vacation, back on Monday", None, date(2026, 12, 21)),
        ("Vacation", "2027-01-03T22:59+00:00", date(2027, 1, 4)),
        ("Vacation", "2027-01-04T08:00+00:00", date(2027, 1, 4)),
        ("Vacation, back 2 Jan", "2027-01-10T22:59+00:00", date(2027, 1, 2)),
        ("Sabbatical", "2028-01-04T08:00+00:00", date(2027, 6, 18)),
    ],
)
def test_the_day_of_return_is_read_from_the_words_or_from_when_slack_clears_it(
    text: str, ends_at: str | None, back_on: date | None
) -> None:
    status = Status(text, "", None if ends_at is None else datetime.fromisoformat(ends_at))
    assert status.back_on(BERLIN, now=NOW) == back_on


@pytest.mark.parametrize(
    ("text", "ends_at", "lasts"),
    [
        ("Sick", None, True),
        ("Sick", "2026-12-18T22:59+00:00", False),
        ("Sick", "2026-12-19T09:00+00:00", True),
        ("Sick", "2026-12-17T09:00+00:00", False),
        ("Sick, back tomorrow", None, False),
        ("Sick, back on Monday", None, True),
    ],
)
def test_less_than_a_day_is_nobodys_business(text: str, ends_at: str | None, *, lasts: bool) -> None:
    status = Status(text, "", None if ends_at is None else datetime.fromisoformat(ends_at))
    assert status.lasts(BERLIN, now=NOW) == lasts


def test_a_status_is_read_as_slack_sends_it_and_known_again_without_its_words() -> None:
    sent = {"profile": {"status_text": "OOO", "status_emoji": ":palm_tree:", "status_expiration": 1798930740}}
    status = read_status(sent)
    assert status == Status("OOO", ":palm_tree:", datetime.fromtimestamp(1798930740, UTC))
    assert read_status({}) == Status("", "")
    mark = status.mark("U1")
    assert mark == read_status(sent).mark("U1")
    assert mark not in {status.mark("U2"), Status("OOO", ":palm_tree:").mark("U1")}
    assert "OOO" not in mark
