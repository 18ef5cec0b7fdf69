"""Which lines a digest has, when it comes, and how hostile or long words come out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import Rhythm
from bot.digests import sentences
from bot.digests.digest import CAPS, MOST, Digest, due_of, first_here, lines_of, next_digest
from bot.digests.form import DigestForm, decide_digest, pause, resume
from bot.news import LONGEST_LINE, Item, NewsKind, linked, pasted
from bot.people import Absence, ChannelId, Person, UserId
from bot.refusal import Refusal

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DIGEST = Digest(ChannelId("C1"), "Europe/Berlin", next_on=date(2026, 11, 26))
FORM = DigestForm("4", "14:30", "Lisbon")


def item(kind: NewsKind, at: int, **more: Any) -> Item:
    """An item."""
    return replace(Item(kind, at, "Ana", f"{kind} {at}"), **more)


def test_each_kind_has_its_share_and_none_crowds_out_another() -> None:
    many = [item(kind, at) for kind in NewsKind for at in range(20)]
    lines = lines_of(many)
    counts = {kind: sum(line.kind is kind for line in lines) for kind in NewsKind}
    assert counts == {
        NewsKind.GOAL: 2,
        NewsKind.WIN: 2,
        NewsKind.ASK: 2,
        NewsKind.OFFER: 2,
        NewsKind.STORY: 1,
        NewsKind.RESOURCE: 1,
    }
    assert [line.kind for line in lines] == sorted((line.kind for line in lines), key=list(NewsKind).index)


def test_one_kind_alone_has_its_cap_and_nothing_is_nothing() -> None:
    assert len(lines_of([item(NewsKind.RESOURCE, at) for at in range(20)])) == 5
    assert lines_of([]) == ()


def test_what_was_not_shown_comes_first_then_what_helped_then_what_is_newest() -> None:
    shown = item(NewsKind.ASK, 9, shown_on=date(2026, 11, 19))
    before = item(NewsKind.ASK, 8, shown_on=date(2026, 11, 12))
    asks = [shown, before, item(NewsKind.ASK, 1), item(NewsKind.ASK, 2)]
    assert [line.id for line in lines_of(asks)] == [2, 1, 8]
    helped = [item(NewsKind.RESOURCE, 1, helped=3), item(NewsKind.RESOURCE, 2)]
    assert [line.id for line in lines_of(helped)] == [1, 2]


kinds = st.builds(item, st.sampled_from(NewsKind), st.integers(1, 50), shown_on=st.none() | st.dates())


@given(st.lists(kinds, max_size=60))
def test_there_are_ten_lines_at_most_and_every_kind_that_there_is_has_one(items: list[Item]) -> None:
    lines = lines_of(items)
    assert len(lines) <= MOST
    assert {line.kind for line in lines} == {one.kind for one in items}
    assert all(sum(line.kind is kind for line in lines) <= CAPS[kind] for kind in NewsKind)


def test_it_comes_on_its_day_a_day_late_at_most() -> None:
    ten = datetime(2026, 11, 26, 9, tzinfo=UTC)
    on = date(2026, 11, 26)
    assert DIGEST.due_at == ten
    assert due_of(DIGEST, on, now=ten - timedelta(seconds=1)).run is None
    late = due_of(DIGEST, on, now=ten + timedelta(days=1))
    assert late.run is not None
    assert late.next.on == date(2026, 12, 3)
    too_late = due_of(DIGEST, on, now=ten + timedelta(days=1, seconds=1))
    assert too_late.run is None
    assert too_late.next.on == date(2026, 12, 3)


def test_it_keeps_its_wall_time_when_the_clocks_change_and_an_unknown_zone_is_utc() -> None:
    spring = replace(DIGEST, weekday=6, at=time(2, 30), next_on=date(2027, 3, 28))
    assert spring.due_at == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert replace(DIGEST, zone="Atlantis").due_at == datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert DIGEST.rhythm == Rhythm(1, 3, time(10), "Europe/Berlin")


def test_paused_it_is_never_due_and_resumed_it_comes_on_its_next_day() -> None:
    assert pause(DIGEST).due_at is None
    assert replace(DIGEST, next_on=None).due_at is None
    assert resume(pause(DIGEST), now=NOW + timedelta(days=3)).next_on == date(2026, 12, 3)
    assert next_digest(DIGEST, now=NOW) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("form", "field", "why"),
    [
        (replace(FORM, day="7"), "day", sentences.NO_CHOICE),
        (replace(FORM, at="late"), "at", sentences.NO_CHOICE),
        (replace(FORM, zone="Berln"), "zone", "I do not know the zone “Berln”. Did you mean Europe/Berlin?"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(form: DigestForm, field: str, why: str) -> None:
    refusal = decide_digest(form, DIGEST, now=NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.field == field
    assert refusal.why.startswith(why)


def test_what_fits_is_kept_in_the_zones_own_name() -> None:
    kept = decide_digest(FORM, DIGEST, now=NOW)
    assert kept == replace(DIGEST, weekday=4, at=time(14, 30), zone="Europe/Lisbon", next_on=date(2026, 11, 27))


def test_the_first_host_who_is_here_is_told() -> None:
    gone = Person(UserId("U1"), "Ana", "Europe/Berlin", absence=Absence.GONE)
    here = Person(UserId("U2"), "Ben", "Europe/Berlin")
    assert first_here([gone, here]) == here
    assert first_here([gone]) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?a=1&b=2", "<https://a.example/x?a=1&amp;b=2|T>"),
        ("https://a.example/|<!channel>", "<https://a.example/%7C%3C!channel%3E|T>"),
        ("javascript:alert(1)", "T"),
        ("https://a.example/ <!channel>", "T"),
        ("https://[", "T"),
        ("https://", "T"),
    ],
)
def test_only_an_address_of_the_web_is_a_link_and_it_cannot_be_left(url: str, shown: str) -> None:
    assert linked(Item(NewsKind.RESOURCE, 1, "Ana", "", title="T", url=url)) == shown


def test_what_is_long_is_cut_and_nobody_is_called() -> None:
    line = pasted("@here\n" + "x" * 3000)
    assert line.startswith("@\u200bhere x")
    assert len(line) == LONGEST_LINE + 1
    assert line.endswith("…")
