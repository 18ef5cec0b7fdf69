"""A digest and an agenda on the page, for a team that Ana looks after."""

from playwright.async_api import Locator, expect

from tests.page.browser import Tab
from tests.page.hosting import makes_team


async def digest(tab: Tab) -> None:
    """It is paused, resumed, and comes at another time."""
    await makes_team(tab, host="Ana")
    await tab.types("/learn digest")
    dialog = tab.page.get_by_role("dialog", name="Weekly digest")
    await dialog.get_by_role("button", name="Post no digest until you resume it").click()
    await dialog.get_by_role("button", name="Post the digest again").click()
    await expect(dialog).to_contain_text("the next comes on")
    await tab.breaks_no_rule()
    await dialog.get_by_label("Time zone").fill("Atlantis")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("I do not know the zone")
    await dialog.get_by_label("Time zone").fill("Lisbon")
    await dialog.get_by_label("On", exact=True).select_option("Friday")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Saved.")


async def agenda(tab: Tab) -> None:
    """Another opener, and a line of hers."""
    await makes_team(tab, host="Ana")
    await tab.types("/learn agenda")
    dialog = tab.page.get_by_role("dialog", name="Team agenda")
    before = await dialog.get_by_label("To copy").input_value()
    await expect(dialog).to_contain_text("Opener (skip if short):")
    await dialog.get_by_role("button", name="Another opener").click()
    await expect(dialog.get_by_label("To copy")).not_to_have_value(before)
    await dialog.get_by_label("A line of yours").fill("Welcome to Dee")
    await dialog.get_by_label("Where it goes").select_option("To a host, an hour before")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Saved.")


async def _done(tab: Tab, dialog: Locator, words: str) -> None:
    await expect(dialog).to_contain_text(words)
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)
