"""The Block Kit that every view is made of, with Slack's three reserved characters made harmless."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.people import ChannelId, Person, is_nobody
from bot.posts import Block, Message
from bot.programme import TITLE, Programme

LIMITS = {"text": 3000, "button": 75, "header": 150, "title": 24, "placeholder": 150}
SURE = {"title": 100, "text": 300, "answer": 30}


def plain(text: str, *, limit: int = LIMITS["text"]) -> dict[str, Any]:
    """Text shown as typed, cut at `limit` code points."""
    return {"type": "plain_text", "text": shortened(text, limit=limit), "emoji": True}


def shortened(text: str, *, limit: int) -> str:
    """`text`, or its beginning and an ellipsis within `limit` code points."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def escaped(text: str) -> str:
    """What a person typed, safe inside mrkdwn: shown as typed, mentions nobody, formats nothing.

    Slack asks for `&`, `<` and `>` to be escaped; a zero-width space before `*`, `_`, `~` and a backtick keeps
    them from formatting, and line breaks become spaces so that nobody can write a line of ours.
    """
    safe = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\u200b{mark}\u200b" if mark in "*_~`" else mark for mark in safe)


def names(people: Sequence[Person]) -> str:
    """The people as they are called in Slack: "Ana, Ben and Chi"."""
    *most, last = [escaped(person.name) for person in people]
    return f"{', '.join(most)} and {last}" if most else last


def mention(person: Person) -> str:
    """The person, so that Slack tells them; whoever has deleted themselves, by the words for it."""
    return escaped(person.name) if is_nobody(person.id) else f"<@{person.id}>"


def called(programme: Programme) -> str:
    """What a programme is called within a sentence: "coffee", unless an admin gave it a title."""
    return TITLE.lower() if programme.title == TITLE else escaped(programme.title)


def section(text: str, *, accessory: Block | None = None) -> dict[str, Any]:
    """A paragraph of mrkdwn."""
    block: dict[str, Any] = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": shortened(text, limit=LIMITS["text"])},
    }
    return block if accessory is None else block | {"accessory": accessory}


def linked(url: str, label: str) -> str:
    """A link that shows its label; the address is one that `read_address` wrote."""
    return f"<{url.replace('&', '&amp;')}|{escaped(label).replace('|', '¦')}>"


def typing(text: str, sample: str = "", *, most: int, lines: bool = False) -> Block:
    """The element of a form for what somebody types, up to so many characters; on one line or on several."""
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": most}
    if lines:
        element["multiline"] = True
    if sample:
        element["placeholder"] = plain(sample, limit=LIMITS["placeholder"])
    return element | ({"initial_value": text[:most]} if text else {})


def context(text: str) -> dict[str, Any]:
    """A small grey line: why this came, who sees it."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def divider() -> dict[str, Any]:
    """A line between parts."""
    return {"type": "divider"}


def header(text: str) -> dict[str, Any]:
    """A heading."""
    return {"type": "header", "text": plain(text, limit=LIMITS["header"])}


def button(
    label: str, action: str, *, value: object = "", about: str = "", primary: bool = False, sure: str = ""
) -> Block:
    """A button. `about` says aloud what a label that repeats belongs to, `sure` asks again before it counts."""
    made: dict[str, Any] = {
        "type": "button",
        "text": plain(label, limit=LIMITS["button"]),
        "action_id": action,
    }
    if value != "":
        made["value"] = str(value)
    if about:
        made["accessibility_label"] = shortened(about, limit=LIMITS["button"])
    if sure:
        made["confirm"] = {
            "title": plain(label, limit=SURE["title"]),
            "text": plain(sure, limit=SURE["text"]),
            "confirm": plain(label, limit=SURE["answer"]),
            "deny": plain("Not now"),
        }
    return made | {"style": "primary"} if primary else made


def told(text: str) -> Message:
    """A message of one paragraph."""
    return Message(text, (section(text),))


def choose_channel(channels: Sequence[ChannelId], *, action: str, what: str) -> Message:
    """Which of somebody's channels is meant: a button for each."""
    blocks = [
        section(f"<#{one}>", accessory=button("Open", action, value=one, about=f"Open the {what} of this channel"))
        for one in channels
    ]
    return Message("Which team?", (section("Which team?"), *blocks))


def actions(*buttons: Block) -> dict[str, Any]:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def pager(action: str, *, start: int, page: int, more: bool, of: str, words: str = "") -> list[Block]:
    """The ways to the pages before and after one that begins at `start`: `action` and "-back" or "-on".

    The `words` come back after the number.
    """
    before, after = (f"{at} {words}".rstrip() for at in (max(0, start - page), start + page))
    turns = [button("Back", f"{action}-back", value=before, about=f"The {of} before")] if start else []
    turns += [button("More", f"{action}-on", value=after, about=f"More {of}")] if more else []
    return [actions(*turns)] if turns else []


def overflow(action: str, options: Mapping[str, str]) -> Block:
    """A menu behind three dots; `options` are labels by value."""
    return {"type": "overflow", "action_id": action, "options": [option(options[value], value) for value in options]}


def option(label: str, value: object) -> dict[str, Any]:
    """One choice of a select."""
    return {"text": plain(label, limit=LIMITS["button"]), "value": str(value)}


def select(labels: Mapping[Any, str], chosen: object) -> dict[str, Any]:
    """A list of which one is chosen."""
    made = {value: option(label, value) for value, label in labels.items()}
    return {"type": "static_select", "options": list(made.values()), "initial_option": made[chosen]}


def field(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> dict[str, Any]:
    """An input of a form; `name` is its block id, its element's action id and the key of its value."""
    block: dict[str, Any] = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": name, **element},
    }
    if optional:
        block["optional"] = True
    return block | {"hint": plain(hint)} if hint else block


def modal(
    title: str,
    blocks: tuple[Block, ...],
    *,
    callback: str = "",
    submit: str = "",
    close: str = "Close",
    kept: str = "",
    last: bool = False,
) -> dict[str, Any]:
    """A modal; without `submit` it only tells something.

    `kept` comes back with it, from whoever sends it; closing the `last` one closes those below it, too.
    """
    view: dict[str, Any] = {
        "type": "modal",
        "title": plain(title, limit=LIMITS["title"]),
        "close": plain(close, limit=LIMITS["title"]),
        "blocks": list(blocks),
    }
    if callback:
        view["callback_id"] = callback
    if kept:
        view["private_metadata"] = kept
    if last:
        view["clear_on_close"] = True
    return view | {"submit": plain(submit, limit=LIMITS["title"])} if submit else view
