"""What one person has on screen: messages, Home and an open modal, as words and things to press."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emulator.blocks import elements_of
from emulator.forms import STATES, options_of, state_of
from emulator.model import Json, Message, View
from emulator.mrkdwn import read

if TYPE_CHECKING:
    from emulator.person import Person


@dataclass(frozen=True, slots=True)
class Button:
    """A button somebody sees: its words, itself, its block and where it is."""

    label: str
    element: Json
    block_id: str
    place: Message | View


@dataclass(frozen=True, slots=True)
class Surface:
    """One thing on screen: a heading, and the lines below it."""

    heading: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"--- {self.heading}", *self.lines))


def messages_of(person: "Person") -> list[Message]:
    """Return the messages somebody sees, newest last."""
    return [
        message
        for message in person.workspace.messages
        if person.id in message.channel.members and message.only_for in {None, person.id}
    ]


def places_of(person: "Person") -> list[Message | View]:
    """Return where somebody may press something: an open modal, the messages newest first, Home."""
    places: list[Message | View] = list(reversed(messages_of(person)))
    if person.modal is not None:
        places.insert(0, person.modal)
    if person.home is not None:
        places.append(person.home)
    return places


def buttons_of(place: Message | View) -> Iterator[Button]:
    """Yield the buttons in a place, top to bottom."""
    for block in place.blocks:
        for element in elements_of(block):
            if element.get("type") == "button":
                yield Button(element["text"]["text"], element, block["block_id"], place)


def surfaces_of(person: "Person") -> list[Surface]:
    """Return all of somebody's screen: messages oldest first, then Home, then the modal on top."""
    surfaces = [surface_of(person, message) for message in messages_of(person)]
    if person.home is not None:
        surfaces.append(Surface("Home", tuple(_blocks(person, person.home))))
    if person.modal is not None:
        surfaces.append(_modal(person, person.modal))
    return surfaces


def surface_of(person: "Person", message: Message | View) -> Surface:
    """Return one message, or modal, as somebody sees it."""
    if isinstance(message, View):
        return _modal(person, message)
    channel = message.channel
    if channel.kind == "channel":
        heading = f"#{channel.name}"
    else:
        others = [person.workspace.name_of(each) for each in channel.members if each != person.id]
        heading = ("DM with " if channel.kind == "im" else "group DM with ") + ", ".join(others)
    heading += " (only you see this)" if message.only_for else ""
    lines = list(_blocks(person, message)) if message.blocks else [_read(person, message.text)] if message.text else []
    lines.extend(f"(file: {file.title or file.name})" for file in message.files)
    for attachment in message.attachments:
        lines.extend(_words(person, attachment))
    return Surface(heading, tuple(lines))


def _modal(person: "Person", view: View) -> Surface:
    ends = [view.body[key]["text"] for key in ("close", "submit") if view.body.get(key)]
    notice = [f"! {view.notice}"] if view.notice else []
    foot = [" ".join(f"[{words}]" for words in ends)] if ends else []
    return Surface(f"modal: {view.title}", (*notice, *_blocks(person, view), *foot))


def _blocks(person: "Person", place: Message | View) -> Iterator[str]:
    typed = place.typed if isinstance(place, View) else place.state
    errors = place.errors if isinstance(place, View) else {}
    for block in place.blocks:
        yield from _block(person, block)
        values = state_of([block], typed).get(block["block_id"], {})
        controls = [_control(person, each, values) for each in elements_of(block)]
        if any(controls):
            yield "  ".join(text for text in controls if text)
        if block["block_id"] in errors:
            yield f"! {errors[block['block_id']]}"


def _block(person: "Person", block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind == "divider":
        yield "---------"
    elif kind == "input":
        yield block["label"]["text"] + (" (optional)" if block.get("optional") else "")
        if block.get("hint"):
            yield block["hint"]["text"]
    elif kind == "actions":
        return
    else:
        yield from _words(person, {key: value for key, value in block.items() if key != "accessory"})


def _words(person: "Person", thing: Any) -> Iterator[str]:
    """Yield every readable text inside a block, whatever its shape."""
    if isinstance(thing, list):
        for item in thing:
            yield from _words(person, item)
    elif isinstance(thing, dict):
        kind = thing.get("type")
        if kind in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
            yield "".join(_rich(person, each) for each in thing["elements"])
        elif kind in {"plain_text", "raw_text"}:
            yield thing["text"]
        else:
            yield from _texts(person, thing)


def _texts(person: "Person", thing: Json) -> Iterator[str]:
    for key, value in thing.items():
        if isinstance(value, (dict, list)):
            yield from _words(person, value)
        elif key in {"text", "alt_text", "fallback", "pretext", "footer"} and isinstance(value, str):
            yield _read(person, value)


def _rich(person: "Person", element: Json) -> str:
    workspace = person.workspace
    kind = element["type"]
    if kind == "emoji":
        return f":{element['name']}:"
    if kind == "user":
        return "@" + workspace.name_of(element["user_id"])
    if kind == "channel":
        return "#" + workspace.name_of(element["channel_id"])
    if kind == "broadcast":
        return f"@{element['range']}"
    if kind == "date":
        entity = f"<!date^{element['timestamp']}^{element['format']}|{element.get('fallback', '')}>"
        return _read(person, entity)
    return str(element.get("text") or element.get("url", ""))


def _control(person: "Person", element: Json, values: Json) -> str:
    kind = str(element.get("type"))
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind == "image":
        return str(element.get("alt_text", ""))
    if kind == "overflow":
        return "[... " + " | ".join(option["text"]["text"] for option in element["options"]) + "]"
    if kind not in STATES or element["action_id"] not in values:
        return ""
    chosen = values[element["action_id"]].get(STATES[kind][0])
    if kind in {"checkboxes", "radio_buttons"}:
        return _ticked(person, element, chosen)
    placeholder = element.get("placeholder", {}).get("text", "")
    return f"[{_shown(person, chosen) or placeholder}]"


def _ticked(person: "Person", element: Json, chosen: Any) -> str:
    ticked = [each["value"] for each in (chosen if isinstance(chosen, list) else [chosen]) if each]
    marks = []
    for option in options_of(element):
        texts = [option["text"], option.get("description", {"text": ""})]
        words = [_read(person, one["text"]) if one.get("type") == "mrkdwn" else one["text"] for one in texts]
        mark = "(x) " if option["value"] in ticked else "( ) "
        marks.append(mark + " ".join(word for word in words if word))
    return "  ".join(marks)


def _shown(person: "Person", chosen: Any) -> str:
    if isinstance(chosen, list):
        return ", ".join(_shown(person, each) for each in chosen)
    if isinstance(chosen, dict):
        if "text" in chosen:
            return str(chosen["text"]["text"])
        return " ".join(_words(person, chosen))
    return "" if chosen is None else person.workspace.name_of(str(chosen))


def _read(person: "Person", text: str) -> str:
    workspace = person.workspace
    return read(text, name_of=workspace.name_of, now=workspace.clock.now(), zone=person.zone)
