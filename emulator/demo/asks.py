"""Asks and offers in the course of the weeks: some of the cast make them, and colleagues take them up."""

from dataclasses import dataclass, field
from random import Random

from emulator.demo.record import Week
from emulator.demo.stage import BROUGHT, Stage, line_of, offered
from emulator.demo.team import show_week
from emulator.demo.turns import HELPED, TROUPE
from emulator.model import Message
from emulator.person import Person
from emulator.screen import buttons_of

SHOWN = 3  # the week of the ask that is shown
EVERY, MOST = 25, 8  # of so many people one asks or offers in a week, and so many at most
CARD, DIGEST, HELPS, OPEN = "brings you two together", "What is going on here", "Could you help?", "still open"
QUIET = {"I can help": 3, "Not this time": 2, "": 1}
STILL = {"Still open": 2, "Close": 1, "": 1}
TAKEN, PRESSED, CLOSED = 0.5, 0.2, 0.3
ASKED, OFFERED, THANKS = "how do I profile asyncio", "half an hour on Kubernetes", "py-spy it is"


@dataclass
class Asks:
    """How many asks and offers were made, and the one that is shown: who asks, who helps, and who sees what of it."""

    stage: Stage
    host: Person | None
    rng: Random
    made: int = 0
    asker: Person | None = None
    sides: list[tuple[str, str]] = field(default_factory=list)

    async def midweek(self, week: Week) -> None:
        """Some ask and offer."""
        people = self.stage.people
        if self.host is None or week.number == 1:
            return
        if week.number == SHOWN:
            self.asker = people[-3]
            await self._make(self.asker, f"ask {ASKED}")
            await self._make(people[1], f"offer {OFFERED}")
        for number, person in enumerate(self.rng.sample(people, min(MOST, len(people) // EVERY))):
            topic = self.rng.choice(HELPED)
            what = f"offer an hour on {topic}" if number % 3 == 2 else f"ask a question on {topic}"
            await self._make(person, what, topic)

    async def _make(self, person: Person, command: str, topic: str = "") -> None:
        await person.runs(f"/learn {command}")
        if topic:
            await person.fills({"Topic": topic})
        await person.submits()
        if person.modal is not None:
            self.made += "Saved." in person.reads(person.modal)
            await person.closes()

    async def reply(self, since: int) -> None:
        """Take up what is asked and offered, and answer what is asked in private."""
        found = self.stage.found
        for card in found(CARD, kind="channel", since=since):
            if ASKED in str(card.blocks):
                self.sides.append((f"All in #{card.channel.name}", line_of(self.stage.people[0], card, ASKED)))
            elif self.rng.random() < TAKEN:
                await self._press(self.rng.choice(self.stage.people), card, 0)
        for digest in found(DIGEST, kind="channel", since=since):
            await self._read(digest)
        for question in found(HELPS, kind="im", since=since):
            await self._answer(question, QUIET)
        for question in found(OPEN, kind="im", since=since):
            await self._answer(question, STILL)
        for intro in found(BROUGHT, kind="mpim", since=since):
            await self._thank(intro)
        for thanks in found(THANKS, kind="im", since=since):
            self._show(thanks)

    async def _press(self, person: Person, message: Message, number: int) -> None:
        buttons = list(buttons_of(message))
        if number < len(buttons):
            await person.presses(buttons[number])

    async def _read(self, digest: Message) -> None:
        """Some press a button; the ask that is shown is taken up by whoever comes after its author."""
        stage = self.stage
        for button in offered(digest, f"I can help: {ASKED}"):
            if self.host is not None:
                await show_week(stage, self.host, digest)
            helper = stage.people[-1]
            await helper.presses(button)
            self.sides.append(
                (f"{helper.name} taps “{button.label}”", helper.reads(helper.messages[-1]).splitlines()[0])
            )
        for number, _ in enumerate(list(buttons_of(digest))):
            if self.rng.random() < PRESSED:
                await self._press(self.rng.choice(stage.people), digest, number)

    async def _answer(self, question: Message, likely: dict[str, int]) -> None:
        """Each question of a message, which may ask several things."""
        person = self.stage.reader(question)
        first = next(iter(likely))
        for button in offered(question, f"{first}: "):
            answer = self.rng.choices([*likely], [*likely.values()])[0]
            about = str(button.element["accessibility_label"]).removeprefix(first)
            for one in offered(question, f"{answer}{about}") if answer else ():
                await person.presses(one)

    async def _thank(self, intro: Message) -> None:
        """The author of an ask closes it, with a line of thanks."""
        people = self.stage.people_of(intro)
        shown = self.asker is not None and ASKED in str(intro.blocks)
        if shown and self.asker is not None:
            other = next(one for one in people if one is not self.asker)
            self.sides.append(("They are introduced", line_of(other, intro, ASKED)))
            await self._close(self.asker, other)
        elif self.rng.random() < CLOSED:
            await self._close(*people[:2])

    async def _close(self, author: Person, helper: Person) -> None:
        await author.runs("/learn")
        menu = "cards:menu"
        if menu not in str(author.messages[-1].blocks):
            return
        await author.chooses(menu, "Close")
        if author.modal is None:
            return
        line = f"A line of thanks to {helper.name}"
        if author is self.asker and line in author.reads(author.modal):
            await author.fills({line: THANKS})
        await author.submits()
        await author.closes()

    def _show(self, thanks: Message) -> None:
        helper = self.stage.reader(thanks)
        self.sides.append((f"{helper.name}, who helped", line_of(helper, thanks, THANKS)))
        assert self.asker is not None
        self.stage.show_sides(f"{self.asker.name} asks; who sees what", self.sides)
