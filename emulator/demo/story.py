"""The story: somebody starts coffee, people join, and weeks go by, one due instant after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Protocol

from emulator.clock import Clock
from emulator.demo.people_file import Colleague
from emulator.model import Channel, Message
from emulator.person import Person
from emulator.workspace import Workspace

BEGIN = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday
FIRST_MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
ABREAST = 50  # people who act at once
ANSWERING = 60  # people who answer on Friday, at most
ANSWERS = ("We met", "We met", "We met", "We met", "It's planned", "Not this time")

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


class Bot(Protocol):
    """What the story asks of the bot: to do what is due, and to say when something is due next."""

    def run_due(self) -> Awaitable[None]:
        """Do all that is due now."""

    def next_due(self) -> Awaitable[datetime | None]:
        """When something is due next."""


@dataclass(frozen=True, slots=True)
class Met:
    """An introduction as its people saw it."""

    names: tuple[str, ...]
    why: str
    times: tuple[str, ...]


@dataclass(slots=True)
class Week:
    """One week of the story."""

    number: int
    monday: datetime
    people: int
    intros: list[Met] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """All that happened; `scenes` are a few screens word for word: a heading and what that person saw."""

    people: tuple[Colleague, ...]
    seed: int
    weeks: list[Week] = field(default_factory=list)
    scenes: list[tuple[str, str]] = field(default_factory=list)
    finding: dict[str, Any] = field(default_factory=dict)


class Stage:
    """The workspace with everybody on it, and the bot."""

    def __init__(self, workspace: Workspace, clock: Clock, bot: Bot, people: Sequence[Colleague], seed: int) -> None:
        self.workspace, self.clock, self.bot = workspace, clock, bot
        self.rng = Random(seed)
        self.people = [self._add(number, one) for number, one in enumerate(people)]
        self.channel = workspace.add_channel("coffee", members=self.people)
        self.story = Story(tuple(people), seed)

    def _add(self, number: int, one: Colleague) -> Person:
        title = ", ".join(part for part in (one.team, one.place) if part)
        return self.workspace.add_person(one.name, tz=one.zone, title=title, admin=number == 0)

    async def until(self, end: datetime) -> None:
        """Wind the clock to `end`, stopping at everything that falls due on the way."""
        while (due := await self.bot.next_due()) is not None and due <= end:
            self.clock.set(due)
            await self.bot.run_due()
        self.clock.set(max(end, self.clock.now()))

    async def all_do(self, people: Sequence[Person], act: Callable[[Person], Awaitable[object]]) -> None:
        """Let many people do something, some of them at once."""
        for first in range(0, len(people), ABREAST):
            await asyncio.gather(*(act(person) for person in people[first : first + ABREAST]))

    def show(self, heading: str, person: Person, message: Message) -> None:
        """Keep what a person sees of a message, word for word."""
        self.story.scenes.append((heading, person.reads(message)))


async def play(
    workspace: Workspace,
    clock: Clock,
    bot: Bot,
    *,
    people: Sequence[Colleague] = TWELVE,
    weeks: int = 8,
    seed: int = 7,
    progress: Callable[[str], None] = lambda _: None,
) -> Story:
    """Play so many weeks; the same people, weeks and seed give the same story."""
    stage = Stage(workspace, clock, bot, people, seed)
    progress("people join")
    await _begin(stage)
    for number in range(1, weeks + 1):
        progress(f"week {number} of {weeks}")
        await _week(stage, number)
    stage.story.finding = _finding(stage)
    return stage.story


async def _begin(stage: Stage) -> None:
    ana, ben, *rest = stage.people
    await ana.runs("/elevenses setup", channel=stage.channel)
    await ana.fills({"How often": "Every week"})
    await ana.submits()
    await ana.closes()
    await stage.bot.run_due()
    stage.show(f"#{stage.channel.name}, as {ben.name} sees it", ben, ben.messages[-1])
    await ben.presses("I'm in")
    stage.show(f"{ben.name} taps “I'm in”; only {ben.name} sees", ben, ben.messages[-1])
    await ana.runs("/coffee join")
    stage.show(f"{ana.name} types /coffee join; only {ana.name} sees", ana, ana.messages[-1])
    later = rest[-1:] if len(rest) > 2 else []  # noqa: PLR2004  so that some weeks have an odd number
    await stage.all_do([one for one in rest if one not in later], lambda one: one.runs("/coffee join"))


async def _week(stage: Stage, number: int) -> None:
    monday = FIRST_MONDAY + timedelta(weeks=number - 1)
    seen = len(stage.workspace.messages)
    week = Week(number, monday, people=0)
    stage.story.weeks.append(week)
    if len(stage.people) > 4:  # noqa: PLR2004  a small cast has no understudies
        await _happenings(stage, week)
    await stage.until(monday + timedelta(days=3))
    intros = _intros(stage, seen)
    week.intros = [_met(stage, message) for message in intros]
    week.people = sum(len(met.names) for met in week.intros)
    if number == 1:
        _show_intro(stage, intros)
    if number == 4 and len(stage.people) > 4:  # noqa: PLR2004
        await _skip(stage, week, intros[-1].channel)
    await stage.until(monday + timedelta(days=5))
    await _answer(stage, week, seen)


async def _happenings(stage: Stage, week: Week) -> None:
    """Somebody pauses, and somebody joins later."""
    if week.number == 2:  # noqa: PLR2004
        paused = stage.people[3]
        await stage.until(week.monday - timedelta(days=2))
        await paused.runs("/coffee pause 1w")
        week.events.append(f"{paused.name} pauses for a week.")
    if week.number == 3:  # noqa: PLR2004
        joins = stage.people[-1]
        await stage.until(week.monday - timedelta(days=2))
        await joins.runs("/coffee join")
        week.events.append(f"{joins.name} joins.")


async def _skip(stage: Stage, week: Week, channel: Channel) -> None:
    skips = next(person for person in stage.people if person.id in channel.members)
    await skips.presses("Not this week")
    await stage.bot.run_due()
    week.events.append(f"{skips.name} taps “Not this week”; no reason is asked.")


def _intros(stage: Stage, seen: int) -> list[Message]:
    """The introductions since the message of that number: what the bot wrote to groups, with a reason."""
    return [
        message
        for message in stage.workspace.messages[seen:]
        if message.channel.kind == "mpim" and "*Why you" in str(message.blocks)
    ]


def _met(stage: Stage, message: Message) -> Met:
    people = [stage.workspace.people[one] for one in message.channel.members if one != stage.workspace.bot_user_id]
    lines = people[0].reads(message).splitlines()
    why = next(line.partition(":* ")[2] for line in lines if line.startswith("*Why you"))
    times = tuple(line.removeprefix("• ") for line in lines if line.startswith("• "))
    return Met(tuple(sorted(person.name for person in people)), why, times)


def _show_intro(stage: Stage, intros: Sequence[Message]) -> None:
    """One introduction as its people see it, of two whose clocks differ if there is one."""

    def people_of(message: Message) -> list[Person]:
        return [person for person in stage.people if person.id in message.channel.members]

    def flaws(message: Message) -> int:
        people = people_of(message)
        times = [line for line in people[0].reads(message).splitlines() if line.startswith("• ")]
        return (len(people) > 2) + (not times) + (" for " not in "".join(times))  # noqa: PLR2004

    shown = min(intros, key=flaws)
    for person in people_of(shown)[:2]:
        others = " and ".join(one.name for one in people_of(shown) if one is not person)
        stage.show(f"A group DM with {others}, as {person.name} sees it", person, shown)


async def _answer(stage: Stage, week: Week, seen: int) -> None:
    """Some answer the private question; nobody else sees what."""
    asked = [one for one in stage.workspace.messages[seen:] if one.channel.kind == "im" and "We met" in str(one.blocks)]
    said = sorted(asked, key=lambda one: one.ts)[:ANSWERING]
    answers = [stage.rng.choice(ANSWERS) for _ in said]
    if week.number == 1 and said:
        first = _owner(stage, said[0])
        stage.show(f"Friday 14:00 in {first.tz}; only {first.name} sees", first, said[0])

    async def press(at: int) -> None:
        person = _owner(stage, said[at])
        await person.presses(person.button_of(said[at], answers[at]))

    for begin in range(0, len(said), ABREAST):
        await asyncio.gather(*(press(at) for at in range(begin, min(begin + ABREAST, len(said)))))
    week.answers = {answer: answers.count(answer) for answer in sorted(set(answers))}
    week.answers["no answer"] = len(asked) - len(said)


def _owner(stage: Stage, message: Message) -> Person:
    return next(stage.workspace.people[one] for one in message.channel.members if one != stage.workspace.bot_user_id)


def _finding(stage: Stage) -> dict[str, Any]:
    """What the weeks came to, counted from what people saw."""
    pairs: list[tuple[str, str]] = []
    for week in stage.story.weeks:
        for met in week.intros:
            pairs += [(one, other) for place, one in enumerate(met.names) for other in met.names[place + 1 :]]
    met_by = {
        person.name: {other for pair in pairs if person.name in pair for other in pair} for person in stage.people
    }
    weeks = len(stage.story.weeks)
    sent = [one for one in stage.workspace.messages if one.author == stage.workspace.bot_user_id and not one.only_for]
    private = [one for one in sent if one.channel.kind != "channel"]
    received = sum(len(one.channel.members) - 1 for one in private)
    return {
        "people": len(stage.people),
        "weeks": weeks,
        "introductions": sum(len(week.intros) for week in stage.story.weeks),
        "left_out": _left_out(stage),
        "repeats": len(pairs) - len(set(pairs)),
        "fewest_colleagues_met": min(max(len(names) - 1, 0) for names in met_by.values()),
        "most_colleagues_met": max(max(len(names) - 1, 0) for names in met_by.values()),
        "messages_per_person_and_week": round(received / len(stage.people) / weeks, 2),
        "history_methods_called": sum(
            call.method in {"conversations.history", "conversations.replies"} for call in stage.workspace.calls
        ),
        "failed_deliveries": len(stage.workspace.failed_deliveries),
    }


def _left_out(stage: Stage) -> int:
    """How often somebody who was in met nobody: the last one joins in week 3, one pauses in week 2."""
    small = len(stage.people) <= 4  # noqa: PLR2004
    expected = 0
    for week in stage.story.weeks:
        late = len(stage.people) > 3 and (small or week.number < 3)  # noqa: PLR2004
        paused = not small and week.number == 2  # noqa: PLR2004
        expected += len(stage.people) - int(late) - int(paused)
    return expected - sum(week.people for week in stage.story.weeks)
