"""The client on the page: what one person can do there, alone or beside another, with or without a mouse."""

import pytest
from playwright.async_api import Browser, expect

from emulator.page.server import Page as Demo
from tests.page.browser import Tab, tab_on

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_commands_are_completed_and_run_with_the_keyboard_alone(tab: Tab) -> None:
    box = tab.screen.get_by_role("combobox")
    await box.focus()
    await tab.page.keyboard.type("/co")
    await expect(tab.screen.get_by_role("option", name="/coffee")).to_be_visible()
    await tab.page.keyboard.press("Tab")
    await expect(box).to_have_value("/coffee ")
    await expect(tab.screen.get_by_role("option")).to_have_count(11)
    await tab.page.keyboard.press("ArrowDown")
    await tab.page.keyboard.press("ArrowUp")
    await tab.page.keyboard.press("Enter")
    await expect(box).to_have_value("/coffee join")
    await tab.page.keyboard.press("Enter")
    await expect(tab.screen.get_by_text("You're in.")).to_be_visible()
    await expect(tab.screen.get_by_text("Only you see this").first).to_be_visible()


async def test_a_command_that_is_none_is_told_and_words_are_said_to_all(tab: Tab) -> None:
    await tab.types("/tea please")
    notice = tab.page.get_by_role("alert")
    await expect(notice).to_contain_text("/tea is not a command here. There are /coffee, /learn and /elevenses.")
    await tab.types("Hello <b> & @Ana")
    await expect(tab.screen.get_by_text("Hello <b> & @Ana")).to_be_visible()
    await expect(notice).to_have_count(0)
    await tab.acts_as("Ana")
    await expect(tab.screen.locator(".mention", has_text="@Ana").last).to_be_visible()


async def test_the_shortcuts_menu_offers_what_can_be_run(tab: Tab) -> None:
    await tab.screen.get_by_role("button", name="Shortcuts").click()
    await tab.screen.locator(".menu").get_by_role("button", name="/elevenses").click()
    await expect(tab.screen.get_by_role("combobox")).to_have_value("/elevenses ")


async def test_two_people_side_by_side_see_their_own_only(tab: Tab) -> None:
    await tab.presses("Beside: Ana")
    ben, ana = tab.screen_of("Ben"), tab.screen_of("Ana")
    await expect(ana).to_be_visible()
    await ben.get_by_text("I'm in").click()
    await expect(ben.get_by_text("You're in.")).to_be_visible()
    await expect(ana.get_by_text("You're in.")).to_have_count(0)
    await tab.presses("Beside: Ana")
    await expect(ana).to_have_count(0)


async def test_home_opens_and_the_apps_dm_takes_no_messages(tab: Tab) -> None:
    await tab.goes_to("Elevenses: Home")
    await expect(tab.screen.get_by_role("region", name="Home").get_by_role("button").first).to_be_visible()
    await tab.breaks_no_rule()
    await tab.screen.locator(".place").nth(3).click()
    await expect(tab.screen.get_by_text("Messages to Elevenses are turned off.")).to_be_visible()


async def test_a_reload_and_a_second_tab_lose_nothing(tab: Tab, browser: Browser, demo: Demo) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses setup")
    await tab.screen.get_by_role("button", name="Change: Coffee").last.click()
    zone = tab.screen.get_by_label("Time zone")
    await zone.fill("Lisb")
    await expect(zone).to_have_value("Lisb")
    async with tab_on(browser, demo) as other:
        await other.acts_as("Ana")
        await expect(other.screen.get_by_label("Time zone")).to_have_value("Lisb")
        await other.screen.get_by_label("Time zone").fill("Lisbon")
        await expect(zone).to_have_value("Lisbon")
    await tab.page.reload()
    await expect(tab.screen_of("Ana").get_by_label("Time zone")).to_have_value("Lisbon")


async def test_a_modal_keeps_the_focus_and_escape_closes_it(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses setup")
    change = tab.screen.get_by_role("button", name="Change: Coffee").last
    await change.click()
    dialog = tab.page.get_by_role("dialog", name="Coffee in a channel")
    await expect(dialog.get_by_label("Called")).to_be_focused()
    await tab.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(change).to_be_focused()


async def test_the_tabs_turn_with_the_arrows_and_the_calls_can_be_searched(tab: Tab) -> None:
    await tab.page.get_by_role("tab", name="Happened").focus()
    for name in ("Matched", "Sent", "API calls"):
        await tab.page.keyboard.press("ArrowRight")
        await expect(tab.page.get_by_role("tab", name=name)).to_be_focused()
    panel = tab.page.get_by_role("tabpanel")
    await expect(panel.get_by_text("History methods called: 0")).to_be_visible()
    await panel.get_by_label("Method", exact=True).fill("views")
    await expect(panel.get_by_text("views.open").first).to_be_visible()
    await expect(panel.get_by_text("chat.postMessage")).to_have_count(0)
    await panel.get_by_label("history methods only").check()
    await expect(panel.get_by_text("None.")).to_be_visible()


async def test_what_happened_is_told(tab: Tab) -> None:
    panel = tab.page.get_by_role("tabpanel")
    await expect(panel.get_by_text("the next round in")).to_be_visible()
    await tab.screen.get_by_text("I'm in").click()
    await expect(panel.get_by_text("presses")).to_be_visible()
    await tab.presses("Next Monday")
    await expect(panel.get_by_text("asked whether they met").first).to_be_visible()
    await tab.page.get_by_role("tab", name="Matched").click()
    await expect(panel.get_by_text("you have not been introduced before")).to_be_visible()
    await tab.page.get_by_role("tab", name="Sent").click()
    await expect(panel.get_by_text("1 message from Elevenses since Mon 30 Nov")).to_be_visible()


async def test_time_passes_an_hour_or_to_the_next_thing(tab: Tab) -> None:
    clock = tab.page.locator(".clock time")
    await tab.presses("+1 hour")
    await expect(clock).to_have_text("Tue 24 Nov 11:00")
    await tab.presses("Next thing")
    await expect(clock).to_have_text("Mon 30 Nov 10:00")
    await tab.presses("Start over")
    await expect(clock).to_have_text("Tue 24 Nov 10:00")
    await expect(tab.screen.get_by_text("I'm in")).to_be_visible()


@pytest.mark.parametrize(
    ("phone", "dark"), [(False, False), (False, True), (True, False)], ids=["light", "dark", "phone"]
)
async def test_axe_finds_nothing_on_any_view(browser: Browser, demo: Demo, *, phone: bool, dark: bool) -> None:
    async with tab_on(browser, demo, phone=phone, dark=dark) as tab:
        await tab.breaks_no_rule()
        if phone:
            await tab.page.get_by_role("button", name="What happened").click()
        await tab.winds("Next Monday")
        for name in ("Happened", "Matched", "Sent", "API calls", "Ties", "Break it"):
            await tab.page.get_by_role("tab", name=name).click()
            await tab.breaks_no_rule()
        await tab.presses("Your people")
        await expect(tab.page.get_by_role("dialog", name="Your own people")).to_be_visible()
        await tab.breaks_no_rule()
        await tab.page.keyboard.press("Escape")
        if phone:
            await tab.presses("People")
            await tab.breaks_no_rule()
        await tab.acts_as("Ana")
        await tab.screen.get_by_role("button", name="Shortcuts").click()
        await tab.types("/elevenses setup")
        await tab.screen.get_by_role("button", name="Change: Coffee").last.click()
        await tab.page.get_by_role("dialog").wait_for()
        await tab.breaks_no_rule()


async def test_shortcuts_are_offered_in_the_menu_and_on_messages(tab: Tab) -> None:
    workspace = tab.world.workspace
    shortcuts = [
        {"name": "Introduce two", "type": "global", "callback_id": "two"},
        {"name": "Note a promise", "type": "message", "callback_id": "note"},
    ]
    workspace.manifest = {**workspace.manifest, "features": {**workspace.manifest["features"], "shortcuts": shortcuts}}
    workspace.ack_seconds = 0.2  # the bot does not know these, and says nothing
    tab.world.changed()
    await tab.screen.get_by_role("button", name="Note a promise").click()
    await tab.screen.get_by_role("button", name="Shortcuts").click()
    await tab.screen.get_by_role("button", name="Introduce two").click()
    await expect(tab.page.get_by_text("takes the shortcut")).to_have_count(2)
    await tab.is_still()
    taken = [one.payload for one in workspace.deliveries if one.payload.get("callback_id") in {"two", "note"}]
    assert [one["type"] for one in taken][:1] == ["message_action"]
    assert taken[0]["message"]["ts"] == next(one.ts for one in workspace.messages)
