"""What the bot's answer does on the person's screen: a reply to a command, the fate of a modal."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emulator.api_chat import content_of
from emulator.api_views import checked_view, push_view, update_view
from emulator.methods import Refused
from emulator.model import Channel, Delivery, Json, Message, View

if TYPE_CHECKING:
    from emulator.person import Person
    from emulator.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


def command_answered(person: "Person", channel: Channel, delivery: Delivery) -> None:
    """Show what a slash command answered at once, or that it failed."""
    workspace = person.workspace
    if delivery.failed:
        error = "operation_timeout" if delivery.problem == "http_timeout" else "dispatch_failed"
        slackbot(person, channel, f"{delivery.payload['command']} failed with the error \u201c{error}\u201d")
        return
    answer = delivery.response
    if not answer:
        return
    told: Json = {"text": answer} if isinstance(answer, str) else dict(answer)
    try:
        content = content_of(workspace, told)
    except Refused as refused:
        _flawed(workspace, delivery, f"the command's answer: {refused.error} {refused.more}")
        slackbot(person, channel, f"{delivery.payload['command']} failed with the error \u201cdispatch_failed\u201d")
        return
    only_for = None if told.get("response_type") == "in_channel" else person.id
    workspace.messages.append(Message(workspace.new_ts(), channel, workspace.bot_user_id, only_for=only_for, **content))


def press_answered(person: "Person", place: Message | View, delivery: Delivery) -> None:
    """Tell somebody that what they pressed did not get through."""
    if not delivery.failed:
        return
    if isinstance(place, View):
        place.notice = TROUBLE
    else:
        slackbot(person, place.channel, TROUBLE)


def submission_answered(person: "Person", view: View, delivery: Delivery) -> None:
    """Close, change or keep a modal as the bot answered its submission."""
    workspace = person.workspace
    view.errors = {}
    view.notice = TROUBLE if delivery.failed else ""
    if delivery.failed:
        return
    if not delivery.response:
        close_top(person, view)
        return
    try:
        _respond(person, view, delivery.response)
    except Refused as refused:
        view.notice = TROUBLE
        _flawed(workspace, delivery, f"the submission's answer: {refused.error} {refused.more}")


def _respond(person: "Person", view: View, answer: Any) -> None:
    workspace = person.workspace
    action = answer.get("response_action") if isinstance(answer, dict) else None
    if action == "errors":
        view.errors = _checked_errors(view, answer.get("errors"))
    elif action == "clear":
        workspace.modals.pop(person.id, None)
    elif action == "update":
        update_view(workspace, view, checked_view(workspace, answer.get("view"), surface="modal"))
    elif action == "push":
        push_view(workspace, person.id, checked_view(workspace, answer.get("view"), surface="modal"))
    else:
        raise Refused("response_action is none of errors, update, push, clear")


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("errors must name at least one field")
    strange = set(errors) - inputs
    if strange:
        raise Refused(f"errors name no input block: {sorted(strange)}")
    if not all(isinstance(sentence, str) and sentence for sentence in errors.values()):
        raise Refused("every error needs a sentence")
    return dict(errors)


def close_top(person: "Person", view: View) -> None:
    """Take one modal away; the one below shows again."""
    stack = person.workspace.modals.get(person.id, [])
    with suppress(ValueError):
        stack.remove(view)


def slackbot(person: "Person", channel: Channel, text: str) -> None:
    """Show somebody a line only they see, from Slack itself."""
    workspace = person.workspace
    workspace.messages.append(Message(workspace.new_ts(), channel, "USLACKBOT", text, only_for=person.id))


def _flawed(workspace: "Workspace", delivery: Delivery, problem: str) -> None:
    for index, each in enumerate(workspace.deliveries):
        if each is delivery:
            workspace.deliveries[index] = replace(delivery, failed=True, problem=problem)
