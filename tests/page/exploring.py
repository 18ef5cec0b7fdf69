"""Exploring on the page: five questions, and the drafts that they end in."""

from playwright.async_api import Locator, expect

from tests.page.browser import Tab


async def _explore(tab: Tab) -> Locator:
    """Ana answers two of the five questions, and sees the drafts."""
    await tab.acts_as("Ana")
    await tab.types("/learn explore")
    dialog = tab.page.get_by_role("dialog", name="Exploring")
    await expect(dialog).to_contain_text("Not knowing is normal.")
    await dialog.get_by_label("What drew you in lately?").fill("A talk,\nand storytelling")
    await dialog.get_by_label("What small thing could you try?").fill("Read one plan")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="See drafts").click()
    await expect(dialog.get_by_label("I want to learn")).to_have_value("Storytelling")
    return dialog


async def answers(tab: Tab) -> None:
    """The five questions, and the drafts are closed."""
    dialog = await _explore(tab)
    await expect(dialog.get_by_label("First small step")).to_have_value("Read one plan")
    await _done(tab, dialog, "Close keeps nothing.")


async def drafts(tab: Tab) -> None:
    """The drafts, with a slip and with what is no topic, and they are saved."""
    dialog = await _explore(tab)
    await dialog.get_by_label("I want to learn").fill("Kubernets")
    await dialog.get_by_label("A goal: to get better at").fill("")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text("did you mean Kubernetes?")
    await tab.breaks_no_rule()
    await dialog.get_by_label("I want to learn").fill("K8s, x!, !")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("has no word in it")
    await dialog.get_by_label("I want to learn").fill("K8s")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Nothing else was kept.")


async def _done(tab: Tab, dialog: Locator, words: str) -> None:
    await expect(dialog).to_contain_text(words)
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)
