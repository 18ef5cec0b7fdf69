"""Who of a channel can take part, and who cannot: how many by what keeps them out, and who they are."""

from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, select

from bot.headcount import Headcount, headcount
from bot.people import Absence, ChannelId, UserId
from storage.database import Tx
from storage.directory import ChannelPersonRow, DirectoryPersonRow, ReadingRow
from storage.people import WorkspaceRow

Ts = TypeVarTuple("Ts")


def count_held(tx: Tx, channel: ChannelId, *, guests: bool) -> Headcount | None:
    """How many of a channel can take part; None before its people have been read."""
    reading = tx.get(ReadingRow, (tx.team_id, channel))
    if reading is None or reading.read_at is None:
        return None
    held = select(DirectoryPersonRow.user_id.is_not(None), DirectoryPersonRow.absence, func.count())
    rows = tx.execute(
        _of(tx, channel, held).group_by(DirectoryPersonRow.user_id.is_not(None), DirectoryPersonRow.absence)
    ).all()
    found = {None if absence is None else Absence(absence): number for known, absence, number in rows if known}
    unread = sum(number for known, _, number in rows if not known)
    return headcount(found, guests=guests, unread=unread)


def load_out(tx: Tx, channel: ChannelId, *, guests: bool, start: int, limit: int) -> tuple[tuple[UserId, Absence], ...]:
    """Some of those in a channel who cannot take part, in order from `start` on, each with what keeps them out."""
    out = _of(tx, channel, select(DirectoryPersonRow.user_id, DirectoryPersonRow.absence)).where(_is_out(guests=guests))
    rows = tx.execute(out.order_by(DirectoryPersonRow.absence, DirectoryPersonRow.user_id).offset(start).limit(limit))
    return tuple((UserId(user_id), Absence(absence)) for user_id, absence in rows if absence)


def _is_out(*, guests: bool) -> ColumnElement[bool]:
    out = DirectoryPersonRow.absence.is_not(None)
    return and_(out, DirectoryPersonRow.absence != Absence.GUEST) if guests else out


def _of(tx: Tx, channel: ChannelId, what: Select[*Ts]) -> Select[*Ts]:
    """`what` of everybody in a channel but us."""
    same = and_(
        DirectoryPersonRow.team_id == ChannelPersonRow.team_id, DirectoryPersonRow.user_id == ChannelPersonRow.user_id
    )
    return (
        what.select_from(ChannelPersonRow)
        .outerjoin(DirectoryPersonRow, same)
        .where(ChannelPersonRow.team_id == tx.team_id, ChannelPersonRow.channel_id == channel)
        .where(ChannelPersonRow.held.is_(True))
        .where(ChannelPersonRow.user_id != tx.get_one(WorkspaceRow, tx.team_id).bot_user_id)
    )
