"""When a message that nobody asked for may go, by value."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.hours import Hours
from bot.people import UserId
from bot.posts import Worth
from bot.week.budget import Purse, WeekFacts, decide_moment

MONDAY = date(2026, 11, 30)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=ahead) for ahead in range(1, 7))
NEXT_MONDAY = MONDAY + timedelta(days=7)
NEXT_TUESDAY = MONDAY + timedelta(days=8)
EXTRA, QUESTION, INTRO = Worth
LESSER = pytest.mark.parametrize("worth", [EXTRA, QUESTION])


def at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), UTC)


def purse(
    *spent: date, who: str = "U1", zone: str = "Etc/UTC", most: int = 3, ahead: tuple[date, ...] = (), region: str = ""
) -> Purse:
    return Purse(UserId(who), Hours(zone, region=region), most, spent, ahead)


def moment(
    worth: Worth, *purses: Purse, now: datetime, quiet_until: datetime | None = None, days: int = 8
) -> datetime | None:
    facts = WeekFacts(worth, purses, now + timedelta(days=days))
    return decide_moment(facts, now=now, quiet_until=quiet_until)


@pytest.mark.parametrize("worth", list(Worth))
def test_where_nothing_came_and_nothing_is_ahead_it_goes_at_once(worth: Worth) -> None:
    assert moment(worth, purse(), now=at(TUESDAY, 10)) is None


@LESSER
def test_the_second_of_a_day_waits_for_the_next_own_afternoon(worth: Worth) -> None:
    assert moment(worth, purse(TUESDAY), now=at(TUESDAY, 15)) == at(WEDNESDAY, 14)
    assert moment(worth, purse(FRIDAY), now=at(FRIDAY, 15)) == at(NEXT_MONDAY, 14)
    berlin = purse(TUESDAY, zone="Europe/Berlin")
    assert moment(worth, berlin, now=at(TUESDAY, 15)) == at(WEDNESDAY, 13)


def test_an_introduction_waits_for_the_morning_of_all_of_its_people() -> None:
    ana, ben = purse(MONDAY, zone="Europe/Berlin"), purse(who="U2", zone="America/New_York")
    assert moment(INTRO, ana, ben, now=at(MONDAY, 15)) == at(TUESDAY, 14)
    assert moment(INTRO, ben, ana, now=at(MONDAY, 15)) == at(TUESDAY, 14)


def test_a_day_is_one_on_ones_own_clock() -> None:
    kim = Purse(UserId("U1"), Hours("Asia/Tokyo", time(0), time(0)), spent=(TUESDAY,))
    assert moment(INTRO, kim, now=at(TUESDAY, 14)) == at(TUESDAY, 15)  # midnight in Tokyo
    assert moment(INTRO, kim, now=at(TUESDAY, 15)) is None
    assert moment(QUESTION, kim, now=at(TUESDAY, 14)) == at(WEDNESDAY, 5)


@pytest.mark.parametrize("worth", list(Worth))
def test_a_full_week_ends_on_sunday(worth: Worth) -> None:
    full = (MONDAY, TUESDAY, WEDNESDAY)
    hour = 9 if worth is INTRO else 14
    assert moment(worth, purse(*full), now=at(THURSDAY, 10)) == at(NEXT_MONDAY, hour)
    assert moment(worth, purse(*full), now=at(NEXT_MONDAY, 10)) is None
    always = Purse(UserId("U1"), Hours("Etc/UTC", time(0), time(0), frozenset(range(7))), spent=full)
    assert moment(worth, always, now=at(SUNDAY, 23)) == at(NEXT_MONDAY, 0 if worth is INTRO else 14)


def test_whoever_wants_less_gets_less() -> None:
    assert moment(QUESTION, purse(MONDAY, most=2), now=at(WEDNESDAY, 10)) is None
    assert moment(QUESTION, purse(MONDAY, most=1), now=at(WEDNESDAY, 10)) == at(NEXT_MONDAY, 14)
    assert moment(INTRO, purse(MONDAY, most=1), now=at(WEDNESDAY, 10)) == at(NEXT_MONDAY, 9)


def test_extras_leave_room_for_a_question() -> None:
    assert moment(EXTRA, purse(MONDAY), now=at(TUESDAY, 10)) is None
    assert moment(EXTRA, purse(MONDAY, TUESDAY), now=at(WEDNESDAY, 10)) == at(NEXT_MONDAY, 14)
    assert moment(QUESTION, purse(MONDAY, TUESDAY), now=at(WEDNESDAY, 10)) is None


@LESSER
def test_what_matters_less_leaves_the_day_of_an_introduction_free(worth: Worth) -> None:
    assert moment(worth, purse(ahead=(MONDAY,)), now=at(MONDAY, 9)) == at(TUESDAY, 14)
    assert moment(worth, purse(FRIDAY, ahead=(NEXT_MONDAY,)), now=at(FRIDAY, 15)) == at(NEXT_TUESDAY, 14)
    assert moment(INTRO, purse(ahead=(MONDAY,)), now=at(MONDAY, 9)) is None


def test_and_its_place_in_the_week() -> None:
    two = purse(MONDAY, TUESDAY, ahead=(FRIDAY,))
    assert moment(QUESTION, two, now=at(WEDNESDAY, 10)) == at(NEXT_MONDAY, 14)
    assert moment(INTRO, two, now=at(WEDNESDAY, 10)) is None


def test_an_introduction_without_room_goes_on_the_next_day_that_has_nothing_else() -> None:
    full = (MONDAY, TUESDAY, WEDNESDAY)
    assert moment(INTRO, purse(*full), now=at(WEDNESDAY, 10), days=3) == at(THURSDAY, 9)
    assert moment(INTRO, purse(*full), now=at(THURSDAY, 10), days=3) is None
    every = (*full, THURSDAY, FRIDAY)
    assert moment(INTRO, purse(*every), now=at(FRIDAY, 10), days=2) is None


@LESSER
def test_what_matters_less_has_no_moment_then(worth: Worth) -> None:
    full = purse(MONDAY, TUESDAY, WEDNESDAY)
    assert moment(worth, full, now=at(THURSDAY, 10), days=3) == at(THURSDAY, 10) + timedelta(days=3)


@pytest.mark.parametrize("worth", list(Worth))
def test_nothing_comes_outside_hours_or_on_holidays(worth: Worth) -> None:
    hour = 9 if worth is INTRO else 14
    assert moment(worth, purse(), now=at(FRIDAY, 18)) == at(NEXT_MONDAY, hour)
    chi = purse(zone="Europe/London", region="GB-ENG")
    christmas = date(2026, 12, 25)  # a Friday; the Monday after it is kept, too
    assert moment(worth, chi, now=at(christmas, 10)) == at(date(2026, 12, 29), hour)
    apart = (purse(zone="Asia/Tokyo"), purse(who="U2", zone="Europe/London"))
    assert moment(worth, *apart, now=at(MONDAY, 10)) == at(NEXT_TUESDAY, 10)  # they share no hour before it expires


@pytest.mark.parametrize("worth", list(Worth))
def test_nothing_comes_while_slack_is_to_keep_still(worth: Worth) -> None:
    until = at(TUESDAY, 11)
    assert moment(worth, purse(), now=at(TUESDAY, 10), quiet_until=until) == (
        until if worth is INTRO else at(TUESDAY, 14)
    )
    late = at(TUESDAY, 16, 30)
    assert moment(worth, purse(), now=at(TUESDAY, 10), quiet_until=late) == late
    assert moment(worth, purse(), now=at(TUESDAY, 10), quiet_until=at(TUESDAY, 9)) is None
    never = at(MONDAY, 10) + timedelta(days=90)
    assert moment(worth, purse(), now=at(MONDAY, 10), quiet_until=never) == at(NEXT_TUESDAY, 10)
    assert moment(worth, purse(MONDAY), now=at(MONDAY, 10), quiet_until=never, days=2) == at(WEDNESDAY, 10)


@pytest.mark.parametrize("worth", list(Worth))
def test_nothing_comes_while_somebody_pauses(worth: Worth) -> None:
    back = Purse(UserId("U1"), Hours("Etc/UTC"), paused_until=at(THURSDAY, 0))
    assert moment(worth, back, now=at(TUESDAY, 10)) == at(THURSDAY, 9 if worth is INTRO else 14)
    assert moment(worth, back, now=at(THURSDAY, 10)) is None


def test_it_goes_an_hour_before_the_end_of_a_short_day() -> None:
    short = Purse(UserId("U1"), Hours("Etc/UTC", time(8), time(12)), spent=(MONDAY,))
    assert moment(QUESTION, short, now=at(MONDAY, 10)) == at(TUESDAY, 11)
