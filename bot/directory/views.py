"""Every sentence and block of the directory."""

from collections.abc import Sequence
from itertools import groupby

from bot.blocks import actions, button, called, context, escaped, section
from bot.calendar import day_text
from bot.directory.closed import Closed
from bot.headcount import Headcount, reason_text, who_can_text
from bot.people import Absence, ChannelId, UserId
from bot.posts import Block, Message
from bot.programme import Programme

PEOPLE = "directory:people"
EARLIER = "directory:people-earlier"
MORE = "directory:people-more"
PAGE = 60  # people
NOT_YOURS = "That is for workspace admins, and for whoever looks after it. Please ask one of yours."
NOTHING_HERE = "No coffee runs here. Type it in a channel that has one, or in a message to me for all of them."
_PRIVATE = "Only you see this. It is what Slack says of them; who has joined, paused or skipped is their own matter."
_OWNER = "You get this because you look after it."
_CLOSED = {
    Closed.ARCHIVED: "{0} is archived, so {1} there stands still. Nothing is lost. "
    "Unarchive the channel, and the next round comes as planned.",
    Closed.DELETED: "The channel {0} was deleted, so {1} there has stopped. "
    "`/elevenses setup` starts it in another channel.",
    Closed.LOST: "I was removed from {0}, so {1} there stands still. Nothing is lost. "
    "Type `/invite @Elevenses` there, and the next round comes as planned.",
}


def left_message(channel: ChannelId, *, owns: bool = False) -> Message:
    """What somebody hears who left the channel; who `owns` its coffee looks after it as before."""
    text = (
        f"You are not in <#{channel}> any more, so you are out of its coffee, and nothing more is asked of you there. "
        "To come back, join the channel and type `/coffee join`."
    )
    if owns:
        text += " You look after it all the same: `/elevenses setup` here shows it."
    return Message(text, (section(text), context("You get this because you were in. There is nothing to do.")))


def closed_message(programme: Programme, closed: Closed) -> Message:
    """What the admin hears of a channel where nothing can be posted any more."""
    text = closed_text(programme, closed)
    return Message(text, (section(text), context(_OWNER)))


def closed_text(programme: Programme, closed: Closed) -> str:
    """Why coffee stands still in a channel, and how it goes on."""
    return _CLOSED[closed].format(f"<#{programme.channel}>", called(programme))


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


def counts_message(counted: Sequence[tuple[Programme, Headcount | None]]) -> Message:
    """How many can take part in each programme, and a button for who cannot."""
    blocks: list[Block] = []
    for programme, count in counted:
        out = count is not None and bool(count.out)
        who = button("Who is left out?", PEOPLE, value=f"{programme.id} 0", about=f"Left out: {programme.title}")
        blocks.append(section(_count_text(programme, count), accessory=who if out else None))
    return Message("Who can take part", (*blocks, context(_PRIVATE)))


def left_out_message(
    programme: Programme, count: Headcount | None, out: Sequence[tuple[UserId, Absence]], *, start: int
) -> Message:
    """How many can take part in a programme, and one page of who cannot, and why."""
    blocks: list[Block] = [section(_count_text(programme, count))]
    for absence, group in groupby(out[:PAGE], key=lambda one: one[1]):
        who = ", ".join(f"<@{user_id}>" for user_id, _ in group)
        blocks.append(section(f"*{reason_text(absence)}:* {who}"))
    if any(absence is Absence.GUEST for _, absence in out[:PAGE]):
        blocks.append(context("To let guests join, tap *Change* in `/elevenses setup`."))
    turns = [("Earlier", EARLIER, max(0, start - PAGE))] if start else []
    turns += [("More", MORE, start + PAGE)] if len(out) > PAGE else []
    buttons = [
        button(label, action, value=f"{programme.id} {at}", about=f"{label} of those left out")
        for label, action, at in turns
    ]
    return Message("Who can take part", (*blocks, *([actions(*buttons)] if buttons else []), context(_PRIVATE)))


def _count_text(programme: Programme, count: Headcount | None) -> str:
    if count is None:
        return f"*{escaped(programme.title)}*: I am still reading who is in <#{programme.channel}>. Try in a minute."
    return f"*{escaped(programme.title)}*: {who_can_text(count, programme.channel)}"
