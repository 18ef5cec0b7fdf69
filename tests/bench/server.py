"""A bot in a process of its own, for benchmarks: prints its port, serves, and works as told until its input closes."""

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from pydantic import SecretStr
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from app import awake, over_http
from handlers.settings import Settings


async def main(told: dict[str, Any]) -> None:
    """Serve an empty acknowledgement, or the real bot."""
    settings = Settings(
        slack_bot_token=SecretStr(told["token"]),
        slack_signing_secret=SecretStr(told["secret"]),
        slack_api_url=told["slack"],
        database_url=told["database"],
        port=0,
    )
    shift = timedelta(seconds=told["shift"])

    def clock() -> datetime:
        return datetime.now(UTC) + shift  # noqa: TID251  a process of its own

    async with awake(settings, clock=clock) as bot:
        if told["empty"]:
            bot.app = empty()
        async with over_http(bot, settings) as port:
            if told["ticks"]:
                bot.loop.start()
            print(port, flush=True)  # noqa: T201  how the parent learns it
            while line := await asyncio.to_thread(sys.stdin.readline):
                module, what = line.split()
                print(json.dumps(await import_module(module).work(bot, what)), flush=True)  # noqa: T201  likewise


def empty() -> AsyncApp:
    """Bolt's own cost: it acknowledges the command and does nothing."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0TEAM", bot_token="xoxb-none")

    app = AsyncApp(authorize=authorize, request_verification_enabled=False)

    async def nothing(ack: AsyncAck) -> None:
        await ack()

    app.command("/coffee")(nothing)
    return app


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
