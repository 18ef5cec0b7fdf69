"""A broker in the course of the weeks: the host, and here and there a colleague, think of two who may like to talk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from emulator.demo.record import Week
from emulator.demo.stage import BROUGHT, Stage, line_of, offered
from emulator.demo.turns import HELPED
from emulator.model import Message
from emulator.person import Person
from emulator.screen import Button, buttons_of

SHOWN = 2  # the week of the proposal that is shown
EVERY, MOST = 50, 3  # of so many people one proposes in a week; and the host so many from their desk at most
LEARNER, HELPER, LINE_BACK = "thought you might like to talk", "25 minutes on", "One line back?"
ASK, HAPPY, RATHER_NOT, NO = "Yes, ask ", "Happy to talk with ", "Rather not write to ", "Not this time, for "
PROPOSE, PROPOSED = "Propose", "is asked first, then"
YES, SILENT = 0.7, 0.1
BOTH = 2
BOTH_SAID_YES = "both said yes, and are introduced"
THANKED = "It helped a lot"


@dataclass
class Brokering:
    """How many proposals were made; of the host's first, how it was made, its two people, and who sees what of it."""

    stage: Stage
    host: Person | None
    rng: Random
    made: int = 0
    how: str = ""
    two: list[Person] = field(default_factory=list)
    sides: list[tuple[str, str]] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    heard: dict[str, tuple[str, str]] = field(default_factory=dict)

    async def midweek(self, week: Week) -> None:
        """The host proposes from their desk, and others those of whom they think."""
        people, others = self.stage.people, len(self.stage.people) // EVERY
        if self.host is None or week.number < SHOWN:
            return
        if week.number == SHOWN or others:
            await self._from_desk(self.host, most=MOST if others else 1)
        if not self.made:
            await self._introduce(self.host, people[-3], people[0], about=HELPED[0])
        for _ in range(others):
            await self._introduce(*self.rng.sample(people, 3), about=self.rng.choice(HELPED))

    async def _from_desk(self, host: Person, *, most: int) -> None:
        for _ in range(most):
            await host.opens_home()
            buttons = [] if host.home is None else [one for one in buttons_of(host.home) if one.label == PROPOSE]
            if not buttons:
                return
            await host.presses(buttons[0])
            await self._submit(host, f"taps “{PROPOSE}” on their Home")

    async def _introduce(self, broker: Person, learner: Person, helper: Person, *, about: str) -> None:
        before = len(self.stage.workspace.messages)
        await broker.runs(f"/coffee introduce @{learner.name} @{helper.name} {about}")
        if any(PROPOSED in str(one.blocks) for one in self.stage.workspace.messages[before:]):
            self._made("types /coffee introduce")
        elif broker.modal is not None:  # it does not fit
            await broker.closes()

    async def _submit(self, broker: Person, how: str) -> None:
        if broker.modal is not None and broker.modal.body.get("submit"):
            await broker.submits()
        if broker.modal is not None:
            if PROPOSED in broker.reads(broker.modal) and not broker.modal.body.get("submit"):
                self._made(how)
            await broker.closes()

    def _made(self, how: str) -> None:
        self.made += 1
        self.how = self.how or how

    async def reply(self, since: int) -> None:
        """Whoever was asked answers; the two whom the host proposed first say yes."""
        found = self.stage.found
        for words, about, act in (
            (LEARNER, ASK, self._learner),
            (HELPER, HAPPY, self._helper),
            (LINE_BACK, RATHER_NOT, self._line_back),
        ):
            for question in found(words, kind="im", since=since):
                for button, person, other in self._asked(question, about):
                    await act(question, button, person, other)
        for words in (BROUGHT, BOTH_SAID_YES):
            for news in found(words, kind="mpim", since=since) + found(words, kind="im", since=since):
                self._hear(words, news)

    async def _learner(self, question: Message, button: Button, person: Person, other: Person) -> None:
        line = line_of(person, question, LEARNER)
        if not self.two and self.host is not None and line.startswith(self.host.name):
            self.two = [person, other]
        await self._answer(question, button, other, line if self.two == [person, other] else "")

    async def _helper(self, question: Message, button: Button, person: Person, other: Person) -> None:
        line = line_of(person, question, HELPER)
        await self._answer(question, button, other, line if self.two == [other, person] else "")

    def _asked(self, question: Message, about: str) -> Iterator[tuple[Button, Person, Person]]:
        """Each button of a kind in a message, with who got it and about whom it is."""
        person = self.stage.reader(question)
        for button in offered(question, about):
            name = str(button.element["accessibility_label"]).removeprefix(about).rstrip("…")  # a long one is cut
            called = [one for one in self.stage.people if one.name == name]
            called += [one for one in self.stage.people if one.name.startswith(name)]
            yield from ((button, person, one) for one in called[:1])

    async def _answer(self, question: Message, button: Button, other: Person, shown: str) -> None:
        """Say yes, no, or nothing."""
        person = self.stage.reader(question)
        if shown:
            self.told.append(question)
            self.sides.append((f"{person.name} sees", f"{shown} [{button.label}]"))
        if shown or self.rng.random() < YES:
            await person.presses(button)
        elif self.rng.random() > SILENT:
            for one in offered(question, f"{NO}{other.name}")[:1]:
                await person.presses(one)

    async def _line_back(self, question: Message, rather_not: Button, person: Person, other: Person) -> None:
        """The one for whom it was shown writes one; nobody else does."""
        if person not in self.two[:1] or other is not self.host:
            await person.presses(rather_not)
            return
        for button in offered(question, f"Write a line to {other.name}")[:1]:
            await person.presses(button)
            await person.fills({f"To {other.name}": THANKED})
            await person.submits()
            await person.closes()
            self.stage.tell(f"{person.name} writes one line back to {other.name}: “{THANKED}”")

    def _hear(self, words: str, news: Message) -> None:
        """Once the two are introduced, and the host has heard so, it is shown who saw what."""
        stage, host = self.stage, self.host
        if len(self.told) < BOTH or host is None or words in self.heard:
            return
        one, other = self.two
        if words == BROUGHT:
            who, line = "Both see", line_of(one, news, "brought you together")
            theirs = {one, other} <= {*stage.people_of(news)}
        else:
            who, line = f"{host.name} sees", line_of(host, news, words)
            theirs = stage.reader(news) is host and one.name in line
        if theirs and line:
            self.heard[words] = (who, line)
            self.told.append(news)
        if len(self.heard) == BOTH:
            others = [each for each in stage.people if each not in {one, other, host}]
            count = sum(message in each.messages for message in self.told for each in others)
            sides = [*self.sides, self.heard[BROUGHT], self.heard[BOTH_SAID_YES]]
            sides.append(("Others who see any of it", str(count)))
            stage.show_sides(f"{host.name} {self.how}; two yeses, and who sees what", sides)
