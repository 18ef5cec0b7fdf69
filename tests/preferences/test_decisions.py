"""What may be preferred, and where each thing that does not fit is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.hours import Break, Hours
from bot.languages import find_language, language_name, suggest_languages
from bot.people import Person, UserId
from bot.preferences import decisions, sentences, views
from bot.preferences.decisions import (
    LimitsForm,
    OftenForm,
    WaysForm,
    decide_limits,
    decide_messages,
    decide_often,
    decide_ways,
)
from bot.preferences.spans import DaySpan, read_spans
from bot.preferences.standing import Preferences
from bot.preferences.working import HoursForm, decide_hours
from bot.refusal import Refusal
from bot.wishes import Place, Way, Wishes

ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
MINE = Preferences(ANA)
WEEK = HoursForm(("0", "1", "2", "3", "4"), "09:00", "17:00")
NIGHT = HoursForm(("6",), "22:00", "06:00")
OFTEN = OftenForm("1", "6")
WAYS = WaysForm(("video",), "varies")
MANY = tuple(UserId(f"U{number}") for number in range(2, 202))


def refused(done: Preferences | Refusal) -> str:
    assert isinstance(done, Refusal)
    assert done.why
    return done.field


def kept(done: Preferences | Refusal) -> Preferences:
    assert isinstance(done, Preferences)
    return done


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", ()),
        ("  \n", ()),
        ("8-9", (DaySpan(time(8), time(9)),)),
        ("8-9, 17:30 to 19", (DaySpan(time(8), time(9)), DaySpan(time(17, 30), time(19)))),
        ("8.15 \u2013 9h30; 17h-19", (DaySpan(time(8, 15), time(9, 30)), DaySpan(time(17), time(19)))),
        ("12am-1am and 12pm until 1 PM", (DaySpan(time(0), time(1)), DaySpan(time(12), time(13)))),
        ("23-24:00", (DaySpan(time(23), time(0)),)),
        ("8", None),
        ("soon", None),
        ("25-26", None),
        ("8-9:60", None),
        ("24:30-25", None),
        ("0pm-1pm", None),
        ("13pm-14pm", None),
        ("8-8", None),
        ("1-2,2-3,3-4,4-5,5-6,6-7,7-8", None),
        ("8-9 " * 750, None),
    ],
)
def test_spans_are_read_as_people_type_them(typed: str, spans: tuple[DaySpan, ...] | None) -> None:
    assert read_spans(typed) == spans


@pytest.mark.parametrize(
    ("days", "start", "end", "hours"),
    [
        (("0", "2"), "10:00", "14:00", Hours(ANA.zone, time(10), time(14), frozenset({0, 2}))),
        (("6",), "22:00", "06:00", Hours(ANA.zone, time(22), time(6), frozenset({6}))),
        (("4",), "09:00", "10:00", Hours(ANA.zone, time(9), time(10), frozenset({4}))),
    ],
)
def test_any_days_and_hours_may_be_preferred(days: tuple[str, ...], start: str, end: str, hours: Hours) -> None:
    assert kept(decide_hours(MINE, HoursForm(days, start, end))).person.hours == hours


@pytest.mark.parametrize(
    ("form", "edges", "earliest", "latest"),
    [
        (WEEK, "", None, None),
        (WEEK, "8-9 / 17-19", time(8), time(19)),
        (WEEK, "7:30-10, 8-9", time(7, 30), None),
        (WEEK, "16-17:30", None, time(17, 30)),
        (NIGHT, "21-22, 6-7", time(21), time(7)),
        (replace(WEEK, end="00:00"), "0-1", None, time(1)),
    ],
)
def test_edges_that_touch_the_day_are_kept(
    form: HoursForm, edges: str, earliest: time | None, latest: time | None
) -> None:
    person = kept(decide_hours(MINE, replace(form, edges=edges))).person
    assert (person.earliest, person.latest) == (earliest, latest)


def test_breaks_and_a_region_are_kept_in_order() -> None:
    person = kept(decide_hours(MINE, replace(WEEK, breaks="15-15:30, 12-13", region=" bayern , germany"))).person
    assert person.breaks == (Break(time(12), time(13)), Break(time(15), time(15, 30)))
    assert person.region == "DE-BY"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(WEEK, days=()), "days"),
        (replace(WEEK, days=("7",)), "days"),
        (replace(WEEK, days=("0", "0")), "days"),
        (replace(WEEK, start=""), "start"),
        (replace(WEEK, end="25:00"), "end"),
        (replace(WEEK, end="09:00"), "end"),
        (replace(WEEK, end="09:59"), "end"),
        (replace(WEEK, edges="mornings"), "edges"),
        (replace(WEEK, edges="6-7"), "edges"),
        (replace(WEEK, edges="10-12"), "edges"),
        (replace(WEEK, edges="22-9"), "edges"),
        (replace(WEEK, edges="0-9, 17-2"), "edges"),
        (replace(WEEK, breaks="x" * 3000), "breaks"),
        (replace(WEEK, breaks="23-1"), "breaks"),
        (replace(WEEK, breaks="8-18"), "breaks"),
        (replace(WEEK, breaks="9:30-12, 12:30-16:30"), "breaks"),
        (replace(WEEK, region="Atlantis"), "region"),
        (replace(WEEK, region="x" * 3000), "region"),
    ],
)
def test_hours_that_do_not_fit_are_told_at_their_field(form: HoursForm, field: str) -> None:
    assert refused(decide_hours(MINE, form)) == field


def test_an_unknown_region_gets_those_that_may_be_meant() -> None:
    done = decide_hours(MINE, replace(WEEK, region="Bavria"))
    assert isinstance(done, Refusal)
    assert "Did you mean Bavaria, Germany" in done.why
    assert "Did you mean" not in sentences.no_region(())


def test_how_often_and_how_many_are_kept() -> None:
    form = OftenForm("0", "4", (decisions.ASK_FIRST, decisions.NOW))
    mine = kept(decide_often(MINE, form))
    assert (mine.every_weeks, mine.ask_first) == (0, True)
    assert mine.person.wishes == Wishes(largest=4, now=True)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(OFTEN, every="3"), "every"),
        (replace(OFTEN, every=""), "every"),
        (replace(OFTEN, largest="7"), "largest"),
        (replace(OFTEN, extras=("admin",)), "extras"),
    ],
)
def test_a_choice_that_was_not_offered_is_told_at_its_field(form: OftenForm, field: str) -> None:
    assert refused(decide_often(MINE, form)) == field


@pytest.mark.parametrize(("most", "after"), [("3", 3), ("2", 2), ("1", 1)])
def test_how_much_comes_in_a_week_is_kept(most: str, after: int) -> None:
    assert kept(decide_messages(MINE, most)) == replace(MINE, most_a_week=after)


@pytest.mark.parametrize("most", ["", "0", "4", "-1", "many"])
def test_only_less_can_be_chosen(most: str) -> None:
    assert refused(decide_messages(MINE, most)) == "most"


def test_ways_place_and_languages_are_kept() -> None:
    form = WaysForm(("swap", "in-person"), "on-site", "  New   York ", "English, deutsch; PT and 日本語")
    wishes = kept(decide_ways(MINE, form)).person.wishes
    assert wishes.ways == {Way.SWAP, Way.IN_PERSON}
    assert (wishes.place, wishes.town) == (Place.ON_SITE, "New York")
    assert wishes.languages == {"en", "de", "pt", "ja"}


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(WAYS, ways=()), "ways"),
        (replace(WAYS, ways=("video", "pigeon")), "ways"),
        (replace(WAYS, place=""), "place"),
        (replace(WAYS, town="x" * 3000), "town"),
        (replace(WAYS, languages="Klingon"), "languages"),
        (replace(WAYS, languages="x" * 3000), "languages"),
        (replace(WAYS, languages="en," * 11), "languages"),
    ],
)
def test_a_way_or_place_that_does_not_fit_is_told_at_its_field(form: WaysForm, field: str) -> None:
    assert refused(decide_ways(MINE, form)) == field


@pytest.mark.parametrize(("typed", "guess"), [("Germn", "Did you mean German"), ("qqqq", "Write it in English")])
def test_an_unknown_language_gets_a_guess_or_a_way_out(typed: str, guess: str) -> None:
    done = decide_ways(MINE, replace(WAYS, languages=typed))
    assert isinstance(done, Refusal)
    assert guess in done.why


def test_a_language_is_known_by_its_code_and_names() -> None:
    assert {find_language(one) for one in ("de", "German", "deutsch", " DEUTSCH ")} == {"de"}
    assert (language_name("de"), language_name("xx")) == ("German", "xx")
    assert suggest_languages("") == ()


def test_whom_and_what_not_are_kept() -> None:
    mine = kept(decide_limits(MINE, LimitsForm(MANY[:25], " football \n and rent ")))
    assert mine.avoided == set(MANY[:25])
    assert mine.person.wishes.skips == "football and rent"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (LimitsForm(MANY), "avoided"),
        (LimitsForm((ANA.id,)), "avoided"),
        (LimitsForm(MANY[:1], bots={MANY[0]: "helper"}), "avoided"),
        (LimitsForm((), "x" * 3000), "skips"),
    ],
)
def test_a_list_that_does_not_fit_is_told_at_its_field(form: LimitsForm, field: str) -> None:
    assert refused(decide_limits(MINE, form)) == field


@pytest.mark.parametrize(
    ("decide", "form"),
    [
        (decide_hours, WEEK),
        (decide_often, OFTEN),
        (decide_messages, "3"),
        (decide_ways, WAYS),
        (decide_limits, LimitsForm(())),
    ],
)
def test_a_form_changes_nothing_that_it_does_not_show(decide: Callable[..., Any], form: Any) -> None:
    assert decide(MINE, form) == MINE


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({0, 1, 2, 3, 4}, "Monday to Friday"),
        ({0, 1}, "Monday, Tuesday"),
        ({0, 2, 3}, "Monday, Wednesday, Thursday"),
        ({5}, "Saturday"),
    ],
)
def test_days_are_told_in_few_words(days: set[int], text: str) -> None:
    assert views.days_text(frozenset(days)) == text
