"""Sharing on the page: a page, a story, a win and thanks."""

from playwright.async_api import Locator, expect

from tests.page.browser import Tab


async def _done(tab: Tab, dialog: Locator, words: str) -> None:
    await expect(dialog).to_contain_text(words)
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def page(tab: Tab) -> None:
    """An address that is none, then one that is."""
    await tab.acts_as("Ana")
    await tab.types("/learn share ftp://example.org")
    dialog = tab.page.get_by_role("dialog", name="A page worth sharing")
    await dialog.get_by_label("Why, in one sentence").fill("Short, with examples")
    await dialog.get_by_label("Topic").fill("SQL")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("That is no address of a page.")
    await tab.breaks_no_rule()
    await dialog.get_by_label("Address").fill("https://example.org/sql")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Saved. Thank you for sharing it.")


async def remove(tab: Tab) -> None:
    """A page of one's own is removed."""
    await page(tab)
    await tab.types("/learn find SQL")
    await tab.screen.get_by_role("button", name="More").last.click()
    await tab.screen.get_by_role("button", name="Remove").last.click()
    dialog = tab.page.get_by_role("dialog", name="Remove it")
    await expect(dialog).to_contain_text("Nothing of it is kept")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Remove").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Removed. Nothing of it is kept.")


async def _looks(tab: Tab) -> Locator:
    await tab.acts_as("Ana")
    await tab.types("/learn story caching")
    dialog = tab.page.get_by_role("dialog", name="A story of your work")
    await dialog.get_by_label("It did not work").check()
    await dialog.get_by_label("What happened").fill("We cached all of it")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Preview").click()
    preview = tab.page.get_by_role("dialog", name="How it looks")
    await expect(preview).to_contain_text("We cached all of it")
    return preview


async def look(tab: Tab) -> None:
    """A story, how it looks, and back."""
    preview = await _looks(tab)
    await preview.get_by_role("button", name="Back").click()
    dialog = tab.page.get_by_role("dialog", name="A story of your work")
    await expect(dialog.get_by_label("What happened")).to_have_value("We cached all of it")


async def story(tab: Tab) -> None:
    """A story that is saved."""
    preview = await _looks(tab)
    await tab.breaks_no_rule()
    await preview.get_by_role("button", name="Save").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Saved. Thank you for telling it.")


async def win(tab: Tab) -> None:
    """A goal that is done is shared as a win."""
    await tab.acts_as("Ana")
    await tab.types("/learn goal reading query plans")
    goal = tab.page.get_by_role("dialog", name="Your goal")
    await goal.get_by_role("button", name="Save").click()
    await _done(tab, goal, "Saved.")
    await tab.types("/learn")
    await tab.screen.get_by_role("button", name="Done").last.click()
    await tab.screen.get_by_role("button", name="Share as a win").last.click()
    dialog = tab.page.get_by_role("dialog", name="Share as a win")
    await dialog.get_by_label("What came of it").fill("I read one in the review")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Saved. Well done.")


async def thanks(tab: Tab) -> None:
    """Thanks to somebody."""
    await tab.acts_as("Ana")
    await tab.types("/coffee thanks for the review")
    dialog = tab.page.get_by_role("dialog", name="Say thanks")
    await expect(dialog.get_by_label("For what")).to_have_value("the review")
    await dialog.get_by_role("group", name="To").get_by_label("Ben").check()
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Send").click()
    await _done(tab, dialog, "On its way to Ben")
