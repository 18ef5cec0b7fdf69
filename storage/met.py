"""Whom a member has met, as they said so themselves; nobody else is shown it."""

from datetime import datetime

from sqlalchemy import case, func, select

from bot.home.standing import Met
from bot.intro import Answer
from bot.people import UserId
from storage.database import Tx
from storage.intros import CheckinRow, IntroMemberRow, IntroRow
from storage.people import MemberRow


def load_met(tx: Tx, user_id: UserId, *, start: int = 0, limit: int) -> tuple[Met, ...]:
    """Some of those whom a member has met, the last one first, from `start` on."""
    said = CheckinRow.answered_at
    at = func.max(case((IntroRow.planned_at <= said, IntroRow.planned_at), else_=said))
    rows = tx.execute(
        select(MemberRow.name, at, func.count())
        .select_from(CheckinRow)
        .join(IntroRow, (IntroRow.team_id == CheckinRow.team_id) & (IntroRow.id == CheckinRow.intro_id))
        .join(
            IntroMemberRow,
            (IntroMemberRow.team_id == CheckinRow.team_id) & (IntroMemberRow.intro_id == CheckinRow.intro_id),
        )
        .join(MemberRow, (MemberRow.team_id == IntroMemberRow.team_id) & (MemberRow.user_id == IntroMemberRow.user_id))
        .where(CheckinRow.team_id == tx.team_id, CheckinRow.user_id == user_id, CheckinRow.answer == Answer.MET)
        .where(IntroMemberRow.user_id != user_id, IntroMemberRow.skipped.is_(False))
        .group_by(MemberRow.user_id, MemberRow.name)
        .order_by(at.desc(), MemberRow.user_id)
        .offset(start)
        .limit(limit)
    )
    return tuple(Met(name, when, times) for name, when, times in rows)


def met_since(tx: Tx, when: datetime) -> frozenset[str]:
    """Who said since then that they met somebody."""
    said = select(CheckinRow.user_id).where(CheckinRow.team_id == tx.team_id, CheckinRow.answer == Answer.MET)
    return frozenset(tx.scalars(said.where(CheckinRow.answered_at >= when).distinct()))
