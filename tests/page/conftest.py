"""The demo in a browser: one browser for all tests, a fresh workspace for each."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, expect

from emulator.page.server import Page as Demo
from tests.page.browser import Tab, a_demo, some_browser, tab_on

expect.set_options(timeout=30_000)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser installed here."""
    async with some_browser() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[Demo]:
    """Twelve people, coffee started, all but Ben in."""
    async with a_demo() as served:
        yield served


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser, demo: Demo) -> AsyncIterator[Tab]:
    """A tab on it, which shows Ben."""
    async with tab_on(browser, demo) as opened:
        yield opened
