"""Check-ins: whom to ask when, and what each said, which only they see again."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from bot.intro import Answer
from bot.intros.facts import CheckinFacts
from bot.people import UserId
from storage.base import NOW, ONE, TEAM, WHO
from storage.database import Tx
from storage.intros import CheckinRow, load_intro
from storage.programmes import HOLD
from storage.statements import set_where

NEXT_CHECKIN = select(func.min(CheckinRow.due_at)).where(CheckinRow.team_id == TEAM, CheckinRow.settled.is_(False))
_ONE = select(CheckinRow).where(CheckinRow.team_id == TEAM, CheckinRow.id == ONE)
_DUE = (
    select(CheckinRow)
    .where(CheckinRow.team_id == TEAM, CheckinRow.settled.is_(False), CheckinRow.due_at <= NOW)
    .where(or_(CheckinRow.held_until.is_(None), CheckinRow.held_until <= NOW))
    .order_by(CheckinRow.due_at, CheckinRow.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


_KEPT = (
    select(CheckinRow)
    .where(CheckinRow.team_id == TEAM, CheckinRow.user_id == WHO, CheckinRow.takeaway != "")
    .order_by(CheckinRow.id.desc())
    .limit(bindparam("most"))
)


def hold_due_checkin(tx: Tx, *, now: datetime) -> int | None:
    """The most overdue check-in, kept from other replicas for a while."""
    row = tx.scalar(_DUE, {"team": tx.team_id, "now": now})
    if row is None:
        return None
    row.held_until = now + HOLD
    return row.id


def settle_checkin(tx: Tx, checkin_id: int) -> bool:
    """Take a check-in as dealt with; false when it was already."""
    return set_where(tx, CheckinRow, {"id": checkin_id, "settled": False}, settled=True) == 1


def settle_checkin_of(tx: Tx, intro_id: int, user_id: UserId) -> None:
    """Ask this person nothing more about an intro."""
    set_where(tx, CheckinRow, {"intro_id": intro_id, "user_id": user_id}, settled=True)


def record_takeaway(tx: Tx, checkin_id: int, text: str) -> None:
    """Keep what somebody takes away; "" forgets it."""
    set_where(tx, CheckinRow, {"id": checkin_id}, takeaway=text)


def load_takeaways(tx: Tx, user_id: UserId, *, limit: int) -> tuple[CheckinFacts, ...]:
    """The newest intros from which this member took something away."""
    rows = tx.scalars(_KEPT, {"team": tx.team_id, "who": user_id, "most": limit})
    return tuple(_checkin_facts(tx, row) for row in rows)


def load_checkin(tx: Tx, checkin_id: int) -> CheckinFacts | None:
    """A check-in of this workspace."""
    row = tx.scalar(_ONE, {"team": tx.team_id, "one": checkin_id})
    return None if row is None else _checkin_facts(tx, row)


def _checkin_facts(tx: Tx, row: CheckinRow) -> CheckinFacts:
    found = load_intro(tx, row.intro_id)
    assert found is not None  # noqa: S101  a foreign key holds it
    me = UserId(row.user_id)
    left = tuple(person for person in found.intro.people if person.id == me or person.id not in found.skipped)
    answer = None if row.answer is None else Answer(row.answer)
    intro = replace(found.intro, people=left)
    return CheckinFacts(row.id, me, intro, found.state, found.post_for(me), row.due_at, answer, row.takeaway)


def record_answer(tx: Tx, checkin_id: int, answer: Answer, *, now: datetime) -> None:
    """Keep what was tapped last."""
    set_where(tx, CheckinRow, {"id": checkin_id}, answer=answer, answered_at=now)
