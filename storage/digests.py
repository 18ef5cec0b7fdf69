"""Digests: when each team's channel gets its next, and what was posted."""

from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import ForeignKeyConstraint, Index, String, case, func, literal, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.digests.digest import CAPS, Digest, digest_key, lines_of, next_digest
from bot.news import Board, Item
from bot.people import ChannelId
from bot.posts import PostState
from storage import news, posts
from storage.base import NOBODYS, TEAM, Base, UtcDateTime, team_id
from storage.database import Tx
from storage.directory import AT_ONCE
from storage.hosts import TeamRow
from storage.news import Shown
from storage.programmes import HOLD
from storage.statements import insert_new

NEVER_CAME = frozenset({PostState.FAILED, PostState.DROPPED})


class DigestRow(Base):
    """When a team's channel gets its digest; the last was of the day `last_on`."""

    __tablename__ = "digest"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "channel_id"], ["team.team_id", "team.channel_id"], ondelete="CASCADE"),
        Index("ix_digest_due", "team_id", "due_at"),
        NOBODYS,
    )

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    zone: Mapped[str] = mapped_column(String(64))
    weekday: Mapped[int]
    at_time: Mapped[time]
    paused: Mapped[bool]
    next_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    last_on: Mapped[date | None]
    told: Mapped[bool]


_WITH_DIGEST = (DigestRow.team_id == TeamRow.team_id) & (DigestRow.channel_id == TeamRow.channel_id)
# A team without a row is new: its digest is to be planned at once.
NEXT_DIGEST = (
    select(func.min(case((DigestRow.channel_id.is_(None), literal(AT_ONCE, UtcDateTime())), else_=DigestRow.due_at)))
    .select_from(TeamRow)
    .outerjoin(DigestRow, _WITH_DIGEST)
    .where(TeamRow.team_id == TEAM)
)


def load_digest(tx: Tx, channel: ChannelId, *, now: datetime) -> Digest | None:
    """When the channel of a team gets its digest; None where it is no team."""
    team = tx.get(TeamRow, (tx.team_id, channel))
    if team is None:
        return None
    row = tx.get(DigestRow, (tx.team_id, channel))
    if row is None:
        return _begin(tx, channel, team.zone, now=now)
    return Digest(
        channel,
        row.zone,
        weekday=row.weekday,
        at=row.at_time,
        paused=row.paused,
        next_on=row.next_on,
        told=row.told,
    )


def _begin(tx: Tx, channel: ChannelId, zone: str, *, now: datetime) -> Digest:
    """A team is new: its digest comes as is usual, in the team's zone."""
    usual = Digest(channel, zone)
    digest = replace(usual, zone=usual.clock.key)
    digest = replace(digest, next_on=next_digest(digest, now=now))
    insert_new(tx, DigestRow, {"channel_id": channel, **_values(digest)})
    return digest


def save_digest(tx: Tx, digest: Digest) -> None:
    """Keep when the channel of a team gets its digest."""
    row = tx.get_one(DigestRow, (tx.team_id, digest.channel))
    for name, value in _values(digest).items():
        setattr(row, name, value)
    tx.flush()


def _values(digest: Digest) -> dict[str, object]:
    return {
        "zone": digest.zone,
        "weekday": digest.weekday,
        "at_time": digest.at,
        "paused": digest.paused,
        "next_on": digest.next_on,
        "due_at": digest.due_at,
        "told": digest.told,
    }


def hold_due_digest(tx: Tx, *, now: datetime) -> ChannelId | None:
    """The channel whose digest is most overdue, or is not planned yet, kept from other replicas for a while."""
    found = tx.execute(
        select(TeamRow, DigestRow)
        .outerjoin(DigestRow, _WITH_DIGEST)
        .where(TeamRow.team_id == tx.team_id, or_(DigestRow.channel_id.is_(None), DigestRow.due_at <= now))
        .order_by(DigestRow.due_at, TeamRow.channel_id)
        .limit(1)
        .with_for_update(skip_locked=True, of=TeamRow)
    ).first()
    if found is None:
        return None
    team, row = found
    if row is None:
        _begin(tx, ChannelId(team.channel_id), team.zone, now=now)
    else:
        row.due_at = now + HOLD
    return ChannelId(team.channel_id)


def compose(tx: Tx, channel: ChannelId, on: date, *, now: datetime) -> tuple[Item, ...]:
    """The lines of a channel's digest of that day."""
    return lines_of(news.load_news(tx, channel, Board.DIGEST, caps=CAPS, on=on, now=now))


def note_posted(tx: Tx, channel: ChannelId, on: date, items: tuple[Item, ...]) -> None:
    """Remember what the digest of that day shows."""
    news.note_shown(tx, Shown(Board.DIGEST, channel, on), items)
    tx.get_one(DigestRow, (tx.team_id, channel)).last_on = on


def forget_unposted(tx: Tx, channel: ChannelId) -> None:
    """Where the last digest did not arrive, nobody saw what it showed."""
    last_on = tx.get_one(DigestRow, (tx.team_id, channel)).last_on
    key = "" if last_on is None else digest_key(channel, last_on)
    if last_on is not None and posts.post_states(tx, [key]).get(key) in NEVER_CAME:
        news.forget_board(tx, Shown(Board.DIGEST, channel, last_on))
