"""The real bot in a process of its own, as benchmarks measure it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil

from emulator.server import Server
from emulator.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RunningBot:
    """Where the bot takes requests, and its process."""

    url: str
    process: psutil.Process
    pipe: subprocess.Popen[str]

    async def does(self, module: str, what: str) -> Any:
        """What `work` of a module gives when the bot does it, in the bot's own process, while it serves."""
        assert self.pipe.stdin is not None
        assert self.pipe.stdout is not None
        self.pipe.stdin.write(f"{module} {what}\n")
        self.pipe.stdin.flush()
        return json.loads(await asyncio.to_thread(self.pipe.stdout.readline))

    def peak(self) -> float:
        """The most memory that it has held so far, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@asynccontextmanager
async def running_bot(
    workspace: Workspace, slack: Server, database: str, *, shift: timedelta, empty: bool = False, ticks: bool = False
) -> AsyncIterator[RunningBot]:
    """The bot until the end of the block; its clock is moved by `shift`, and it `ticks` if it is to."""
    told = {
        "token": workspace.bot_token,
        "secret": workspace.signing_secret,
        "slack": slack.base_url,
        "database": database,
        "empty": empty,
        "ticks": ticks,
        "shift": shift.total_seconds(),
    }
    command = [sys.executable, "-m", "tests.bench.server", json.dumps(told)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: ASYNC220, S603  our own
        assert process.stdout is not None
        port = await asyncio.to_thread(process.stdout.readline)
        yield RunningBot(f"http://127.0.0.1:{int(port)}/slack/events", psutil.Process(process.pid), process)
