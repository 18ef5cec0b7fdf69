"""Every sentence and block of a goal's check-in: the question, the ways on from each answer, and what partners get."""

from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, names, section, told
from bot.card import SHARE_WIN
from bot.goals import sentences
from bot.goals.form import LONGEST
from bot.goals.goal import Goal, GoalState, Said
from bot.posts import Block, Message

ANSWERS = {said: f"goals:{said.replace(' ', '-')}" for said in (Said.MOVING, Said.STUCK, Said.ON_HOLD, Said.DONE)}
CLOSINGS = {Said.CHANGED: "goals:changed", Said.LET_GO: "goals:let-go"}
AGAIN = "goals:again"
EDIT = "goals:edit"
NOTE = "goals:note"
KEEP_NOTE = "goals:keep-note"
ASK_TEAM = "goals:ask-team"
STEP = "goals:step"
KEEP_STEP = "goals:keep-step"
TELL = "goals:tell"
HELPERS = "goals:helpers"
ASK_ON = "goals:ask-on"
STOP = "goals:stop"
CHEER = "goals:cheer"
ASK = "goals:ask"
OFFER = "goals:offer"
SAY = "goals:say"
LEAVE = "goals:leave"
LABELS = {
    Said.MOVING: "Moving",
    Said.STUCK: "Stuck",
    Said.ON_HOLD: "On hold",
    Said.DONE: "Done",
    Said.CHANGED: "Changed",
    Said.LET_GO: "Let go",
}
_SO = {
    Said.MOVING: "is moving. Good to hear.",
    Said.STUCK: "is stuck. That is useful to know. Would one of these help?",
    Said.ON_HOLD: "is on hold. Nothing is asked until you take it up again.",
    Said.DONE: "is done. Well done.",
    Said.CHANGED: "has changed. A good end: you know more now.",
    Said.LET_GO: "is let go. A good end: there is room for something else.",
}
_NEWS = {
    Said.MOVING: "is moving on with",
    Said.STUCK: "is stuck with",
    Said.ON_HOLD: "has put on hold:",
    Said.DONE: "is done with",
    Said.CHANGED: "wants something else now than",
    Said.LET_GO: "has let go of",
}


def answers_of(goal: Goal) -> list[Block]:
    """The buttons that say how a live goal goes."""
    if goal.state is GoalState.ON_HOLD:
        return [_button("Take it up again", AGAIN, goal), _button("Done", ANSWERS[Said.DONE], goal)]
    return [_button(LABELS[said], action, goal) for said, action in ANSWERS.items()]


def _button(label: str, action: str, goal: Goal, *, value: object = "") -> Block:
    return button(label, action, value=value or goal.id, about=f"{label}: {goal.what}")


def checkin_message(goal: Goal) -> Message:
    """How it goes."""
    asked = f"How is *{escaped(goal.what)}* going?"
    lines = [asked, *([f"Next step: {escaped(goal.step)}"] if goal.step else [])]
    often = "every week" if goal.every_weeks == 1 else f"every {goal.every_weeks} weeks"
    why = f"You get this {often}, as you set this goal; `/learn` changes it. Only you see your answer; none is fine."
    return Message(asked, (section("\n".join(lines)), actions(*answers_of(goal)), context(why)))


def stop_message(goal: Goal) -> Message:
    """After two check-ins without an answer: whether to stop."""
    asked = f"Shall I stop asking about *{escaped(goal.what)}*?"
    steps = actions(_button("Stop asking", STOP, goal), _button("Keep asking", ASK_ON, goal))
    why = "Two check-ins went by, which is fine. No answer: I stop. The goal stays, and only you see this."
    return Message(asked, (section(asked), steps, context(why)))


def end_message(goal: Goal) -> Message:
    """When its time is over: which end it takes."""
    asked = f"The time you set for *{escaped(goal.what)}* is over. How does it end?"
    steps = [
        _button("Done", ANSWERS[Said.DONE], goal),
        *(_button(LABELS[said], action, goal) for said, action in CLOSINGS.items()),
        _button("Four more weeks", AGAIN, goal),
    ]
    why = "All of these are good ends. You are asked once; no answer puts it on hold. Only you see this."
    return Message(asked, (section(asked), actions(*steps), context(why)))


def said_message(goal: Goal) -> Message:
    """What somebody sees after they said how it goes, with the ways on from there."""
    said = goal.said or Said.MOVING
    text = f"*{escaped(goal.what)}* {_SO[said]}"
    note = [f"Your note: {escaped(goal.note)}"] if goal.note else []
    steps: list[Block] = []
    if said is Said.STUCK:
        steps.append(_button("Who helps with it", HELPERS, goal))
        steps += [_button("Ask the team", ASK_TEAM, goal), _button("A smaller step", STEP, goal)]
    if goal.going_along and not goal.shared:
        steps.append(_button(f"Tell {partners(goal)}", TELL, goal))
    elif said is Said.STUCK and not goal.shared:
        steps.append(_button("Ask a partner", EDIT, goal))
    noted = _button("Change the note" if goal.note else "Add a note", NOTE, goal)
    steps += [] if said is Said.STUCK else [noted]
    if said in {Said.DONE, Said.CHANGED}:
        steps.append(_button("Share as a win", SHARE_WIN, goal))
    if said not in {Said.STUCK, Said.MOVING}:
        steps.append(_button("Take it up again" if said is Said.ON_HOLD else "Open again", AGAIN, goal))
    return Message(
        text,
        (
            section("\n".join([text, *note]), accessory=noted if said is Said.STUCK else None),
            actions(*steps),
            context(f"{_known_to(goal)} Nothing has to follow."),
        ),
    )


def _known_to(goal: Goal) -> str:
    if not goal.shared:
        return "Only you see this."
    if not goal.going_along:
        return "You have told it."
    return f"{partners(goal)} know{'s' if len(goal.going_along) == 1 else ''} of it."


def partners(goal: Goal) -> str:
    """The names of those who go along."""
    return names(goal.going_along)


def note_modal(goal: Goal) -> dict[str, Any]:
    """The form for a note on what was said."""
    hint = "Only you see it, unless you tell a partner. Empty deletes it. It is forgotten after 30 days."
    return _line("A note", "How it goes", goal.note, goal, callback=KEEP_NOTE, hint=hint)


def step_modal(goal: Goal) -> dict[str, Any]:
    """The form for a smaller step."""
    return _line(
        "A smaller step",
        "What could be done in a quarter of an hour?",
        goal.step,
        goal,
        callback=KEEP_STEP,
        hint="It stands with your goal, where you and your partners see it.",
    )


def say_modal(goal: Goal, owner: str, *, offer: bool) -> dict[str, Any]:
    """The form for a partner's question or offer."""
    label = f"What do you offer {owner}?" if offer else f"What do you ask {owner}?"
    kept = f"{goal.id} {goal.stamp} {int(offer)}"
    return _line("To your partner", label, "", goal, callback=SAY, hint=f"Only {owner} sees it.", kept=kept)


def kept_modal(goal: Goal) -> dict[str, Any]:
    """What follows once a note or a step is kept."""
    return modal("Kept", said_message(goal).blocks if goal.said else (section("Kept. `/learn` shows it."),))


def _line(title: str, label: str, text: str, goal: Goal, *, callback: str, hint: str, kept: str = "") -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": LONGEST, "multiline": True}
    if text:
        element["initial_value"] = text
    return modal(
        title,
        (
            section(f"*{escaped(goal.what)}*"),
            field("line", label, element, hint=hint, optional=callback != SAY),
        ),
        callback=callback,
        submit="Send" if callback == SAY else "Keep",
        kept=kept or str(goal.id),
    )


def shared_message(goal: Goal, owner: str) -> Message:
    """To a partner: what the owner wanted them to know, and three ways to answer."""
    who, what = escaped(owner), escaped(goal.what)
    text = f"{who} {_NEWS[goal.said or Said.MOVING]} *{what}*."
    note = [f"“{escaped(goal.note)}”"] if goal.note else []
    value = f"{goal.id} {goal.stamp}"
    steps = [
        _button(label, action, goal, value=value)
        for label, action in (("Cheer", CHEER), ("Ask", ASK), ("Offer", OFFER))
    ]
    why = f"{who} wanted you to know, as you are partners. No answer is fine."
    leave = button("Stop being a partner", LEAVE, value=goal.id, about=f"Stop being a partner for {goal.what}")
    return Message(text, (section("\n".join([text, *note])), actions(*steps, leave), context(why)))


def cheered_message(goal: Goal, partner: str) -> Message:
    """To the owner: a cheer."""
    return _heard(f"{escaped(partner)} cheers you on with *{escaped(goal.what)}*.", partner)


def line_message(goal: Goal, partner: str, line: str, *, offer: bool) -> Message:
    """To the owner: a partner's question or offer."""
    does = "offers" if offer else "asks"
    return _heard(f"{escaped(partner)} {does}, about *{escaped(goal.what)}*: “{escaped(line)}”", partner)


def _heard(text: str, partner: str) -> Message:
    why = f"You told {escaped(partner)} how it goes. Write to them whenever you like; nothing has to follow."
    return Message(text, (section(text), context(why)))


def told_message(goal: Goal) -> Message:
    """To a partner who has answered."""
    return told(f"{sentences.SAID_ON} *{escaped(goal.what)}*: nothing more to do.")
