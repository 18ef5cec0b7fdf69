"""Every sentence and block of topics: my own, who helps with one, and what to do where nobody does."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, names, plain, section, select, told
from bot.card import NEW_ASK
from bot.people import Person
from bot.posts import Block, Message
from bot.topic import LONGEST, Doubt, Topic
from bot.topics.sentences import SAVED, listed
from bot.topics.stances import CAPS, USUAL_CAP, Stance, Stances
from bot.topics.who import Helper

EDIT = "topics:edit"
SAVE = "topics:save"
WANT = "topics:want"
FITS = "topics:fits"
WORDS = "topics:words"
SAME = "topics:same"
MOST_SHOWN = 10  # people, or topics

NOTHING_YET = (
    "Say what you help with and what you would like to learn, and coffee introduces you to people who fit. "
    "Everybody may see it."
)
_PUBLIC = "Everybody can see these. A comma between two."
_SEEN = "Everybody may see your topics; how often you help is yours alone. `/learn` shows them."
_LABELS = {
    Stance.LEARN: ("I want to learn", "query plans, giving feedback"),
    Stance.HELP: ("I can help with", "Kubernetes, writing RFCs"),
    Stance.CURIOUS: ("I am curious about", "threat modeling"),
}


def mine_message(stances: Stances, *, note: str = "") -> Message:
    """What somebody helps with and wants to learn, and what to do next."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += stances_blocks(stances)
    blocks.append(context("`/learn who` and a topic finds somebody who helps with it. Only you see this message."))
    return Message(note or "Your topics", tuple(blocks))


def stances_blocks(stances: Stances) -> list[Block]:
    """Somebody's own topics, and a way to change them."""
    edit = button("Change" if stances.any else "Choose topics", EDIT, about="Change your topics")
    return [section(_lines(stances) or f"*Topics:* {NOTHING_YET}", accessory=edit)]


def _lines(stances: Stances) -> str:
    lines = [
        f"*{label}:* {escaped(listed([topic.name for topic in stances.of(stance)]))}"
        for stance, (label, _) in _LABELS.items()
        if stances.of(stance)
    ]
    if stances.of(Stance.HELP):
        lines.append(f"Helped in {stances.helped} of {stances.cap} introductions this month.")
    return "\n".join(lines)


def saved_modal(stances: Stances) -> dict[str, Any]:
    """What was kept."""
    return modal("Your topics", (section("\n".join([SAVED, _lines(stances)]).strip()), context(_SEEN)))


def look_message(stances: Stances) -> Message:
    """Twice a year: whether somebody's topics still fit."""
    text = "Do your topics still fit?"
    why = "You get this twice a year, as others find you by your topics. No answer is fine: they stay as they are."
    steps = actions(button("They fit", FITS), button("Change", EDIT, about="Change your topics"))
    return Message(text, (section(f"{text}\n{_lines(stances)}"), steps, context(why)))


def topics_modal(
    stances: Stances, *, typed: Mapping[Stance, str] | None = None, cap: str = "", doubt: Doubt | None = None
) -> dict[str, Any]:
    """The form for all topics at once; after a `doubt`, with what was typed and the question what it means."""
    texts = typed or {stance: listed([topic.name for topic in stances.of(stance)]) for stance in Stance}
    asked = [] if doubt is None else [section(doubt.question)]
    return modal(
        "Your topics",
        (
            *asked,
            *(
                field(stance, label, _text(texts.get(stance, ""), example), hint=_PUBLIC, optional=True)
                for stance, (label, example) in _LABELS.items()
            ),
            field("cap", "I help at most", _caps(cap or str(stances.cap)), hint="Only you see this."),
        ),
        callback=SAVE,
        submit="Save",
        kept="" if doubt is None else doubt.kept,
    )


def _text(text: str, example: str) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "placeholder": plain(example), "max_length": 16 * LONGEST}
    return element | ({"initial_value": text} if text else {})


def _caps(chosen: str) -> dict[str, Any]:
    labels = {str(cap): f"{cap} introduction{'' if cap == 1 else 's'} a month" for cap in CAPS}
    known = chosen if chosen in labels else str(USUAL_CAP)
    return select(labels, known)


def who_message(topic: Topic, helpers: Sequence[Helper], *, more: int = 0) -> Message:
    """Who helps with a topic, whom to ask first on top."""
    intro = f"*{escaped(topic.name)}:* these colleagues said that they help with it. Write to whom you like."
    blocks: list[Block] = [section(intro)]
    blocks.append(section("\n".join(f"• {_helper(one)}" for one in helpers)))
    rest = f" {more} more help with it, too." if more else ""
    blocks.append(context(f"Who is away, or has helped as often as they like this month, is not here.{rest}"))
    return Message(f"Who helps with {topic.name}: {names([one.person for one in helpers])}", tuple(blocks))


def _helper(one: Helper) -> str:
    hours = f"about {one.hours} hour{'' if one.hours == 1 else 's'} of your day in common"
    turn = f"; wants to learn {escaped(listed(one.wants))}, which you help with" if one.wants else ""
    return f"<@{one.person.id}>: {hours if one.hours else 'hardly an hour of your day in common'}{turn}"


def nobody_message(
    topic: Topic, *, learners: Sequence[Person], near: Sequence[tuple[Topic, int]], meant: Topic | None, wanted: bool
) -> Message:
    """What somebody sees who asks for a topic that nobody helps with now, and what they can do instead."""
    lines = [f"Nobody is free to help with *{escaped(topic.name)}* at the moment."]
    if meant is not None:
        lines.append(f"Did you mean *{escaped(meant.name)}*? `/learn who {escaped(meant.name)}` looks for it.")
    if learners:
        lines.append(f"{names(learners)} would like to learn it, too: perhaps you find out together.")
    if near:
        lines.append(f"Close to it: {_counted(near)}.")
    want = button("I want to learn it", WANT, value=topic.name, about=f"Note that you want to learn {topic.name}")
    ask = button("Ask for it", NEW_ASK, value=topic.name, about=f"Ask for help with {topic.name}")
    steps = [actions(ask) if wanted else actions(ask, want)]
    told_ = "You have noted that you want to learn it. Coffee looks for somebody who helps with it."
    hint = told_ if wanted else "Coffee looks for somebody who helps with what you note. Everybody may see it."
    return Message(lines[0], (section("\n".join(lines)), *steps, context(hint)))


def topics_message(topics: Sequence[tuple[Topic, int]]) -> Message:
    """What colleagues help with, for who has named no topic."""
    if not topics:
        return told("Nobody has said yet what they help with. `/learn topics` makes a start.")
    return told(f"Somebody helps with {_counted(topics)}.\n`/learn who` and a topic shows who.")


def _counted(topics: Sequence[tuple[Topic, int]]) -> str:
    return ", ".join(f"*{escaped(topic.name)}* ({count})" for topic, count in topics)


def words_message(topics: Sequence[tuple[Topic, int]], words: Mapping[str, Topic]) -> Message:
    """The topics of a workspace, and the words that its admins and hosts added, for one of them."""
    helped = f"*Topics that somebody helps with:* {_counted(topics)}." if topics else "Nobody has named a topic yet."
    said = ", ".join(f"“{escaped(word)}” is *{escaped(topic.name)}*" for word, topic in words.items())
    lines = [helped, f"*Words that were added:* {said}." if said else "Spelling, plural and common aliases are known."]
    add = button("Words that mean the same", WORDS, primary=not words)
    return Message(lines[0], (section("\n".join(lines)), actions(add), context("Only you see this.")))


def words_modal() -> dict[str, Any]:
    """The form for words that mean the same topic in this workspace."""
    hint = "Whoever named one of the words gets this topic. Empty: the words stand for themselves again."
    return modal(
        "Words that mean the same",
        (
            field("words", "These words", _text("", "ship it, shipping"), hint="A comma between two."),
            field("topic", "Mean this topic", _text("", "Continuous delivery"), hint=hint, optional=True),
        ),
        callback=SAME,
        submit="Save",
    )


def words_saved_modal(words: Mapping[str, Topic]) -> dict[str, Any]:
    """The words that stand for another topic now."""
    lines = [f"“{escaped(word)}” is *{escaped(topic.name)}*" for word, topic in words.items()]
    return modal("Words that mean the same", (section("\n".join(["Saved.", *lines])),))
