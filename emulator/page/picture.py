"""What the page shows: everything about the workspace, and the screens of those who are looked at, as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from emulator.demo.finding import READING
from emulator.demo.stage import sent_at
from emulator.forms import state_of
from emulator.model import Call, Channel, Json, Message, View
from emulator.page.account import account_of
from emulator.page.fleet import Outlook
from emulator.page.world import World
from emulator.person import Person
from emulator.screen import messages_of

LATEST = 200  # of what happened and of the calls; the counts are of all


async def picture(world: World) -> Json:
    """What everybody at the page sees alike."""
    workspace = world.workspace
    seen = await world.fleet.outlook()
    return {
        "about": {
            "workspace": workspace.name,
            "bot": workspace.bot_user_id,
            "app": workspace.people[workspace.bot_user_id].name,
            "zone": world.zone.key,
            "commands": _features(world, "slash_commands"),
            "shortcuts": _features(world, "shortcuts"),
            "read_only": workspace.manifest["features"]["app_home"].get("messages_tab_read_only_enabled", False),
        },
        "now": {
            "at": workspace.clock.now().timestamp(),
            "busy": world.busy,
            "bots": len(world.fleet),
            "slow": world.slow,
        },
        "people": [_who(one) for one in workspace.people.values()],
        "channels": {one.id: one.name for one in workspace.channels.values() if one.kind == "channel"},
        "happened": [{"at": one.at.timestamp(), "who": one.who, "what": one.what} for one in world.happened[-LATEST:]],
        "calls": _calls(workspace.calls),
        "ahead": _ahead(seen),
        "matches": _matches(seen),
        "account": asdict(account_of(workspace, seen.posts)) if seen is not None and len(world.fleet) else None,
        "finding": None if world.finding is None else asdict(world.finding),
    }


def screen(world: World, person: Person) -> Json:
    """What one person sees of the workspace, and what the bot sent them this week."""
    workspace = world.workspace
    messages: dict[str, list[Json]] = {}
    for message in messages_of(person):
        messages.setdefault(message.channel.id, []).append(_message(message))
    places = [one for one in workspace.channels.values() if person.id in one.members]
    return {
        "places": [_place(person, one) for one in places if one.kind == "channel" or one.id in messages],
        "bot_dm": workspace.direct_message(person.id).id,
        "messages": messages,
        "home": None if person.home is None else _view(person.home),
        "modals": [_view(view) for view in workspace.modals.get(person.id, [])],
        "sent": _sent(world, person),
    }


def _features(world: World, name: str) -> list[Json]:
    return list(world.workspace.manifest.get("features", {}).get(name, ()))


def _who(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "tz": person.tz,
        "admin": person.is_admin,
        "bot": person.is_bot,
        "colleague": not person.is_bot and person.id != "USLACKBOT",
    }


def _calls(calls: Sequence[Call]) -> Json:
    latest = [
        {
            "at": call.at.timestamp(),
            "method": call.method,
            "channel": call.channel or "",
            "ok": call.ok,
            "error": call.error or "",
            "taken": call.taken,
        }
        for call in calls[-LATEST:]
    ]
    return {"count": len(calls), "history": sum(call.method in READING for call in calls), "latest": latest}


def _ahead(seen: Outlook | None) -> list[Json]:
    return [] if seen is None else [{"at": one.at.timestamp(), "what": one.what} for one in seen.ahead[:LATEST]]


def _matches(seen: Outlook | None) -> list[Json]:
    if seen is None:
        return []
    return [
        {"at": one.at.timestamp(), "people": list(one.people), "why": one.why, "here": one.here} for one in seen.matches
    ]


def _place(person: Person, channel: Channel) -> Json:
    others = [one for one in channel.members if one not in {person.id, person.workspace.bot_user_id}]
    return {"id": channel.id, "kind": channel.kind, "name": channel.name, "others": others}


def _message(message: Message) -> Json:
    return {
        "ts": message.ts,
        "channel": message.channel.id,
        "author": message.author,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": [{"id": one.id, "title": one.title, "size": one.size} for one in message.files],
        "edited": message.edited_ts is not None,
        "only": message.only_for is not None,
        "thread": message.thread_ts if message.thread_ts != message.ts else None,
        "values": state_of(message.blocks, message.state),
    }


def _view(view: View) -> Json:
    return {
        "id": view.id,
        "hash": view.hash,
        "title": view.title,
        "submit": view.body.get("submit"),
        "close": view.body.get("close"),
        "blocks": view.blocks,
        "values": state_of(view.blocks, view.typed),
        "errors": view.errors,
        "notice": view.notice,
    }


def _sent(world: World, person: Person) -> Json:
    """What the bot wrote to somebody unasked since Monday, on the workspace's clock."""
    now = world.clock.now().astimezone(world.zone)
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    unasked = [one for one in _unasked(world, person) if sent_at(one) >= monday]
    return {
        "since": monday.timestamp(),
        "messages": [
            {"at": _instant(sent_at(one)), "text": one.text, "kind": one.channel.kind, "channel": one.channel.id}
            for one in unasked
        ],
    }


def _unasked(world: World, person: Person) -> Iterable[Message]:
    bot = world.workspace.bot_user_id
    return (one for one in messages_of(person) if one.author == bot and one.only_for is None)


def _instant(at: datetime) -> float:
    return at.timestamp()
