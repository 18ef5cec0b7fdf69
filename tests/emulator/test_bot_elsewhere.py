"""A bot in another process: spoken to, killed, and missed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emulator import Person, Server, Workspace

BOT = """
import asyncio, sys
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

base_url, bot_token, app_token = sys.argv[1:]
app = AsyncApp(client=AsyncWebClient(token=bot_token, base_url=base_url, retry_handlers=[]))

@app.command("/tea")
async def tea(ack, body, client):
    await ack()
    await client.chat_postMessage(channel=body["user_id"], text="Tea from afar")

async def listen():
    await AsyncSocketModeHandler(app, app_token).start_async()

asyncio.run(listen())
"""


@pytest.fixture
async def elsewhere(workspace: Workspace, server: Server, tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process of a bot that has connected."""
    script = tmp_path / "bot.py"
    script.write_text(BOT)
    arguments = (server.base_url, workspace.bot_token, workspace.app_token)
    process = await asyncio.create_subprocess_exec(sys.executable, str(script), *arguments)
    workspace.quiet_seconds = 0.1
    await server.connected()
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


async def test_a_bot_in_another_process_is_waited_for(elsewhere: asyncio.subprocess.Process, ana: Person) -> None:
    await ana.runs("/tea")
    ana.sees("Tea from afar")
    assert elsewhere.returncode is None


async def test_a_killed_bot_is_missed_at_once(
    elsewhere: asyncio.subprocess.Process, workspace: Workspace, server: Server, ana: Person
) -> None:
    os.kill(elsewhere.pid, signal.SIGKILL)
    await elsewhere.wait()
    await ana.runs("/tea")
    ana.sees("/tea failed")
    assert workspace.deliveries[-1].problem == "connection_failed"
    assert server.connections == 0
