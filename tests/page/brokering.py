"""Bringing two people together on the page: the form, both yeses, and a line back."""

import re

from playwright.async_api import Locator, expect

from tests.page.browser import Tab

DM = re.compile("^Elevenses( new)?$")
HOURS = 48  # by which whoever is asked has been asked


async def _form(tab: Tab) -> Locator:
    """Ana opens the form with what she typed."""
    await tab.acts_as("Ana")
    await tab.types("/coffee introduce query plans")
    dialog = tab.page.get_by_role("dialog", name="Introduce two people")
    await expect(dialog.get_by_label("They would talk about")).to_have_value("query plans")
    await dialog.get_by_label("Who would learn").select_option("Ben")
    return dialog


async def proposes(tab: Tab) -> None:
    """One and the same is not two; then two are proposed."""
    dialog = await _form(tab)
    await dialog.get_by_label("Who could help").select_option("Ben")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Ask them").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("These are one and the same.")
    await tab.breaks_no_rule()
    await dialog.get_by_label("Who could help").select_option("Chi")
    await dialog.get_by_role("button", name="Ask them").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Ben is asked first, then Chi.")


async def writes_back(tab: Tab) -> None:
    """Two yeses, and two weeks later a line for Ana."""
    dialog = await _form(tab)
    await dialog.get_by_label("Who could help").select_option("Chi")
    await dialog.get_by_role("button", name="Ask them").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Ben is asked first, then Chi.")
    await _answers(tab, "Ben", "Yes, ask Chi")
    await _answers(tab, "Chi", "Happy to")
    for _ in range(3):
        await tab.winds("Next Monday")
    await _answers(tab, "Ben", "Write a line")
    dialog = tab.page.get_by_role("dialog", name="One line back")
    await dialog.get_by_label("To Ana").fill("That helped a lot")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Send").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Sent.")


async def _answers(tab: Tab, name: str, words: str) -> None:
    """Somebody presses a button of what the bot writes to them within two days."""
    await tab.acts_as(name)
    await tab.screen.get_by_role("button", name=DM).click()
    button = tab.screen.get_by_role("button", name=words)
    for _ in range(HOURS):
        if await button.count():
            break
        await tab.winds("+1 hour")
    await button.last.click()


async def _done(tab: Tab, dialog: Locator, words: str) -> None:
    await expect(dialog).to_contain_text(words)
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)
