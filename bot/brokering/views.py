"""Every block of bringing two people together: the form, both questions, the desk of a host, and a line back."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, names, plain, section
from bot.brokering import sentences
from bot.brokering.desk import Suggestion
from bot.brokering.proposal import LONGEST, Proposal, Side
from bot.people import Person
from bot.posts import Block, Message

SHORTCUT = "brokering:introduce"
SAVE = "brokering:save"
ASK = "brokering:ask"
NO = "brokering:no"
HAPPY = "brokering:happy"
WITHDRAW = "brokering:withdraw"
PROPOSE = "brokering:propose"
DISMISS = "brokering:dismiss"
UNDO = "brokering:undo"
WRITE = "brokering:write"
RATHER_NOT = "brokering:rather-not"
SEND = "brokering:send"
TITLE = "Introduce two people"
BOTH = 2
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOW = (
    "Whoever would learn is asked first, then the other. Two yeses introduce them; anything else you hear in a week "
    "as *not this time*, and nobody is told who said what."
)
_EMPTY = (
    "No suggestion at the moment. They come where somebody shows a goal to hosts (`/learn goal`) and somebody else "
    "helps with its topic (`/learn topics`). `/coffee introduce` works for any two."
)


def proposal_modal(*, learner: str = "", helper: str = "", about: str = "") -> dict[str, Any]:
    """The form for any two people."""
    return modal(
        TITLE,
        (
            field("learner", "Who would learn", _person(learner), hint="Is asked first."),
            field("helper", "Who could help", _person(helper), hint="Is asked only after that yes."),
            _about(about),
            context(_HOW),
        ),
        callback=SAVE,
        submit="Ask them",
        kept="0",
    )


def notice_modal(text: str) -> dict[str, Any]:
    """Why there is no form."""
    return modal(TITLE, (section(text),))


def suggestion_modal(suggestion: Suggestion) -> dict[str, Any]:
    """The form for two who were suggested."""
    text = (
        f"*{escaped(suggestion.owner.name)}* would learn and is asked first, then *{escaped(suggestion.helper.name)}*, "
        "who could help."
    )
    return modal(
        TITLE,
        (section(text), _about(suggestion.topic), context(_HOW)),
        callback=SAVE,
        submit="Ask them",
        kept=str(suggestion.id),
    )


def _person(user_id: str) -> Block:
    return {"type": "users_select"} | ({"initial_user": user_id} if user_id else {})


def _about(about: str) -> Block:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": LONGEST, "placeholder": plain("query plans")}
    if about:
        element["initial_value"] = about[:LONGEST]
    return field("about", "They would talk about", element, hint="Both of them see it, in your name.")


def proposed_message(proposal: Proposal, learner: Person, helper: Person) -> Message:
    """What a broker sees who has proposed two people, whatever comes of it."""
    text = f"Thank you. {escaped(learner.name)} is asked first, then {escaped(helper.name)}."
    withdraw = button("Withdraw", WITHDRAW, value=proposal.id, about="Withdraw this proposal")
    after = "Two yeses introduce them, and you hear of it. Anything else you hear in a week, and not who said what."
    return Message(text, (section(f"{text}\nAbout: {escaped(proposal.about)}"), actions(withdraw), context(after)))


def learner_message(proposal: Proposal, broker: Person, helper: Person) -> Message:
    """Whether somebody would like to talk with another, who has not been asked."""
    other = escaped(helper.name)
    text = (
        f"{escaped(broker.name)} thought you might like to talk with {other} about {escaped(proposal.about)}. "
        f"{other} has not been asked yet."
    )
    steps = actions(
        button(f"Yes, ask {_first(helper)}", ASK, value=proposal.id, about=f"Yes, ask {helper.name}", primary=True),
        button("Not this time", NO, value=proposal.id, about=f"Not this time, for {helper.name}"),
    )
    return Message(text, (section(text), steps, context(_once(broker))))


def helper_message(proposal: Proposal, broker: Person, learner: Person, helper: Side) -> Message:
    """Whether somebody has time for another, who would like it."""
    text = (
        f"{escaped(learner.name)} would like 25 minutes on {escaped(proposal.about)}. "
        f"You have {helper.left} of {helper.cap} left this month."
    )
    steps = actions(
        button("Happy to", HAPPY, value=proposal.id, about=f"Happy to talk with {learner.name}", primary=True),
        button("Not this time", NO, value=proposal.id, about=f"Not this time, for {learner.name}"),
    )
    thought = f"{escaped(broker.name)} thought of you."
    return Message(text, (section(f"{text} {thought}"), steps, context(_once(broker))))


def _first(person: Person) -> str:
    return next(iter(person.name.split()), person.name)


def _once(broker: Person) -> str:
    return (
        f"You get this once, as {escaped(broker.name)} proposed it. A no needs no reason, no answer is fine, and "
        "nobody is told whose it was."
    )


def introduced_message(proposal: Proposal, learner: Person, helper: Person) -> Message:
    """To the broker: two yeses."""
    text = f"{names((learner, helper))} both said yes, and are introduced. Thank you for thinking of them."
    about = f"You proposed it, to talk about {escaped(proposal.about)}. Nothing more to do."
    return Message(text, (section(text), context(about)))


def over_message(proposal: Proposal, people: Sequence[Person]) -> Message:
    """To the broker, a week later: anything but two yeses."""
    text = "Not this time. That happens; nothing to do."
    on = f"{proposal.made_at.day} {proposal.made_at:%b}"
    both = f"{names(people)}, about {escaped(proposal.about)}; " if len(people) == BOTH else ""
    return Message(text, (section(text), context(f"What you proposed: {both}{on}. Nobody is told who said what.")))


def over_for_me_message() -> Message:
    """To whoever said yes, a week after it was proposed."""
    text = "Not this time: the conversation that you said yes to does not come about. That happens; nothing to do."
    return Message(text, (section(text), context("You get this as you said yes to it. `/learn who` finds others.")))


def line_question(proposal: Proposal, broker: Person, other: Person) -> Message:
    """Two weeks after an introduction: a line back to whoever brought it about."""
    text = f"{escaped(broker.name)} introduced you to {escaped(other.name)} two weeks ago. One line back?"
    steps = actions(
        button("Write a line", WRITE, value=proposal.id, about=f"Write a line to {broker.name}"),
        button("Rather not", RATHER_NOT, value=proposal.id, about=f"Rather not write to {broker.name}"),
    )
    why = f"You get this once. {escaped(broker.name)} sees what you write with your name, and nothing if you do not."
    return Message(text, (section(text), steps, context(why)))


def line_modal(proposal: Proposal, broker: Person, me: Person) -> dict[str, Any]:
    """The form for a line back."""
    element = {"type": "plain_text_input", "max_length": LONGEST}
    return modal(
        "One line back",
        (
            field("line", f"To {broker.name}", element, hint=f"They see it as yours: {me.name}. Nobody else does."),
            context("Whether and how you met stays yours, unless you write it."),
        ),
        callback=SEND,
        submit="Send",
        kept=str(proposal.id),
    )


def line_message(writer: Person, other: Person | None, line: str) -> Message:
    """To the broker: what one of the two wrote."""
    who = escaped(writer.name)
    whom = "" if other is None else f", whom you introduced to {escaped(other.name)}"
    text = f"{who}{whom}: “{escaped(line)}”"
    return Message(text, (section(text), context(f"{who} wanted you to have this line. A word of thanks is welcome.")))


def dismissed_message(suggestion: int) -> Message:
    """What a host sees who would rather not propose two people."""
    undo = button("Undo", UNDO, value=suggestion, about="Suggest these two again")
    return Message(sentences.DISMISSED, (section(sentences.DISMISSED), actions(undo)))


def desk_blocks(suggestions: Sequence[Suggestion], *, under_way: int) -> list[Block]:
    """What a host may propose: two blocks each."""
    going = f" {under_way} of your proposals {'is' if under_way == 1 else 'are'} under way." if under_way else ""
    blocks: list[Block] = [section(f"*For hosts:* who may like to talk.{going}" if suggestions else f"{_EMPTY}{going}")]
    for one in suggestions:
        both = f"{one.owner.name} and {one.helper.name}"
        blocks += [
            section(_line(one)),
            actions(
                button("Propose", PROPOSE, value=one.id, about=f"Propose {both}"),
                button("Not these two", DISMISS, value=one.id, about=f"Not these two: {both}"),
            ),
        ]
    return blocks


def _line(one: Suggestion) -> str:
    topic = escaped(one.topic)
    parts = [
        f"{escaped(one.owner.name)} wants *{topic}*",
        f"{escaped(one.helper.name)} helps with *{topic}*",
        "not introduced lately",
        *([] if one.weekday is None else [f"hours meet on {DAYS[one.weekday]}"]),
    ]
    return " · ".join(parts)
