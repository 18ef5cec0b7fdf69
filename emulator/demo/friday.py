"""Friday: everybody is asked in private whether they met, and some tap an answer."""

from functools import partial

from emulator.demo.record import Answered
from emulator.demo.stage import Stage, clock_of, home_of, in_turns
from emulator.model import Message
from emulator.person import Person
from emulator.screen import buttons_of

MET = "We met"
ANSWERS = (MET, "It's planned", "Not this time")
ANSWERING = 60  # people who may answer in a week: more of a large company would say nothing new
OFTEN, SELDOM = 5, 2  # how willingly the first answer is tapped, and any other or none


async def ask(stage: Stage, *, since: int, guide: Person | None) -> tuple[Answered, ...]:
    """Let people tap what chance says; the question to `guide` and their answer are shown.

    `since` is how many messages there were before the question.
    """
    questions = stage.found(MET, kind="im", since=since)
    willing = set(stage.rng.sample(range(len(questions)), min(ANSWERING, len(questions))))
    drawn = [_draw(stage, question) for question in questions]
    taps = [answer if number in willing else "" for number, answer in enumerate(drawn)]
    for number, question in enumerate(questions):
        if stage.people_of(question)[0] is guide:
            await _show(stage, guide, question)
            taps[number] = MET
    told = [
        (one, answer)
        for one, answer in zip(questions, taps, strict=True)
        if answer and stage.people_of(one)[0] is not guide
    ]
    await in_turns([partial(_tap, stage, one, answer) for one, answer in told])
    return tuple(_answered(stage, one, answer) for one, answer in zip(questions, taps, strict=True))


def _draw(stage: Stage, question: Message) -> str:
    labels = [button.label for button in buttons_of(question) if button.label in ANSWERS]  # a bundle has others
    return stage.rng.choices([*labels, ""], [OFTEN, *(SELDOM for _ in labels)])[0]


async def _tap(stage: Stage, question: Message, answer: str) -> None:
    person = stage.people_of(question)[0]
    await person.presses(person.button_of(question, answer))


async def _show(stage: Stage, person: Person, question: Message) -> None:
    stage.show(
        f"Friday afternoon; only {person.name} sees",
        person,
        question,
        note=f"{clock_of(person, question)} in {home_of(person)}",
        lines=2,
    )
    await _tap(stage, question, MET)
    others = sum(question in one.messages for one in stage.people if one is not person)
    who = "nobody else sees" if others == 0 else f"{others} others see"
    stage.show(f"{person.name} taps “{MET}”; {who} this", person, question, lines=1)


def _answered(stage: Stage, question: Message, answer: str) -> Answered:
    person, *others = stage.people_of(question)
    return Answered(stage.place[person.id], person.name, answer, seen_by=len(others))
