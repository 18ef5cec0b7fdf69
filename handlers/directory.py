"""People come, change and go, channels close and open, and a workspace may remove the bot: Slack tells us."""

import logging
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.directory.closed import Closed
from bot.directory.decisions import Moment
from bot.people import ChannelId, Person, UserId, read_person
from handlers.acts import Act
from storage import changes, people
from storage.database import Tx

logger = logging.getLogger(__name__)

CLOSED = {
    "channel_archive": Closed.ARCHIVED,
    "group_archive": Closed.ARCHIVED,
    "channel_deleted": Closed.DELETED,
    "group_deleted": Closed.DELETED,
    "channel_left": Closed.LOST,
    "group_left": Closed.LOST,
    "channel_unarchive": None,
    "group_unarchive": None,
}


def register(app: AsyncApp) -> None:
    """Listen to what changes in the workspace."""
    for event in ("team_join", "user_change"):
        app.event(event)(note_person)
    for event in ("member_joined_channel", "member_left_channel"):
        app.event(event)(note_membership)
    for event in CLOSED:
        app.event(event)(note_channel)
    for event in ("app_uninstalled", "tokens_revoked"):
        app.event(event)(note_removal)


async def note_person(event: dict[str, Any], act: Act) -> None:
    """Somebody is new, or has changed."""

    def note(tx: Tx, _: UserId, person: Person) -> None:
        changes.note_people(tx, [person], moment(event, act))

    await act.once(note, read_person(event["user"], team_id=act.team_id))


async def note_membership(event: dict[str, Any], act: Act, context: AsyncBoltContext) -> None:
    """Somebody, or the bot itself, joined or left a channel."""
    joined = event["type"] == "member_joined_channel"
    channel = ChannelId(event["channel"])

    def note(tx: Tx, user_id: UserId) -> None:
        at = moment(event, act)
        if user_id == context.bot_user_id:
            changes.note_channel(tx, channel, None if joined else Closed.LOST, at)
        else:
            (changes.note_joined if joined else changes.note_left)(tx, channel, [user_id], at)

    await act.once(note)


async def note_channel(event: dict[str, Any], act: Act) -> None:
    """A channel closed to us, or is open again."""

    def note(tx: Tx, _: UserId) -> None:
        changes.note_channel(tx, ChannelId(event["channel"]), CLOSED[event["type"]], moment(event, act))

    await act.once(note)


async def note_removal(event: dict[str, Any], act: Act) -> None:
    """The workspace removed the bot; all that is kept waits until it comes back."""
    if event["type"] == "tokens_revoked" and not event["tokens"].get("bot"):
        return

    def note(tx: Tx, _: UserId) -> bool:
        return people.leave_workspace(tx, as_of=moment(event, act).as_of)

    if await act.once(note):
        logger.warning("%s removed Elevenses: nothing is sent until it is installed and started again", act.team_id)


def moment(event: dict[str, Any], act: Act) -> Moment:
    """When Slack says that it happened, and when we hear of it."""
    told = event.get("event_ts")
    return Moment(act.now if told is None else datetime.fromtimestamp(float(told), UTC), act.now)


def look_after(tx: Tx, admin: UserId, *, now: datetime) -> None:
    """From now on this admin looks after every coffee whose own admin is gone."""
    changes.adopt(tx, admin, Moment(now, now))
