"""Every sentence and block of stories and wins: their forms, how a story looks, and what was kept."""

from typing import Any

from bot.addresses import host_of
from bot.audiences import Sharer, reach_choice, reach_of
from bot.blocks import context, escaped, field, linked, modal, option, section, typing
from bot.card import Card
from bot.posts import Block
from bot.stories.form import LONGEST_CLIP, LONGEST_WIN, StoryForm
from bot.story import KINDS, LONGEST_PART, Story, StoryKind, read_story
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt

PREVIEW = "stories:preview"
SAVE = "stories:save"
SAVE_WIN = "stories:save-win"
TITLE = "A story of your work"
_WELCOME = "What did not work is as welcome as what did. Nobody scores or compares."


def form_of(card: Card) -> StoryForm:
    """What the form of a story starts with."""
    return StoryForm(card.tag, read_story(card.text), card.url, card.topic)


def story_modal(card_id: int, form: StoryForm, *, doubt: Doubt | None = None) -> dict[str, Any]:
    """The form of a story; after a `doubt`, with the question what its topic means."""
    asked = [] if doubt is None else [section(doubt.question)]
    kinds = {kind: option(label, kind) for kind, label in KINDS.items()}
    kind: dict[str, Any] = {"type": "radio_buttons", "options": list(kinds.values())}
    if form.kind in list(StoryKind):
        kind["initial_option"] = kinds[StoryKind(form.kind)]
    clip = typing(form.clip, "https://example.org/two-minutes", most=LONGEST_CLIP)
    return modal(
        TITLE,
        (
            *asked,
            field("kind", "How it went", kind, hint=_WELCOME),
            field("happened", "What happened", _part(form.story.happened)),
            field("surprised", "What surprised you", _part(form.story.surprised), optional=True),
            field("advice", "What you would tell a colleague", _part(form.story.advice), optional=True),
            field("clip", "A link to a voice clip", clip, hint="If you would rather tell it.", optional=True),
            field("topic", "Topic", typing(form.topic, "Query plans", most=LONGEST_TOPIC), optional=True),
            context("Nothing is saved yet: next you see how it looks, and say who may see it."),
        ),
        callback=PREVIEW,
        submit="Preview",
        kept="\n".join([str(card_id), *([] if doubt is None else [doubt.kept])]),
    )


def _part(text: str) -> Block:
    return typing(text, most=LONGEST_PART, lines=True)


def preview_modal(card: Card, form: StoryForm, sharer: Sharer) -> dict[str, Any]:
    """How a story looks, and the question who may see it."""
    reach = reach_choice(sharer, reach_of(card) if card.id else None)
    return modal(
        "How it looks",
        (
            *story_blocks(card),
            field("reach", "Who may see it", reach),
            context("It is found by `/learn find` with your name. You can change or remove it at any time."),
        ),
        callback=SAVE,
        submit="Save",
        close="Back",
        kept=f"{card.id}\n{form.kept}",
    )


def story_blocks(card: Card) -> list[Block]:
    """A story, part by part."""
    head = [f"*{KINDS[StoryKind(card.tag)]}*", *([escaped(card.topic)] if card.topic else [])]
    clip = [section(f"*To listen to:* {linked(card.url, host_of(card.url))}")] if card.url else []
    parts = read_story(card.text).parts
    return [
        section(" · ".join([*head, f"told by {escaped(card.author.name)}"])),
        *(section(f"*{question}:* {escaped(part)}") for question, part in parts.items()),
        *clip,
    ]


def read_modal(card: Card) -> dict[str, Any]:
    """A story, to read."""
    return modal(
        "A story", (*story_blocks(card), context("Told for whoever may see it here; please keep it among you."))
    )


def saved_modal(card: Card) -> dict[str, Any]:
    """What was kept of a story."""
    find = f"`/learn find {escaped(card.topic)}`" if card.topic else "`/learn find`"
    text = "Saved. Thank you for telling it."
    return modal(TITLE, (section(text), context(f"{find} shows it, with a way to change it.")), last=True)


def win_modal(card: Card, sharer: Sharer, *, topic: str = "", doubt: Doubt | None = None) -> dict[str, Any]:
    """The form of a win, which begins with what a goal was about."""
    asked = [] if doubt is None else [section(doubt.question)]
    return modal(
        "Share as a win",
        (
            *asked,
            field("text", "What came of it", typing(card.text, most=LONGEST_WIN, lines=True)),
            field("topic", "Topic", typing(topic or card.topic, most=LONGEST_TOPIC), optional=True),
            field("reach", "Who may see it", reach_choice(sharer, reach_of(card) if doubt else None)),
            context("Nobody sees anything unless you save this. Your goal itself stays as private as it was."),
        ),
        callback=SAVE_WIN,
        submit="Save",
        kept="\n".join([str(card.id), *([] if doubt is None else [doubt.kept])]),
    )


def win_saved_modal(card: Card) -> dict[str, Any]:
    """What was kept of a win."""
    reach = reach_of(card)
    return modal(
        "Share as a win",
        (
            section(f"Saved. Well done. Who may see it: {reach.label}.\n“{escaped(card.text)}”"),
            context("`/learn find` shows it, with a way to remove it."),
        ),
    )


def empty_form(topic: str) -> StoryForm:
    """What the form of a new story starts with."""
    return StoryForm("", Story(""), topic=topic[:LONGEST_TOPIC])
