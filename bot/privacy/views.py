"""Every block about what is kept of somebody: what and who sees it, the copy, and the end."""

from typing import Any

from bot.blocks import actions, button, context, modal, section
from bot.posts import Block, Message
from bot.privacy import sentences

COPY = "privacy:copy"
DELETE = "privacy:delete"
ERASE = "privacy:erase"

_KEPT = (
    "*What is kept of you:* what you told Elevenses (preferences, topics, answers, notes), whom you were introduced "
    "to, and the messages it sent you. As for everybody here, your name and time zone as Slack lists them."
)
_SEEN = (
    "*Who sees it:* your answers, pauses and notes are yours alone. Whom you are introduced to see your name, the "
    "reason and the times. Everybody may see your topics. Admins see how many take part. Whoever runs Elevenses for "
    "you keeps its database."
)


def mine_message(*, who_sees: str, note: str = "") -> Message:
    """What is kept of somebody and who sees it, in a few lines; `who_sees` is the button that shows it in full."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += [
        section(_KEPT),
        section(_SEEN),
        actions(
            button("Everything about me", COPY, about="Send me a file with everything about me"),
            button("Who sees what", who_sees),
            button("Delete me", DELETE, about="Delete me; you are asked again"),
        ),
        context("Elevenses cannot read messages. Only you see this."),
    ]
    return Message(note or "What is kept of you, and who sees it", tuple(blocks))


def erase_modal() -> dict[str, Any]:
    """What goes and what stays, before somebody deletes themselves."""
    return modal(
        "Delete me",
        (
            section("This deletes everything that Elevenses keeps of you, and cannot be undone."),
            section(
                "*What goes:* your preferences, topics, answers, notes and searches, our copies of your messages, whom "
                "you would rather not meet, and that others would rather not meet you. You leave all coffee; where an "
                "introduction is under way, the others hear that it is off, and no reason. What you look after goes "
                "to another admin."
            ),
            section(
                "*What stays:* of past introductions, that somebody was there, without your name or id, so that what "
                "others have counts on. Messages that are in Slack already stay in Slack."
            ),
            section(
                "*What comes back:* your name and time zone as Slack lists them for everybody here, as they are "
                "read every day. Nothing else, unless you join again."
            ),
            context("Backups of the database are kept as long as whoever runs Elevenses keeps them."),
        ),
        callback=ERASE,
        submit="Delete me",
        close="Keep me",
    )


def erased_modal() -> dict[str, Any]:
    """The farewell."""
    return modal("Delete me", (section(sentences.DELETED),), last=True)
