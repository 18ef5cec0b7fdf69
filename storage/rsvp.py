"""Who is to be asked whether they are in for the next round, and when."""

from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import ColumnElement, bindparam, func, or_, select, update

from bot.intro import IntroState
from bot.people import UserId
from bot.posts import PostState
from bot.programme import Programme, ProgrammeState
from bot.rsvp.decisions import QUIET, AskFacts
from storage import directory, intros
from storage.base import NOW, ONE, SINCE, TEAM, WHO, UtcDateTime
from storage.coffee import SELDOM, met_lately
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.people import MemberRow, as_person
from storage.programmes import HOLD, ParticipationRow, ProgrammeRow, as_programme, said_to
from storage.statements import changed, set_where

LATELY = timedelta(weeks=10)  # holds two introductions of whoever has one in four weeks
ASKABLE = (  # those who are here, in programmes that have rounds
    ProgrammeRow.team_id == ParticipationRow.team_id,
    ProgrammeRow.id == ParticipationRow.programme_id,
    ProgrammeRow.state == ProgrammeState.RUNNING,
    ~directory.stands_still(ProgrammeRow.team_id, ProgrammeRow.channel_id),
    MemberRow.team_id == ParticipationRow.team_id,
    MemberRow.user_id == ParticipationRow.user_id,
    MemberRow.here.is_(True),
)
NEXT_QUESTION = select(func.min(ParticipationRow.ask_at)).where(ParticipationRow.team_id == TEAM, *ASKABLE)
UNREAD = frozenset({PostState.DROPPED, PostState.FAILED, PostState.UNCONFIRMED})


_ASKED = (
    select(ParticipationRow, MemberRow, ProgrammeRow)
    .join(MemberRow, (MemberRow.team_id == ParticipationRow.team_id) & (MemberRow.user_id == ParticipationRow.user_id))
    .join(
        ProgrammeRow,
        (ProgrammeRow.team_id == ParticipationRow.team_id) & (ProgrammeRow.id == ParticipationRow.programme_id),
    )
    .where(ParticipationRow.team_id == TEAM, ParticipationRow.user_id == WHO)
    .where(ParticipationRow.programme_id == ONE)
)
_DUE = (
    select(ParticipationRow)
    .where(ParticipationRow.team_id == TEAM, *ASKABLE, ParticipationRow.ask_at <= NOW)
    .order_by(ParticipationRow.ask_at, ParticipationRow.programme_id, ParticipationRow.user_id)
    .limit(1)
    .with_for_update(skip_locked=True, of=ParticipationRow)
)
_MADE = (
    select(IntroMemberRow.reacted_at, IntroRow)
    .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
    .where(IntroMemberRow.team_id == TEAM, IntroMemberRow.user_id == WHO, IntroRow.made_at > SINCE)
    .order_by(IntroRow.id.desc())
)
_SETTLE = (
    update(ParticipationRow)
    .where(ParticipationRow.team_id == TEAM, ParticipationRow.user_id == WHO, ParticipationRow.ask_at.is_not(None))
    .where(ParticipationRow.programme_id == ONE)
    .values(ask_at=bindparam("at", type_=UtcDateTime()))
)


def look_again(tx: Tx, *, now: datetime, programme: Programme | None = None, user_id: UserId | None = None) -> None:
    """Decide anew whether to ask: everybody of a programme whom it may concern, or a member about all of theirs."""
    row = ParticipationRow
    whose = row.user_id == user_id if programme is None else row.programme_id == programme.id
    concerned = select(MemberRow.user_id).where(
        MemberRow.team_id == tx.team_id, or_(MemberRow.ask_first.is_(True), _passed_quietly(tx, now=now))
    )
    theirs = update(row).where(row.team_id == tx.team_id, whose, row.user_id.in_(concerned))
    changed(tx, theirs.values(ask_at=now))


def _passed_quietly(tx: Tx, *, now: datetime) -> ColumnElement[bool]:
    """Whether there may have been as many introductions of late as it takes with which a member has done nothing."""
    quiet = (
        select(func.count())
        .where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id == MemberRow.user_id)
        .where(IntroMemberRow.reacted_at.is_(None))
        .where(IntroRow.team_id == tx.team_id, IntroRow.id == IntroMemberRow.intro_id, IntroRow.made_at > now - LATELY)
    )
    return quiet.correlate(MemberRow).scalar_subquery() >= QUIET


def hold_due_question(tx: Tx, *, now: datetime) -> tuple[int, UserId] | None:
    """The programme and member whose question is most overdue, kept from other replicas for a while."""
    row = tx.scalar(_DUE, {"team": tx.team_id, "now": now})
    if row is None:
        return None
    row.ask_at = now + HOLD
    return row.programme_id, UserId(row.user_id)


def load_question(tx: Tx, programme_id: int, user_id: UserId, *, now: datetime) -> AskFacts | None:
    """What is known of a member before the next round of a programme; None when they are not in it any more."""
    found = tx.execute(_ASKED, {"team": tx.team_id, "who": user_id, "one": programme_id}).first()
    if found is None:
        return None
    mine, me, programme = found[0], found[1], as_programme(found[2])
    too_soon = me.every_weeks in SELDOM and tx.scalar(
        select(met_lately(tx, me.every_weeks, now=programme.next.at)).where(
            MemberRow.team_id == tx.team_id, MemberRow.user_id == user_id
        )
    )
    return AskFacts(
        programme,
        as_person(me),
        said=said_to(programme, in_for=mine.in_for, out_for=mine.out_for),
        due=me.every_weeks > 0 and not too_soon,
        ask_first=me.ask_first,
        quiet=_quiet(tx, user_id, now=now),
        paused_until=me.paused_until,
    )


def _quiet(tx: Tx, user_id: UserId, *, now: datetime) -> tuple[datetime, ...]:
    """When a member's latest introductions were made, newest first, up to the last with which they did anything.

    One that did not reach them, or that somebody else called off, says nothing of them; nor do too few.
    """
    made = tx.execute(_MADE, {"team": tx.team_id, "who": user_id, "since": now - LATELY})
    rows = [row for _, row in takewhile(lambda one: one[0] is None, made)]
    if len(rows) < QUIET:
        return ()
    return tuple(
        row.made_at
        for row, found in zip(rows, intros.load_found(tx, rows), strict=True)
        if found.state in {IntroState.INTRODUCED, IntroState.OVER}
        and found.round_id is not None
        and found.post_for(user_id) not in UNREAD
    )


def settle(tx: Tx, programme_id: int, user_id: UserId, *, look_at: datetime | None) -> bool:
    """Look at this member's question again then, or not before the next round; false when that was done already."""
    told = {"team": tx.team_id, "who": user_id, "one": programme_id, "at": look_at}
    return changed(tx, _SETTLE, told) == 1


def set_ask_first(tx: Tx, user_id: UserId, *, first: bool) -> None:
    """From now on ask this member first, or no longer."""
    set_where(tx, MemberRow, {"user_id": user_id}, ask_first=first)


def note_alive(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """This member has said how they want it: what passed before is not held against them."""
    mine = (IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id == user_id)
    tx.execute(update(IntroMemberRow).where(*mine, IntroMemberRow.reacted_at.is_(None)).values(reacted_at=now))
