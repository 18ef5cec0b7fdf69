"""Teams: channels with hosts, a line on how their people learn, and when they meet."""

from collections.abc import Collection, Mapping
from datetime import time

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    SQLColumnExpression,
    String,
    delete,
    exists,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.people import ChannelId, Person, UserId
from bot.team import Team
from storage import directory
from storage.base import CARE, IDS, TEAM, Base, Id, team_id
from storage.database import Tx
from storage.directory import ChannelPersonRow
from storage.people import MemberRow, as_person
from storage.statements import insert_all_new, set_where


class TeamRow(Base):
    """A channel that is a team; they meet at a wall time of `zone`.

    `begun` tells it from a team that the channel was before; an admin cares for it while it has no host.
    """

    __tablename__ = "team"

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    charter: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    meets_on: Mapped[int | None]
    meets_at: Mapped[time | None]
    begun: Mapped[int] = mapped_column(Id, default=0, server_default="0")
    admin_id: Mapped[str | None] = mapped_column(String(32), info=CARE)


class HostRow(Base):
    """Somebody who looks after a team, in which place they are named."""

    __tablename__ = "host"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "channel_id"], ["team.team_id", "team.channel_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_host_user", "team_id", "user_id"),
    )

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[int]


_TEAMS = select(TeamRow).where(TeamRow.team_id == TEAM, TeamRow.channel_id.in_(IDS))
_ITS_HOSTS = (
    select(HostRow.channel_id, MemberRow)
    .join(MemberRow, (MemberRow.team_id == HostRow.team_id) & (MemberRow.user_id == HostRow.user_id))
    .where(HostRow.team_id == TEAM, HostRow.channel_id.in_(IDS))
    .order_by(HostRow.place)
)


def save_team(tx: Tx, team: Team) -> None:
    """Make a channel a team, or change it; its hosts are members. Its people are read from now on."""
    row = tx.get(TeamRow, (tx.team_id, team.channel)) or TeamRow(team_id=tx.team_id, channel_id=team.channel)
    row.charter, row.zone, row.meets_on, row.meets_at = team.charter, team.zone, team.meets_on, team.meets_at
    row.begun, row.admin_id = team.begun, None
    tx.add(row)
    tx.flush()
    tx.execute(delete(HostRow).where(HostRow.team_id == tx.team_id, HostRow.channel_id == team.channel))
    hosts = [{"channel_id": team.channel, "user_id": host.id, "place": place} for place, host in enumerate(team.hosts)]
    insert_all_new(tx, HostRow, hosts)
    directory.watch(tx, team.channel)


def delete_team(tx: Tx, channel: ChannelId) -> None:
    """A channel is no team any more."""
    tx.execute(delete(TeamRow).where(TeamRow.team_id == tx.team_id, TeamRow.channel_id == channel))


def load_team(tx: Tx, channel: ChannelId) -> Team | None:
    """The team of a channel."""
    return load_teams(tx, [channel]).get(channel)


def load_teams(tx: Tx, channels: Collection[str]) -> Mapping[ChannelId, Team]:
    """The teams of these channels."""
    if not channels:
        return {}
    told = {"team": tx.team_id, "ids": sorted(channels)}
    rows, found = tx.scalars(_TEAMS, told), tx.execute(_ITS_HOSTS, told)
    hosts: dict[str, tuple[Person, ...]] = {}
    for channel, member in found:
        hosts[channel] = (*hosts.get(channel, ()), as_person(member))
    return {
        ChannelId(row.channel_id): Team(
            ChannelId(row.channel_id),
            hosts.get(row.channel_id, ()),
            row.zone,
            charter=row.charter,
            meets_on=row.meets_on,
            meets_at=row.meets_at,
            begun=row.begun,
        )
        for row in rows
    }


def channels_hosted(tx: Tx, user_id: UserId) -> tuple[ChannelId, ...]:
    """The channels whose teams somebody looks after."""
    rows = select(HostRow.channel_id).where(HostRow.team_id == tx.team_id, HostRow.user_id == user_id)
    return tuple(map(ChannelId, tx.scalars(rows.order_by(HostRow.channel_id))))


def channels_of(tx: Tx, user_id: UserId) -> tuple[ChannelId, ...]:
    """The channels of the teams that somebody is in."""
    rows = (
        select(TeamRow.channel_id)
        .join(
            ChannelPersonRow,
            (ChannelPersonRow.team_id == TeamRow.team_id) & (ChannelPersonRow.channel_id == TeamRow.channel_id),
        )
        .where(TeamRow.team_id == tx.team_id, ChannelPersonRow.user_id == user_id, ChannelPersonRow.held.is_(True))
        .order_by(TeamRow.channel_id)
    )
    return tuple(map(ChannelId, tx.scalars(rows)))


def teams_hosted(tx: Tx, user_id: UserId) -> tuple[Team, ...]:
    """The teams that somebody looks after."""
    return _teams(tx, channels_hosted(tx, user_id))


def teams_of(tx: Tx, user_id: UserId) -> tuple[Team, ...]:
    """The teams that somebody is in."""
    return _teams(tx, channels_of(tx, user_id))


def _teams(tx: Tx, channels: Collection[ChannelId]) -> tuple[Team, ...]:
    teams = load_teams(tx, channels) if channels else {}
    return tuple(teams[channel] for channel in channels if channel in teams)


def forget_hosts(tx: Tx, user_ids: Collection[UserId], *, channel: ChannelId | None = None) -> dict[ChannelId, Team]:
    """These look after no team any more, or not after one; the teams that they looked after, as they are now."""
    theirs = (HostRow.team_id == tx.team_id, HostRow.user_id.in_(sorted(user_ids)))
    which = theirs if channel is None else (*theirs, HostRow.channel_id == channel)
    found = set(tx.scalars(select(HostRow.channel_id).where(*which)))
    if not found:
        return {}
    tx.execute(delete(HostRow).where(*which))
    return dict(load_teams(tx, found))


def without_host(tx: Tx) -> Mapping[ChannelId, UserId | None]:
    """The channels of teams without any host, and the admin who cares for each."""
    host = exists().where(HostRow.team_id == TeamRow.team_id, HostRow.channel_id == TeamRow.channel_id)
    rows = tx.execute(
        select(TeamRow.channel_id, TeamRow.admin_id)
        .where(TeamRow.team_id == tx.team_id, ~host)
        .order_by(TeamRow.channel_id)
    )
    return {ChannelId(channel): None if admin is None else UserId(admin) for channel, admin in rows}


def save_admin(tx: Tx, channel: ChannelId, admin: UserId | None) -> None:
    """This admin cares for a team while it has no host."""
    set_where(tx, TeamRow, {"channel_id": channel}, admin_id=admin)


def is_host(tx: Tx, channel: ChannelId, user_id: UserId) -> bool:
    """Whether somebody looks after this team."""
    return tx.get(HostRow, (tx.team_id, channel, user_id)) is not None


def share_team(tx: Tx, one: UserId, other: UserId) -> bool:
    """Whether two are in the channel of one team."""
    return bool({*channels_of(tx, one)} & {*channels_of(tx, other)})


def in_one_team(one: SQLColumnExpression[str], other: UserId, of: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether somebody and another are in the channel of one team; `of` is the workspace of the first."""
    theirs, mine = aliased(ChannelPersonRow), aliased(ChannelPersonRow)
    return exists().where(
        theirs.team_id == of,
        theirs.user_id == one,
        theirs.held.is_(True),
        mine.team_id == theirs.team_id,
        mine.channel_id == theirs.channel_id,
        mine.user_id == other,
        mine.held.is_(True),
        TeamRow.team_id == theirs.team_id,
        TeamRow.channel_id == theirs.channel_id,
    )


def hosted_by(one: SQLColumnExpression[str], host: UserId, of: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether somebody is in the channel of a team that the host looks after; `of` is the workspace of the first."""
    theirs = aliased(ChannelPersonRow)
    return exists().where(
        theirs.team_id == of,
        theirs.user_id == one,
        theirs.held.is_(True),
        HostRow.team_id == theirs.team_id,
        HostRow.channel_id == theirs.channel_id,
        HostRow.user_id == host,
    )
