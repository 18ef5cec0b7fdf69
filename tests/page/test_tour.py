"""What a newcomer does first: an introduction by clicking alone, and the guided tour."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.async_api import Browser, FloatRect, expect

from emulator.demo.people_file import Colleague
from emulator.page.server import Page as Demo
from tests.page.browser import Tab, a_demo, tab_on
from tests.page.teaming import learns_as_a_team

pytestmark = pytest.mark.asyncio(loop_scope="session")
IMAGES = Path(__file__).parents[2] / "docs" / "images"
STEPS = (
    "Begin",
    "Join",
    "Name a host",
    "Ask the team",
    "Set a goal",
    "Answer",
    "Look as the host",
    "Propose",
    "Say yes",
    "Say yes, too",
    "Show as host",
    "See the digest",
    "Ask for the agenda",
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
OF_MANY = {*STEPS[2:4], *STEPS[5:13], "Skip one"}
DESK_ALONE = """() => {  // of a host's Home, what is between two headings
    const blocks = [...document.querySelector(".home").children];
    const first = blocks.findIndex((one) => one.textContent.includes("who may like to talk"));
    const end = blocks.findIndex((one) => one.textContent.startsWith("Who sees what"));
    blocks.forEach((one, at) => { if (at < first || at >= end) one.style.display = "none"; });
    document.querySelector(".home").style.flex = "none";
}"""


async def test_the_first_introduction_is_three_clicks_away(tab: Tab) -> None:
    await tab.screen.get_by_text("I'm in").click()
    await expect(tab.screen.get_by_text("You're in.")).to_be_visible()
    await tab.presses("Next Monday")
    await tab.screen.locator(".place", has_text="new").last.click()
    await expect(tab.screen.get_by_text("Why you")).to_be_visible()
    await expect(tab.screen.get_by_text("By video:")).to_be_visible()


SEEN = {  # what people see after a step
    "Join": [("Ben", "You're in.")],
    "Name a host": [("Kim", "You are a host of")],
    "Ask the team": [("Fay", "Fay asks: how do I profile asyncio"), ("Ben", "Fay asks: how do I profile asyncio")],
    "Set a goal": [(name, "would like you as a partner for a goal") for name in ("Chi", "Lena")],
    "Answer": [("Chi", "Good to know: you go along."), ("Lena", "Fine.")],
    "Look as the host": [("Kim", "Ben wants Query plans · Eli helps with Query plans")],
    "Propose": [("Ben", "Kim thought you might like to talk with Eli about Query plans.")],
    "Say yes": [("Ben", "Eli comes next."), ("Eli", "Ben would like 25 minutes on Query plans.")],
    "Say yes, too": [(name, "You both said yes to this.") for name in ("Ben", "Eli")],
    "Show as host": [
        ("Ben", "Everyone else\nThey do not see it."),
        ("Kim", "Goals shown to you"),
        ("Kim", "Query plans"),
    ],
    "See the digest": [("Fay", "Goal · Ben: query plans"), ("Fay", "Ask · Fay: how do I profile asyncio")],
    "Ask for the agenda": [("Kim", "New goals: Ben → query plans")],
    "Wind to Monday": [("Ben", "Why you two:"), ("Dee", "Why you two:")],
    "Wind to Friday": [("Ben", "Did you get to talk with Dee?"), ("Dee", "Did you get to talk with Ben?")],
    "Answer “We met”": [("Ben", "Good to hear: you met.")],
    "Say “Stuck”": [("Ben", "Would one of these help?")],
    "Let it be done": [("Ben", "is done. Well done.")],
}
LONG = {"Play eight weeks", "Delete me"}  # after eight weeks there is so much to look through
UNSEEN = {  # and what they do not
    "Name a host": [("Ana", "You are a host of")],
    "Look as the host": [("Kim", "Lena"), ("Kim", "Chi")],
    "Propose": [("Eli", "Ben would like"), ("Eli", "Kim")],
    "Say yes": [("Eli", "said yes")],
    "Show as host": [("Kim", "with Chi"), ("Kim", "Lena"), ("Kim", "Stuck")],
    "See the digest": [("Fay", "Lena"), ("Fay", "introduced to Eli")],
    "Answer “We met”": [("Dee", "Good to hear")],
}


async def _is_seen(tab: Tab, does: str) -> None:
    for who, words in SEEN.get(does, ()):
        await expect(tab.screen_of(who)).to_contain_text(words, use_inner_text=True)
    for who, words in UNSEEN.get(does, ()):
        await expect(tab.screen_of(who)).not_to_contain_text(words)


async def _look(tab: Tab, does: str) -> None:
    """Look at what a step brought."""
    await _is_seen(tab, does)
    page = tab.page
    match does:
        case "Show as host":
            kim = next(one for one in tab.world.stage.people if one.name == "Kim")
            for words in ("Lena", "with Chi", "said yes to this"):  # nor anywhere else
                kim.does_not_see(words)
        case "Skip one":
            await expect(page.locator(".client").last.get_by_text("Not this week for")).to_be_visible()
        case "Play eight weeks":
            await expect(page.get_by_role("tabpanel").get_by_text("Whoever was in met somebody")).to_be_visible()
            await expect(page.get_by_role("img", name="Groups and the ties between them.")).to_be_visible()
        case "Delete me":
            await tab.types("/learn")
            await expect(tab.screen_of("Ben").get_by_text("what would you like to be better at")).to_be_visible()
        case _:
            pass
    if does not in LONG:
        await tab.breaks_no_rule()


async def test_the_tour_shows_all_it_says(tab: Tab) -> None:
    tour = tab.page.get_by_role("region", name="Guided tour")
    await tab.presses("Guided tour")
    for number, does in enumerate(STEPS):
        await expect(tour.get_by_text(f"{number + 1} of {ALL}")).to_be_visible()
        await tour.get_by_role("button", name=does, exact=True).click()
        await expect(tour.get_by_text(f"{number + 2} of {ALL}")).to_be_visible(timeout=200_000)
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


async def test_a_tour_of_two_leaves_out_what_takes_a_team(browser: Browser) -> None:
    two = (Colleague("Ada", "Europe/Paris"), Colleague("Bob", "Europe/Rome"))
    async with a_demo(two) as demo, tab_on(browser, demo) as tab:
        await tab.presses("Guided tour")
        tour = tab.page.get_by_role("region", name="Guided tour")
        played: list[str] = []
        while (does := await tour.get_by_role("button").last.inner_text()) != "End the tour":
            await tour.get_by_role("button", name=does, exact=True).click()
            played.append(does)
            await expect(tour.get_by_text(f"{len(played) + 1} of ")).to_be_visible(timeout=60_000)
        assert played == [one for one in STEPS if one not in OF_MANY]


@pytest.mark.parametrize(("zone", "steps"), [("Europe/Rome", ALL), ("Pacific/Auckland", ALL - 9)], ids=["near", "far"])
async def test_the_desk_is_toured_where_two_share_hours(browser: Browser, zone: str, steps: int) -> None:
    eight = tuple(Colleague(f"P{number}", zone if number == 4 else "Europe/Paris") for number in range(8))
    async with a_demo(eight) as demo, tab_on(browser, demo) as tab:
        await tab.presses("Guided tour")
        await expect(tab.page.get_by_text(f"1 of {steps}")).to_be_visible()


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
    _keep(pictures, request, dark=dark)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_the_readmes_pictures_of_a_team_are_taken_here(
    browser: Browser, demo: Demo, request: pytest.FixtureRequest, *, dark: bool
) -> None:
    await learns_as_a_team(demo.world)
    async with tab_on(browser, demo, dark=dark) as tab:
        await tab.acts_as("Kim")
        await tab.goes_to("Home")
        desk = tab.screen.locator(".home > .block").filter(has_text="Eli helps with Query plans")
        await desk.wait_for()
        await tab.page.evaluate(DESK_ALONE)
        await tab.page.mouse.move(0, 0)
        box = await tab.screen.locator(".home").bounding_box()
        assert box is not None
        inside = FloatRect(x=box["x"] + 2, y=box["y"] + 2, width=box["width"] - 8, height=box["height"] - 16)
        pictures = {"desk": await tab.page.screenshot(clip=inside)}
        await tab.acts_as("Dee")
        await tab.goes_to("coffee")
        digest = tab.screen.locator(".message", has_text="What is going on here").last
        await digest.scroll_into_view_if_needed()
        await tab.page.mouse.move(0, 0)
        pictures["digest"] = await digest.screenshot()
    _keep(pictures, request, dark=dark)


def _keep(pictures: Mapping[str, bytes], request: pytest.FixtureRequest, *, dark: bool) -> None:
    for name, picture in pictures.items():
        assert picture.startswith(b"\x89PNG")
        path = IMAGES / f"{name}-{'dark' if dark else 'light'}.png"
        if request.config.getoption("--update-golden"):
            path.write_bytes(picture)
        assert path.exists(), "take the pictures with --update-golden"
