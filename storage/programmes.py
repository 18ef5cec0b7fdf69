"""Programmes: a channel, a rhythm, and when the next round is due."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    case,
    delete,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.calendar import Rhythm, Slot
from bot.coffee.seasons import Season
from bot.people import ChannelId, UserId
from bot.programme import TITLE, Programme, ProgrammeState
from storage import directory, posts
from storage.base import CARE, TEAM, WHO, Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.statements import changed, insert_new, set_where

HOLD = timedelta(minutes=5)  # what fails is tried again after this, and lets the others pass


class ProgrammeRow(Numbered, Base):
    """A programme; `next_on` is the local date of the next slot and `next_at` its instant."""

    __tablename__ = "programme"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "channel_id", "title", name="uq_programme_title"),
        Index("ix_programme_due", "team_id", "next_at"),
        {"info": {"called": "title"}},
    )

    channel_id: Mapped[str] = mapped_column(String(32))
    private: Mapped[bool]
    every_weeks: Mapped[int]
    weekday: Mapped[int]
    at: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    next_on: Mapped[date]
    next_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    owner_id: Mapped[str] = mapped_column(String(32), info=CARE)
    rounds: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[date | None]
    anchor_on: Mapped[date | None]
    size: Mapped[int] = mapped_column(default=2, server_default="2")
    title: Mapped[str] = mapped_column(String(40), default=TITLE, server_default=TITLE)
    state: Mapped[str] = mapped_column(
        String(16), default=ProgrammeState.RUNNING, server_default=ProgrammeState.RUNNING
    )
    guests: Mapped[bool] = mapped_column(default=False, server_default=false())
    horizon: Mapped[int | None]
    season_rounds: Mapped[int | None]
    season_began: Mapped[int | None]


class ParticipationRow(Base):
    """A member is in a programme as long as this row stands.

    `in_for` and `out_for` are the local dates of rounds that they said yes and no to; `ask_at` is when to look
    whether to ask them about the next, `first` that they had to wait in the last; `seat` is theirs in the season.
    """

    __tablename__ = "participation"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "programme_id"], ["programme.team_id", "programme.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_participation_user", "team_id", "user_id"),
        Index("ix_participation_ask", "team_id", "ask_at"),
    )

    team_id: Mapped[str] = team_id()
    programme_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    joined_at: Mapped[datetime]
    in_for: Mapped[date | None]
    out_for: Mapped[date | None]
    ask_at: Mapped[datetime | None]
    first: Mapped[bool] = mapped_column(default=False, server_default=false())
    seat: Mapped[int | None]


NEXT_ROUND = select(func.min(ProgrammeRow.next_at)).where(
    ProgrammeRow.team_id == TEAM,
    ProgrammeRow.state == ProgrammeState.RUNNING,
    ~directory.stands_still(ProgrammeRow.team_id, ProgrammeRow.channel_id),
)


_ALL = select(ProgrammeRow).where(ProgrammeRow.team_id == TEAM).order_by(ProgrammeRow.id)
_ANSWERS = select(ParticipationRow.programme_id, ParticipationRow.in_for, ParticipationRow.out_for).where(
    ParticipationRow.team_id == TEAM, ParticipationRow.user_id == WHO
)


def load_programmes(tx: Tx) -> tuple[Programme, ...]:
    """All programmes of the workspace, oldest first."""
    rows = tx.scalars(_ALL, {"team": tx.team_id})
    return tuple(as_programme(row) for row in rows)


def load_programme(tx: Tx, programme_id: int) -> Programme | None:
    """A programme of this workspace."""
    row = tx.get(ProgrammeRow, (tx.team_id, programme_id))
    return None if row is None else as_programme(row)


def as_programme(row: ProgrammeRow) -> Programme:
    """The programme in a row."""
    rhythm = Rhythm(row.every_weeks, row.weekday, row.at, row.zone, row.anchor_on)
    slot = Slot(row.next_on, row.next_at)
    channel, owner = ChannelId(row.channel_id), UserId(row.owner_id)
    return Programme(
        row.id,
        channel,
        row.private,
        rhythm,
        slot,
        owner,
        rounds=row.rounds,
        last_on=row.last_on,
        size=row.size,
        title=row.title,
        state=ProgrammeState(row.state),
        guests=row.guests,
        horizon=row.horizon,
    )


def save_programme(tx: Tx, programme: Programme) -> Programme:
    """Add a programme (its id is 0 until then) or change the one with its id."""
    row = tx.get(ProgrammeRow, (tx.team_id, programme.id)) if programme.id else ProgrammeRow(team_id=tx.team_id)
    if row is None:
        raise LookupError(f"no programme {programme.id} in {tx.team_id}")
    rhythm = programme.rhythm
    row.channel_id, row.private, row.owner_id = programme.channel, programme.private, programme.owner
    row.every_weeks, row.weekday, row.at, row.zone = rhythm.every_weeks, rhythm.weekday, rhythm.at, rhythm.zone
    row.next_on, row.next_at, row.rounds = programme.next.on, programme.next.at, programme.rounds
    row.held_until = None
    if row.size != programme.size:
        row.season_rounds = None
    row.anchor_on, row.size, row.title, row.state = rhythm.anchor_on, programme.size, programme.title, programme.state
    row.guests, row.horizon = programme.guests, programme.horizon
    tx.add(row)
    tx.flush()
    directory.watch(tx, programme.channel)
    return as_programme(row)


def hold_due_programme(tx: Tx, *, now: datetime) -> Programme | None:
    """The programme whose next round is most overdue, kept from other replicas for a while."""
    row = tx.scalar(
        select(ProgrammeRow)
        .where(
            ProgrammeRow.team_id == tx.team_id,
            ProgrammeRow.state == ProgrammeState.RUNNING,
            ProgrammeRow.next_at <= now,
            ~directory.stands_still(ProgrammeRow.team_id, ProgrammeRow.channel_id),
            or_(ProgrammeRow.held_until.is_(None), ProgrammeRow.held_until <= now),
        )
        .order_by(ProgrammeRow.next_at, ProgrammeRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.held_until = now + HOLD
    return as_programme(row)


def release_programme(tx: Tx, programme_id: int) -> None:
    """Let the round of a programme be planned anew at once."""
    set_where(tx, ProgrammeRow, {"id": programme_id}, held_until=None)


def claim_slot(tx: Tx, programme: Programme, *, following: Slot, run: Slot | None) -> bool:
    """Move `programme` on from its slot to `following`; false when somebody else did so first."""
    moved = changed(
        tx,
        update(ProgrammeRow)
        .where(
            ProgrammeRow.team_id == tx.team_id,
            ProgrammeRow.id == programme.id,
            ProgrammeRow.state == ProgrammeState.RUNNING,
            ProgrammeRow.next_at == programme.next.at,
        )
        .values(
            next_on=following.on,
            next_at=following.at,
            held_until=None,
            rounds=ProgrammeRow.rounds + (0 if run is None else 1),
            last_on=ProgrammeRow.last_on if run is None else run.on,
        ),
    )
    return moved == 1


def load_answers(tx: Tx, user_id: UserId) -> Mapping[int, tuple[date | None, date | None]]:
    """The programmes that this member is in: the rounds that they said yes and no to last."""
    rows = tx.line.execute(_ANSWERS, {"team": tx.team_id, "who": user_id})
    return {programme_id: (in_for, out_for) for programme_id, in_for, out_for in rows}


def said_to(programme: Programme, *, in_for: date | None, out_for: date | None) -> bool | None:
    """What somebody said to the next round, by the rounds that they said yes and no to last."""
    if out_for is not None and out_for >= programme.next.on:
        return False
    return True if in_for is not None and in_for >= programme.next.on else None


def answer_round(tx: Tx, programme: Programme, user_id: UserId, *, yes: bool) -> None:
    """Note what a member says to the next round of a programme."""
    on = programme.next.on
    mine = {"programme_id": programme.id, "user_id": user_id}
    set_where(tx, ParticipationRow, mine, in_for=on if yes else None, out_for=None if yes else on)


def who_joined(tx: Tx, programme_id: int) -> tuple[UserId, ...]:
    """Everybody who is in a programme, paused or not."""
    rows = tx.scalars(
        select(ParticipationRow.user_id)
        .where(ParticipationRow.team_id == tx.team_id, ParticipationRow.programme_id == programme_id)
        .order_by(ParticipationRow.user_id)
    )
    return tuple(UserId(one) for one in rows)


def join(tx: Tx, programme_id: int, user_id: UserId, *, now: datetime) -> bool:
    """Take a member in; false when they were in already."""
    return insert_new(tx, ParticipationRow, {"programme_id": programme_id, "user_id": user_id, "joined_at": now})


def leave(tx: Tx, user_id: UserId, programme_ids: Sequence[int]) -> int:
    """Take a member out of these programmes; out of how many. Nothing more comes to who is in none any more."""
    left = changed(
        tx,
        delete(ParticipationRow).where(
            ParticipationRow.team_id == tx.team_id,
            ParticipationRow.user_id == user_id,
            ParticipationRow.programme_id.in_(programme_ids),
        ),
    )
    if left and not load_answers(tx, user_id):
        posts.drop_posts_to(tx, user_id)
    return left


def first_of(tx: Tx, programme_id: int) -> frozenset[str]:
    """The members of a programme who had to wait in its last round."""
    rows = tx.scalars(
        select(ParticipationRow.user_id).where(
            ParticipationRow.team_id == tx.team_id,
            ParticipationRow.programme_id == programme_id,
            ParticipationRow.first.is_(True),
        )
    )
    return frozenset(rows)


def load_season(tx: Tx, programme_id: int) -> Season | None:
    """The season that was planned for a programme, with everybody's seat."""
    row = tx.get_one(ProgrammeRow, (tx.team_id, programme_id))
    if row.season_rounds is None or row.season_began is None:
        return None
    joined = select(ParticipationRow).where(
        ParticipationRow.team_id == tx.team_id, ParticipationRow.programme_id == programme_id
    )
    seats = {one.user_id: one.seat for one in tx.scalars(joined) if one.seat is not None}
    return Season(row.season_rounds, row.season_began, seats)


def save_season(tx: Tx, programme_id: int, season: Season | None) -> None:
    """Keep the season of a programme and everybody's seat, or that it has none."""
    row = tx.get_one(ProgrammeRow, (tx.team_id, programme_id))
    if season is None and row.season_rounds is None:
        return
    row.season_rounds, row.season_began = (None, None) if season is None else (season.rounds, season.began)
    seats = dict(season.seats) if season else {}
    tx.execute(
        update(ParticipationRow)
        .where(ParticipationRow.team_id == tx.team_id, ParticipationRow.programme_id == programme_id)
        .values(seat=case(seats, value=ParticipationRow.user_id) if seats else None)
    )


def put_first(tx: Tx, programme_id: int, user_ids: Sequence[UserId]) -> None:
    """Note who has to wait for the next round, and that nobody else does any more."""
    tx.execute(
        update(ParticipationRow)
        .where(ParticipationRow.team_id == tx.team_id, ParticipationRow.programme_id == programme_id)
        .values(first=ParticipationRow.user_id.in_(list(user_ids)))
    )


def set_first(tx: Tx, programme_id: int, user_ids: Sequence[UserId], *, first: bool) -> None:
    """Note that these members have to wait for the next round, or need not any more."""
    set_where(tx, ParticipationRow, {"programme_id": programme_id, "user_id": list(user_ids)}, first=first)


def find_strangers(tx: Tx, channel: ChannelId, *, limit: int) -> tuple[UserId, ...]:
    """Some of those who are in a programme of this channel, but not in the channel, now that it has been read."""
    rows = tx.scalars(
        select(ParticipationRow.user_id)
        .join(
            ProgrammeRow,
            (ProgrammeRow.team_id == ParticipationRow.team_id) & (ProgrammeRow.id == ParticipationRow.programme_id),
        )
        .where(ParticipationRow.team_id == tx.team_id, ProgrammeRow.channel_id == channel)
        .where(~directory.lists(tx, channel, ParticipationRow.user_id))
        .distinct()
        .limit(limit)
    )
    return tuple(UserId(row) for row in rows)


def save_private(tx: Tx, channel: ChannelId, *, private: bool) -> None:
    """A channel may become private."""
    set_where(tx, ProgrammeRow, {"channel_id": channel}, private=private)


def save_owner(tx: Tx, programme_id: int, owner: UserId) -> None:
    """Turn to this admin from now on."""
    set_where(tx, ProgrammeRow, {"id": programme_id}, owner_id=owner)


def move_on(tx: Tx, programme: Programme, following: Slot) -> Programme:
    """Let the next round of `programme` be at another slot."""
    claim_slot(tx, programme, following=following, run=None)
    return replace(programme, next=following)
