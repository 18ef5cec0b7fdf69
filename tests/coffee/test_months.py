"""Members do as chance has it through months, and what is promised to everybody holds all the while."""

import asyncio
import logging
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule
from sqlalchemy import select

from bot.intro import IntroState
from bot.posts import PostState
from emulator.happenings import arrives
from emulator.person import Person
from emulator.screen import Button, buttons_of, places_of
from storage.coffee import RoundRow
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.posts import PostRow
from storage.schema import open_database
from tests.postgres import fresh_database, postgres_server
from tests.stage import Coffee, Stage, on_stage, set_up_coffee

ZONES = ("Europe/Berlin", "America/New_York", "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Tokyo")
NINE, FIVE, SATURDAY = time(9), time(17), 5
NOT_AT_RANDOM = {  # whether somebody is in is for the rules below
    *("I'm in", "Leave", "Pause a week", "Pause until", "Back now", "Skip this round", "In after all"),
    *("Not this round", "In for this round", "In", "Set up", "Start another"),
}


Match = tuple[int, int | None, datetime, str, tuple[str, ...], tuple[str, ...], bool]


def matches(tx: Tx) -> list[Match]:
    """Of each intro, oldest first: its id, round, time, state, people, who skipped it, and whether a round began it."""
    members: dict[int, list[IntroMemberRow]] = {}
    for row in tx.scalars(select(IntroMemberRow).where(IntroMemberRow.team_id == tx.team_id)):
        members.setdefault(row.intro_id, []).append(row)
    intros = tx.scalars(select(IntroRow).where(IntroRow.team_id == tx.team_id).order_by(IntroRow.id))
    return [
        (
            one.id,
            one.round_id,
            one.made_at,
            one.state,
            tuple(sorted(row.user_id for row in members[one.id])),
            tuple(row.user_id for row in members[one.id] if row.skipped),
            not one.second and not one.at_once,
        )
        for one in intros
    ]


def openings(tx: Tx) -> list[tuple[datetime, int]]:
    """When each round opened, oldest first, and its id."""
    rounds = select(RoundRow).where(RoundRow.team_id == tx.team_id).order_by(RoundRow.opened_at)
    return [(one.opened_at, one.id) for one in tx.scalars(rounds)]


def first_after(opened: list[tuple[datetime, int]], moment: datetime) -> int:
    """The first round that opened after a moment; 0 where none did yet."""
    return next((round_id for at, round_id in opened if at > moment), 0)


def waiting(tx: Tx) -> list[str]:
    """The posts to people that are still owed."""
    owed = select(PostRow.key).where(PostRow.team_id == tx.team_id, PostRow.state == PostState.DUE)
    return list(tx.scalars(owed))


class Months(RuleBasedStateMachine):
    """Six people in four zones, one of them an admin who is in like everybody else."""

    kind: ClassVar[str] = "sqlite"
    somebody = Bundle("somebody")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.errors: list[str] = []
        self.handler = _Errors(self.errors)
        logging.getLogger().addHandler(self.handler)
        self.coffee: Coffee
        self.inside: set[str] = set()
        self.away_until: dict[str, datetime] = {}
        self.sits_out: dict[str, datetime] = {}  # of the first round that opens after this
        self.avoids: dict[str, str] = {}
        self.seen_intros = self.seen_messages = 0
        self.broken = False

    def does(self, act: Coroutine[Any, Any, Any]) -> Any:
        """Run something to its end on the machine's own loop."""
        self.broken = True  # unless it comes to its end; what comes after says nothing
        done = self.runner.run(act)
        self.broken = False
        return done

    @property
    def stage(self) -> Stage:
        """Where it is played."""
        return self.coffee.stage

    @initialize(target=somebody)
    def people_arrive(self) -> Any:
        """Coffee is set up, five are in: one avoids another, one skips the first round, one pauses."""
        return multiple(*self.does(self._arrive()))

    async def _arrive(self) -> list[Person]:
        if self.kind == "sqlite":
            folder = self.stack.enter_context(tempfile.TemporaryDirectory())
            url = f"sqlite:///{folder}/memory.sqlite"
        else:
            url = self.stack.enter_context(fresh_database(self.stack.enter_context(postgres_server())))
            open_database(url, may_migrate=True).close()
        stage = await self.stack.enter_async_context(on_stage(url, "socket" if self.kind == "sqlite" else "http"))
        self.coffee = await set_up_coffee(stage)
        people = [self.coffee.ana, self.coffee.ben, self.coffee.chi]
        for number, zone in enumerate(ZONES[3:]):
            person = stage.somebody(f"Person {number}", zone)
            await arrives(person)
            await person.joins(self.coffee.channel)
            people.append(person)
        for person in people[:5]:
            await person.runs("/coffee join")
            self.inside.add(person.id)
        await self._avoid(self.coffee.ana, self.coffee.ben)
        await self._skip(self.coffee.chi)
        await self._pause(people[3], weeks=2)
        return people

    @rule(who=somebody)
    def joins(self, who: Person) -> None:
        """Somebody is in, or in still, and takes a skip back."""
        self.does(who.runs("/coffee join"))
        self.inside.add(who.id)
        self.sits_out.pop(who.id, None)
        if who.id in self.away_until:
            self.does(who.runs("/coffee back"))
            del self.away_until[who.id]

    @rule(who=somebody)
    def leaves(self, who: Person) -> None:
        """Somebody is out, or out still."""
        self.does(who.runs("/coffee leave"))
        self.inside.discard(who.id)
        self.sits_out.pop(who.id, None)
        self.away_until.pop(who.id, None)

    @precondition(lambda self: self.inside)
    @rule(who=somebody, weeks=st.integers(1, 3))
    def pauses(self, who: Person, weeks: int) -> None:
        """Somebody who is in pauses."""
        if who.id in self.inside:
            self.does(self._pause(who, weeks=weeks))

    async def _pause(self, who: Person, *, weeks: int) -> None:
        await who.runs(f"/coffee pause {weeks}w")
        self.away_until[who.id] = self.stage.clock.now() + timedelta(weeks=weeks, days=-1)

    @rule(who=somebody)
    def comes_back(self, who: Person) -> None:
        """A pause ends early."""
        self.does(who.runs("/coffee back"))
        self.away_until.pop(who.id, None)

    @rule(who=somebody)
    def skips(self, who: Person) -> None:
        """Somebody who is in skips the next round."""
        if who.id in self.inside and who.id not in self.away_until:
            self.does(self._skip(who))

    async def _skip(self, who: Person) -> None:
        await who.runs("/coffee skip")
        self.sits_out[who.id] = self.stage.clock.now()

    @rule(who=somebody, other=somebody)
    def avoids_somebody(self, who: Person, other: Person) -> None:
        """Somebody would rather not be matched with another, and with nobody else."""
        if who is not other and who.id in self.inside:
            self.does(self._avoid(who, other))

    async def _avoid(self, who: Person, other: Person) -> None:
        await who.runs("/coffee preferences")
        await who.presses("Change: whom and what not")
        await who.fills({"People I would rather not be matched with": [other.name]})
        await who.submits()
        await who.closes(all_of_them=True)
        self.avoids[who.id] = other.id

    @rule(who=somebody, pick=st.integers(0, 10_000))
    def presses_something(self, who: Person, pick: int) -> None:
        """Somebody presses any button that they see; what opens they look at, and close."""
        self.does(self._press(who, pick))

    async def _press(self, who: Person, pick: int) -> None:
        seen: list[Button] = [one for place in places_of(who)[:12] for one in buttons_of(place)]
        seen = [one for one in seen if one.label not in NOT_AT_RANDOM]
        if seen:
            await who.presses(seen[pick % len(seen)])
            if who.modal is not None:
                await who.closes(all_of_them=True)

    @rule(days=st.integers(1, 14), at=st.sampled_from(["08:00", "10:30", "15:00", "22:00"]))
    def days_pass(self, days: int, at: str) -> None:
        """The clock is wound, to the hours of some and not of others."""
        self.does(self._pass(days, at))

    async def _pass(self, days: int, at: str) -> None:
        await self.stage.until((self.stage.clock.now() + timedelta(days=days)).date(), at)
        await self._look()

    async def _look(self) -> None:
        """What was promised holds for all that happened since the last look."""
        found = await self.stage.bot.db.run(self.stage.bot.team_id, matches)
        opened = await self.stage.bot.db.run(self.stage.bot.team_id, openings)
        skipped = {(one, first_after(opened, at)) for one, at in self.sits_out.items()}
        for _, round_id, made_at, _, people, _, in_time in found[self.seen_intros :]:
            for one in people:
                assert one in self.inside, "whoever is out is matched with nobody"
                assert self.away_until.get(one, made_at) <= made_at, "whoever pauses is matched with nobody"
                assert not (in_time and (one, round_id) in skipped), "whoever skips the round is matched with nobody"
            assert not any({*pair} <= {*people} for pair in self.avoids.items()), "an avoided pair never meets"
        self.seen_intros = len(found)
        in_a_round = Counter(
            (round_id, one)
            for _, round_id, _, state, people, skipped, _ in found
            if round_id is not None and state in {IntroState.INTRODUCED, IntroState.OVER}
            for one in people
            if one not in skipped
        )
        assert max(in_a_round.values(), default=0) <= 1, "one introduction a round for each"
        self._look_at_messages()

    def _look_at_messages(self) -> None:
        workspace = self.stage.workspace
        by_id = {one.id: one for one in workspace.people.values() if not one.is_bot}
        for message in workspace.messages[self.seen_messages :]:
            if message.author == workspace.bot_user_id and not message.only_for and message.channel.kind != "channel":
                for person in (by_id[one] for one in message.channel.members if one in by_id):
                    local = datetime.fromtimestamp(float(message.ts), person.zone)
                    assert local.weekday() < SATURDAY, f"{message.text} on a weekend"
                    assert NINE <= local.time() <= FIVE, f"{message.text} at {local:%H:%M}"
        self.seen_messages = len(workspace.messages)

    @invariant()
    def nothing_goes_wrong(self) -> None:
        """Every button has a handler, every form is answered, and nothing is logged as an error."""
        assert self.errors == []
        if hasattr(self, "coffee"):
            assert self.stage.workspace.failed_deliveries == []

    def teardown(self) -> None:
        """Everybody leaves; then nothing comes any more, and every introduction has ended."""
        try:
            if hasattr(self, "coffee") and not self.broken:
                self.does(self._end())
        finally:
            self.does(self.stack.aclose())
            self.runner.close()
            logging.getLogger().removeHandler(self.handler)

    async def _end(self) -> None:
        stage = self.stage
        await self._look()
        for person in stage.workspace.people.values():
            if person.id in self.inside:
                await person.runs("/coffee leave")
        await stage.now()
        before = len(stage.workspace.messages)
        await stage.until((stage.clock.now() + timedelta(weeks=4)).date(), "12:00")
        after = [one for one in stage.workspace.messages[before:] if one.channel.kind != "channel"]
        assert not after, f"leaving stops everything, but there came {[one.text for one in after]}"
        found = await stage.bot.db.run(stage.bot.team_id, matches)
        assert {one[3] for one in found} <= {IntroState.SKIPPED, IntroState.CLOSED, IntroState.OVER}
        assert await stage.bot.db.run(stage.bot.team_id, waiting) == []
        self.nothing_goes_wrong()


class _Errors(logging.Handler):
    def __init__(self, errors: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage())


class OnPostgres(Months):
    """The same on Postgres, over HTTP."""

    kind: ClassVar[str] = "postgres"


FEW = settings(
    max_examples=5,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestMonths = pytest.mark.timeout(120)(Months.TestCase)
TestMonths.settings = FEW
TestMonthsOnPostgres = pytest.mark.timeout(120)(OnPostgres.TestCase)
TestMonthsOnPostgres.settings = settings(FEW, max_examples=1)
