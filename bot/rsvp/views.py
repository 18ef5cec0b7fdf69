"""Every sentence and block of the question whether somebody is in for a round."""

from bot.blocks import actions, button, context, escaped, section, told
from bot.calendar import day_text
from bot.posts import Block, Message
from bot.programme import TITLE, Programme
from bot.wishes import PREFERENCES

QUESTION = "rsvp:question"
YES = "rsvp:yes"
NO = "rsvp:no"
AS_BEFORE = "rsvp:as-before"

NOT_IN = "You are not in that coffee any more, so there is nothing to answer."
ANOTHER_ROUND = "That question was about another round. Below is what holds for the next one."
QUIETLY = (
    "Your last two introductions passed quietly, and that is fine. From now on I ask you first, and you are "
    "introduced when you say yes."
)


def question_message(programme: Programme, *, said: bool | None = None, turned: bool = False) -> Message:
    """Are you in? One tap, which can be changed; `turned` where they hear for the first time that they are asked."""
    day = f"*{day_text(programme.next.on)}*"
    what = "" if programme.title == TITLE else f"{escaped(programme.title)}, "
    asked = f"Are you in for the next introductions in <#{programme.channel}>: {what}{day}?"
    after = {
        None: asked,
        True: f"You are in for {day}. Tap again to change it.",
        False: f"Noted: not for {day}, and nobody is told. Tap again to change it.",
    }
    blocks: list[Block] = [section(QUIETLY)] if turned else []
    value = f"{programme.id} {programme.next.on.toordinal()}"
    change = button("Change", PREFERENCES, about="Change how often you are introduced, and whether you are asked")
    before = button("As before", AS_BEFORE, about="Introduce me without asking first, as before")
    blocks += [
        section(after[said]),
        actions(
            button("Yes", YES, value=value, about="I am in for this round"),
            button("Not this round", NO, value=value, about="I am not in for this round"),
            before if turned else change,
        ),
        context("You get this because you are asked first. No answer is fine, and means no. Only you see it."),
    ]
    return Message(asked.replace("*", ""), tuple(blocks))


def as_before_message() -> Message:
    """What somebody hears who would rather not be asked."""
    return told("Done. You are introduced as before, without being asked first. `/coffee preferences` changes it.")
