"""What people hear of a directory that changes: who left a channel, a channel that closed, an admin who went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.directory import views
from bot.directory.closed import Closed
from bot.people import ChannelId, UserId
from bot.posts import Message, Post
from bot.programme import Programme

WORTH_SAYING = timedelta(days=3)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened in Slack, and when we heard of it."""

    as_of: datetime
    now: datetime


def left_post(channel: ChannelId, user_id: UserId, at: Moment, *, owns: bool = False) -> Post:
    """What somebody hears who left a channel, and its coffee with it; whoever looks after it goes on doing so."""
    return Post(
        key=f"directory:left:{channel}:{user_id}:{at.as_of.timestamp():.0f}",
        to=(user_id,),
        message=views.left_message(channel, owns=owns),
        due_at=at.now,
        expires_at=at.now + WORTH_SAYING,
        unless_away=True,
    )


def closed_post(programme: Programme, closed: Closed, at: Moment) -> Post:
    """What the admin hears of a channel where nothing can be posted any more."""
    return _to_owner(programme, "closed", views.closed_message(programme, closed), at)


def reopened_post(programme: Programme, at: Moment) -> Post:
    """What the admin hears of a channel that is back."""
    return _to_owner(programme, "reopened", views.reopened_message(programme), at)


def taken_over_post(programme: Programme, at: Moment) -> Post:
    """What the admin hears to whom we turn from now on."""
    return _to_owner(programme, "yours", views.taken_over_message(programme), at)


def _to_owner(programme: Programme, what: str, message: Message, at: Moment) -> Post:
    return Post(
        key=f"directory:{what}:{programme.id}:{programme.owner}:{at.as_of.timestamp():.0f}",
        to=(programme.owner,),
        message=message,
        due_at=at.now,
        expires_at=at.now + WEEK,
    )
