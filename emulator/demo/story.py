"""The story: somebody starts coffee, people join, and weeks go by, one due instant after the other."""

import gc
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from emulator.clock import Clock
from emulator.demo.asks import Asks
from emulator.demo.books import TellingBot, close_books
from emulator.demo.brokering import Brokering
from emulator.demo.errors import ErrorCount
from emulator.demo.finding import find
from emulator.demo.friday import ask
from emulator.demo.goals import set_goals
from emulator.demo.people_file import Colleague
from emulator.demo.record import Books, Met, Story, Week
from emulator.demo.stage import AS_BEFORE, BROUGHT, IN_ROUND, WHY, Stage, clock_of, home_of, in_turns, names_of, offers
from emulator.demo.team import name_host
from emulator.demo.turns import (
    ask_who_helps,
    at,
    cast,
    choose_topics,
    join_late,
    keep_holidays,
    pause,
    swap,
    tell_holiday,
)
from emulator.model import Message
from emulator.person import Person
from emulator.screen import buttons_of
from emulator.workspace import Workspace

__all__ = ["BEGIN", "TWELVE", "Story", "play"]

BEGIN = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday
FIRST_MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
BEFORE = timedelta(days=-2)  # of a Monday: no clock on earth shows it yet, and the last Friday is over on all
PAIR = 2
TUESDAY_NIGHT = timedelta(days=2)  # everybody's introduction has arrived, and none has fresh times yet
WEEKEND = timedelta(days=5, hours=12)
SKIPPED = 0.12  # of the introductions
PICKED = 0.6  # of those that are left
SKIP, PICK = "Not this week", "Pick"
SECOND, HELPS = "Plans changed", "helps with"
FIRST, PAUSE, LATE, QUIET, SKIPS = 1, 2, 3, 4, 5  # the weeks, by what happens in them
TIME = re.compile(r"\w{3} \d+ \w{3} \d\d:\d\d")

TWELVE = (
    Colleague("Ana", "Europe/Berlin", "Data", "home"),
    Colleague("Ben", "America/New_York", "Design", "home"),
    Colleague("Chi", "Europe/London", "Support", "office"),
    Colleague("Dee", "Europe/Berlin", "Design", "office"),
    Colleague("Eli", "America/New_York", "Data", "home"),
    Colleague("Fay", "Africa/Lagos", "Support", "home"),
    Colleague("Gil", "Asia/Kolkata", "Platform", "home"),
    Colleague("Hana", "Asia/Tokyo", "Platform", "home"),
    Colleague("Ian", "America/Los_Angeles", "Data", "home"),
    Colleague("Jo", "Europe/London", "Design", "office"),
    Colleague("Kim", "Asia/Kolkata", "Support", "home"),
    Colleague("Lena", "Europe/Berlin", "Platform", "home"),
)


async def play(
    workspace: Workspace,
    clock: Clock,
    bot: TellingBot,
    *,
    people: Sequence[Colleague] = TWELVE,
    weeks: int = 8,
    seed: int = 7,
    progress: Callable[[str], None] = lambda _: None,
) -> Story:
    """Play so many weeks; the same people, weeks and seed give the same story."""
    stage = Stage(workspace, clock, bot, people, seed)
    with ErrorCount() as errors, _seldom_tidied():
        books = await _play(stage, bot, weeks, progress)
        stage.story.finding = find(stage, began=FIRST_MONDAY + BEFORE, errors=errors.count, books=books)
    return stage.story


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    """What is kept of the weeks only grows, so that there is little to gain from looking through all of it often."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


async def _play(stage: Stage, bot: TellingBot, weeks: int, progress: Callable[[str], None]) -> Books:
    pauses, late = cast(stage)
    progress("people join")
    await _begin(stage, late)
    host = await name_host(stage)
    goals = await set_goals(stage)
    asks = Asks(stage, host, Random(f"{stage.story.seed} asks"))
    broker = Brokering(stage, host, Random(f"{stage.story.seed} broker"))
    stage.replies += [asks.reply, broker.reply]
    for number in range(1, weeks + 1):
        progress(f"week {number} of {weeks}")
        week = Week(number, (FIRST_MONDAY + timedelta(weeks=number - 1)).date())
        stage.story.weeks.append(week)
        await stage.until(at(week, BEFORE))
        stage.paused.clear()  # a pause lasts a week
        await goals.keep(week)
        if number == PAUSE and pauses is not None:
            await pause(stage, week, pauses)
        if number == LATE and late is not None:
            await join_late(stage, week, late)
        if number == QUIET:
            await keep_holidays(stage, week)
        await meet(
            stage,
            week,
            shown=number == FIRST,
            swaps=number == QUIET,
            skips=2 if number == SKIPS else 0,
            midweek=(broker.midweek, asks.midweek),
        )
    return await close_books(bot, goals=await goals.count(), asks=asks.made, proposals=broker.made)


async def set_up(stage: Stage) -> None:
    """The first of the cast, an admin, starts coffee in the channel."""
    ana = stage.people[0]
    await ana.runs("/elevenses setup", channel=stage.channel)
    await ana.fills({"How often": "Every week"})
    await ana.submits()
    await ana.submits()
    await ana.closes()
    await stage.bot.run_due()


async def _begin(stage: Stage, late: Person | None) -> None:
    """The first starts coffee, the second joins with the button, and all but one with the command."""
    ana, ben, *rest = stage.people
    await set_up(stage)
    invitation = ben.messages[-1]
    stage.show(f"#{stage.channel.name}, as {ben.name} in {home_of(ben)} sees it", ben, invitation)
    button = next(buttons_of(invitation))
    await ben.presses(button)
    stage.joined.add(stage.place[ben.id])
    stage.show(f"{ben.name} taps “{button.label}”; only {ben.name} sees", ben, ben.messages[-1], lines=1)
    await stage.join([ana])
    await stage.join([one for one in rest if one is not late])
    await choose_topics(stage)
    await ask_who_helps(stage)


async def meet(
    stage: Stage,
    week: Week,
    *,
    shown: bool = False,
    swaps: bool = False,
    skips: int = 0,
    midweek: Sequence[Callable[[Week], Awaitable[None]]] = (),
) -> None:
    """The round, those who skip it (at least `skips`; nobody where it is `shown`), and on Friday the question."""
    week.people_in = len(stage.joined - stage.paused)
    week.events += [
        f"{one.name} let two introductions pass, is asked first and taps “{AS_BEFORE}”" for one in stage.as_before
    ]
    stage.as_before.clear()
    seen = len(stage.workspace.messages)
    await stage.until(at(week, TUESDAY_NIGHT))
    intros = stage.introduced(IN_ROUND, since=seen)
    guide = _show_intro(stage, intros) if shown else None
    tell_holiday(stage, week, intros)
    skipped = {} if shown else await _skip(stage, week, intros, least=skips)
    left = [one for one in intros if one.channel.id not in skipped]
    await _pick(stage, left)
    week.intros = tuple(_met(stage, message, skipped.get(message.channel.id, "")) for message in intros)
    if shown:
        trios = [[stage.people[place] for place in one.people] for one in week.intros if len(one.people) > PAIR]
        week.events += [f"{names_of(trio)} are three, as {week.people_in} are in" for trio in trios]
    for act in midweek:
        await act(week)
    if swaps:
        await swap(stage, week, left)
    await stage.until(at(week, WEEKEND))
    _tell_seconds(stage, week, seen, shown=skips > 0)
    week.brought = tuple(_met(stage, message) for message in stage.introduced(BROUGHT, since=seen))
    week.answers = await ask(stage, since=seen, guide=guide)


def _met(stage: Stage, message: Message, skipped_by: str = "") -> Met:
    people = stage.people_of(message)
    lines = people[0].reads(message).splitlines()
    return Met(
        people=tuple(stage.place[person.id] for person in people),
        names=tuple(person.name for person in people),
        why=next(line.partition(":* ")[2] for line in lines if line.startswith(WHY)),
        times=tuple(line for line in lines if TIME.match(line)),
        arrived=tuple(clock_of(person, copy) for person, copy in stage.copies_of(message, people)),
        skipped_by=skipped_by,
    )


def _show_intro(stage: Stage, intros: Sequence[Message]) -> Person | None:
    """Show one introduction as its people see it, of two whose clocks differ if there is one; gives one of them."""

    def flaws(message: Message) -> int:
        people = stage.people_of(message)
        times = [line for line in people[0].reads(message).splitlines() if TIME.match(line)]
        return (
            (len(people) > PAIR) + (not times) + ("(" not in "".join(times)) + (HELPS not in people[0].reads(message))
        )

    if not intros:
        return None
    shown = min(intros, key=flaws)
    people = stage.people_of(shown)
    arrived = " = ".join(f"{clock_of(one, stage.copy_of(shown, one))} in {home_of(one)}" for one in people)
    names = names_of(people)
    same = len({one.reads(shown) for one in people}) == 1
    for person in people[:1] if same else people:
        whose = names if same else person.name
        stage.show(f"A group DM for {names}, as {whose} see{'' if same else 's'} it", person, shown, note=arrived)
    return people[0]


async def _skip(stage: Stage, week: Week, intros: Sequence[Message], *, least: int) -> dict[str, str]:
    """Let somebody skip here and there; who did, by conversation."""
    groups = [one for one in intros if one.channel.kind == "mpim"]
    chosen = [one for one in groups if stage.rng.random() < SKIPPED]
    chosen += [one for one in groups if one not in chosen][: max(0, least - len(chosen))]
    skipped = [(one, stage.rng.choice(stage.people_of(one))) for one in chosen]
    await in_turns([partial(who.presses, who.button_of(one, SKIP)) for one, who in skipped])
    for _, who in skipped:
        week.events.append(f"{who.name} taps “{SKIP}”; the others hear no reason")
    return {one.channel.id: who.name for one, who in skipped}


def _tell_seconds(stage: Stage, week: Week, seen: int, *, shown: bool) -> None:
    """Who of those whose introduction was off was introduced to somebody else; the first of these is `shown`."""
    seconds = stage.introduced(SECOND, since=seen)
    week.seconds = tuple(_met(stage, message) for message in seconds)
    pairs = [names_of(stage.people_of(message)) for message in seconds]
    week.events += [f"Plans changed for {names}, who meet each other instead" for names in pairs]
    for message in seconds[:1] if shown else ():
        people = stage.people_of(message)
        stage.show(f"{names_of(people)} were to meet others, who skipped; a second chance", people[0], message, lines=2)


async def _pick(stage: Stage, intros: Sequence[Message]) -> None:
    """Let somebody pick the first time here and there."""
    offered = [one for one in intros if offers(one, PICK)]
    picked = [(one, stage.rng.choice(stage.people_of(one))) for one in offered if stage.rng.random() < PICKED]
    await in_turns([partial(who.presses, who.button_of(one, PICK)) for one, who in picked])
