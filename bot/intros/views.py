"""Every sentence and block of introductions: the intro itself, what came of it, and the check-in."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from bot.blocks import actions, button, context, escaped, names, section, told
from bot.calendar import day_text, zone_named
from bot.intro import PAIR, Answer, Intro, Why
from bot.people import Person, UserId
from bot.posts import Block, Message

SKIP = "intros:skip"
ANSWERS = {answer: f"intros:{answer}" for answer in Answer}

COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}

NOT_YOURS = "That belongs to somebody else, so nothing was changed."
SKIPPED_ALREADY = "This introduction was skipped already. There is nothing left to do."
SKIPPED = "Done. The others hear only that it is not this week."


def latest_blocks(intro: Intro, me: UserId, *, unsure: bool) -> list[Block]:
    """The latest intro, on somebody's own card."""
    lines = [f"*Latest intro:* {names(intro.others(me))}", *times_lines(intro)]
    if unsure:
        lines.insert(1, "The message may not have reached you, so here it is. Say hello whenever it suits.")
    return [section("\n".join(lines))]


def intro_message(intro: Intro) -> Message:
    """The introduction: who, why, when, and a way out."""
    first, *others = (f"<@{person.id}>" for person in intro.people)
    everybody = names(intro.people)
    return Message(
        f"{everybody}, meet each other. Why: {reason(intro)}",
        (
            section(f"{first}, meet {' and '.join(others)}.\n*Why you {_count(intro)}:* {reason(intro)}"),
            section("\n".join(times_lines(intro))),
            actions(button("Not this week", SKIP, value=intro.id, about="Skip this introduction")),
            context(
                "You are both in coffee. Cameras, children and pets as they come."
                if len(intro.people) == PAIR
                else "You are all in coffee, three as the number was odd. Cameras, children and pets as they come."
            ),
        ),
    )


def _count(intro: Intro) -> str:
    return COUNTS[len(intro.people)]


def reason(intro: Intro) -> str:
    """One honest line: what the match was made of."""
    return f"{_history(intro.why)}, and {_shared(intro.why)}."


def _history(why: Why) -> str:
    if why.rounds_since is None:
        return "you have not been introduced before"
    if why.rounds_since == 0:
        return "there was nobody new for you this time"
    return f"your last introduction was {why.rounds_since + 1} rounds ago"


def _shared(why: Why) -> str:
    hours = round(why.minutes / 60 / 5)
    if why.minutes == 0:
        return "your clocks are far apart"
    if hours == 0:
        return "your working days meet for a little while"
    return f"your working days share about {hours} {'hour' if hours == 1 else 'hours'}"


def times_lines(intro: Intro) -> list[str]:
    """The proposed times, each in everybody's clock; or what to do where no working hours meet."""
    if not intro.times:
        return [
            "Your working hours do not meet, so there is no fair time for a call: write here, each in your own day."
        ]
    both = "both" if len(intro.people) == PAIR else f"all {_count(intro)}"
    return [
        f"*Half an hour that suits you {both}:*",
        *(f"• {_clocks(at, intro.people)}" for at in intro.times),
    ]


def _clocks(at: datetime, people: Sequence[Person]) -> str:
    """An instant on everybody's clock: "Tue 24 Nov 15:00 for Ana, 09:00 for Ben"; the day again where it differs."""
    shown: list[str] = []
    first: date | None = None
    by_clock = sorted(people, key=lambda person: _local(at, person), reverse=True)
    for clock, group in groupby(by_clock, key=lambda person: _local(at, person)):
        text = f"{clock:%H:%M}" if clock.date() == first else f"{day_text(clock.date())} {clock:%H:%M}"
        first = first or clock.date()
        shown.append(f"{text} for {names(tuple(group))}")
    return shown[0].split(" for ")[0] if len(shown) == 1 else ", ".join(shown)


def _local(at: datetime, person: Person) -> datetime:
    return at.astimezone(zone_named(person.zone)).replace(tzinfo=None)


def checkin_message(
    checkin_id: int, intro: Intro, me: UserId, *, answer: Answer | None = None, unsure: bool = False
) -> Message:
    """Whether they met: one tap, which can be changed."""
    who = names(intro.others(me))
    asked = f"Did you get to talk with {who}?" if answer is None else f"{_SAID[answer]} Tap again to change it."
    blocks: list[Block] = [section(asked)]
    if unsure:
        again = f"Our message to you may not have arrived, so here it is. {reason(intro).capitalize()}"
        blocks.append(section("\n".join([again, *times_lines(intro)])))
    labels = {Answer.MET: "We met", Answer.PLANNED: "It's planned", Answer.NOT_MET: "Not this time"}
    blocks.append(actions(*(button(label, ANSWERS[one], value=checkin_id) for one, label in labels.items())))
    blocks.append(context("Only you see this. You get it because you were introduced; no answer is fine too."))
    return Message(asked, tuple(blocks))


_SAID = {
    Answer.MET: "Good to hear: you met.",
    Answer.PLANNED: "Noted: it is planned.",
    Answer.NOT_MET: "Noted: not this time. That happens.",
}


def called_off_message() -> Message:
    """What somebody hears whose partner went before the introduction was sent; it does not say who or why."""
    text = "Your introduction for this round cannot take place. You will meet somebody in the next one."
    return Message(text, (section(text), context("You get this because you are in coffee. There is nothing to do.")))


def skipped_message(who: Person, left: Sequence[Person]) -> Message:
    """What the group hears of a skip: no reason is asked or given."""
    rest = f"{names(left)}, you can still meet." if left else "You will each meet somebody in the next round."
    return told(f"Not this week for {escaped(who.name)}. {rest}")
