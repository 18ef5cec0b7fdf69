"""Every sentence and block of an agenda: the snippet, as it is posted and to copy, and what hosts change."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.agenda.agenda import LONGEST, Agenda, Goes, Plan
from bot.blocks import actions, button, context, escaped, field, modal, section, select, told
from bot.calendar import day_text
from bot.digests.views import digest_button
from bot.news import Item, NewsKind, pasted, said
from bot.people import ChannelId
from bot.posts import Block, Message

OPEN = "agenda:open"
ANOTHER = "agenda:another"
POST = "agenda:post"
PASS = "agenda:pass"  # noqa: S105  it is a turn that is passed on
KEEP = "agenda:keep"
TITLE = "Team agenda"
LONGEST_TEXT = 3000
_GOES = {
    Goes.OFF: "Nowhere by itself",
    Goes.HOST: "To a host, an hour before",
    Goes.CHANNEL: "Into the channel, an hour before",
}
_EVERYBODY = "Everybody in the channel can see all of this with `/learn agenda`. It can be skipped, whole or in part."
_LEFT = "*Learning: what is left of this agenda*"
TAKEN_BACK = "What stood here was taken back."


def snippet(agenda: Agenda) -> str:
    """The agenda in mrkdwn."""
    head, *lines = _lines(agenda, plainly=False)
    return "\n".join([f"*{head}*", *(f"• {line}" for line in lines)])


def to_copy(agenda: Agenda) -> str:
    """The agenda as plain text."""
    head, *lines = _lines(agenda, plainly=True)
    return "\n".join([head, *(f"• {line}" for line in lines)])[:LONGEST_TEXT]


def _lines(agenda: Agenda, *, plainly: bool) -> Iterator[str]:
    name, words = (pasted, pasted) if plainly else (escaped, said)
    lead = "whoever likes to" if agenda.lead is None else name(agenda.lead.name)
    last = f" (last time: {name(agenda.last)})" if agenda.last else ""
    yield f"Learning, 5 minutes. Lead: {lead}{last}"
    yield f"Opener (skip if short): {agenda.opener}"
    yield from _of_items(agenda.items, plainly=plainly)
    if agenda.line:
        yield words(agenda.line)


def _of_items(items: Sequence[Item], *, plainly: bool) -> Iterator[str]:
    """A line for each kind that there is."""
    name, words = (pasted, pasted) if plainly else (escaped, said)
    labels = {
        NewsKind.GOAL: "New goals",
        NewsKind.WIN: "Win",
        NewsKind.ASK: "Open asks",
        NewsKind.STORY: "A story to tell?",
    }
    for kind, label in labels.items():
        those = [item for item in items if item.kind is kind]
        if kind is NewsKind.STORY:
            told_by = [f"{name(item.name)} has one: {words(item.text)}" for item in those]
        else:
            told_by = [f"{name(item.name)} → {words(item.text)}" for item in those]
        if told_by:
            yield f"{label}{'' if kind is NewsKind.STORY else ':'} {' · '.join(told_by)}"


def agenda_message(agenda: Agenda) -> Message:
    """The agenda in its channel."""
    why = "This is here as a host of this channel wanted it. `/learn agenda` shows it, to copy."
    return Message(_title(agenda), (section(snippet(agenda)), context(why)))


def _title(agenda: Agenda) -> str:
    meeting = agenda.meeting
    when = "this week's meeting" if meeting.at is None else f"the meeting on {day_text(meeting.on)}"
    return f"Five minutes of learning for {when}"


def what_is_left(items: Sequence[Item]) -> Message:
    """The agenda in its channel after something in it was taken back."""
    lines = list(_of_items(items, plainly=False))
    if not lines:
        return told(TAKEN_BACK)
    return told("\n".join([_LEFT, *(f"• {line}" for line in lines)]))


def ready_message(agenda: Agenda) -> Message:
    """To a host: the agenda is ready. It names nobody."""
    text = f"{_title(agenda)} are ready, in <#{agenda.channel}>: {_counted(agenda)}."
    steps = [
        button("Copy", OPEN, value=agenda.channel, about="See the agenda, to copy it", primary=True),
        button("Post", POST, value=agenda.channel, about="Post the agenda in the channel"),
    ]
    why = "You get this an hour before the meeting, as a host chose so. There is nothing to do; *Copy* changes it, too."
    return Message(text, (section(text), actions(*steps), context(why)))


def _counted(agenda: Agenda) -> str:
    """How much there is."""
    labels = {
        NewsKind.GOAL: ("new goal", "new goals"),
        NewsKind.WIN: ("win", "wins"),
        NewsKind.ASK: ("open ask", "open asks"),
        NewsKind.STORY: ("story", "stories"),
    }
    counts = {kind: len(agenda.those(kind)) for kind in labels}
    parts = [f"{count} {labels[kind][count > 1]}" for kind, count in counts.items() if count]
    return ", ".join([*parts, *(["a host's line"] if agenda.line else [])])


def agenda_button(channel: ChannelId) -> Block:
    """What opens the agenda of a team."""
    return button("Agenda", OPEN, value=channel, about="See the agenda of the next meeting")


def agenda_modal(agenda: Agenda, *, plan: Plan | None = None, turn: bool = False, note: str = "") -> dict[str, Any]:
    """The agenda, to copy; with the hosts' `plan`, what they can change, too; `turn`: whether one leads oneself."""
    text: dict[str, Any] = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST_TEXT}
    steps: list[Block] = []
    if plan is not None:
        steps += [
            button("Another opener", ANOTHER, value=agenda.channel),
            button("Post in the channel", POST, value=agenda.channel),
            digest_button(agenda.channel),
        ]
    if turn:
        steps.append(button("Not me this time", PASS, value=agenda.channel, about="Let somebody else lead this time"))
    return modal(
        TITLE,
        (
            *([section(note)] if note else []),
            section(snippet(agenda)),
            *([actions(*steps)] if steps else []),
            field(
                "text",
                "To copy",
                text | {"initial_value": to_copy(agenda)},
                hint="Select all of it and copy. Changes here are not kept.",
                optional=True,
            ),
            *(() if plan is None else _fields(agenda, plan)),
            context(_EVERYBODY),
        ),
        callback=KEEP,
        submit="Done" if plan is None else "Save",
        kept=agenda.channel,
    )


def _fields(agenda: Agenda, plan: Plan) -> Iterator[Block]:
    line: dict[str, Any] = {"type": "plain_text_input", "max_length": LONGEST}
    lead: dict[str, Any] = {"type": "users_select"}
    if plan.line:
        line["initial_value"] = plan.line
    if agenda.lead is not None:
        lead["initial_user"] = agenda.lead.id
    yield field("line", "A line of yours", line, hint="It stays until you change it.", optional=True)
    yield field("lead", "Who leads", lead, hint="Empty: whose turn it is.", optional=True)
    yield field("goes", "Where it goes", select(_GOES, plan.goes), hint="Only where there is more than an opener.")


def saved_modal(text: str) -> dict[str, Any]:
    """What was kept."""
    return modal(TITLE, (section(text),))
