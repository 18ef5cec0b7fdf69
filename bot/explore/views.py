"""Every sentence and block of exploring: the five questions, the drafts, and what was kept."""

from collections.abc import Mapping
from typing import Any

from bot.blocks import button, context, escaped, field, modal, plain, section, shortened
from bot.explore import sentences
from bot.explore.questions import Drafts, Kept, Question
from bot.goals.form import LONGEST
from bot.goals.goal import Goal
from bot.posts import Block
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt
from bot.topics.sentences import listed
from bot.topics.stances import MOST, Stance

OPEN = "explore:open"
DRAFT = "explore:draft"
SAVE = "explore:save"
TITLE = "Exploring"

_ASKED: Mapping[Question, tuple[str, str]] = {
    Question.DREW: ("What drew you in lately?", "A talk, a task, something you kept reading about"),
    Question.ASKED: ("What do people come to you for?", "Reading a contract, calming a meeting"),
    Question.UNDERSTAND: ("What would you like to understand better?", "How our prices are made"),
    Question.HEAVY: ("What felt heavy or slow lately?", "Long threads, finding the right person"),
    Question.TRY: ("What small thing could you try?", "Sit in on one interview"),
}
_WHY = (
    "Not knowing is normal. Answer any of these, or none; a few words are enough. They become drafts of topics and "
    "of one goal, which you can change or empty."
)
_PRIVATE = "Only you see this. Nothing is kept but what you save at the end; *Close* keeps nothing."
_DRAFTS = "These are drafts from your own words. Change them, or empty what does not fit."
_PUBLIC = "Everybody can see your topics. A comma between two; empty adds none."
_ALONE = "Only you see it, for eight weeks; I ask once, at its end. Empty: no goal."


def not_sure() -> Block:
    """The way here for whoever has neither goals nor topics yet."""
    return button("Not sure yet", OPEN, about="Not sure yet: five questions, only for you")


def questions_modal() -> dict[str, Any]:
    """The five questions, each of which may stay empty."""
    return modal(
        TITLE,
        (
            section(_WHY),
            context(_PRIVATE),
            *(
                field(one, label, _text("", example, most=LONGEST, lines=True), optional=True)
                for one, (label, example) in _ASKED.items()
            ),
        ),
        callback=DRAFT,
        submit="See drafts",
    )


def drafts_modal(drafts: Drafts, *, doubt: Doubt | None = None) -> dict[str, Any]:
    """What the answers propose; after a `doubt`, what was typed and the question what it means."""
    topics = MOST * (LONGEST_TOPIC + 2)
    return modal(
        TITLE,
        (
            section(_DRAFTS if doubt is None else doubt.question),
            field("learn", "I want to learn", _text(drafts.learn, "", most=topics), hint=_PUBLIC, optional=True),
            field("help", "I can help with", _text(drafts.help, "", most=topics), hint=_PUBLIC, optional=True),
            field("what", "A goal: to get better at", _text(drafts.what, ""), hint=_ALONE, optional=True),
            field("topic", "Topic of the goal", _text(drafts.topic, "", most=LONGEST_TOPIC), optional=True),
            field("step", "First small step", _text(drafts.step, ""), optional=True),
            context("Saved is what stands here, and nothing else. *Close* keeps nothing."),
        ),
        callback=SAVE,
        submit="Save",
        kept="" if doubt is None else doubt.kept,
    )


def _text(text: str, example: str, *, most: int = LONGEST, lines: bool = False) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": most}
    if lines:
        element["multiline"] = True
    if example:
        element["placeholder"] = plain(example)
    return element | ({"initial_value": shortened(text, limit=most)} if text else {})


def told_modal(text: str) -> dict[str, Any]:
    """One paragraph."""
    return modal(TITLE, (section(text),))


def kept_modal(kept: Kept) -> dict[str, Any]:
    """What was kept, who sees it, and that nothing else was."""
    lines = [
        *_line("I want to learn", [topic.name for topic in kept.added[Stance.LEARN]]),
        *_line("I can help with", [topic.name for topic in kept.added[Stance.HELP]]),
        *_line("Yours before, and as they were", [topic.name for topic in kept.had]),
        *([] if kept.goal is None else [_goal(kept.goal)]),
    ]
    seen = [
        *(["Everybody can see your topics."] if any(kept.added.values()) else []),
        *(["Only you see the goal; I ask once, when its time is over."] if kept.goal else []),
        sentences.NOTHING_ELSE,
    ]
    return modal(TITLE, (section("\n".join(["Saved.", *lines])), context(" ".join(seen))))


def _line(label: str, topics: list[str]) -> list[str]:
    return [f"*{label}:* {escaped(listed(topics))}"] if topics else []


def _goal(goal: Goal) -> str:
    step = f"\nFirst small step: {escaped(goal.step)}" if goal.step else ""
    return f"*Goal:* {escaped(goal.what)} · {escaped(goal.topic)} · until {goal.until.day} {goal.until:%b %Y}{step}"
