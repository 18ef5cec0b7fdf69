"""Whatever cards there are, in whatever channels and for whomever: what each person can see, and what they cannot."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.card import ASKS, LIVE, Audience, Card, CardKind, CardState
from bot.library.found import KINDS, Sought
from bot.people import Absence, ChannelId, Person, TeamId, UserId
from bot.story import StoryKind
from bot.team import Team
from bot.topic import Topic
from bot.topics.stances import Stance, Stances
from handlers.card_steps import around
from handlers.learn import mine
from handlers.library import look
from storage import cards, claims, directory, hosts, people, topics
from storage.cards import CardRow
from storage.database import Database, Tx
from storage.people import WorkspaceRow

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEAM = TeamId("T1")
WORDS = ("aardvark", "basilisk", "chimera", "dragon", "echidna", "firebird")  # one for each card, and nowhere else
FOUR = range(4)
OUTSIDER = 4  # whom the bot never met
PEOPLE = [Person(UserId(f"U{at}"), f"Person{at}", "Europe/Berlin") for at in (*FOUR, OUTSIDER)]
CHANNELS = (ChannelId("C0"), ChannelId("C1"))


@dataclass(frozen=True)
class Case:
    """A card of one of four: of what kind, for whom, in a channel or none, and to whom it is said, if to anybody."""

    author: int
    kind: CardKind
    audience: Audience
    channel: int | None
    to: int | None
    state: CardState


@dataclass(frozen=True)
class World:
    """Who is or was in which of two channels, who is a guest, who helps with or would learn each card's topic."""

    held: tuple[dict[int, bool], dict[int, bool]]
    guests: frozenset[int]
    helps: dict[int, int]
    learns: dict[int, int]
    cases: tuple[Case, ...]

    def sees(self, viewer: int, case: Case) -> bool:
        """Whether somebody may see a card, as the forms say."""
        two = case.audience is Audience.TWO
        there = case.channel is not None and self.held[case.channel].get(viewer, False)
        everyone = case.audience is Audience.EVERYONE and viewer not in self.guests
        return viewer == case.author or (viewer == case.to if two else there or everyone)

    def fits(self, viewer: int, at: int) -> bool:
        """Whether somebody helps with what is asked, or would learn what is offered."""
        by_kind = {CardKind.ASK: self.helps, CardKind.OFFER: self.learns}
        return by_kind.get(self.cases[at].kind, {}).get(viewer) == at


four, some = st.sampled_from(FOUR), st.frozensets(st.sampled_from(FOUR))
held = st.dictionaries(four, st.booleans())
cases = st.builds(
    Case,
    four,
    st.sampled_from(CardKind),
    st.sampled_from(Audience),
    st.sampled_from((0, 1, None)),
    st.none() | four,
    st.sampled_from(CardState),
)
stances = st.dictionaries(four, st.integers(0, len(WORDS) - 1))
worlds = st.builds(
    World, st.tuples(held, held), some, stances, stances, st.lists(cases, max_size=len(WORDS)).map(tuple)
)


def build(tx: Tx, world: World) -> list[int]:
    """Make it so; the ids of the cards."""
    tx.execute(delete(WorkspaceRow).where(WorkspaceRow.team_id == tx.team_id))
    people.meet_workspace(tx, enterprise_id=None, bot_user_id="U0BOT", now=NOW)
    directory.take_over(tx, [replace(PEOPLE[at], absence=Absence.GUEST) for at in world.guests], as_of=NOW)
    for at in FOUR:
        people.meet_person(tx, PEOPLE[at])
        said = {Stance.HELP: world.helps.get(at), Stance.LEARN: world.learns.get(at)}
        mine = {stance: (Topic(0, WORDS[word]),) for stance, word in said.items() if word is not None}
        topics.save_stances(tx, PEOPLE[at].id, Stances(mine), now=NOW)
    for channel, inside in zip(CHANNELS, world.held, strict=True):
        hosts.save_team(tx, Team(channel, (), "Europe/Berlin"))
        for member, here in inside.items():
            directory.note_in_channel(tx, channel, [PEOPLE[member].id], held=here, as_of=NOW)
    return [cards.save_card(tx, _card(word, case)).id for word, case in zip(WORDS, world.cases, strict=False)]


def _card(word: str, case: Case) -> Card:
    return Card(
        0,
        PEOPLE[case.author],
        case.kind,
        f"text{word}",
        NOW,
        channel=None if case.channel is None else CHANNELS[case.channel],
        topic=word,
        title=f"title{word}",
        url=f"https://{word}.example",
        tag=StoryKind.WORKED if case.kind is CardKind.STORY else "",
        audience=case.audience,
        to=None if case.to is None else PEOPLE[case.to].id,
        state=case.state,
    )


Seen = set[tuple[str, int, int]]  # where, who sees it, and which card


def look_around(tx: Tx, world: World) -> tuple[Seen, Seen]:
    """What everybody sees of cards, and what they may."""
    ids = build(tx, world)
    seen, may = Seen(), Seen()
    for viewer, person in enumerate(PEOPLE):
        which = select(CardRow.id).where(CardRow.team_id == tx.team_id, cards.seen_by(tx, person.id))
        seen |= {("card", viewer, ids.index(one)) for one in tx.scalars(which)}
        found = [look(tx, person.id, person, Sought(word)) for word in ("", WORDS[viewer])]
        screens = {
            "find": json.dumps([list(one.blocks) for one in found]),
            "around": json.dumps(around(tx, person.id, 0, now=NOW)),
            "learn": json.dumps(list(mine(tx, person.id, now=NOW).blocks)),
        }
        fitting = claims.load_around(tx, person.id)
        counted = {CardKind.ASK: fitting.asks, CardKind.OFFER: fitting.offers}
        for at, case in enumerate(world.cases):
            sees, own, is_open = world.sees(viewer, case), viewer == case.author, case.state is CardState.OPEN
            shown = {
                "card": sees,
                "find": sees and is_open and case.kind in KINDS,
                "around": sees and is_open and case.kind in ASKS and not own,
                "learn": own and case.kind in ASKS and case.state in LIVE,
            }
            may |= {(where, viewer, at) for where, it_is in shown.items() if it_is}
            words = (f"text{WORDS[at]}", f"title{WORDS[at]}")
            seen |= {(where, viewer, at) for where, screen in screens.items() if any(word in screen for word in words)}
        for kind, count in counted.items():
            fit = [at for at, case in enumerate(world.cases) if case.kind is kind and world.fits(viewer, at)]
            others = [at for at in fit if viewer != world.cases[at].author and world.cases[at].state is CardState.OPEN]
            assert count == sum(world.sees(viewer, world.cases[at]) for at in others)
    return seen, may


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as made:
        yield made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
def test_a_card_is_seen_by_whom_its_author_chose_and_by_nobody_else(db: Database, world: World) -> None:
    seen, may = asyncio.run(db.run(TEAM, look_around, world))
    assert seen == may
