"""Channels get their digests, each on its day."""

from dataclasses import replace
from datetime import date, datetime

from bot.digests import views
from bot.digests.digest import LATE, Digest, closed_key, digest_key, due_of, first_here
from bot.people import ChannelId
from bot.posts import Post
from scheduling.workplace import Workplace
from storage import digests, directory, hosts, posts
from storage.database import Tx


async def run_one_due_digest(at: Workplace) -> bool:
    """See to the digest that is due longest; false when none is."""
    return await at.see_to_one(digests.hold_due_digest, publish)


def publish(tx: Tx, channel: ChannelId, *, now: datetime) -> None:
    """Owe the channel its digest, if it is the time for one and there is something to say; plan the next."""
    digest = digests.load_digest(tx, channel, now=now)
    if digest is None or digest.paused or digest.next_on is None:  # ended or paused since it was held
        return
    due = due_of(digest, digest.next_on, now=now)
    after = replace(digest, next_on=due.next.on)
    if due.run is not None:
        after = replace(after, told=_post(tx, digest, due.run.on, due_at=due.run.at, now=now))
    digests.save_digest(tx, after)


def _post(tx: Tx, digest: Digest, on: date, *, due_at: datetime, now: datetime) -> bool:
    """Owe the digest of a day, or a host that the channel is closed, once; whether a host knows of that."""
    channel = digest.channel
    if directory.why_closed(tx, channel) is not None:
        if not digest.told:
            _tell(tx, channel, on, now=now)
        return True
    digests.forget_unposted(tx, channel)
    items = digests.compose(tx, channel, on, now=now)
    if items:
        digests.note_posted(tx, channel, on, items)
        message = views.digest_message(items, on)
        post = Post(key=digest_key(channel, on), to=channel, message=message, due_at=now, expires_at=due_at + LATE)
        posts.enqueue(tx, [post])
    return False


def _tell(tx: Tx, channel: ChannelId, on: date, *, now: datetime) -> None:
    team = hosts.load_team(tx, channel)
    host = None if team is None else first_here(team.hosts)
    if host is not None:
        message = views.closed_message(channel)
        post = Post(closed_key(channel, on), (host.id,), message, now, now + LATE * 7, unless_away=True)
        posts.enqueue(tx, [post])
