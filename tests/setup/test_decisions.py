"""What an admin may choose, by value."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.calendar import Rhythm, Slot
from bot.headcount import Headcount
from bot.people import Absence, ChannelId, UserId
from bot.programme import Programme, ProgrammeState
from bot.refusal import Refusal
from bot.setup import steps, views
from bot.setup.decisions import ChannelFacts, SetupFacts, decide_setup, suggest
from bot.setup.form import SetupForm, form_of, read, written

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANA = UserId("U1")
CHANNEL = ChannelFacts(ChannelId("C1"), private=False, held=True, archived=False, shared=False)
SETUP = SetupFacts(admin=True, user_id=ANA, channel=CHANNEL, count=Headcount(2))
FORM = SetupForm("C1", "2", "2026-11-30", "10:00", "Berlin", "3")
COFFEE = Programme(
    7,
    ChannelId("C1"),
    private=False,
    rhythm=Rhythm(2, 0, time(10), "Europe/Berlin", date(2026, 11, 30)),
    next=Slot(date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC)),
    owner=ANA,
)
PAUSED = replace(COFFEE, state=ProgrammeState.PAUSED)


def test_a_form_becomes_a_programme() -> None:
    assert decide_setup(SETUP, FORM, now=NOW) == replace(COFFEE, id=0, size=3)


def test_a_form_is_kept_whole() -> None:
    assert read(written(FORM)) == FORM


def test_a_form_filled_in_with_a_programme_changes_nothing() -> None:
    facts = replace(SETUP, existing=COFFEE)
    assert decide_setup(facts, form_of(COFFEE), now=NOW) == COFFEE


@pytest.mark.parametrize(("day", "first"), [(28, "2026-11-30"), (29, "2026-12-07"), (30, "2026-12-07")])
def test_the_first_round_leaves_a_little_time_to_join(day: int, first: str) -> None:
    suggested = suggest("C1", zone="Europe/Berlin", now=NOW.replace(day=day, hour=8))
    assert suggested.first == first


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(FORM, every="3"), "every"),
        (replace(FORM, size="9"), "size"),
        (replace(FORM, horizon="999999999"), "horizon"),
        (replace(FORM, at="25:00"), "at"),
        (replace(FORM, at=""), "at"),
        (replace(FORM, first="soon"), "first"),
        (replace(FORM, first="0001-01-01"), "first"),
        (replace(FORM, first="2026-11-24", at="09:59"), "first"),
        (replace(FORM, first="9999-12-31"), "first"),
        (replace(FORM, zone="<!channel>"), "zone"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(form: SetupForm, field: str) -> None:
    refusal = decide_setup(SETUP, form, now=NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.field == field


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(SETUP, admin=False), views.NO_LONGER),
        (replace(SETUP, channel=replace(CHANNEL, held=False)), views.INVITE_ME),
        (replace(SETUP, channel=replace(CHANNEL, archived=True)), views.ARCHIVED),
        (replace(SETUP, channel=replace(CHANNEL, shared=True)), views.SHARED),
        (replace(SETUP, count=Headcount(1, {Absence.BOT: 3})), views.TOO_FEW),
        (replace(SETUP, beside=(COFFEE,)), views.title_taken("Coffee")),
    ],
)
def test_a_channel_or_person_that_cannot_be_is_refused(facts: SetupFacts, why: str) -> None:
    assert decide_setup(facts, FORM, now=NOW) == Refusal(why, "channel")


def test_a_title_that_the_channel_has_is_refused_at_the_title_where_that_is_asked() -> None:
    form = replace(FORM, title=" coffee ", settled=True)
    refused = decide_setup(replace(SETUP, beside=(COFFEE,)), form, now=NOW)
    assert refused == Refusal(views.title_taken("coffee"), "title")


def test_no_second_round_is_put_on_a_day_that_had_one() -> None:
    ran = replace(COFFEE, last_on=date(2026, 11, 24))
    form = replace(form_of(ran), first="2026-11-24", at="18:00")
    assert decide_setup(replace(SETUP, existing=ran), form, now=NOW) == Refusal(views.ROUND_THAT_DAY, "first")


def test_a_pause_keeps_the_weeks_of_the_rhythm() -> None:
    assert steps.pause(COFFEE) == PAUSED
    assert steps.pause(PAUSED) == Refusal(views.NOT_RUNNING)
    later = steps.resume(PAUSED, now=NOW + timedelta(weeks=2))
    assert isinstance(later, Programme)
    assert later.running
    assert later.next.on == date(2026, 12, 14)
    assert steps.resume(COFFEE, now=NOW) == Refusal(views.RUNNING_ALREADY)


def test_resuming_on_the_day_of_a_round_waits_for_the_next() -> None:
    ran = replace(PAUSED, last_on=date(2026, 11, 30))
    resumed = steps.resume(ran, now=NOW)
    assert isinstance(resumed, Programme)
    assert resumed.next.on == date(2026, 12, 14)


def test_what_has_ended_ends_no_more() -> None:
    ended = steps.end(PAUSED)
    assert ended == replace(COFFEE, state=ProgrammeState.ENDED)
    assert isinstance(ended, Programme)
    assert steps.end(ended) == Refusal(views.ENDED_ALREADY)


def test_a_round_now_is_on_todays_date_and_keeps_the_rhythm() -> None:
    tokyo = replace(COFFEE, rhythm=Rhythm(2, 0, time(10), "Asia/Tokyo"))
    late = datetime(2026, 11, 24, 18, tzinfo=UTC)
    ran = steps.run_now(tokyo, people=2, now=late)
    assert isinstance(ran, Programme)
    assert ran.next == Slot(date(2026, 11, 25), late)
    assert ran.rhythm.anchor_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("programme", "people", "why"),
    [
        (PAUSED, 2, views.NOT_RUNNING),
        (COFFEE, 0, views.too_few_in(COFFEE, 0)),
        (COFFEE, 1, views.too_few_in(COFFEE, 1)),
        (replace(COFFEE, last_on=date(2026, 11, 24)), 2, views.ROUND_TODAY),
        (replace(COFFEE, next=Slot(date(2026, 11, 23), NOW)), 2, views.ON_ITS_WAY),
    ],
)
def test_a_round_that_cannot_be_now_is_refused(programme: Programme, people: int, why: str) -> None:
    assert steps.run_now(programme, people=people, now=NOW) == Refusal(why)
