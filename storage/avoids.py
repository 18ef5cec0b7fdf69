"""Whom somebody would rather not meet: private, and obeyed whoever of the two said so."""

from collections.abc import Collection

from sqlalchemy import ForeignKeyConstraint, Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.matching.knowledge import Pair, in_order
from bot.people import UserId
from storage.base import NAMED, TEAM, WHO, Base, Numbered, one_of_team
from storage.database import Tx
from storage.sealing import Sealed
from storage.statements import insert_all_new


class AvoidRow(Numbered, Base):
    """A member who would rather not meet somebody: whom, is sealed."""

    __tablename__ = "avoid"
    __table_args__ = (
        one_of_team(),
        Index("ix_avoid_user", "team_id", "user_id"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    user_id: Mapped[str] = mapped_column(String(32))
    other_id: Mapped[str] = mapped_column(Sealed, info=NAMED)


_BY_THEM = select(AvoidRow.other_id).where(AvoidRow.team_id == TEAM, AvoidRow.user_id == WHO)


def load_avoided(tx: Tx) -> frozenset[Pair]:
    """All pairs that are not to meet."""
    rows = tx.execute(select(AvoidRow.user_id, AvoidRow.other_id).where(AvoidRow.team_id == tx.team_id))
    return frozenset(in_order(one, other) for one, other in rows)


def load_avoided_by(tx: Tx, user_id: UserId) -> frozenset[UserId]:
    """Whom this member would rather not meet."""
    return frozenset(UserId(one) for one in tx.line.scalars(_BY_THEM, {"team": tx.team_id, "who": user_id}))


def avoid(tx: Tx, user_id: UserId, others: Collection[UserId]) -> None:
    """Note that this member would rather not meet these people either."""
    new = {*others} - {user_id} - load_avoided_by(tx, user_id)
    insert_all_new(tx, AvoidRow, [{"user_id": user_id, "other_id": other} for other in sorted(new)])


def save_avoided_by(tx: Tx, user_id: UserId, others: Collection[UserId]) -> None:
    """Note that these are all whom this member would rather not meet."""
    tx.execute(delete(AvoidRow).where(AvoidRow.team_id == tx.team_id, AvoidRow.user_id == user_id))
    avoid(tx, user_id, others)
