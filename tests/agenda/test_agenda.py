"""Which meeting is meant, when its agenda goes, and how it reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.agenda import views
from bot.agenda.agenda import Agenda, Lead, Meeting, Plan, meeting_of, meeting_on, next_sent, opener_for
from bot.agenda.deck import DECK
from bot.news import Item, NewsKind
from bot.people import ChannelId, UserId
from bot.team import Team

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday
TEAM = Team(ChannelId("C1"), (), "Europe/Berlin", meets_on=3, meets_at=time(15))
BEGINS = datetime(2026, 11, 26, 14, tzinfo=UTC)
MEETING = Meeting(date(2026, 11, 26), BEGINS)
AGENDA = Agenda(TEAM.channel, MEETING, DECK[0])


def test_the_meeting_is_the_next_or_the_one_that_is_on() -> None:
    assert meeting_of(TEAM, now=NOW) == MEETING
    assert meeting_of(TEAM, now=BEGINS + timedelta(minutes=59)) == MEETING
    assert meeting_of(TEAM, now=BEGINS + timedelta(hours=1)).on == date(2026, 12, 3)


def test_without_a_time_there_is_one_a_week_and_an_unknown_zone_is_utc() -> None:
    for team in (replace(TEAM, meets_at=None), replace(TEAM, meets_on=None, zone="Atlantis")):
        assert meeting_of(team, now=NOW) == Meeting(date(2026, 11, 23))
        assert next_sent(team, now=NOW) is None
    assert meeting_on(replace(TEAM, meets_at=None), MEETING.on) is None
    assert meeting_on(TEAM, MEETING.on) == BEGINS


def test_it_is_sent_before_the_first_meeting_that_is_more_than_an_hour_ahead() -> None:
    slot = next_sent(TEAM, now=BEGINS - timedelta(hours=1, seconds=1))
    assert slot is not None
    assert slot.on == MEETING.on
    slot = next_sent(TEAM, now=BEGINS - timedelta(hours=1))
    assert slot is not None
    assert slot.on == date(2026, 12, 3)


def test_the_opener_is_another_each_week_and_after_each_swap() -> None:
    plan = Plan(TEAM.channel)
    weeks = [opener_for(plan, Meeting(MEETING.on + timedelta(weeks=at))) for at in range(len(DECK))]
    assert set(weeks) == set(DECK)
    assert opener_for(replace(plan, swapped=1), MEETING) == weeks[1]


def test_openers_are_short_questions_of_ours() -> None:
    assert len(set(DECK)) == len(DECK) == 30
    assert all(one.endswith("?") and len(one.split()) <= 14 for one in DECK)


def test_alone_an_opener_is_not_worth_sending() -> None:
    assert not AGENDA.worth_sending
    assert replace(AGENDA, line="Welcome").worth_sending


def test_the_plain_text_says_the_same_and_calls_nobody_where_it_is_pasted() -> None:
    goals = tuple(Item(NewsKind.GOAL, at, "Ana", "@channel *plans*") for at in range(2))
    agenda = replace(AGENDA, items=goals, lead=Lead(UserId("U1"), "Cy"), last="Dee", line="Welcome")
    assert views.to_copy(agenda).split("\n") == [
        "Learning, 5 minutes. Lead: Cy (last time: Dee)",
        f"• Opener (skip if short): {DECK[0]}",
        "• New goals: Ana → @\u200bchannel *\u200bplans*\u200b · Ana → @\u200bchannel *\u200bplans*\u200b",
        "• Welcome",
    ]
    assert "*plans*" not in views.snippet(agenda)
