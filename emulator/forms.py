"""Filling in forms as a person does: what a field holds, what a value means there, what Slack checks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Any

from emulator.blocks import elements_of
from emulator.model import Channel, Json

if TYPE_CHECKING:
    from emulator.workspace import Workspace

# Each kind of control: the key of its state, the key of what it starts with, what it holds when empty.
STATES: Mapping[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "overflow": ("selected_option", "", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "", []),
}

Typed = dict[tuple[str, str], Json]


def insist(truth: object, sentence: str) -> None:
    """Fail the test with this sentence unless something is so, even under `python -O`."""
    if not truth:
        raise AssertionError(sentence)


@dataclass(frozen=True, slots=True)
class Field:
    """A control somebody can fill in: the block it is in, itself, and the words beside it."""

    block: Json
    element: Json
    label: str

    @property
    def key(self) -> tuple[str, str]:
        """Where its value stands: block_id and action_id."""
        return (self.block["block_id"], self.element["action_id"])

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it may be called by, the most telling first."""
        return (self.label, self.element["action_id"], self.block["block_id"])

    @property
    def dispatches(self) -> bool:
        """Whether the bot is told at once when it changes."""
        if self.block["type"] != "input":
            return True
        if not self.block.get("dispatch_action"):
            return False
        if not self.element["type"].endswith("_input"):
            return True
        config = self.element.get("dispatch_action_config", {})
        return "on_character_entered" in config.get("trigger_actions_on", ())


def fields_of(blocks: list[Json]) -> Iterator[Field]:
    """Yield what can be filled in or chosen on a surface, top to bottom; buttons are not fields."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("type") in STATES:
                yield Field(block, element, _label(block, element))


def _label(block: Json, element: Json) -> str:
    label = block.get("label") or element.get("placeholder") or block.get("text") or {}
    return str(label.get("text", "")) or str(element.get("accessibility_label", ""))


def find_field(blocks: list[Json], name: str) -> Field:
    """Return the field called `name`: its label, action_id or block_id, loosely spelt if need be.

    Raises:
        AssertionError: no field, or more than one, goes by that name; lists the fields there are.
    """
    fields = list(fields_of(blocks))
    for spell in (str, _loose):
        for rank in range(3):
            found = [field for field in fields if spell(field.names[rank]) == spell(name)]
            if len(found) == 1:
                return found[0]
    there = ", ".join(f"{field.label!r} ({field.element['action_id']})" for field in fields)
    raise AssertionError(f"no one field is called {name!r}; there are: {there or 'none'}")


def _loose(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def initial_state(element: Json) -> Json:
    """Return the state of a control nobody has touched."""
    key, initial, empty = STATES[element["type"]]
    return _state(element, key, element.get(initial, empty))


def _state(element: Json, key: str, value: Any) -> Json:
    state: Json = {"type": element["type"], key: value}
    if element.get("response_url_enabled"):
        state["response_url_enabled"] = True
    if "timezone" in element:
        state["timezone"] = element["timezone"]
    return state


def state_of(blocks: list[Json], typed: Typed) -> dict[str, dict[str, Json]]:
    """Return `state.values`: by block_id and action_id, what was typed or what the bot put there."""
    values: dict[str, dict[str, Json]] = {}
    for field in fields_of(blocks):
        if field.element["type"] != "overflow":
            block_id, action_id = field.key
            state = typed.get(field.key)
            if state is None or state["type"] != field.element["type"]:
                state = initial_state(field.element)
            values.setdefault(block_id, {})[action_id] = state
    return values


def filled(field: Field, value: Any, workspace: "Workspace") -> Json:
    """Return the state of a field into which somebody puts `value`, as they would say it.

    Raises:
        AssertionError: a person could not put that there.
    """
    element = field.element
    key, _, empty = STATES[element["type"]]
    if value is None:
        return _state(element, key, empty)
    if isinstance(empty, list):
        many = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
        most = element.get("max_selected_items", len(many))
        insist(len(many) <= most, f"{field.label!r} takes at most {most} choices")
        return _state(element, key, [_meaning(element, each, workspace) for each in many])
    return _state(element, key, _meaning(element, value, workspace))


def _meaning(element: Json, value: Any, workspace: "Workspace") -> Any:
    kind = element["type"].removeprefix("multi_")
    if kind in {"static_select", "external_select", "radio_buttons", "checkboxes", "overflow"}:
        return _option(element, value)
    if kind == "users_select":
        return person_id(workspace, value)
    if kind == "conversations_select":
        return _conversation(workspace, value)
    if kind == "channels_select":
        return channel_id(workspace, value)
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
        return {"type": "rich_text", "elements": [section]}
    return _written(kind, value)


def _written(kind: str, value: Any) -> Any:
    if kind == "datetimepicker":
        return int(value.timestamp()) if isinstance(value, datetime) else int(value)
    if kind == "datepicker":
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
    if kind == "timepicker":
        return (value if isinstance(value, time_of_day) else time_of_day.fromisoformat(value)).strftime("%H:%M")
    return str(value)


def options_of(element: Json) -> list[Json]:
    """Return the options of a control, those in groups included."""
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def _option(element: Json, value: Any) -> Json:
    options = options_of(element)
    for option in options:
        if value in (option["text"]["text"], option.get("value")):
            return {key: option[key] for key in ("text", "value", "description") if key in option}
    labels = ", ".join(repr(option["text"]["text"]) for option in options)
    raise AssertionError(f"{value!r} is not among the options: {labels}")


def person_id(workspace: "Workspace", value: Any) -> str:
    """Return the id of a Person, or of the one called so, with or without @."""
    some_id = getattr(value, "id", value)
    if some_id in workspace.people:
        return str(some_id)
    name = str(value).removeprefix("@")
    for person in workspace.people.values():
        if name in (person.name, person.handle):
            return person.id
    raise AssertionError(f"nobody is called {value!r}")


def channel_id(workspace: "Workspace", value: Any) -> str:
    """Return the id of a Channel, or of the one called so, with or without #."""
    some_id = value.id if isinstance(value, Channel) else value
    if some_id in workspace.channels:
        return str(some_id)
    for channel in workspace.channels.values():
        if channel.kind == "channel" and channel.name == str(value).removeprefix("#"):
            return channel.id
    raise AssertionError(f"no channel is called {value!r}")


def _conversation(workspace: "Workspace", value: Any) -> str:
    if isinstance(value, Channel) or str(value).startswith("#") or value in workspace.channels:
        return channel_id(workspace, value)
    return person_id(workspace, value)
