"""Every sentence and block of the directory."""

from bot.blocks import called, context, section
from bot.calendar import day_text
from bot.directory.closed import Closed
from bot.people import ChannelId
from bot.posts import Message
from bot.programme import Programme

_OWNER = "You get this because you look after it."
_CLOSED = {
    Closed.ARCHIVED: "{0} is archived, so {1} there stands still. Nothing is lost. "
    "Unarchive the channel, and the next round comes as planned.",
    Closed.DELETED: "The channel {0} was deleted, so {1} there has stopped. "
    "`/elevenses setup` starts it in another channel.",
    Closed.LOST: "I was removed from {0}, so {1} there stands still. Nothing is lost. "
    "Type `/invite @Elevenses` there, and the next round comes as planned.",
}


def left_message(channel: ChannelId) -> Message:
    """What somebody hears who left the channel."""
    text = (
        f"You are not in <#{channel}> any more, so you are out of its coffee, and nothing more is asked of you there. "
        "To come back, join the channel and type `/coffee join`."
    )
    return Message(text, (section(text), context("You get this because you were in. There is nothing to do.")))


def closed_message(programme: Programme, closed: Closed) -> Message:
    """What the admin hears of a channel where nothing can be posted any more."""
    text = _CLOSED[closed].format(f"<#{programme.channel}>", called(programme))
    return Message(text, (section(text), context(_OWNER)))


def reopened_message(programme: Programme) -> Message:
    """What the admin hears of a channel that is back."""
    text = (
        f"I can post in <#{programme.channel}> again, so {called(programme)} there goes on. "
        f"The next round is {day_text(programme.next.on)}. There is nothing to do."
    )
    return Message(text, (section(text), context(_OWNER)))


def taken_over_message(programme: Programme) -> Message:
    """What the admin hears to whom we turn from now on."""
    text = (
        f"The admin who looked after {called(programme)} in <#{programme.channel}> has gone, so from now on I turn to "
        "you. There is nothing to do. `/elevenses setup` there changes it."
    )
    return Message(text, (section(text), context("You get this because you are an admin. Members are told nothing.")))
