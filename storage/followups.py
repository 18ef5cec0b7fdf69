"""What is due about an intro after it was made: first lines, fresh times, and its end."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.intro import IntroState
from bot.intros.followups import freshen, plan_openers, wants_fresh
from bot.people import UserId
from bot.planning import fresh_times
from storage import intros, posts
from storage.base import NOW, ONE, TEAM
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.programmes import HOLD
from storage.statements import changed, set_where
from storage.turns import load_turns, note_stretches

Due = InstrumentedAttribute[datetime | None]
LASTS = timedelta(days=14)
OPENERS: Due = IntroRow.openers_at
FRESH: Due = IntroRow.fresh_at
NEXT_OPENERS, NEXT_FRESH = (
    select(func.min(column)).where(IntroRow.team_id == TEAM, IntroRow.state == IntroState.INTRODUCED)
    for column in (OPENERS, FRESH)
)

_DUE = {
    column: select(IntroRow)
    .where(IntroRow.team_id == TEAM, IntroRow.state == IntroState.INTRODUCED, column <= NOW)
    .order_by(column, IntroRow.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    for column in (OPENERS, FRESH)
}
_SETTLED = {
    column: update(IntroRow)
    .where(IntroRow.team_id == TEAM, IntroRow.id == ONE, column.is_not(None))
    .values({column: None})
    for column in (OPENERS, FRESH)
}


def hold_due(tx: Tx, column: Due, *, now: datetime) -> int | None:
    """The intro whose `column` is most overdue, kept from other replicas for a while."""
    row = tx.scalar(_DUE[column], {"team": tx.team_id, "now": now})
    if row is None:
        return None
    setattr(row, column.key, now + HOLD)
    return row.id


def offer_openers(tx: Tx, intro_id: int, *, now: datetime) -> None:
    """Give the one who goes first three lines to begin with, once."""
    found = _settle(tx, intro_id, OPENERS)
    starter = None if found is None else found.intro.starter
    if found is not None and starter is not None:
        post = plan_openers(found.intro, post=found.post_for(starter), now=now)
        posts.enqueue(tx, [] if post is None else [post])


def renew_times(tx: Tx, intro_id: int, *, now: datetime) -> None:
    """Offer everybody fresh times, once, where nobody has picked any."""
    found = _settle(tx, intro_id, FRESH)
    if found is None or not wants_fresh(found.intro):
        return
    turns = load_turns(tx, [person.id for person in found.intro.left])
    proposal = fresh_times(found.intro.left, offered=found.intro.offered, turns=turns, now=now)
    renewed = freshen(found.intro, proposal)
    if renewed is not None:
        note_stretches(tx, intro_id, proposal.stretched)
        intros.save_changes(tx, renewed)
        intros.show(tx, renewed, now=now)


def _settle(tx: Tx, intro_id: int, column: Due) -> intros.IntroFound | None:
    """The intro, with what was due about it taken as dealt with; None when it was already."""
    found = intros.lock_intro(tx, intro_id)
    settled = changed(tx, _SETTLED[column], {"team": tx.team_id, "one": intro_id})
    return found if settled else None


def let_be(tx: Tx, intro_id: int) -> None:
    """Bring neither first lines nor fresh times any more."""
    set_where(tx, IntroRow, {"id": intro_id}, openers_at=None, fresh_at=None)


def end_old(tx: Tx, *, now: datetime) -> int:
    """End the intros that have had their time; how many."""
    ended = tx.scalars(
        update(IntroRow)
        .where(
            IntroRow.team_id == tx.team_id,
            IntroRow.state == IntroState.INTRODUCED,
            IntroRow.made_at <= now - LASTS,
            or_(IntroRow.planned_at.is_(None), IntroRow.planned_at <= now),
        )
        .values(state=IntroState.OVER)
        .returning(IntroRow.id)
        .execution_options(synchronize_session=False)
    )
    if ids := list(ended):
        theirs = (IntroMemberRow.team_id == tx.team_id, IntroMemberRow.intro_id.in_(ids))
        people = tx.scalars(select(IntroMemberRow.user_id).where(*theirs))
        posts.owe_homes(tx, [UserId(one) for one in people], now=now)
    return len(ids)
