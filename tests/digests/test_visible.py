"""Whatever goals and cards there are, in whatever teams: what a digest and an agenda show, and what they never do."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.agenda.agenda import Plan, meeting_of
from bot.agenda.views import agenda_message, to_copy
from bot.card import Audience, Card, CardKind, CardState
from bot.digests.digest import CAPS, MOST
from bot.digests.views import digest_message
from bot.goals.goal import Goal, GoalState, SeenBy
from bot.news import Board, NewsKind
from bot.people import Absence, ChannelId, Person, TeamId, UserId
from bot.team import Team
from storage import agenda as agendas
from storage import cards, digests, directory, goals, hosts, news, people
from storage.database import Database, Tx
from storage.news import Shown
from storage.people import WorkspaceRow

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ON = date(2026, 11, 26)
TEAM = TeamId("T1")
FOUR = range(4)
WORDS = ("aardvark", "basilisk", "chimera", "dragon", "echidna", "firebird")  # one for each thing, and nowhere else
PEOPLE = [Person(UserId(f"U{at}"), f"Person{at}", "Europe/Berlin") for at in FOUR]
CHANNELS = (ChannelId("C0"), ChannelId("C1"))


@dataclass(frozen=True)
class Case:
    """A goal, or a card where it has a kind, of one of four."""

    owner: int
    kind: CardKind | None
    seen_by: SeenBy
    audience: Audience
    channel: int
    open: bool


@dataclass(frozen=True)
class World:
    """Who is in which of two teams, who has gone, and what there is."""

    held: tuple[frozenset[int], frozenset[int]]
    gone: frozenset[int]
    cases: tuple[Case, ...]

    def may_show(self, channel: int, case: Case) -> bool:
        """Whether the people of a channel may see it there."""
        if case.owner in self.gone or case.owner not in self.held[channel] or not case.open:
            return False
        if case.kind is None:
            return case.seen_by in {SeenBy.TEAM, SeenBy.EVERYONE}
        here = case.audience is Audience.TEAM and case.channel == channel
        return case.kind is not CardKind.THANKS and (here or case.audience is Audience.EVERYONE)


some = st.frozensets(st.sampled_from(FOUR))
cases = st.builds(
    Case,
    st.sampled_from(FOUR),
    st.none() | st.sampled_from(CardKind),
    st.sampled_from(SeenBy),
    st.sampled_from(Audience),
    st.sampled_from((0, 1)),
    st.booleans(),
)
worlds = st.builds(World, st.tuples(some, some), some, st.lists(cases, max_size=len(WORDS)).map(tuple))


def build(tx: Tx, world: World) -> None:
    """Make it so."""
    tx.execute(delete(WorkspaceRow).where(WorkspaceRow.team_id == tx.team_id))
    people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=NOW)
    for person in PEOPLE:
        people.meet_person(tx, person)
    for at, channel in enumerate(CHANNELS):
        hosts.save_team(tx, Team(channel, (PEOPLE[0],), "Europe/Berlin"))
        directory.note_in_channel(tx, channel, [PEOPLE[one].id for one in world.held[at]], held=True, as_of=NOW)
        digests.load_digest(tx, channel, now=NOW)
    for word, case in zip(WORDS, world.cases, strict=False):
        owner = PEOPLE[case.owner]
        if case.kind is None:
            goal = Goal(0, owner.id, word, f"goal{word}", date(2027, 1, 1), why=f"why{word}", seen_by=case.seen_by)
            goals.save_goal(tx, goal if case.open else replace(goal, state=GoalState.ON_HOLD))
            continue
        card = Card(0, owner, case.kind, f"card{word}", NOW, channel=CHANNELS[case.channel], audience=case.audience)
        cards.save_card(tx, card if case.open else replace(card, state=CardState.CLOSED))
    gone = [Person(PEOPLE[at].id, PEOPLE[at].name, "Europe/Berlin", absence=Absence.GONE) for at in world.gone]
    people.refresh_people(tx, gone)


def look(tx: Tx, world: World) -> list[str]:
    """All that is wrong in what the channels would see, before and after it was shown."""
    build(tx, world)
    wrong: list[str] = []
    for at, channel in enumerate(CHANNELS):
        items = digests.compose(tx, channel, ON, now=NOW)
        team = hosts.load_team(tx, channel)
        assert team is not None
        agenda = agendas.compose(tx, Plan(channel), meeting_of(team, now=NOW), now=NOW)
        digests.note_posted(tx, channel, ON, items)
        again = news.load_shown_again(tx, Shown(Board.DIGEST, channel, ON))
        texts = {
            "digest": json.dumps(list(digest_message(items, ON).blocks)),
            "agenda": json.dumps([list(agenda_message(agenda).blocks), to_copy(agenda)]),
        }
        for word, case in zip(WORDS, world.cases, strict=False):
            may = world.may_show(at, case)
            for name, text in texts.items():
                wrong += [f"{name} of {channel} shows {word}"] if word in text and not may else []
                wrong += [f"why {word}"] if f"why{word}" in text else []
            lacks = may and case.kind is CardKind.RESOURCE and len(items) < MOST and word not in texts["digest"]
            wrong += [f"no {word} in {channel}"] if lacks and len(world.cases) <= CAPS[NewsKind.RESOURCE] else []
        wrong += ["again"] if [one.id for one in again] != [one.id for one in items] else []
    return wrong


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as made:
        yield made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
def test_nothing_is_shown_to_a_channel_that_its_owner_shows_to_fewer(db: Database, world: World) -> None:
    assert asyncio.run(db.run(TEAM, look, world)) == []
