"""What came to whom of our own accord, day by day, and what else their week holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import (
    CompoundSelect,
    Date,
    ForeignKeyConstraint,
    Index,
    String,
    bindparam,
    delete,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.hours import Hours
from bot.people import UserId
from bot.posts import PostState, Worth, is_lesser
from bot.programme import ProgrammeState
from bot.week.budget import Purse
from storage import directory
from storage.base import IDS, SINCE, TEAM, Base, Id, UtcDateTime, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person
from storage.posts import PostRow
from storage.programmes import ParticipationRow, ProgrammeRow
from storage.statements import changed, insert_all_new

LOOKS_BACK = timedelta(days=8)  # holds a week on every clock
LOOKS_AHEAD = timedelta(days=8)
OPENING = timedelta(hours=1)  # a round that is due and has not opened for so long does not


class SpentRow(Base):
    """One message of somebody's budget, and its date on their clock."""

    __tablename__ = "spent"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_spent_post", "team_id", "post_id"),
    )

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    spent_on: Mapped[date] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(Id, primary_key=True)


_SPENT = select(SpentRow.user_id, SpentRow.spent_on).where(
    SpentRow.team_id == TEAM, SpentRow.user_id.in_(IDS), SpentRow.spent_on >= bindparam("since", type_=Date)
)
_AHEAD = bindparam("ahead", type_=UtcDateTime())
_ROUNDS = select(ParticipationRow.user_id, ProgrammeRow.next_at).where(
    ParticipationRow.team_id == TEAM,
    ParticipationRow.user_id.in_(IDS),
    ProgrammeRow.team_id == TEAM,
    ProgrammeRow.id == ParticipationRow.programme_id,
    ProgrammeRow.state == ProgrammeState.RUNNING,
    ProgrammeRow.next_at > SINCE,
    ProgrammeRow.next_at < _AHEAD,
    or_(ParticipationRow.out_for.is_(None), ParticipationRow.out_for != ProgrammeRow.next_on),
    ~directory.stands_still(ProgrammeRow.team_id, ProgrammeRow.channel_id),
)
_QUESTIONS = select(ParticipationRow.user_id, ParticipationRow.ask_at).where(
    ParticipationRow.team_id == TEAM,
    ParticipationRow.user_id.in_(IDS),
    ParticipationRow.ask_at < _AHEAD,
)
_LOCKED = (
    select(MemberRow.user_id)
    .where(MemberRow.team_id == TEAM, MemberRow.user_id.in_(IDS))
    .order_by(MemberRow.user_id)
    .with_for_update(key_share=True)
)


def load_purses(tx: Tx, members: Sequence[MemberRow], *, worth: Worth, now: datetime) -> tuple[Purse, ...]:
    """The budgets of these members; what is ahead of them only where a message of this `worth` heeds it."""
    ids = sorted(one.user_id for one in members)
    spent = _load_spent(tx, ids, now=now)
    ahead = _load_ahead(tx, ids, now=now) if is_lesser(worth) else []

    def purse_of(row: MemberRow) -> Purse:
        mine = tuple(on for user_id, on in spent if user_id == row.user_id)
        purse = Purse(UserId(row.user_id), as_person(row).hours, row.most_a_week, mine, paused_until=row.paused_until)
        return replace(purse, ahead=tuple(purse.date_of(max(at, now)) for who, at in ahead if who == row.user_id))

    return tuple(map(purse_of, members))


def _load_spent(tx: Tx, ids: Sequence[str], *, now: datetime) -> Sequence[tuple[str, date]]:
    rows = tx.line.execute(_SPENT, {"team": tx.team_id, "ids": ids, "since": (now - LOOKS_BACK).date()})
    return [(user_id, on) for user_id, on in rows]


def _load_ahead(tx: Tx, ids: Sequence[str], *, now: datetime) -> Sequence[tuple[str, datetime]]:
    """What lies ahead of these people, and when: rounds that they do not skip, questions before them, introductions.

    Without room for the question whether they are in, they would miss a round unasked; introductions are those that
    wait to be sent and are not counted yet.
    """
    with_any = {f"with_{place}": f"%{one}%" for place, one in enumerate(ids)}
    told = {"team": tx.team_id, "ids": ids, "since": now - OPENING, "ahead": now + LOOKS_AHEAD, **with_any}
    rows = tx.line.execute(_ahead(len(ids)), told)
    return [(one, at) for audience, at in rows for one in audience.split(",")]


@cache
def _ahead(people: int) -> CompoundSelect[str, datetime]:
    with_any = or_(*(PostRow.audience.like(bindparam(f"with_{place}")) for place in range(people)))
    introductions = select(PostRow.audience, PostRow.due_at).where(
        PostRow.team_id == TEAM,
        PostRow.worth == Worth.INTRO,
        PostRow.state.in_([PostState.DUE, PostState.SENDING]),
        PostRow.intent_at.is_(None),
        PostRow.due_at < _AHEAD,
        with_any,
    )
    return union_all(_ROUNDS, _QUESTIONS, introductions)


def spend(tx: Tx, purses: Sequence[Purse], *, post_id: int, now: datetime) -> bool:
    """Count a message for these people; false, and nothing is counted, where another sender was quicker.

    Their rows are locked in one order, so that two senders see each other and never wait for each other.
    """
    ids = sorted(one.who for one in purses)
    tx.line.execute(_LOCKED, {"team": tx.team_id, "ids": ids})
    if sorted(_load_spent(tx, ids, now=now)) != sorted((one.who, on) for one in purses for on in one.spent):
        return False
    rows = [{"user_id": one.who, "spent_on": one.date_of(now), "post_id": post_id} for one in purses]
    insert_all_new(tx, SpentRow, rows)
    return True


def give_back(tx: Tx, post_id: int) -> None:
    """Count a message no longer, as it did not arrive."""
    changed(tx, delete(SpentRow).where(SpentRow.team_id == tx.team_id, SpentRow.post_id == post_id))


def load_spent_this_week(tx: Tx, user_id: UserId, hours: Hours, *, now: datetime) -> int:
    """How many messages of their budget came to somebody in their own week so far."""
    purse = Purse(user_id, hours, spent=tuple(on for _, on in _load_spent(tx, [user_id], now=now)))
    return purse.spent_in_week_of(purse.date_of(now))


def forget_spent(tx: Tx, *, before: datetime) -> None:
    """Forget what came to people before."""
    changed(tx, delete(SpentRow).where(SpentRow.team_id == tx.team_id, SpentRow.spent_on < before.date()))
