"""Every sentence and block of a check-in: the private question whether people met."""

from bot.blocks import actions, button, context, names, section
from bot.intro import Answer, Intro
from bot.intros.clocks import clocks
from bot.intros.views import reason
from bot.people import UserId
from bot.posts import Block, Message

ANSWERS = {answer: f"intros:{answer}" for answer in Answer}
_SAID = {
    Answer.MET: "Good to hear: you met.",
    Answer.PLANNED: "Noted: it is planned.",
    Answer.NOT_MET: "Noted: not this time. That happens.",
}


def checkin_message(
    checkin_id: int, intro: Intro, me: UserId, *, answer: Answer | None = None, unsure: bool = False
) -> Message:
    """Whether they met: one tap, which can be changed."""
    who = names(intro.others(me))
    asked = f"Did you get to talk with {who}?" if answer is None else f"{_SAID[answer]} Tap again to change it."
    blocks: list[Block] = [section(asked)]
    if unsure:
        people = sorted(intro.people, key=lambda person: person.id != me)
        again = f"Our message to you may not have arrived, so here it is. {reason(intro).capitalize()}"
        blocks.append(section("\n".join([again, *(f"• {clocks(at, people)}" for at in intro.times)])))
    labels = {Answer.MET: "We met", Answer.PLANNED: "It's planned", Answer.NOT_MET: "Not this time"}
    blocks.append(actions(*(button(label, ANSWERS[one], value=checkin_id) for one, label in labels.items())))
    blocks.append(context("Only you see this. You get it because you were introduced; no answer is fine too."))
    return Message(asked, tuple(blocks))
