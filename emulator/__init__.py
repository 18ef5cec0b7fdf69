"""A Slack workspace in this process, strict as Slack is, for the tests of any Bolt for Python app.

clock = Clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
workspace = Workspace(manifest=yaml.safe_load(open("manifest.yml")), clock=clock)
ana = workspace.add_person("Ana", tz="Europe/Berlin")
async with Server(workspace) as server:
    client = AsyncWebClient(token=workspace.bot_token, base_url=server.base_url, retry_handlers=[])
    handler = AsyncSocketModeHandler(AsyncApp(client=client), workspace.app_token)  # the bot, for real
    await handler.connect_async()
    await ana.runs("/coffee")
    await ana.fills({"What for?": "query plans"})
    await ana.submits()
    ana.sees("You are in")
"""

from emulator.clock import Clock
from emulator.faults import Fault, Faults
from emulator.model import Call, Channel, Delivery, File, Message, View
from emulator.person import Person
from emulator.server import Server
from emulator.workspace import Workspace

__all__ = [
    "Call",
    "Channel",
    "Clock",
    "Delivery",
    "Fault",
    "Faults",
    "File",
    "Message",
    "Person",
    "Server",
    "View",
    "Workspace",
]
