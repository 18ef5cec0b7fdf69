"""What comes of a team that begins, changes or ends, and of hosts who go: who hears of it, and who cares for it."""

from collections.abc import Collection
from datetime import datetime

from bot.directory.decisions import Moment
from bot.hosts import news
from bot.hosts.views import announcement_message, ended_message
from bot.people import ChannelId, UserId
from bot.posts import Message
from bot.team import Team
from storage import copies, directory, hosts, moves, posts
from storage.database import Tx


def keep_team(tx: Tx, team: Team, before: Team | None, *, by: UserId, now: datetime) -> None:
    """Keep a team, where `before` was: its channel reads so, and those whom somebody else named or left out."""
    hosts.save_team(tx, team)
    directory.read_soon(tx, team.channel, now=now)
    posts.drop_posts_like(tx, news.none_prefix(team.channel))
    mine, theirs = _ids(team), _ids(before)
    moves.begin_moves(tx, [one for one in mine if one not in theirs], now=now)
    if before is None:
        posts.enqueue(tx, [news.begun_post(team, now=now)])
    else:
        _tell_channel(tx, team, announcement_message(team), now=now)
    named = [one for one in mine if one not in {*theirs, by}]
    posts.enqueue(tx, [news.yours_post(team, one, now=now) for one in named])
    _tell_lost(tx, team.channel, [one for one in theirs if one not in mine], by=by, now=now)
    posts.owe_all_homes(tx, now=now)


def end_team(tx: Tx, team: Team, *, by: UserId, now: datetime) -> None:
    """A channel is no team any more."""
    hosts.delete_team(tx, team.channel)
    posts.drop_posts_like(tx, news.none_prefix(team.channel))
    if not posts.drop_posts(tx, [news.announced_key(team)]):
        _tell_channel(tx, team, ended_message(), now=now)
    _tell_lost(tx, team.channel, _ids(team), by=by, now=now)
    posts.owe_all_homes(tx, now=now)


def step_down(tx: Tx, user_id: UserId, channel: ChannelId, at: Moment) -> bool:
    """Somebody does not look after a team any more, as they say; whether they did."""
    return bool(_let_go(tx, [user_id], at, channel=channel))


def note_left(tx: Tx, channel: ChannelId, user_id: UserId, at: Moment) -> None:
    """Whoever left a channel does not look after its team any more, and hears so."""
    if _let_go(tx, [user_id], at, channel=channel):
        posts.enqueue(tx, [news.left_post(channel, user_id, now=at.now)])


def note_gone(tx: Tx, user_ids: Collection[UserId], at: Moment) -> None:
    """Those who are no full members any more look after nothing; what they cared for goes to another admin."""
    _let_go(tx, user_ids, at)
    for channel, admin in hosts.without_host(tx).items() if user_ids else ():
        if admin in user_ids:
            _care(tx, channel, at)


def adopt(tx: Tx, admin: UserId, at: Moment) -> None:
    """This admin, who is doing something, cares for every team without a host for which nobody does."""
    for channel, before in hosts.without_host(tx).items():
        if before is None:
            _turn_to(tx, channel, admin, at)


def _let_go(
    tx: Tx, user_ids: Collection[UserId], at: Moment, *, channel: ChannelId | None = None
) -> Collection[ChannelId]:
    found = hosts.forget_hosts(tx, user_ids, channel=channel) if user_ids else {}
    for team in found.values():
        _tell_channel(tx, team, announcement_message(team), now=at.now)
        for user_id in user_ids:
            posts.drop_posts_like(tx, news.yours_prefix(team.channel, user_id))
        if not team.hosts:
            _care(tx, team.channel, at)
    if found:
        posts.owe_homes(tx, user_ids, now=at.now)
    return found


def _care(tx: Tx, channel: ChannelId, at: Moment) -> None:
    """Turn to an admin of the channel; to whoever acts next where it has none."""
    heir = directory.find_admin(tx, channel)
    if heir is None:
        hosts.save_admin(tx, channel, None)
    else:
        _turn_to(tx, channel, heir, at)


def _turn_to(tx: Tx, channel: ChannelId, admin: UserId, at: Moment) -> None:
    hosts.save_admin(tx, channel, admin)
    posts.enqueue(tx, [news.none_post(channel, admin, now=at.now)])


def _tell_channel(tx: Tx, team: Team, message: Message, *, now: datetime) -> None:
    """Let the one post in the channel say what is true now; of what it said before no copy is kept."""
    posts.change(tx, news.announced_key(team), message, now=now)
    copies.empty_sent(tx, news.announced_key(team))


def _tell_lost(tx: Tx, channel: ChannelId, lost: Collection[UserId], *, by: UserId, now: datetime) -> None:
    for user_id in lost:
        posts.drop_posts_like(tx, news.yours_prefix(channel, user_id))
    posts.enqueue(tx, [news.lost_post(channel, one, now=now) for one in lost if one != by])


def _ids(team: Team | None) -> tuple[UserId, ...]:
    return () if team is None else tuple(one.id for one in team.hosts)
