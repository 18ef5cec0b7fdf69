"""Each modal of the product is opened and submitted on the page; a new one has to be added here."""

from collections.abc import Awaitable, Callable, Mapping

import pytest
from playwright.async_api import expect

from tests.architecture.listening import heard
from tests.page.browser import Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _setup(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses setup")
    await tab.screen.get_by_role("button", name="Change: Coffee").last.click()
    dialog = tab.page.get_by_role("dialog", name="Coffee in a channel")
    await dialog.get_by_label("Time zone").fill("Atlantis")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await expect(dialog.get_by_label("Time zone")).to_be_focused()
    await tab.breaks_no_rule()
    await dialog.get_by_label("Time zone").fill("Lisbon")
    await dialog.get_by_label("How often").select_option("Every two weeks")
    await dialog.get_by_label("At", exact=True).fill("11:30")
    await dialog.get_by_role("button", name="Save").click()
    done = tab.page.get_by_role("dialog")
    await expect(done).to_contain_text("(Europe/Lisbon)")
    await done.get_by_role("button", name="Close").click()
    await expect(done).to_have_count(0)


async def _start(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses setup")
    await tab.screen.get_by_role("button", name="Start another").last.click()
    form = tab.page.get_by_role("dialog", name="Coffee in a channel")
    await form.get_by_label("Called").fill("Book club")
    await form.get_by_label("How many meet").select_option("Four")
    await form.get_by_role("button", name="Preview").click()
    preview = tab.page.get_by_role("dialog", name="Before anything is sent")
    await expect(preview).to_contain_text("If all said yes")
    await tab.breaks_no_rule()
    await preview.get_by_role("button", name="Back").click()
    await expect(form.get_by_label("Called")).to_have_value("Book club")
    await form.get_by_role("button", name="Preview").click()
    await preview.get_by_role("button", name="Start").click()
    await expect(form).to_contain_text("The invitation is on its way")
    await form.get_by_role("button", name="Close").click()
    await expect(form).to_have_count(0)


async def _preferences(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/coffee preferences")
    dialog = tab.page.get_by_role("dialog", name="Your coffee")
    await dialog.get_by_label("To", exact=True).fill("09:30")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("at least an hour")
    await tab.breaks_no_rule()
    await dialog.get_by_label("To", exact=True).fill("15:00")
    await dialog.get_by_label("Friday").uncheck()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text("Monday, Tuesday, Wednesday, Thursday, 09:00 to 15:00.")
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


JOURNEYS: Mapping[str, Callable[[Tab], Awaitable[None]]] = {
    "setup:submit": _setup,
    "setup:start": _start,
    "preferences:save": _preferences,
}


async def test_every_modal_is_opened_and_submitted_here() -> None:
    assert heard()["view"] == set(JOURNEYS)


@pytest.mark.parametrize("name", JOURNEYS)
async def test_a_modal_is_filled_in_and_submitted(tab: Tab, name: str) -> None:
    await JOURNEYS[name](tab)
    assert tab.wrong == []
