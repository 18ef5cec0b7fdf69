"""Modals and Home tabs: opening, piling up, changing and publishing them."""

import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from emulator.blockkit import problems_in_view
from emulator.methods import Refused, answers, invalid_arguments
from emulator.model import Json, Trigger, View
from emulator.payloads import view_object

if TYPE_CHECKING:
    from emulator.workspace import Workspace

TRIGGER_SECONDS = 3.0
MOST_BYTES = 250_000
MOST_PILED = 3


@answers("views.open")
def open_(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Open a modal for whoever just did something, in place of any that is open."""
    body = checked_view(workspace, arguments["view"], surface="modal")
    trigger = exchange(workspace, arguments)
    view = _new_view(workspace, trigger.person_id, body)
    workspace.modals[trigger.person_id] = [view]
    return {"view": view_object(workspace, view)}


@answers("views.push")
def push(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Lay a modal on the one somebody just used, three at most."""
    body = checked_view(workspace, arguments["view"], surface="modal")
    trigger = exchange(workspace, arguments)
    stack = workspace.modals.get(trigger.person_id, [])
    if trigger.view_id not in {view.id for view in stack}:
        raise Refused("not_found")
    return {"view": view_object(workspace, push_view(workspace, trigger.person_id, body))}


@answers("views.update")
def update(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Change an open view, named by its id or external_id; a hash guards against overtaking."""
    if not (arguments.get("view_id") or arguments.get("external_id")):
        raise invalid_arguments("missing required field: view_id")
    view = workspace.find_view(arguments.get("view_id"), external_id=arguments.get("external_id"))
    surface: Literal["modal", "home"] = "home" if view is not None and view.body["type"] == "home" else "modal"
    body = checked_view(workspace, arguments["view"], surface=surface, instead_of=view)
    if view is None:
        raise Refused("not_found")
    _check_hash(view, arguments)
    update_view(workspace, view, body)
    return {"view": view_object(workspace, view)}


@answers("views.publish")
def publish(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Put a Home tab before somebody."""
    app_home = workspace.manifest.get("features", {}).get("app_home", {})
    if not app_home.get("home_tab_enabled", False):
        raise Refused("not_enabled")
    person = workspace.people.get(arguments["user_id"])
    if person is None or person.is_bot:
        raise invalid_arguments("user not found [json-pointer:/user_id]")
    home = workspace.homes.get(person.id)
    body = checked_view(workspace, arguments["view"], surface="home", instead_of=home)
    if home is None:
        home = workspace.homes[person.id] = _new_view(workspace, person.id, body)
    else:
        _check_hash(home, arguments)
        update_view(workspace, home, body)
    return {"view": view_object(workspace, home)}


def exchange(workspace: "Workspace", arguments: Mapping[str, Any]) -> Trigger:
    """Use up a trigger_id.

    Raises:
        Refused: it is none of this workspace's, was used, or is older than three seconds.
    """
    key = arguments.get("trigger_id") or arguments.get("interactivity_pointer")
    if not key:
        raise invalid_arguments("missing required field: trigger_id")
    trigger = workspace.triggers.get(key)
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    passed = workspace.clock.now() - trigger.at
    patience = max(TRIGGER_SECONDS, workspace.ack_seconds)  # a slow machine's time, where it is given more
    if passed > timedelta(seconds=TRIGGER_SECONDS) or time.monotonic() - trigger.at_monotonic > patience:
        raise Refused("expired_trigger_id")
    trigger.used = True
    return trigger


def checked_view(
    workspace: "Workspace", view: Any, *, surface: Literal["modal", "home"], instead_of: View | None = None
) -> Json:
    """Return a view's body with its ids filled in.

    Raises:
        Refused: it is not one Slack would show; the messages point at what is wrong.
    """
    if not isinstance(view, dict):
        raise invalid_arguments("must provide an object [json-pointer:/view]")
    if len(json.dumps(view).encode()) > MOST_BYTES:
        raise Refused("view_too_large")
    problems = problems_in_view(view)
    if problems:
        raise invalid_arguments(*(f"{each.message} [json-pointer:/view{each.pointer}]" for each in problems))
    if view["type"] != surface:
        raise invalid_arguments(f"must be a {surface} [json-pointer:/view/type]")
    other = workspace.find_view(external_id=view.get("external_id"))
    if other is not None and other is not instead_of:
        raise Refused("duplicate_external_id")
    return {**view, "blocks": workspace.completed(view["blocks"])}


def push_view(workspace: "Workspace", person_id: str, body: Json) -> View:
    """Lay a checked view on top of somebody's pile."""
    stack = workspace.modals.setdefault(person_id, [])
    if len(stack) >= MOST_PILED:
        raise Refused("push_limit_reached")
    below = stack[-1] if stack else None
    view = _new_view(workspace, person_id, body)
    if below is not None:
        view.previous_id, view.root_id = below.id, below.root_id
    stack.append(view)
    return view


def update_view(workspace: "Workspace", view: View, body: Json) -> None:
    """Change a view; what was typed stays where block_id and action_id stay."""
    view.body = body
    view.hash = _new_hash(workspace)
    view.errors = {}
    view.notice = ""


def _new_view(workspace: "Workspace", person_id: str, body: Json) -> View:
    view_id = workspace.new_id("V")
    return View(view_id, person_id, body, _new_hash(workspace), view_id)


def _new_hash(workspace: "Workspace") -> str:
    return f"{int(workspace.clock.now().timestamp())}.{workspace.number():08x}"


def _check_hash(view: View, arguments: Mapping[str, Any]) -> None:
    if arguments.get("hash") and arguments["hash"] != view.hash:
        raise Refused("hash_conflict")
