"""The move of the week that comes to hosts: when next, how many so far, and whether they want any."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.hosts.moves import next_move_at
from bot.people import UserId
from storage.base import TEAM, Base, team_id
from storage.database import Tx
from storage.hosts import channels_hosted
from storage.people import MemberRow
from storage.programmes import HOLD


class HostMoveRow(Base):
    """A host: when their next move is due, how many they were given, and whether they want none."""

    __tablename__ = "host_move"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_host_move_due", "team_id", "due_at"),
    )

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    due_at: Mapped[datetime | None]
    given: Mapped[int]
    stopped: Mapped[bool]


NEXT_MOVE = (
    select(func.min(HostMoveRow.due_at))
    .join(MemberRow, (MemberRow.team_id == HostMoveRow.team_id) & (MemberRow.user_id == HostMoveRow.user_id))
    .where(HostMoveRow.team_id == TEAM, MemberRow.here.is_(True))
)


def begin_moves(tx: Tx, user_ids: Collection[UserId], *, now: datetime) -> None:
    """A move a week comes to these hosts, unless they wanted none before."""
    for user_id in user_ids:
        row = _row(tx, user_id)
        if row.due_at is None and not row.stopped:
            row.due_at = _next(tx, user_id, now=now)


def choose_moves(tx: Tx, user_id: UserId, *, wanted: bool, now: datetime) -> None:
    """Whether a move a week comes to somebody."""
    row = _row(tx, user_id)
    row.stopped, row.due_at = not wanted, _next(tx, user_id, now=now) if wanted else None


def wants_moves(tx: Tx, user_id: UserId) -> bool:
    """Whether a host did not say that they want none."""
    row = tx.get(HostMoveRow, (tx.team_id, user_id))
    return row is None or not row.stopped


def hold_due_move(tx: Tx, *, now: datetime) -> UserId | None:
    """The host whose move is due longest, kept from other replicas for a while."""
    row = tx.scalar(
        select(HostMoveRow)
        .join(MemberRow, (MemberRow.team_id == HostMoveRow.team_id) & (MemberRow.user_id == HostMoveRow.user_id))
        .where(HostMoveRow.team_id == tx.team_id, MemberRow.here.is_(True), HostMoveRow.due_at <= now)
        .order_by(HostMoveRow.due_at, HostMoveRow.user_id)
        .limit(1)
        .with_for_update(skip_locked=True, of=HostMoveRow)
    )
    if row is None:
        return None
    row.due_at = now + HOLD
    return UserId(row.user_id)


def move_on(tx: Tx, user_id: UserId, *, now: datetime) -> int | None:
    """How many moves came before this one, which is given now; None for who is paused, or looks after nothing."""
    row, me = _row(tx, user_id), tx.get_one(MemberRow, (tx.team_id, user_id))
    hosts = not row.stopped and bool(channels_hosted(tx, user_id))
    row.due_at = _next(tx, user_id, now=now) if hosts else None
    if not hosts or (me.paused_until is not None and me.paused_until > now):
        return None
    row.given += 1
    return row.given - 1


def _row(tx: Tx, user_id: UserId) -> HostMoveRow:
    row = tx.get(HostMoveRow, (tx.team_id, user_id))
    if row is None:
        row = HostMoveRow(team_id=tx.team_id, user_id=user_id, due_at=None, given=0, stopped=False)
        tx.add(row)
    return row


def _next(tx: Tx, user_id: UserId, *, now: datetime) -> datetime:
    return next_move_at(tx.get_one(MemberRow, (tx.team_id, user_id)).zone, now=now)
