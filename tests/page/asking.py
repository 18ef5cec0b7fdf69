"""Asks and offers on the page: the form, somebody who is named, and the ends."""

from playwright.async_api import Locator, expect

from tests.page.browser import Tab

HOW = "how do I profile asyncio"


async def asks(tab: Tab) -> None:
    """Ana asks, with a slip in the topic, and looks at it first."""
    await tab.acts_as("Ana")
    await tab.types(f"/learn ask {HOW}")
    dialog = tab.page.get_by_role("dialog", name="Your ask")
    await expect(dialog.get_by_label("What would you like help with?")).to_have_value(HOW)
    await expect(dialog).to_contain_text("You are in no team here yet")
    await dialog.get_by_label("Topic").fill("Kubernets")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="How your ask looks").click()
    looks = tab.page.get_by_role("dialog", name="How it looks")
    await expect(looks).to_contain_text("Up to three who help with the topic")
    await tab.breaks_no_rule()
    await looks.get_by_role("button", name="Close").click()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text("did you mean Kubernetes?")
    await dialog.get_by_label("Topic").fill("asyncio")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Saved.")


async def names_somebody(tab: Tab) -> None:
    """Ben knows somebody who may help."""
    await asks(tab)
    await tab.acts_as("Ben")
    await tab.types("/learn")
    await tab.screen.get_by_role("button", name="Asks and offers around you").last.click()
    around = tab.page.get_by_role("dialog", name="Around me")
    await expect(around).to_contain_text(HOW)
    await tab.breaks_no_rule()
    await around.get_by_role("button", name="I know someone").click()
    dialog = tab.page.get_by_role("dialog", name="I know someone")
    await dialog.get_by_label("Who may help?").select_option("Chi")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Ask them").click()
    done = tab.page.get_by_role("dialog", name="Your ask")
    await expect(done).to_contain_text("Thank you, they are asked quietly.")
    await tab.breaks_no_rule()


async def closes(tab: Tab) -> None:
    """Ben helps, and Ana closes it with thanks."""
    await asks(tab)
    await tab.acts_as("Ben")
    await tab.types("/learn")
    await tab.screen.get_by_role("button", name="Asks and offers around you").last.click()
    around = tab.page.get_by_role("dialog", name="Around me")
    await around.get_by_role("button", name="I can help").click()
    await expect(tab.page.get_by_role("dialog")).to_contain_text("You two will be introduced")
    await tab.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    dialog = await _chosen(tab, "Close", "Close it")
    await dialog.get_by_label("A line of thanks to Ben").fill("py-spy it is")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close it").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Your thanks are on their way")


async def deletes(tab: Tab) -> None:
    """Ana takes it back."""
    await asks(tab)
    dialog = await _chosen(tab, "Delete", "Delete it")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Delete").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Deleted. Nothing of it is kept.")


async def _chosen(tab: Tab, option: str, title: str) -> Locator:
    """Ana chooses something from the menu of her ask."""
    await tab.acts_as("Ana")
    await tab.types("/learn")
    await tab.screen.get_by_role("button", name="More").last.click()
    await tab.screen.get_by_role("button", name=option).last.click()
    return tab.page.get_by_role("dialog", name=title)


async def _done(tab: Tab, dialog: Locator, words: str) -> None:
    await expect(dialog).to_contain_text(words)
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)
