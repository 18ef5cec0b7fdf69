"""Goals in the course of the weeks: some of the cast set one, a partner goes along, and check-ins are answered."""

import re
from dataclasses import dataclass, field
from functools import partial
from random import Random

from emulator.demo.record import Tally, Week
from emulator.demo.stage import Stage, clock_of, home_of, in_turns
from emulator.demo.turns import HELPED, TROUPE
from emulator.model import Message
from emulator.person import Person
from emulator.screen import buttons_of

EVERY = 5  # of so many people one sets a goal
ASKS, QUESTION, OVER, HEARS = "as a partner for a goal", "How is", "How does it end?", "wanted you to know"
FIRST = ("Stuck", "Done")  # what the first of the cast answers, one check-in after the other
OTHERS = {"Moving": 5, "Stuck": 2, "On hold": 1, "Done": 1, "": 2}
ENDS = {"Done": 3, "Changed": 1, "Let go": 1, "Four more weeks": 1, "": 1}
TEAM = "My team, too: everybody in a coffee or team with me"
WORDS = ("Read query plans", "query plans", "Explain one slow query")
CLOSED = re.compile(r"Closed goals \((\d+)\)")


@dataclass
class Goals:
    """Those who set a goal, each with who was asked to go along, and what they have answered so far."""

    stage: Stage
    rng: Random
    partner_of: dict[str, Person] = field(default_factory=dict)
    owners: list[Person] = field(default_factory=list)
    answered: int = 0  # by the first
    seen: int = 0  # messages

    async def keep(self, week: Week) -> None:
        """Let everybody answer what they were asked since the last time."""
        stage, since = self.stage, self.seen
        self.seen = len(stage.workspace.messages)
        for invitation in stage.found(ASKS, kind="im", since=since):
            partner = stage.people_of(invitation)[0]
            await partner.presses(partner.button_of(invitation, "Happy to"))
            if partner is self.partner_of[self.owners[0].id]:
                week.events.append(f"{partner.name} is happy to be {self.owners[0].name}'s partner for a goal")
        for news in stage.found(HEARS, kind="im", since=since):
            await self._cheer(news)
        for question in stage.found(QUESTION, kind="im", since=since):
            await self._answer(week, question, OTHERS)
        for question in stage.found(OVER, kind="im", since=since):
            await self._answer(week, question, ENDS)

    async def _answer(self, week: Week, question: Message, likely: dict[str, int]) -> None:
        person = self.stage.people_of(question)[0]
        first = person is self.owners[0] and self.answered < len(FIRST)
        answer = FIRST[self.answered] if first else self.rng.choices([*likely], [*likely.values()])[0]
        if answer not in {button.label for button in buttons_of(question)}:
            return
        if first:
            await self._first_answers(week, person, question, answer)
        else:
            await person.presses(person.button_of(question, answer))

    async def _first_answers(self, week: Week, person: Person, question: Message, answer: str) -> None:
        stage, begins, ends = self.stage, self.answered == 0, answer == FIRST[-1]
        self.answered += 1
        if begins:
            when = f"{clock_of(person, question)} in {home_of(person)}"
            stage.show(
                f"After two weeks; only {person.name} sees", person, question, note=when, begin=QUESTION, lines=1
            )
        await person.presses(person.button_of(question, answer))
        week.events.append(f"{person.name}'s goal is asked about; {person.name} taps “{answer}”")
        if begins or ends:
            stage.show(
                f"{person.name} taps “{answer}”; only {person.name} sees",
                person,
                question,
                begin=f" is {answer.lower()}",
                lines=1 if ends else 3,
            )
        tell = next((one for one in buttons_of(question) if one.label.startswith("Tell ")), None)
        if begins and tell is not None:
            await person.presses(tell)

    async def _cheer(self, news: Message) -> None:
        partner = self.stage.people_of(news)[-1]
        self.stage.show(f"{partner.name}, the partner, sees what was told", partner, news, lines=2)
        await partner.presses(partner.button_of(news, "Cheer"))

    async def count(self) -> Tally:
        """How many goals were set, and how many of them their owners find live and closed."""
        before = len(self.stage.workspace.messages)
        await in_turns([partial(one.runs, "/learn") for one in self.owners])
        live = closed = 0
        for message in self.stage.workspace.messages[before:]:
            labels = [button.label for button in buttons_of(message)]
            live += labels.count("On hold") + labels.count("Take it up again")
            closed += sum(int(found[1]) for label in labels if (found := CLOSED.fullmatch(label)))
        return Tally(len(self.owners), live, closed)


async def set_goals(stage: Stage) -> Goals:
    """Every fifth of the cast sets a goal; the first one's is shown."""
    goals = Goals(stage, Random(f"{stage.story.seed} goals"), seen=len(stage.workspace.messages))
    if len(stage.people) < TROUPE:
        return goals
    goals.owners = stage.people[::EVERY]
    for number, owner in enumerate(goals.owners):
        partner = stage.people[(stage.place[owner.id] + 3) % len(stage.people)]
        goals.partner_of[owner.id] = partner
        helped = HELPED[(number + 3) % len(HELPED)]
        what, topic, step = WORDS if number == 0 else (helped, helped, "")
        await owner.runs(f"/learn goal {what}")
        await owner.fills({"Topic": topic, "First small step": step, "Partners": [partner]})
        if number:
            await owner.fills({"Who may see it": TEAM})
        await owner.submits()
        await owner.closes()
    await _show(stage, goals.owners[0])
    return goals


async def _show(stage: Stage, person: Person) -> None:
    await person.runs("/learn")
    stage.show(
        f"{person.name} sets a goal, and types /learn; only {person.name} sees", person, person.messages[-1], lines=3
    )
