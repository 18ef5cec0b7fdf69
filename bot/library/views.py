"""Every sentence and block of the library: the form of a page, and what is found."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.addresses import LONGEST as LONGEST_ADDRESS
from bot.addresses import host_of
from bot.audiences import Sharer, reach_choice, reach_of
from bot.blocks import actions, button, context, escaped, field, linked, modal, overflow, pager, section, typing
from bot.card import READ_STORY, TELL_STORY, Card, CardKind
from bot.library.form import LONGEST
from bot.library.found import PAGE, Found, May, Sought
from bot.posts import Block, Message
from bot.story import KINDS, StoryKind, read_story
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt, Topic

KEEP = "library:keep"
SHARE = "library:share"
SAVE = "library:save"
HELPED = "library:helped"
MENU = "library:menu"
LOOK = "library:look"
REMOVE = "library:remove"
TITLE = "A page worth sharing"
EXCERPT = 150  # characters of a story
_TIES = "Found by its topic and the words of its title."


def share_modal(card: Card, sharer: Sharer, *, topic: str = "", doubt: Doubt | None = None) -> dict[str, Any]:
    """The form of a page; after a `doubt`, with the topic as it was typed and the question what it means."""
    asked = [] if doubt is None else [section(doubt.question)]
    reach = reach_choice(sharer, reach_of(card) if card.id or doubt else None)
    return modal(
        TITLE,
        (
            *asked,
            field("url", "Address", typing(card.url, "https://example.org/query-plans", most=LONGEST_ADDRESS)),
            field("topic", "Topic", typing(topic or card.topic, "Query plans", most=LONGEST_TOPIC), optional=True),
            field("why", "Why, in one sentence", typing(card.text, "Short, with examples", most=LONGEST)),
            field("reach", "Who may see it", reach),
            context("Nothing is posted. Who looks for the topic with `/learn find` sees it, with your name."),
        ),
        callback=SAVE,
        submit="Save",
        kept="\n".join([str(card.id), *([] if doubt is None else [doubt.kept])]),
    )


def saved_modal(card: Card) -> dict[str, Any]:
    """What was kept."""
    find = f"`/learn find {escaped(card.topic)}`" if card.topic else "`/learn find`"
    return modal(TITLE, (section(f"Saved. Thank you for sharing it.\n{_page(card)}"), context(f"{find} shows it.")))


def twin_modal(card: Card) -> dict[str, Any]:
    """Where somebody else had shared the same page."""
    text = f"{escaped(card.author.name)} shared this, too, so it is counted as helpful instead of standing twice."
    return modal(
        TITLE, (section(f"{text}\n{_page(card)}"), context("`/learn find` shows it. Nobody sees whom it helped."))
    )


def remove_modal(card: Card) -> dict[str, Any]:
    """Whether somebody means it."""
    text = f"Remove {_called(card)}? Nothing of it is kept, nor who found it helpful."
    return modal("Remove it", (section(text),), callback=REMOVE, submit="Remove", close="Keep", kept=str(card.id))


def notice_modal(text: str) -> dict[str, Any]:
    """What came of a form."""
    return modal("The library", (section(text),))


def found_message(found: Sequence[Found], sought: Sought, *, meant: Topic | None = None) -> Message:
    """One page of what was found, the most helpful first."""
    if not found:
        return _nothing(sought, meant)
    on = f" on {escaped(sought.words)}" if sought.words else ""
    blocks: list[Block] = [section(f"*Pages and stories{on}*")]
    for one in found[:PAGE]:
        menu = {f"{word} {one.card.id}": label for word, label in menu_of(one.card, one.may).items()}
        blocks.append(section(_shown(one), accessory=overflow(MENU, menu) if menu else None))
        steps = _steps(one, sought)
        blocks += [actions(*steps)] if steps else []
    blocks += pager(
        LOOK, start=sought.start, page=PAGE, more=bool(found[PAGE:]), of="pages and stories", words=sought.words
    )
    why = f"{_TIES} Only you see this. Nobody sees who found what helpful."
    return Message(f"Pages and stories{on}", (*blocks, context(why)))


def _nothing(sought: Sought, meant: Topic | None) -> Message:
    words = escaped(sought.words)
    text = f"Nothing on *{words}* yet that you may see." if words else "Nothing was shared yet that you may see."
    steps = [] if meant is None else [look_for(meant)]
    steps += [button("Share a page", SHARE, value=sought.words), button("Tell a story", TELL_STORY, value=sought.words)]
    ask = f" `/learn ask` and `/learn who {words}` find somebody who knows." if words else ""
    guess = f" Did you mean *{escaped(meant.name)}*?" if meant else ""
    return Message(text, (section(f"{text}{guess}{ask}"), actions(*steps), context("Only you see this.")))


def look_for(topic: Topic) -> Block:
    """The way to what there is on another topic."""
    return button(f"Look for {topic.name}", LOOK, value=f"0 {topic.name}")


def _steps(one: Found, sought: Sought) -> list[Block]:
    about = _plainly(one.card)
    steps: list[Block] = []
    if one.card.kind is CardKind.STORY:
        steps.append(button("Read it", READ_STORY, value=one.card.id, about=f"Read it: {about}"))
    if one.may is not May.CHANGE:
        value = f"{one.card.id} {sought.start} {sought.words}".rstrip()
        label = "Take back that it helped" if one.mine else "Helped me"
        steps.append(button(label, HELPED, value=value, about=f"{label}: {about}"))
    return steps


def _shown(one: Found) -> str:
    card = one.card
    by = "Shared by" if card.kind is CardKind.RESOURCE else "Told by"
    last = [f"{by} {escaped(card.author.name)}", f"{card.made_at.day} {card.made_at:%b %Y}", *_helped(one)]
    return "\n".join([_BODIES[card.kind](card), " · ".join(last)])


def _helped(one: Found) -> list[str]:
    if not one.helped:
        return []
    return [f"helped {one.helped}{', you among them' if one.mine else ''}"]


def _page(card: Card) -> str:
    place = [] if not card.title else [escaped(host_of(card.url))]
    head = " · ".join([f"*{_called(card)}*", *place, *([escaped(card.topic)] if card.topic else [])])
    return f"{head}\n“{escaped(card.text)}”"


def _story(card: Card) -> str:
    story = read_story(card.text)
    head = " · ".join(
        [f"*A story: {KINDS[StoryKind(card.tag)].lower()}*", *([escaped(card.topic)] if card.topic else [])]
    )
    happened = story.happened if len(story.happened) <= EXCERPT else f"{story.happened[: EXCERPT - 1]}…"
    return f"{head}\n“{escaped(happened)}”"


def _win(card: Card) -> str:
    head = " · ".join(["*A win*", *([escaped(card.topic)] if card.topic else [])])
    return f"{head}\n“{escaped(card.text)}”"


_BODIES = {CardKind.RESOURCE: _page, CardKind.STORY: _story, CardKind.WIN: _win}


def _called(card: Card) -> str:
    """A page by its title, or its host where none is known; a story or a win by its beginning."""
    if card.kind is CardKind.RESOURCE:
        return linked(card.url, card.title or host_of(card.url))
    return f"“{escaped(_plainly(card))}”"


def _plainly(card: Card) -> str:
    if card.kind is CardKind.RESOURCE:
        return card.title or host_of(card.url)
    return read_story(card.text).happened[:40]


def menu_of(card: Card, may: May) -> Mapping[str, str]:
    """What is in the menu of a card: words and their labels. A win is told anew rather than changed."""
    offered = {May.READ: {}, May.HIDE: {"hide": "Hide from all"}, May.CHANGE: {"edit": "Edit", "remove": "Remove"}}
    return {word: label for word, label in offered[may].items() if (word, card.kind) != ("edit", CardKind.WIN)}
