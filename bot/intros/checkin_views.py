"""Every sentence and block of a check-in: the private question whether people met."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, names, overflow, section
from bot.intro import Answer, Intro
from bot.intros.clocks import clocks
from bot.intros.facts import CheckinFacts
from bot.intros.views import MORE, mine_first, reason
from bot.people import UserId
from bot.posts import Block, Message

TAKEAWAY = "intros:takeaway"
KEEP = "intros:keep"
LONGEST = 300
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
    if answer is None:
        asked = f"Did you get to talk with {names(intro.others(me))}?"
    else:  # nobody may be left in it by now
        asked = f"{_SAID[answer]} Tap again to change it."
    blocks: list[Block] = [section(asked)]
    if unsure:
        people = mine_first(intro.people, me)
        again = f"Our message to you may not have arrived, so here it is. {reason(intro).capitalize()}"
        blocks.append(section("\n".join([again, *(f"• {clocks(at, people)}" for at in intro.times)])))
    more = [button("Note a takeaway", TAKEAWAY, value=checkin_id)] if answer is Answer.MET else []
    labels = {Answer.MET: "We met", Answer.PLANNED: "It's planned", Answer.NOT_MET: "Not this time"}
    menu = overflow(MORE, {f"unfit {intro.id}": "Not a fit"})
    blocks.append(
        actions(*(button(label, ANSWERS[one], value=checkin_id) for one, label in labels.items()), *more, menu)
    )
    blocks.append(context("Only you see this. You get it because you were introduced; no answer is fine too."))
    return Message(asked, tuple(blocks))


def takeaway_modal(facts: CheckinFacts) -> dict[str, Any]:
    """The form for one line that somebody takes away."""
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": LONGEST}
    if facts.takeaway:
        element["initial_value"] = facts.takeaway
    line = field("takeaway", "What do you take away?", element, hint="Leave it empty to delete it.")
    return modal(
        "A takeaway",
        (
            section(f"From talking with {names(facts.intro.others(facts.user_id))}."),
            line | {"optional": True},
            context("Only you ever see this, on your card."),
        ),
        callback=KEEP,
        submit="Keep",
        kept=str(facts.id),
    )


def takeaway_kept_modal(text: str) -> dict[str, Any]:
    """What somebody sees after the form."""
    done = "Kept. `/coffee` shows it to you, and to nobody else." if text else "Deleted."
    return modal("A takeaway", (section(done),))


def takeaway_blocks(takeaways: Sequence[CheckinFacts]) -> list[Block]:
    """What somebody took away of late, on their own card."""
    return [
        section(
            f"*You took away from {names(one.intro.others(one.user_id))}:* {escaped(one.takeaway)}",
            accessory=button("Change", TAKEAWAY, value=one.id, about="Change or delete this takeaway"),
        )
        for one in takeaways
    ]
