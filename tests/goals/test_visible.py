"""Whatever goals there are, with whatever roles and stances: what each person can see, and what nobody can."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.calendar import Rhythm, Slot
from bot.goals.goal import Goal, GoalState, Partner, Partnership, SeenBy
from bot.people import Absence, ChannelId, Person, TeamId, UserId
from bot.programme import Programme
from bot.team import Team
from bot.topic import find_topic
from bot.topics.stances import Stance, Stances
from handlers.goal_steps import shown
from handlers.topics import who
from storage import directory, goals, hosts, people, programmes, topics
from storage.database import Database, Tx
from storage.home import load_home
from storage.people import WorkspaceRow
from storage.words import known_topics

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEAM = TeamId("T1")
FIVE = range(5)
WORDS = ("aardvark", "basilisk", "chimera", "dragon", "echidna", "firebird")  # one for each goal, and nowhere else


@dataclass(frozen=True)
class Case:
    """A goal of one of five, and how three of them stand to it."""

    owner: int
    seen_by: SeenBy
    state: GoalState
    partners: dict[int, Partnership]


@dataclass(frozen=True)
class World:
    """Who is in which of two programmes, who looks after them, who is a guest, who helps with which word.

    Of two teams: who is or was in the channel, and who looks after it, if anybody does.
    """

    members: tuple[frozenset[int], frozenset[int]]
    hosts: tuple[int, int]
    teams: tuple[tuple[dict[int, bool], frozenset[int]], ...]
    guests: frozenset[int]
    helps: dict[int, int]
    goals: tuple[Case, ...]

    def sees(self, viewer: int, case: Case) -> bool:
        """Whether somebody may see a goal, as the form says."""
        if viewer == case.owner or not case.state.live or case.seen_by is SeenBy.ME:
            return False
        full = viewer not in self.guests
        team = any({viewer, case.owner} <= group for group in self.members)
        team |= full and any(held.get(viewer, False) and held.get(case.owner, False) for held, _ in self.teams)
        host = any(case.owner in group and viewer == at for group, at in zip(self.members, self.hosts, strict=True))
        host |= full and any(held.get(case.owner, False) and viewer in hosts for held, hosts in self.teams)
        levels = [case.partners.get(viewer) is Partnership.ACCEPTED, host, team, full]
        return any(levels[: list(SeenBy).index(case.seen_by)])


some = st.frozensets(st.sampled_from(FIVE))
cases = st.builds(
    Case,
    st.sampled_from(FIVE),
    st.sampled_from(SeenBy),
    st.sampled_from(GoalState),
    st.dictionaries(st.sampled_from(FIVE), st.sampled_from(Partnership), max_size=2),
)
worlds = st.builds(
    World,
    st.tuples(some, some),
    st.tuples(st.sampled_from(FIVE), st.sampled_from(FIVE)),
    st.lists(st.tuples(st.dictionaries(st.sampled_from(FIVE), st.booleans()), some), max_size=2).map(tuple),
    some,
    st.dictionaries(st.sampled_from(FIVE), st.integers(0, len(WORDS) - 1)),
    st.lists(cases, max_size=len(WORDS)).map(tuple),
)
PEOPLE = [Person(UserId(f"U{at}"), f"Person{at}", "Europe/Berlin") for at in FIVE]


def build(tx: Tx, world: World) -> None:
    """Make it so."""
    tx.execute(delete(WorkspaceRow).where(WorkspaceRow.team_id == tx.team_id))
    people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=NOW)
    guests = [Person(PEOPLE[at].id, PEOPLE[at].name, "Europe/Berlin", absence=Absence.GUEST) for at in world.guests]
    directory.take_over(tx, guests, as_of=NOW)
    for person in PEOPLE:
        people.meet_person(tx, person)
    for at, group in enumerate(world.members):
        host = PEOPLE[world.hosts[at]].id
        rhythm = Rhythm(1, 0, time(10), "Europe/Berlin")
        slot = Slot(date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC))
        programme = Programme(0, ChannelId(f"C{at}"), private=False, rhythm=rhythm, next=slot, owner=host)
        kept = programmes.save_programme(tx, programme)
        for member in group:
            programmes.join(tx, kept.id, PEOPLE[member].id, now=NOW)
    for at, (held, looking_after) in enumerate(world.teams):
        channel = ChannelId(f"C{at + 1}")  # one of them has a programme, too
        hosts.save_team(tx, Team(channel, tuple(PEOPLE[one] for one in looking_after), "Europe/Berlin"))
        for member, here in held.items():
            directory.note_in_channel(tx, channel, [PEOPLE[member].id], held=here, as_of=NOW)
    for member, at in world.helps.items():
        mine = Stances({Stance.HELP: (find_topic(WORDS[at], {}),)})
        topics.save_stances(tx, PEOPLE[member].id, mine, now=NOW)
    for word, case in zip(WORDS, world.goals, strict=False):
        partners = tuple(
            Partner(PEOPLE[at], state)
            for at, state in case.partners.items()
            if at != case.owner and case.seen_by is not SeenBy.ME
        )
        goal = Goal(0, PEOPLE[case.owner].id, word, f"private{word}", date(2027, 1, 1), f"why{word}", f"step{word}")
        goal = replace(goal, seen_by=case.seen_by, state=case.state, partners=partners, note=f"note{word}")
        goals.save_goal(tx, goal)


def screens(tx: Tx, viewer: int) -> tuple[str, str]:
    """All that somebody can call up of others' goals, and their own Home."""
    me = PEOPLE[viewer]
    found = [json.dumps(list(who(tx, me.id, me, word, now=NOW).blocks)) for word in WORDS]
    return json.dumps([shown(tx, me.id, 0), *found]), json.dumps(load_home(tx, me.id, now=NOW))


Seen = set[tuple[str, int, str]]  # what of a goal, who sees it, and the goal's word


def look(tx: Tx, world: World) -> tuple[Seen, Seen]:
    """What everybody sees of goals, and what they may."""
    build(tx, world)
    pairs = list(zip(WORDS, world.goals, strict=False))
    seen, may = set[tuple[str, int, str]](), set[tuple[str, int, str]]()
    known = {topic.name.lower() for topic in known_topics(tx).values()}
    wants = goals.wants_of(tx, [person.id for person in PEOPLE])
    for at, person in enumerate(PEOPLE):
        others, home = screens(tx, at)
        seen |= {("coffee", at, name.lower()) for name in wants.get(person.id, frozenset())}
        seen |= {("topic", at, word) for word in known}
        may |= {("topic", at, WORDS[word]) for word in world.helps.values()}
        for word, case in pairs:
            for part in ("private", "why", "step", "note"):
                seen |= {(part, at, word)} if f"{part}{word}" in others else set()
                seen |= {(f"home {part}", at, word)} if f"{part}{word}" in home else set()
            mine, close = case.owner == at, case.partners.get(at) is Partnership.ACCEPTED
            may |= {("private", at, word)} if world.sees(at, case) else set()
            may |= {("why", at, word), ("step", at, word)} if world.sees(at, case) and close else set()
            may |= {("home private", at, word), ("home step", at, word)} if mine and case.state.live else set()
            may |= {("topic", at, word)} if case.seen_by.open else set()
            may |= {("coffee", at, word)} if mine and case.seen_by.open and case.state is GoalState.OPEN else set()
    return seen, may


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as made:
        yield made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
def test_a_goal_is_seen_by_whom_its_owner_chose_and_by_nobody_else(db: Database, world: World) -> None:
    seen, may = asyncio.run(db.run(TEAM, look, world))
    assert seen == may
