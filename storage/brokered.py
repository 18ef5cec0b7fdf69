"""Introductions that somebody brought about: which, whom their messages are for, and how who that was is forgotten."""

from collections.abc import Collection

from sqlalchemy import select, update

from bot.people import UserId
from storage import posts
from storage.database import Tx
from storage.intros import IntroRow, load_found
from storage.statements import changed


def brokered_by(tx: Tx, user_id: UserId) -> tuple[int, ...]:
    """The ids of intros that somebody brought about."""
    mine = (IntroRow.team_id == tx.team_id, IntroRow.broker_id == user_id)
    return tuple(tx.scalars(select(IntroRow.id).where(*mine).order_by(IntroRow.id)))


def audiences_of(tx: Tx, intro_ids: Collection[int]) -> frozenset[str]:
    """Whom the messages of these intros are for, as their posts have it."""
    rows = tx.scalars(select(IntroRow).where(IntroRow.team_id == tx.team_id, IntroRow.id.in_(sorted(intro_ids))))
    return frozenset(posts.audience_of(to) for one in load_found(tx, list(rows)) for to in one.intro.audiences.values())


def unsay(tx: Tx, intro_ids: Collection[int], instead: str) -> None:
    """Forget who brought these intros about and why, in the words of whoever did."""
    these = (IntroRow.team_id == tx.team_id, IntroRow.id.in_(sorted(intro_ids)))
    forgotten = update(IntroRow).where(*these)
    changed(tx, forgotten.where(IntroRow.said != "").values(said=instead))
    changed(tx, forgotten.where(IntroRow.broker_id.is_not(None)).values(broker_id=None))
