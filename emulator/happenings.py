"""What happens in a workspace besides what a person does with the bot, and the events that tell the bot of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from emulator.model import Channel, Delivery, Json
from emulator.people import user_object
from emulator.person import Person

if TYPE_CHECKING:
    from emulator.workspace import Workspace


async def arrives(person: Person) -> Delivery | None:
    """Somebody who was added is new in the workspace."""
    return await person.workspace.announces(person_event(person, "team_join"))


async def changes(person: Person, **what: Any) -> Delivery | None:
    """Somebody's name, `tz`, `is_admin` or `guest` changes, or they are `deactivated`."""
    for name, value in what.items():
        if not hasattr(person, name):
            raise AttributeError(f"a person has no {name}")
        setattr(person, name, value)
    return await person.workspace.announces(person_event(person, "user_change"))


async def sets_status(
    person: Person, text: str = "", emoji: str = "", *, until: datetime | None = None
) -> Delivery | None:
    """Somebody sets their status, until Slack clears it or for good; or clears it."""
    return await changes(person, status_text=text, status_emoji=emoji, status_until=until)


async def archives(workspace: "Workspace", channel: Channel) -> Delivery | None:
    """A channel is archived; whoever was in it stays in it."""
    workspace.archive(channel)
    return await _tells(workspace, channel, "archive")


async def unarchives(workspace: "Workspace", channel: Channel) -> Delivery | None:
    """An archived channel is opened again."""
    channel.is_archived = False
    return await _tells(workspace, channel, "unarchive")


async def deletes(workspace: "Workspace", channel: Channel) -> Delivery | None:
    """A channel is deleted for good."""
    del workspace.channels[channel.id]
    return await _tells(workspace, channel, "deleted")


async def renames(workspace: "Workspace", channel: Channel, name: str) -> Delivery | None:
    """A channel gets another name."""
    channel.name = name
    told = {"id": channel.id, "name": name, "created": int(channel.created_at.timestamp())}
    return await _tells(workspace, channel, "rename", channel_told=told)


async def removes_bot(workspace: "Workspace", channel: Channel) -> Delivery | None:
    """The bot is removed from a channel."""
    channel.members.remove(workspace.bot_user_id)
    return await _tells(workspace, channel, "left")


async def invites_bot(workspace: "Workspace", channel: Channel) -> Delivery | None:
    """The bot is invited to a channel."""
    return await workspace.people[workspace.bot_user_id].joins(channel)


async def uninstalls(workspace: "Workspace") -> list[Delivery]:
    """The app is removed from the workspace: its token is void, and two events say so."""
    workspace.token_revoked = True
    told = [{"type": "app_uninstalled"}, tokens_revoked(workspace)]
    found = [await workspace.announces(event) for event in told]
    return [delivery for delivery in found if delivery is not None]


def tokens_revoked(workspace: "Workspace") -> Json:
    """Return the event of the bot's token being revoked."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user_id]}}


def person_event(person: Person, kind: str) -> Json:
    """Return the event of somebody being new (`team_join`) or having changed (`user_change`)."""
    user = user_object(person, include_locale=True)
    return {"type": kind, "user": user, "cache_ts": user["updated"]}


def channel_event(channel: Channel, what: str, *, channel_told: Json | None = None) -> Json:
    """Return what Slack says of a channel: `archive`, `unarchive`, `deleted`, `rename` or `left`."""
    prefix = "group" if channel.is_private else "channel"
    return {"type": f"{prefix}_{what}", "channel": channel_told or channel.id, "actor_id": "U0SOMEBODY"}


async def _tells(
    workspace: "Workspace", channel: Channel, what: str, *, channel_told: Json | None = None
) -> Delivery | None:
    return await workspace.announces(channel_event(channel, what, channel_told=channel_told))
