"""What some of the cast do in the course of the weeks: pause, come late, keep a holiday, swap in text."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from emulator.demo.record import Week
from emulator.demo.stage import Stage, clock_of, home_of, names_of, offers
from emulator.model import Message
from emulator.person import Person

TROUPE = 5  # people from which on somebody takes a turn; fewer would leave nobody to meet
LONDON, ENGLAND, BOXING_DAY = "Europe/London", "England", "Mon 28 Dec"
WEDNESDAY_NIGHT, THURSDAY_NIGHT = timedelta(days=3), timedelta(days=4)
SWAP, QUESTION = "Text swap", ", 1 of 3"
TOPICS = (  # what the first of the cast want to learn and help with
    ("query plans", "giving feedback"),
    ("writing RFCs", "Figma"),
    ("giving feedback", "customer support"),
    ("Figma", "accessibility"),
    ("giving feedback", "query plans, k8s"),
)
HELPED = tuple(helps.partition(",")[0] for _, helps in TOPICS)
WRITTEN = ("Tea on the balcony, before anybody else is up.", "My neighbour's cat, who has decided to live with us.")


def at(week: Week, after: timedelta) -> datetime:
    """The instant so long after a week's Monday begins in UTC."""
    return datetime.combine(week.monday, time.min, UTC) + after


def cast(stage: Stage) -> tuple[Person, Person] | tuple[None, None]:
    """Who pauses, and who joins late."""
    if len(stage.people) < TROUPE:
        return None, None
    pauses, late = stage.rng.sample(stage.people[2:], 2)
    return pauses, late


async def choose_topics(stage: Stage) -> None:
    """The first of the cast say what they help with and want to learn."""
    for person, (wants, helps) in zip(stage.people, TOPICS, strict=False):
        await person.runs("/learn topics")
        await person.fills({"I want to learn": wants, "I can help with": helps})
        await person.submits()
        await person.closes()


async def ask_who_helps(stage: Stage) -> None:
    """The first asks who helps with what they want to learn."""
    ana = stage.people[0]
    if len(stage.people) >= TROUPE:
        await ana.runs(f"/learn who {TOPICS[0][0]}")
        stage.show(f"{ana.name} types /learn who {TOPICS[0][0]}; only {ana.name} sees", ana, ana.messages[-1], lines=2)


async def pause(stage: Stage, week: Week, person: Person) -> None:
    """Somebody is away for a week."""
    await person.runs("/coffee pause 1w")
    stage.paused.add(stage.place[person.id])
    week.events.append(f"{person.name} types /coffee pause 1w and sees: “{_first_line(person)}”")


async def join_late(stage: Stage, week: Week, person: Person) -> None:
    """Somebody comes when the others have met already."""
    await stage.join([person])
    week.events.append(f"{person.name} types /coffee join and sees: “{_first_line(person)}”")


def _first_line(person: Person) -> str:
    return person.reads(person.messages[-1]).splitlines()[0]


async def keep_holidays(stage: Stage, week: Week) -> None:
    """The first who lives in London and is in keeps the public holidays of England."""
    person = next((one for one in stage.people if one.tz == LONDON and stage.place[one.id] in stage.joined), None)
    if person is None:
        return
    await person.runs("/coffee preferences")
    await person.presses("Change: days and hours")
    await person.fills({"Public holidays of": ENGLAND})
    await person.submits()
    await person.closes()
    stage.keeps_holidays = person
    week.events.append(f"{person.name} chooses in a form to keep the public holidays of {ENGLAND}")


def tell_holiday(stage: Stage, week: Week, intros: Sequence[Message]) -> None:
    """Where the round was on a holiday of whoever keeps them, when their introduction came."""
    person = stage.keeps_holidays
    theirs = next((one for one in intros if person in stage.people_of(one)), None)
    if person is not None and theirs is not None and BOXING_DAY.endswith(f"{week.monday.day} {week.monday:%b}"):
        came = clock_of(person, stage.copy_of(theirs, person))
        week.events.append(f"{BOXING_DAY} is kept by {person.name}: the introduction comes {came}")


async def swap(stage: Stage, week: Week, intros: Sequence[Message]) -> None:
    """Two who would rather write answer the first of three questions; shown to one of them when both have."""
    offered = [one for one in intros if offers(one, SWAP) and len(stage.people_of(one)) == len(WRITTEN)]
    if not offered:
        return
    message = min(offered, key=lambda one: one.channel.kind != "im")  # those who share no hours first
    pair = stage.people_of(message)
    who = next(one for one in pair if one.id in message.channel.members)
    seen = len(stage.workspace.messages)
    await who.presses(who.button_of(message, SWAP))
    await stage.until(at(week, WEDNESDAY_NIGHT))
    questions = [one for one in stage.found(QUESTION, kind="im", since=seen) if stage.people_of(one)[0] in pair]
    for question, words in zip(questions, WRITTEN, strict=True):
        await _answer(stage.people_of(question)[0], question, words)
    await stage.until(at(week, THURSDAY_NIGHT))
    week.events.append(f"{names_of(pair)} take a text swap instead of a call")
    me = stage.people_of(questions[0])[0]
    stage.show(f"A text swap, as {me.name} in {home_of(me)} sees it once both have answered", me, questions[0], lines=6)


async def _answer(person: Person, question: Message, words: str) -> None:
    await person.presses(person.button_of(question, "Answer"))
    await person.fills({"Your answer": words})
    await person.submits()
    if person.modal is not None:
        await person.closes()
