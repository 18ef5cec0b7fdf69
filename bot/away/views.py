"""Every sentence and block of the pause that is proposed to somebody whose status says that they are away."""

from datetime import date

from bot.blocks import actions, button, context, section, told
from bot.calendar import day_text
from bot.pause import PAUSE_UNTIL
from bot.posts import Message

PROPOSAL = "away:proposal"
PAUSE = "away:pause"
NOT_NEEDED = "away:not-needed"


def proposal_message(back_on: date | None) -> Message:
    """Shall coffee pause? With the day, where the status says it."""
    if back_on is None:
        asked = "Your Slack status says that you are away. Shall coffee pause meanwhile?"
        pauses = [button("Pause until", PAUSE_UNTIL, about="Choose until when to pause", primary=True)]
    else:
        day = day_text(back_on)
        asked = f"Your Slack status says that you are away until {day}. Shall coffee pause until then?"
        pauses = [
            button(f"Pause until {day}", PAUSE, value=back_on.toordinal(), primary=True),
            button("Another day", PAUSE_UNTIL, about="Choose until when to pause"),
        ]
    return Message(
        asked,
        (
            section(asked),
            actions(*pauses, button("Not needed", NOT_NEEDED, about="Coffee need not pause")),
            context("You get this because your status changed. Nothing changes unless you tap. Only you see this."),
        ),
    )


def paused_message(until: date) -> Message:
    """What somebody hears who pauses."""
    return told(f"Paused until *{day_text(until)}*. Nothing is asked of you until then; `/coffee back` ends it.")


def not_needed_message() -> Message:
    """What somebody hears who does not."""
    return told("Noted. Nothing is changed, and this status is not asked about again.")
