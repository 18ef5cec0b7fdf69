"""Slack's own command-line tool starts the app through the hooks it finds in `.slack/hooks.json`."""

import asyncio
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from app import HERE
from emulator.clock import Clock
from emulator.server import Server
from emulator.workspace import Workspace
from tests.app.test_command_line import ended, line_with
from tests.stage import MANIFEST, TUESDAY

FOUND: dict[str, Any] = json.loads((HERE / ".slack/hooks.json").read_text())


async def hook(name: str, **told: str) -> Process:
    """A hook as the tool runs it: by the shell, in the project's folder, with the tool's environment."""
    environment = {**os.environ, "UV_OFFLINE": "1", **told}  # noqa: TID251  the tool passes its own on
    command = FOUND["hooks"][name]
    return await asyncio.create_subprocess_shell(
        command, cwd=HERE, env=environment, stdout=PIPE, stderr=PIPE, start_new_session=True
    )


async def answer(name: str) -> Any:
    """What a hook answers: JSON and nothing else on its standard output."""
    process = await hook(name)
    out, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(out)


async def test_the_tool_learns_the_hooks_and_that_we_connect_ourselves() -> None:
    assert await answer("get-hooks") == FOUND
    assert FOUND["config"]["sdk-managed-connection-enabled"] is True


async def test_the_tool_gets_the_manifest_which_it_takes_from_here() -> None:
    assert await answer("get-manifest") == MANIFEST
    assert json.loads((HERE / ".slack/config.json").read_text())["manifest"]["source"] == "local"


async def test_the_tool_starts_the_bot_with_its_tokens_and_stops_it(tmp_path: Path) -> None:
    workspace = Workspace(manifest=MANIFEST, clock=Clock(TUESDAY))
    async with Server(workspace) as server:
        bot = await hook(
            "start",
            SLACK_CLI_XOXB=workspace.bot_token,
            SLACK_CLI_XAPP=workspace.app_token,
            SLACK_API_URL=server.base_url,
            DATABASE_URL=f"sqlite:///{tmp_path}/memory.sqlite",
        )
        await line_with(bot, "running for T0TEAM over Socket Mode")
        ana = workspace.add_person("Ana", tz="Europe/Berlin")
        await ana.runs("/coffee")
        ana.sees("There is no coffee here yet.")
        os.killpg(bot.pid, signal.SIGINT)  # Ctrl+C in a terminal is for the tool and all that it started
        _, said = await ended(bot)
    assert "finishing what is in hand" in said
