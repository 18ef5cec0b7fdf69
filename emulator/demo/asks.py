"""Asks and offers in the course of the weeks: some of the cast make them, and colleagues take them up."""

from dataclasses import dataclass, field
from functools import partial
from random import Random

from emulator.demo.record import Week
from emulator.demo.stage import BROUGHT, Stage, line_of, offered
from emulator.demo.team import show_week
from emulator.demo.turns import HELPED
from emulator.model import Message
from emulator.person import Person
from emulator.screen import buttons_of

SHOWN = 3  # the week of the ask that is shown
EVERY, MOST = 25, 8  # of so many people one asks or offers in a week, and so many at most
CARD, DIGEST, HELPS, OPEN = "brings you two together", "What is going on here", "Could you help?", "still open"
QUIET = {"I can help": 3, "Not this time": 2, "": 1}
STILL = {"Still open": 2, "Close": 1, "": 1}
ASKING, TAKEN, PRESSED, CLOSED = 0.7, 0.5, 0.2, 0.3
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
        for person in self.rng.sample(people, min(MOST, len(people) // EVERY)):
            topic = self.rng.choice(HELPED)
            what = "ask a question on" if self.rng.random() < ASKING else "offer an hour on"
            await self._make(person, f"{what} {topic}", topic)

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
        for words, kind, act in (
            (CARD, "channel", self._look),
            (DIGEST, "channel", self._read),
            (HELPS, "im", partial(self._answer, likely=QUIET)),
            (OPEN, "im", partial(self._answer, likely=STILL)),
            (BROUGHT, "mpim", self._thank),
            (THANKS, "im", self._show),
        ):
            for message in self.stage.found(words, kind=kind, since=since):
                await act(message)

    async def _look(self, card: Message) -> None:
        """Take it up, perhaps; the one that is shown waits for the digest."""
        if ASKED in str(card.blocks):
            self.sides.append((f"All in #{card.channel.name}", line_of(self.stage.people[0], card, ASKED)))
        elif self.rng.random() < TAKEN:
            await self._press(self.rng.choice(self.stage.people), card, 0)

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
            said = helper.reads(helper.messages[-1]).splitlines()[0]
            self.sides.append((f"{helper.name} taps “{button.label}”", said))
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

    async def _show(self, thanks: Message) -> None:
        if self.asker is not None:
            helper = self.stage.reader(thanks)
            self.sides.append((f"{helper.name}, who helped", line_of(helper, thanks, THANKS)))
            self.stage.show_sides(f"{self.asker.name} types /learn ask; who sees what", self.sides)
