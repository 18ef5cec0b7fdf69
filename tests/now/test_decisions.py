"""Who is asked next, by value: free people, new ones first, each once a day, five at most."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.hours import Break
from bot.intro import Why
from bot.now import views
from bot.now.decisions import Circle, SearchPlan, is_free, plan_reply, plan_step, refuse_search
from bot.now.search import Reply, Search, SearchState
from bot.people import Person, UserId
from bot.refusal import Refusal
from bot.wishes import Way, Wishes

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
TODAY = NOW.date()
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
BEN = Person(UserId("U2"), "Ben", "Europe/London")
CHI = Person(UserId("U3"), "Chi", "Europe/Lisbon")
DEE = Person(UserId("U4"), "Dee", "America/New_York")  # at this hour asleep
SEARCH = Search(7, ANA.id, NOW, NOW)
ASKING = replace(SEARCH, asked={BEN.id: Reply.OPEN}, due_at=NOW + timedelta(minutes=1))
ALL = Circle(ANA, (BEN, CHI, DEE))


def asks(plan: SearchPlan) -> UserId | None:
    return plan.search.open_to


@pytest.mark.parametrize(
    ("person", "at", "free"),
    [
        (BEN, time(10), True),
        (BEN, time(16, 45), True),
        (BEN, time(16, 46), False),
        (BEN, time(8, 59), False),
        (replace(BEN, breaks=(Break(time(10, 14), time(11)),)), time(10), False),
        (replace(BEN, breaks=(Break(time(10, 15), time(11)),)), time(10), True),
        (replace(BEN, days=frozenset({1})), time(10), False),
        (replace(BEN, region="GB-SCT"), time(10), False),  # Saint Andrew's Day
    ],
)
def test_somebody_is_free_who_works_for_another_quarter_of_an_hour(person: Person, at: time, *, free: bool) -> None:
    assert is_free(person, now=datetime.combine(TODAY, at, UTC)) is free


def test_whoever_is_new_is_asked_before_those_who_met_and_of_them_who_met_longest_ago() -> None:
    met = replace(ALL, people=(BEN, CHI), rounds_since={BEN.id: 4})
    assert asks(plan_step(SEARCH, met, now=NOW)) == CHI.id
    both = replace(met, rounds_since={BEN.id: 4, CHI.id: 3})
    assert asks(plan_step(SEARCH, both, now=NOW)) == BEN.id


def test_nobody_is_asked_twice_in_a_search_or_on_a_day_of_theirs() -> None:
    asked = replace(SEARCH, asked={BEN.id: Reply.NO})
    assert asks(plan_step(asked, ALL, now=NOW)) == CHI.id
    today = replace(ALL, asked_on={BEN.id: TODAY, CHI.id: TODAY - timedelta(days=1)})
    assert asks(plan_step(SEARCH, today, now=NOW)) == CHI.id


def test_a_day_is_that_of_whoever_is_asked() -> None:
    late = datetime(2026, 11, 30, 22, tzinfo=UTC)
    kiri = replace(BEN, zone="Pacific/Kiritimati")
    circle = Circle(replace(ANA, start=time(), end=time()), (kiri,), asked_on={BEN.id: TODAY})
    assert asks(plan_step(replace(SEARCH, began_at=late), circle, now=late)) is BEN.id
    assert (
        asks(plan_step(replace(SEARCH, began_at=late), replace(circle, asked_on={BEN.id: date(2026, 12, 1)}), now=late))
        is None
    )


def test_an_open_question_waits_for_its_minute_then_lapses() -> None:
    assert plan_step(ASKING, ALL, now=NOW + timedelta(seconds=59)) == SearchPlan(ASKING)
    plan = plan_step(ASKING, ALL, now=ASKING.due_at)
    assert plan.search.asked == {BEN.id: Reply.LAPSED, CHI.id: Reply.OPEN}
    assert plan.search.due_at == ASKING.due_at + timedelta(minutes=1)
    assert plan.post is not None
    assert plan.post.to == (CHI.id,)


@pytest.mark.parametrize(
    ("search", "circle", "now"),
    [
        (SEARCH, Circle(ANA), NOW),
        (SEARCH, replace(ALL, people=(DEE,)), NOW),
        (replace(SEARCH, asked={UserId(f"U{number}"): Reply.LAPSED for number in range(10, 15)}), ALL, NOW),
        (ASKING, ALL, NOW + timedelta(minutes=10)),
    ],
)
def test_it_ends_where_nobody_is_left_five_were_asked_or_it_is_too_late(
    search: Search, circle: Circle, now: datetime
) -> None:
    plan = plan_step(search, circle, now=now)
    assert plan.search.state is SearchState.OVER
    assert plan.search.open_to is None
    assert plan.post is not None
    assert plan.post.message == views.nobody_message()


def test_it_ends_without_a_word_where_whoever_looks_has_gone() -> None:
    plan = plan_step(ASKING, Circle(None), now=NOW)
    assert plan == SearchPlan(replace(ASKING, state=SearchState.OVER, asked={BEN.id: Reply.LAPSED}))


def test_a_yes_introduces_them_for_now_in_a_way_that_works_at_once() -> None:
    walks = Wishes(ways=frozenset({Way.SWAP, Way.WALK}))
    circle = Circle(replace(ANA, wishes=walks), (replace(BEN, wishes=walks),), rounds_since={BEN.id: 2})
    plan = plan_reply(ASKING, circle, BEN.id, yes=True, now=NOW)
    assert plan is not None
    assert plan.search == replace(ASKING, state=SearchState.FOUND, asked={BEN.id: Reply.YES})
    assert plan.intro is not None
    assert plan.intro.why == Why(2, 7 * 60 * 5)
    assert (plan.intro.planned_at, plan.intro.times, plan.intro.way) == (NOW, (), Way.WALK)
    assert {f"{at:%a %d}" for at in plan.intro.asked_at.values()} == {"Fri 04"}


@pytest.mark.parametrize("circle", [replace(ALL, people=(CHI,)), Circle(None)])
def test_a_yes_of_somebody_who_has_gone_or_for_somebody_who_has_introduces_nobody(circle: Circle) -> None:
    plan = plan_reply(ASKING, circle, BEN.id, yes=True, now=NOW)
    assert plan is not None
    assert plan.intro is None
    assert plan.search.asked[BEN.id] is Reply.NO


@pytest.mark.parametrize(
    ("search", "at"),
    [
        (replace(ASKING, state=SearchState.FOUND), NOW),
        (replace(ASKING, asked={BEN.id: Reply.LAPSED}), NOW),
        (ASKING, ASKING.due_at),
    ],
)
def test_a_question_that_is_not_open_any_more_cannot_be_answered(search: Search, at: datetime) -> None:
    assert plan_reply(search, ALL, BEN.id, yes=True, now=at) is None


def test_two_who_look_are_introduced_unless_one_said_no_to_the_other() -> None:
    theirs = Search(8, CHI.id, NOW, NOW)
    circle = replace(ALL, people=(BEN, CHI), looking={CHI.id: theirs})
    plan = plan_step(ASKING, circle, now=NOW)
    assert plan.intro is not None
    assert [person.id for person in plan.intro.people] == [ANA.id, CHI.id]
    assert plan.search.asked == {BEN.id: Reply.LAPSED}
    refused = replace(circle, looking={CHI.id: replace(theirs, asked={ANA.id: Reply.NO})})
    assert asks(plan_step(SEARCH, refused, now=NOW)) == BEN.id
    assert plan_step(replace(SEARCH, asked={CHI.id: Reply.NO}), circle, now=NOW).intro is None


@pytest.mark.parametrize(
    ("person", "joined", "paused", "why"),
    [
        (None, False, False, views.NOT_IN),
        (None, True, True, views.PAUSED),
        (None, True, False, views.STANDS_STILL),
        (DEE, True, False, views.NOT_AT_WORK),
    ],
)
def test_whoever_cannot_look_hears_why(person: Person | None, *, joined: bool, paused: bool, why: str) -> None:
    assert refuse_search(person, now=NOW, joined=joined, paused=paused) == Refusal(why)


def test_whoever_is_at_work_for_twenty_minutes_may_look() -> None:
    assert refuse_search(ANA, now=NOW, joined=True, paused=False) is None
    assert refuse_search(BEN, now=datetime(2026, 11, 30, 16, 41, tzinfo=UTC), joined=True, paused=False) is not None
