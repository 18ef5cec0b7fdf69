"""Every kind of input can be filled in on the page, and the workspace keeps what was put there."""

from typing import Any

import pytest
from playwright.async_api import expect

from emulator.api_views import open_
from emulator.model import View
from tests.page.browser import Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def _options(*names: str) -> list[Any]:
    return [{"text": _plain(name), "value": name.lower()} for name in names]


ELEMENTS: dict[str, dict[str, Any]] = {
    "Line": {"type": "plain_text_input"},
    "Paragraph": {"type": "plain_text_input", "multiline": True, "initial_value": "was here"},
    "Number": {"type": "number_input", "is_decimal_allowed": False},
    "Mail": {"type": "email_text_input"},
    "Address": {"type": "url_text_input"},
    "Formatted": {"type": "rich_text_input"},
    "Day": {"type": "datepicker"},
    "Hour": {"type": "timepicker"},
    "Moment": {"type": "datetimepicker"},
    "One": {"type": "static_select", "options": _options("Tea", "Coffee")},
    "Grouped": {"type": "static_select", "option_groups": [{"label": _plain("Hot"), "options": _options("Cocoa")}]},
    "Some": {"type": "multi_static_select", "options": _options("Red", "Green", "Blue")},
    "Boxes": {"type": "checkboxes", "options": _options("Mornings", "Afternoons")},
    "Either": {"type": "radio_buttons", "options": _options("Yes", "No")},
    "Person": {"type": "users_select"},
    "People": {"type": "multi_users_select"},
    "Channel": {"type": "channels_select"},
    "Conversation": {"type": "conversations_select"},
    "Conversations": {"type": "multi_conversations_select", "filter": {"include": ["public"]}},
}


async def _opens(tab: Tab, elements: dict[str, dict[str, Any]]) -> View:
    ben, workspace = tab.world.stage.people[1], tab.world.workspace
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "optional": True,
            "label": _plain(name),
            "element": {"action_id": "it", **one},
        }
        for name, one in elements.items()
    ]
    view = {
        "type": "modal",
        "callback_id": "any",
        "title": _plain("All fields"),
        "submit": _plain("Save"),
        "blocks": blocks,
    }
    open_(workspace, {"view": view, "trigger_id": workspace.new_trigger(ben.id)})
    tab.world.changed()
    await tab.screen.get_by_role("dialog", name="All fields").wait_for()
    return workspace.modals[ben.id][-1]


async def test_every_kind_of_input_keeps_what_is_put_in(tab: Tab) -> None:
    view = await _opens(tab, ELEMENTS)
    form, people = tab.screen.get_by_role("dialog"), {one.name: one.id for one in tab.world.stage.people}
    await expect(form.get_by_label("Paragraph")).to_have_value("was here")
    for name, text in {
        "Line": "a line",
        "Paragraph": "two\nlines",
        "Number": "12",
        "Mail": "a@example.com",
        "Address": "https://a.example",
        "Formatted": "words",
        "Day": "2026-12-24",
        "Hour": "09:30",
        "Moment": "2026-12-24T09:30",
    }.items():
        await form.get_by_label(name, exact=False).first.fill(text)
    for name, choice in {
        "One": "Coffee",
        "Grouped": "Cocoa",
        "Person": "Ana",
        "Channel": "#coffee",
        "Conversation": "Kim",
    }.items():
        await form.get_by_role("combobox", name=name).first.select_option(choice)
    for name in ("Red", "Blue", "Mornings", "Yes"):
        await form.get_by_label(name, exact=True).check()
    await form.get_by_role("group", name="People").get_by_label("Eli").check()
    await form.get_by_role("group", name="Conversations").get_by_label("#general").check()
    await tab.breaks_no_rule()
    await tab.page.reload()
    await expect(form.get_by_label("#general")).to_be_checked()
    await expect(form.get_by_label("Line")).to_have_value("a line")
    kept = {
        block: next(value for key, value in state.items() if key != "type") for (block, _), state in view.typed.items()
    }
    assert kept | {"Formatted": "", "One": "", "Grouped": "", "Some": "", "Boxes": "", "Either": ""} == {
        "Line": "a line",
        "Paragraph": "two\nlines",
        "Number": "12",
        "Mail": "a@example.com",
        "Address": "https://a.example",
        "Day": "2026-12-24",
        "Hour": "09:30",
        "Moment": 1798122600,
        "Person": people["Ana"],
        "People": [people["Eli"]],
        "Channel": tab.world.stage.channel.id,
        "Conversation": people["Kim"],
        "Conversations": [next(one.id for one in tab.world.workspace.channels.values() if one.name == "general")],
        "Formatted": "",
        "One": "",
        "Grouped": "",
        "Some": "",
        "Boxes": "",
        "Either": "",
    }
    assert [one["value"] for one in kept["Some"]] == ["red", "blue"]
    assert (kept["One"]["value"], kept["Grouped"]["value"], kept["Either"]["value"]) == ("coffee", "cocoa", "yes")
    assert kept["Boxes"][0]["value"] == "mornings"


async def test_what_does_not_fit_is_told_beside_its_field(tab: Tab) -> None:
    view = await _opens(tab, {"Number": ELEMENTS["Number"], "Mail": ELEMENTS["Mail"]})
    file = {
        "type": "input",
        "block_id": "file",
        "label": _plain("File"),
        "element": {"type": "file_input", "action_id": "it"},
    }
    view.body = {**view.body, "blocks": [*view.blocks, file | {"optional": True}]}
    tab.world.changed()
    form = tab.screen.get_by_role("dialog")
    await expect(form.locator(".unknown")).to_contain_text("element “file_input”")
    await form.get_by_label("Number").fill("a few")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert")).to_have_text("Please enter a number.")
    await expect(form.get_by_label("Number")).to_have_attribute("aria-invalid", "true")
    assert view.errors == {"Number": "Please enter a number."}


async def test_a_modal_may_lie_on_another_and_may_be_changed_meanwhile(tab: Tab) -> None:
    view = await _opens(tab, {"Line": ELEMENTS["Line"]})
    ben, workspace = tab.world.stage.people[1], tab.world.workspace
    await tab.screen.get_by_label("Line").fill("kept")
    await expect(tab.screen.get_by_label("Line")).to_have_value("kept")
    top = View("V2", ben.id, {**view.body, "title": _plain("On top")}, "h", view.id, view.id)
    workspace.modals[ben.id].append(top)
    tab.world.changed()
    await expect(tab.screen.get_by_role("dialog", name="On top")).to_be_visible()
    await (
        tab.screen.get_by_role("dialog")
        .get_by_role("button", name="Close")
        .or_(tab.screen.get_by_role("button", name="Back"))
        .first.click()
    )
    await expect(tab.screen.get_by_role("dialog", name="All fields").get_by_label("Line")).to_have_value("kept")
    view.body = {**view.body, "title": _plain("Changed")}
    tab.world.changed()
    await expect(tab.screen.get_by_role("dialog", name="Changed").get_by_label("Line")).to_have_value("kept")


async def test_a_dangerous_button_asks_first_and_a_menu_opens(tab: Tab) -> None:
    tab.world.workspace.ack_seconds = 0.3  # the bot does not know this menu, and says nothing
    ben, workspace = tab.world.stage.people[1], tab.world.workspace
    confirm = {
        "title": _plain("Sure?"),
        "text": _plain("It cannot be undone."),
        "confirm": _plain("Do it"),
        "deny": _plain("Rather not"),
    }
    button = {
        "type": "button",
        "text": _plain("Danger"),
        "action_id": "coffee:leave",
        "style": "danger",
        "confirm": confirm,
    }
    menu = {"type": "overflow", "action_id": "menu", "options": _options("Alpha", "Beta")}
    body = {"type": "modal", "title": _plain("Buttons"), "blocks": [{"type": "actions", "elements": [button, menu]}]}
    open_(workspace, {"view": body, "trigger_id": workspace.new_trigger(ben.id)})
    tab.world.changed()
    form = tab.screen.get_by_role("dialog", name="Buttons")
    await form.get_by_role("button", name="More").click()
    await form.get_by_role("button", name="Beta").click()
    await expect(form.get_by_role("button", name="Beta")).to_have_count(0)
    await form.get_by_role("button", name="Danger").click()
    await tab.breaks_no_rule()
    await tab.presses("Rather not")
    await form.get_by_role("button", name="Danger").click()
    await tab.presses("Do it")
    await expect(tab.page.get_by_text("presses")).to_be_visible()
    pressed = [one.payload["actions"][0]["action_id"] for one in workspace.deliveries if "actions" in one.payload]
    assert pressed[-2:] == ["menu", "coffee:leave"]
