"""What every test may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stage import Stage, on_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An emulated Slack with the real bot on it."""
    async with on_stage(f"sqlite:///{tmp_path / 'memory.sqlite'}", "socket") as made:
        yield made


def pytest_addoption(parser: pytest.Parser) -> None:
    """Rewrite the golden files where somebody has looked at what changed."""
    parser.addoption("--update-golden", action="store_true", help="take over what the surfaces look like now")
