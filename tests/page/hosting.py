"""Teams on the page: Ana names hosts in a channel's form."""

from playwright.async_api import Locator, expect

from tests.page.browser import Tab


async def _form(tab: Tab, host: str) -> Locator:
    """Ana, an admin, opens the form and names somebody."""
    await tab.acts_as("Ana")
    await tab.goes_to("coffee")
    await tab.types("/elevenses setup")
    await tab.screen.get_by_role("button", name="Make this channel a team").last.click()
    dialog = tab.page.get_by_role("dialog", name="A team")
    await dialog.get_by_role("group", name="Hosts").get_by_label(host, exact=True).check()
    return dialog


async def makes_team(tab: Tab, *, host: str) -> None:
    """The channel of the demo's coffee is a team."""
    await _saves(await _form(tab, host), host)


async def names_hosts(tab: Tab) -> None:
    """The form of a team, with what cannot be and then with what can."""
    dialog = await _form(tab, "Ben")
    await dialog.get_by_label("How we learn here").fill("Thursdays are for learning")
    await dialog.locator("input[type=time]").fill("15:00")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Choose the day, too")
    await expect(dialog.get_by_label("How we learn here")).to_have_value("Thursdays are for learning")
    await tab.breaks_no_rule()
    await dialog.get_by_label("Meets on").select_option("Thursday")
    await _saves(dialog, "Ben", tab)


async def _saves(dialog: Locator, host: str, checked: Tab | None = None) -> None:
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text(f"Saved: looked after by {host}.")
    if checked is not None:
        await checked.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)
