"""What a newcomer does first: an introduction by clicking alone, and the guided tour."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from emulator.page.server import Page as Demo
from tests.page.browser import Tab, tab_on

pytestmark = pytest.mark.asyncio(loop_scope="session")
IMAGES = Path(__file__).parents[2] / "docs" / "images"
STEPS = (
    "Begin",
    "Join",
    "Ask who helps",
    "Set a goal",
    "Go along",
    "Wind to Monday",
    "Skip one",
    "Wind to Friday",
    "Answer “We met”",
    "Say “Stuck”",
    "Let it be done",
    "Play eight weeks",
    "Delete me",
)
ALL = len(STEPS) + 1


async def test_the_first_introduction_is_three_clicks_away(tab: Tab) -> None:
    await tab.screen.get_by_text("I'm in").click()
    await expect(tab.screen.get_by_text("You're in.")).to_be_visible()
    await tab.presses("Next Monday")
    await tab.screen.locator(".place", has_text="new").last.click()
    await expect(tab.screen.get_by_text("Why you")).to_be_visible()
    await expect(tab.screen.get_by_text("By video:")).to_be_visible()


SEEN = {  # what somebody sees after a step
    "Join": ("Ben", "You're in."),
    "Ask who helps": ("Ben", "these colleagues said that they help with it"),
    "Set a goal": ("Chi", "would like you as a partner for a goal"),
    "Go along": ("Chi", "Good to know: you go along."),
    "Say “Stuck”": ("Ben", "Would one of these help?"),
    "Let it be done": ("Ben", "is done. Well done."),
}


async def _look(tab: Tab, does: str) -> None:
    """Look at what a step brought."""
    page = tab.page
    match does:
        case "Wind to Monday":
            await expect(page.locator(".client")).to_have_count(2)
            await expect(page.get_by_text("Why you two:")).to_have_count(2)
        case "Skip one":
            await expect(page.locator(".client").last.get_by_text("Not this week for")).to_be_visible()
        case "Wind to Friday":
            await expect(page.get_by_text("Did you get to talk with")).to_have_count(2)
        case "Answer “We met”":
            await expect(tab.screen_of("Ben").get_by_text("Good to hear: you met.")).to_be_visible()
            await expect(page.get_by_text("Good to hear")).to_have_count(1)
        case "Play eight weeks":
            await expect(page.get_by_role("tabpanel").get_by_text("Whoever was in met somebody")).to_be_visible()
            await expect(page.get_by_role("img", name="Groups and the ties between them.")).to_be_visible()
        case "Delete me":
            await tab.types("/learn")
            await expect(tab.screen_of("Ben").get_by_text("what would you like to be better at")).to_be_visible()
        case _:
            await tab.breaks_no_rule()


async def test_the_tour_shows_all_it_says(tab: Tab) -> None:
    tour = tab.page.get_by_role("region", name="Guided tour")
    await tab.presses("Guided tour")
    for number, does in enumerate(STEPS):
        await expect(tour.get_by_text(f"{number + 1} of {ALL}")).to_be_visible()
        await tour.get_by_role("button", name=does).click()
        await expect(tour.get_by_text(f"{number + 2} of {ALL}")).to_be_visible(timeout=200_000)
        if does in SEEN:
            who, words = SEEN[does]
            await expect(tab.screen_of(who).get_by_text(words)).to_be_visible()
        await _look(tab, does)
    await tour.get_by_role("button", name="End the tour").click()
    await expect(tour).to_have_count(0)


async def test_the_tour_can_be_left_at_any_time(tab: Tab) -> None:
    tour = tab.page.get_by_role("region", name="Guided tour")
    await tab.presses("Guided tour")
    await tour.get_by_role("button", name="Begin").click()
    await expect(tour.get_by_text(f"2 of {ALL}")).to_be_visible()
    await tour.get_by_role("button", name="Leave").click()
    await expect(tour).to_have_count(0)
    await tab.screen.get_by_text("I'm in").click()
    await expect(tab.screen.get_by_text("You're in.")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_the_readmes_pictures_are_taken_here(
    browser: Browser, demo: Demo, request: pytest.FixtureRequest, *, dark: bool
) -> None:
    async with tab_on(browser, demo, dark=dark) as tab:
        await tab.screen.get_by_text("I'm in").click()
        await tab.presses("Next Monday")
        await tab.screen.locator(".place", has_text="new").last.click()
        partner = await tab.screen.get_by_role("heading", level=3).inner_text()
        intro = tab.screen.locator(".message").last
        await intro.get_by_text("Why you two:").wait_for()
        pictures = {"intro": await intro.screenshot()}
        await tab.presses(f"Beside: {partner}")
        await tab.screen_of(partner).locator(".place", has_text="Ben").click()
        await tab.page.get_by_role("tab", name="Matched").click()
        await tab.page.mouse.move(0, 0)
        await expect(tab.page.get_by_text("Why you two:")).to_have_count(2)
        pictures["page"] = await tab.page.screenshot()
    for name, picture in pictures.items():
        assert picture.startswith(b"\x89PNG")
        path = IMAGES / f"{name}-{'dark' if dark else 'light'}.png"
        if request.config.getoption("--update-golden"):
            path.write_bytes(picture)
        assert path.exists(), "take the pictures with --update-golden"
