"""A real browser for the tests of the page, found by its usual names."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, ViewportSize, async_playwright

from app import Bot, in_workspace, read_manifest
from emulator.clock import Clock
from emulator.demo.people_file import Colleague
from emulator.demo.story import TWELVE
from emulator.page.server import Page as Demo
from emulator.page.world import World
from emulator.workspace import Workspace
from tests.stage import UNHURRIED

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
WIDE, PHONE = ViewportSize(width=1400, height=860), ViewportSize(width=390, height=800)
PATIENCE, LOOK = 60, 0.02  # seconds


@asynccontextmanager
async def some_browser() -> AsyncIterator[Browser]:
    """The browser installed here; without one the test is skipped, which CI does not allow."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path)
        yield browser
        await browser.close()


@dataclass
class Tab:
    """A tab on the demo, and what went wrong in it."""

    page: Page
    demo: Demo
    wrong: list[str] = field(default_factory=list)

    @property
    def world(self) -> World:
        """What the server knows."""
        return self.demo.world

    @property
    def screen(self) -> Locator:
        """The first person's screen."""
        return self.page.locator(".client").first

    def screen_of(self, name: str) -> Locator:
        """Somebody's screen."""
        return self.page.locator(f'.client[data-person="{name}"]')

    async def presses(self, words: str) -> None:
        """Press a button of the page."""
        await self.page.get_by_role("button", name=words, exact=True).click()

    async def acts_as(self, name: str) -> None:
        """Show somebody's screen."""
        await self.page.locator(".who", has=self.page.get_by_text(name, exact=True)).click()
        await self.screen_of(name).wait_for()

    async def goes_to(self, place: str) -> None:
        """Open a conversation of the first person."""
        await self.screen.locator(".place", has_text=place).click()

    async def types(self, text: str) -> None:
        """Type into the first person's conversation, and send it."""
        box = self.screen.get_by_role("combobox")
        await box.fill(text)
        await box.press("Escape")
        await box.press("Enter")

    async def is_still(self) -> None:
        """Wait until no time passes any more."""
        await self.page.locator(".busy").wait_for(state="detached")

    async def winds(self, words: str) -> None:
        """Press a button that lets time pass, and wait until it has and the page shows it."""
        before = self.world.clock.now()
        await self.presses(words)
        async with asyncio.timeout(PATIENCE):
            while self.world.busy or self.world.clock.now() == before:  # noqa: ASYNC110 - nobody tells a test
                await asyncio.sleep(LOOK)
        await self.is_still()

    async def breaks_no_rule(self) -> None:
        """Assert that axe finds nothing on what is shown."""
        found = (await Axe().run(self.page)).response["violations"]
        told = [f"{one['help']}: {node['html']} {node.get('failureSummary')}" for one in found for node in one["nodes"]]
        assert not told, "\n".join(told)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.demo.url, self.demo.url.replace("http", "ws"))):
            self.wrong.append(f"a request to {request.url}")

    async def opens(self) -> None:
        """Open the demo and watch over it from then on."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._request)
        await self.page.goto(self.demo.url)
        await self.screen.get_by_role("heading", level=2).wait_for()


@asynccontextmanager
async def tab_on(browser: Browser, demo: Demo, *, phone: bool = False, dark: bool = False) -> AsyncIterator[Tab]:
    """A tab of its own; nothing may go wrong in it, and no other host may be asked for anything."""
    page = await browser.new_page(
        viewport=PHONE if phone else WIDE,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        device_scale_factor=1,
    )
    page.set_default_timeout(30_000)
    tab = Tab(page, demo)
    await tab.opens()
    yield tab
    await page.close()
    assert not tab.wrong, "\n".join(tab.wrong)


def a_demo(people: tuple[Colleague, ...] = TWELVE) -> Demo:
    """The demo as the command serves it, but with patience for a busy machine."""
    return Demo(_unhurried, manifest=read_manifest(), people=people, seed=7)


def _unhurried(workspace: Workspace, clock: Clock, database_url: str) -> AbstractAsyncContextManager[Bot]:
    workspace.ack_seconds = UNHURRIED
    return in_workspace(workspace, clock, database_url)
