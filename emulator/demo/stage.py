"""Where the story is played: the workspace with everybody in it, the bot, and the clock to wind."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import dropwhile
from random import Random
from typing import Protocol

from emulator.clock import Clock
from emulator.demo.people_file import Colleague
from emulator.demo.record import Scene, Story
from emulator.model import Message, View
from emulator.person import Person
from emulator.screen import Button, buttons_of
from emulator.workspace import Workspace

QUIETLY, AS_BEFORE = "passed quietly", "As before"
MENTION = re.compile(r"<@(\w+)>")
WHY, IN_ROUND, BROUGHT = "*Why you", " in coffee.", " said yes to this."  # the small print of introductions
MOMENT = timedelta(seconds=5)  # between two messages in a channel
ABREAST = 16  # people who act at once; each waits for those before, and Slack waits three seconds


class Bot(Protocol):
    """What the story asks of the bot: to do what is due, and to say when something is due next."""

    def run_due(self) -> Awaitable[None]:
        """Do all that is due now."""

    def next_due(self) -> Awaitable[datetime | None]:
        """When something is due next, after now."""


class Stage:
    """Everybody by their place in the cast, who of them is `joined`, who `paused`, and the story so far.

    Nobody in it is gone for good: whoever the bot has not heard of for long, and asks, goes on `as_before`.
    """

    def __init__(self, workspace: Workspace, clock: Clock, bot: Bot, people: Sequence[Colleague], seed: int) -> None:
        self.workspace, self.clock, self.bot = workspace, clock, bot
        self.rng = Random(seed)
        self.people = [self._add(one, admin=number == 0) for number, one in enumerate(people)]
        self.place = {person.id: number for number, person in enumerate(self.people)}
        self.channel = workspace.add_channel("coffee", members=self.people)
        self.joined: set[int] = set()
        self.paused: set[int] = set()
        self.as_before: list[Person] = []
        self.keeps_holidays: Person | None = None
        self.replies: list[Callable[[int], Awaitable[None]]] = []  # to what came since so many messages
        self._seen = 0  # messages
        self._copies: dict[str, list[Message]] = {}  # of an introduction, by the first one's ts
        self.story = Story(tuple(people), seed)

    def _add(self, one: Colleague, *, admin: bool) -> Person:
        title = ", ".join(part for part in (one.team, one.place) if part)
        return self.workspace.add_person(one.name, tz=one.zone, title=title, admin=admin)

    async def until(self, end: datetime) -> None:
        """Wind the clock to `end`, stopping at everything that falls due on the way."""
        while (due := await self.bot.next_due()) is not None and due <= end:
            self.clock.set(due)
            await self.bot.run_due()
            await self._go_on()
        self.clock.set(max(end, self.clock.now()))

    async def _go_on(self) -> None:
        """Let people reply at once; those who are asked as nothing was heard of them go on as before."""
        since, self._seen = self._seen, len(self.workspace.messages)
        for question in self.found(QUIETLY, kind="im", since=since):
            person = self.people_of(question)[0]
            await person.presses(person.button_of(question, AS_BEFORE))
            self.as_before.append(person)
        for reply in self.replies:
            await reply(since)

    async def join(self, people: Sequence[Person]) -> None:
        """Let people type `/coffee join`, some of them at once."""
        await in_turns([partial(one.runs, "/coffee join") for one in people])
        self.joined |= {self.place[one.id] for one in people}

    def people_of(self, message: Message) -> list[Person]:
        """Who of the cast sees a message, or is named in their DM with the bot, in the order of the cast."""
        named = MENTION.findall(str(message.blocks)) if message.channel.kind == "im" else []
        places = sorted({self.place[one] for one in (*message.channel.members, *named) if one in self.place})
        return [self.people[number] for number in places]

    def reader(self, message: Message) -> Person:
        """Whom the bot's direct message is to."""
        return next(self.people[self.place[one]] for one in message.channel.members if one in self.place)

    def introduced(self, words: str, *, since: int) -> list[Message]:
        """One message with these words for each introduction: the group's, or the first of those to each."""
        each: dict[tuple[int, ...], list[Message]] = {}
        for message in self.found(WHY, kind="mpim", since=since) + self.found(WHY, kind="im", since=since):
            if words not in str(message.blocks):
                continue
            each.setdefault(tuple(self.place[one.id] for one in self.people_of(message)), []).append(message)
        self._copies |= {first.ts: [first, *others] for first, *others in each.values()}
        return [first for _, (first, *_) in sorted(each.items())]

    def copy_of(self, message: Message, person: Person) -> Message:
        """The message of an introduction that somebody got: the group's, or their own."""
        return self.copies_of(message, [person])[0][1]

    def copies_of(self, message: Message, people: Sequence[Person]) -> list[tuple[Person, Message]]:
        """The message that each of these got; of people apart, one may wait for theirs."""
        return [(one, copy) for one in people for copy in self._copies[message.ts] if one.id in copy.channel.members]

    def found(self, words: str, *, kind: str, since: int) -> list[Message]:
        """The bot's messages with these words in conversations of a kind, in the order of the cast.

        `since` is how many messages there were before.
        """
        found = [
            one
            for one in self.workspace.messages[since:]
            if one.channel.kind == kind and not one.only_for and words in str(one.blocks)
        ]
        return sorted(found, key=lambda one: [self.place[person.id] for person in self.people_of(one)])

    def tell(self, event: str) -> None:
        """Keep in mind what happened in this week."""
        self.story.weeks[-1].events.append(event)

    def show(
        self,
        heading: str,
        person: Person,
        seen: Message | View,
        *,
        note: str = "",
        begin: str = "",
        lines: int | None = None,
    ) -> None:
        """Keep what somebody sees, word for word, from the first line with `begin` on, or some lines of it."""
        read = [*dropwhile(lambda line: begin not in line, folded(person.reads(seen).splitlines()))]
        cut = " …" if lines is not None and len(read) > lines else ""
        self.story.scenes.append(Scene(heading, "\n".join(read[:lines]) + cut, note))

    def show_sides(self, heading: str, sides: Sequence[tuple[str, str]], *, note: str = "") -> None:
        """Keep what several people see, a line for each: who, and what."""
        self.story.scenes.append(Scene(heading, "\n".join(f"{who}: {what}" for who, what in sides), note))


async def in_turns(acts: Sequence[Callable[[], Awaitable[object]]]) -> None:
    """Do many things, some of them at once."""
    for first in range(0, len(acts), ABREAST):
        await asyncio.gather(*(act() for act in acts[first : first + ABREAST]))


def names_of(people: Sequence[Person]) -> str:
    """The names of some: "Ana, Ben and Chi"."""
    *before, last = [one.name for one in people]
    return " and ".join([", ".join(before), last] if before else [last])


def offers(message: Message, label: str) -> bool:
    """Whether a message has a button with this label."""
    return any(button.label == label for button in buttons_of(message))


def folded(lines: Sequence[str]) -> list[str]:
    """Lines in which one thing to press alone stands behind what it is about."""
    whole: list[str] = []
    for line in lines:
        if whole and line.startswith("[") and line.count("[") == 1:
            whole[-1] += f"  {line}"
        else:
            whole.append(line)
    return whole


def offered(message: Message | View, about: str) -> list[Button]:
    """The buttons of a message that say they are about this, to a screen reader."""
    return [one for one in buttons_of(message) if one.element.get("accessibility_label", "").startswith(about)]


def line_of(person: Person, message: Message, words: str) -> str:
    """The line with these words in a message, as somebody reads it; "" where there is none."""
    return next((line for line in person.reads(message).splitlines() if words in line), "")


def sent_at(message: Message) -> datetime:
    """The instant of a message."""
    return datetime.fromtimestamp(int(message.ts.partition(".")[0]), UTC)


def clock_of(person: Person, message: Message) -> str:
    """When somebody got a message, on their own clock: "Mon 30 Nov 15:00"."""
    local = sent_at(message).astimezone(person.zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def home_of(person: Person) -> str:
    """The place that somebody's zone is named after: "New York"."""
    return person.tz.rpartition("/")[2].replace("_", " ")
