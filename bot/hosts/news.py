"""What people hear of a team that begins or changes, and of whoever looks after it."""

from datetime import datetime, timedelta

from bot.hosts import views
from bot.people import ChannelId, UserId
from bot.posts import Message, Post, Worth
from bot.team import Team

WORTH_SAYING = timedelta(days=7)
ANNOUNCE_WITHIN = timedelta(days=2)


def announced_key(team: Team) -> str:
    """The key of the post in its channel that a team begins."""
    return f"hosts:team:{team.channel}:{team.begun}"


def begun_post(team: Team, *, now: datetime) -> Post:
    """That a channel is a team."""
    return Post(
        key=announced_key(team),
        to=team.channel,
        message=views.announcement_message(team),
        due_at=now,
        expires_at=now + ANNOUNCE_WITHIN,
    )


def yours_prefix(channel: ChannelId, user_id: UserId) -> str:
    """How the keys begin of what somebody hears who was named as a host."""
    return f"hosts:yours:{channel}:{user_id}:"


def yours_post(team: Team, user_id: UserId, *, now: datetime) -> Post:
    """That somebody was named as a host; they may say no."""
    key = f"{yours_prefix(team.channel, user_id)}{now.timestamp():.0f}"
    return _to(user_id, key, views.yours_message(team), worth=Worth.QUESTION, now=now)


def lost_post(channel: ChannelId, user_id: UserId, *, now: datetime) -> Post:
    """That somebody is a host no more, because of another."""
    key = f"hosts:lost:{channel}:{user_id}:{now.timestamp():.0f}"
    return _to(user_id, key, views.lost_message(channel), worth=Worth.EXTRA, now=now)


def left_post(channel: ChannelId, user_id: UserId, *, now: datetime) -> Post:
    """That somebody is a host no more, as they left the channel."""
    return _to(user_id, f"hosts:left:{channel}:{user_id}:{now.timestamp():.0f}", views.left_message(channel), now=now)


def none_prefix(channel: ChannelId) -> str:
    """How the keys begin of what admins hear of a team without a host."""
    return f"hosts:none:{channel}:"


def none_post(channel: ChannelId, admin: UserId, *, now: datetime) -> Post:
    """To an admin: that nobody looks after a team any more."""
    key = f"{none_prefix(channel)}{admin}:{now.timestamp():.0f}"
    return _to(admin, key, views.none_message(channel), now=now)


def _to(user_id: UserId, key: str, message: Message, *, worth: Worth | None = None, now: datetime) -> Post:
    """A message to one person; without a `worth`, as an answer to what they did, or what an admin has to know."""
    return Post(
        key=key,
        to=(user_id,),
        message=message,
        due_at=now,
        expires_at=now + WORTH_SAYING,
        worth=worth,
    )
