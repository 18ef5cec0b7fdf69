"""Intros: who was introduced to whom, why, with which times, and when each is asked about it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    Row,
    String,
    UniqueConstraint,
    false,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.intro import Exchange, Intro, IntroPlan, IntroState, Why
from bot.intros.introductions import message_for
from bot.links import meeting_link
from bot.people import UserId
from bot.posts import PostState
from bot.wishes import Way
from storage import posts
from storage.base import (
    ASIDE,
    COMPANIONS,
    EDGE,
    HIDDEN,
    IDS,
    ONE,
    SHARED,
    SINCE,
    TEAM,
    WHO,
    Base,
    Id,
    Numbered,
    one_of_team,
    team_id,
)
from storage.database import Tx
from storage.delivery import conversation_of
from storage.people import MemberRow, WorkspaceRow, as_person
from storage.sealing import Sealed
from storage.statements import set_where

LATELY = timedelta(days=14)
TOKEN_BYTES = 24


class IntroRow(Numbered, Base):
    """One introduction, with what made the match, the times on offer, and the one they picked.

    Its calendar entry is found by `token`. Fresh times are due at `fresh_at`, the starter's first lines at
    `openers_at`. Where somebody brought them together, `said` is the reason in that one's words.
    """

    __tablename__ = "intro"
    __table_args__ = (
        one_of_team(),
        Index("ix_intro_round", "team_id", "round_id"),
        Index("ix_intro_state", "team_id", "state"),
        Index("ix_intro_starter", "team_id", "starter_id"),
        Index("uq_intro_token", "team_id", "token", unique=True),
        ForeignKeyConstraint(["team_id", "round_id"], ["round.team_id", "round.id"], ondelete="CASCADE"),
        SHARED,
    )

    round_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), info=HIDDEN)
    rounds_since: Mapped[int | None]
    minutes: Mapped[int]
    terms: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    topics: Mapped[list[Any]] = mapped_column(server_default="[]")
    times: Mapped[list[Any]]
    way: Mapped[str] = mapped_column(String(16))
    apart: Mapped[bool]
    starter_id: Mapped[str | None] = mapped_column(String(32), info=ASIDE)
    planned_at: Mapped[datetime | None]
    offered: Mapped[list[Any]] = mapped_column(server_default="[]")
    fresh: Mapped[bool] = mapped_column(default=False, server_default=false())
    second: Mapped[bool] = mapped_column(default=False, server_default=false())
    card: Mapped[int | None]
    token: Mapped[str | None] = mapped_column(String(64), info=HIDDEN)
    at_once: Mapped[bool] = mapped_column(default=False, server_default=false())
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    fresh_at: Mapped[datetime | None]
    openers_at: Mapped[datetime | None]
    said: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    broker_id: Mapped[str | None] = mapped_column(String(32), info=ASIDE)


class IntroMemberRow(Base):
    """Somebody who was introduced: their place in the sentence, whether they skipped, and when they reacted.

    One who `helps` is there for a topic that somebody else wants to learn.
    """

    __tablename__ = "intro_member"
    __table_args__ = (
        Index("ix_intro_member_user", "team_id", "user_id"),
        ForeignKeyConstraint(["team_id", "intro_id"], ["intro.team_id", "intro.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        COMPANIONS,
    )

    team_id: Mapped[str] = team_id()
    intro_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True, info=EDGE)
    place: Mapped[int]
    skipped: Mapped[bool] = mapped_column(default=False)
    stretched: Mapped[bool] = mapped_column(default=False)
    helps: Mapped[bool] = mapped_column(default=False, server_default=false())
    reacted_at: Mapped[datetime | None]


class CheckinRow(Numbered, Base):
    """One question to one person about one intro; settled once it was asked, or decided not to be."""

    __tablename__ = "checkin"
    __table_args__ = (
        one_of_team(),
        Index("ix_checkin_due", "team_id", "settled", "due_at"),
        UniqueConstraint("team_id", "intro_id", "user_id", name="uq_checkin_person"),
        ForeignKeyConstraint(
            ["team_id", "intro_id", "user_id"],
            ["intro_member.team_id", "intro_member.intro_id", "intro_member.user_id"],
            ondelete="CASCADE",
        ),
    )

    intro_id: Mapped[int] = mapped_column(Id)
    user_id: Mapped[str] = mapped_column(String(32))
    due_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    settled: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]
    takeaway: Mapped[str] = mapped_column(Sealed, default="", server_default="")


_ONE = select(IntroRow).where(IntroRow.team_id == TEAM, IntroRow.id == ONE)
_ONE_LOCKED = _ONE.with_for_update(of=IntroRow)
_LATEST = (
    select(IntroRow)
    .join(IntroMemberRow, (IntroMemberRow.team_id == IntroRow.team_id) & (IntroMemberRow.intro_id == IntroRow.id))
    .where(IntroRow.team_id == TEAM, IntroMemberRow.user_id == WHO)
    .where(IntroRow.made_at > SINCE)
    .order_by(IntroRow.id.desc())
)
_Member: TypeAlias = Row[int, bool, MemberRow, str, str]
_PEOPLE = (
    select(
        IntroMemberRow.intro_id, IntroMemberRow.skipped, MemberRow, WorkspaceRow.public_url, WorkspaceRow.meeting_url
    )
    .join(WorkspaceRow, WorkspaceRow.team_id == IntroMemberRow.team_id)
    .join(MemberRow, (MemberRow.team_id == IntroMemberRow.team_id) & (MemberRow.user_id == IntroMemberRow.user_id))
    .where(IntroMemberRow.team_id == TEAM, IntroMemberRow.intro_id.in_(IDS))
    .order_by(IntroMemberRow.intro_id, IntroMemberRow.place)
)


@dataclass(frozen=True, slots=True)
class IntroFound:
    """An intro as it stands, what became of the posts that made it, by key, and its round."""

    intro: Intro
    posts: Mapping[str, PostState]
    round_id: int | None = None

    @property
    def state(self) -> IntroState:
        """Whether it goes on."""
        return self.intro.state

    @property
    def skipped(self) -> frozenset[UserId]:
        """Who is out of it."""
        return self.intro.skipped

    def post_for(self, user_id: UserId) -> PostState | None:
        """What became of the post that introduced this person to the others."""
        return self.posts.get(self.intro.key_for(user_id))


def save_intros(tx: Tx, plans: Sequence[IntroPlan], *, round_id: int | None, now: datetime) -> tuple[int, ...]:
    """Write intros down; their ids, in order."""
    if not plans:
        return ()
    added = insert(IntroRow).returning(IntroRow.id, sort_by_parameter_order=True)
    ids = tuple(tx.scalars(added, [_values(tx, plan, round_id=round_id, now=now) for plan in plans]))
    saved = list(zip(ids, plans, strict=True))
    members = [
        {
            "team_id": tx.team_id,
            "intro_id": intro_id,
            "user_id": person.id,
            "place": place,
            "skipped": False,
            "stretched": person.id in plan.stretched,
            "helps": place in {one.other for one in plan.why.topics if one.helps},
        }
        for intro_id, plan in saved
        for place, person in enumerate(plan.people)
    ]
    checkins = [
        {"team_id": tx.team_id, "intro_id": intro_id, "user_id": user_id, "due_at": due_at, "settled": False}
        for intro_id, plan in saved
        for user_id, due_at in plan.asked_at.items()
    ]
    tx.execute(insert(IntroMemberRow), members)
    tx.execute(insert(CheckinRow), checkins)
    return ids


def _values(tx: Tx, plan: IntroPlan, *, round_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "team_id": tx.team_id,
        "round_id": round_id,
        "made_at": now,
        "state": IntroState.INTRODUCED,
        "rounds_since": plan.why.rounds_since,
        "minutes": plan.why.minutes,
        "terms": dict(plan.why.terms),
        "topics": [[one.learner, one.other, one.topic, one.helps] for one in plan.why.topics],
        "times": _written(plan.times),
        "offered": _written(plan.times),
        "second": plan.second,
        "planned_at": plan.planned_at,
        "at_once": plan.at_once,
        "card": 0,
        "token": secrets.token_urlsafe(TOKEN_BYTES),
        "fresh_at": plan.fresh_at,
        "openers_at": plan.openers_at,
        "way": plan.way,
        "apart": plan.apart,
        "starter_id": plan.starter,
        "said": plan.why.said,
        "broker_id": plan.broker,
    }


def _written(times: Sequence[datetime]) -> list[str]:
    return [at.astimezone(UTC).isoformat() for at in times]


def _read(times: Sequence[str]) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(at) for at in times)


def load_intro(tx: Tx, intro_id: int) -> IntroFound | None:
    """An intro of this workspace."""
    row = tx.scalar(_ONE, {"team": tx.team_id, "one": intro_id})
    return None if row is None else load_found(tx, [row])[0]


def lock_intro(tx: Tx, intro_id: int) -> IntroFound | None:
    """An intro of this workspace, while nobody else changes it."""
    row = tx.scalar(_ONE_LOCKED, {"team": tx.team_id, "one": intro_id})
    return None if row is None else load_found(tx, [row])[0]


def save_changes(tx: Tx, intro: Intro) -> None:
    """Write down an intro's times, the one that was picked, and its card."""
    set_where(
        tx,
        IntroRow,
        {"id": intro.id},
        times=_written(intro.times),
        offered=_written(intro.offered),
        planned_at=intro.planned_at,
        fresh=intro.fresh,
        card=intro.card,
        sequence=intro.sequence,
    )


def show(tx: Tx, intro: Intro, *, now: datetime) -> None:
    """Let everybody in an intro see it as it stands: in its message and on their Home."""
    for key, audience in intro.audiences.items():
        posts.change(tx, key, message_for(intro, audience), now=now)
    posts.owe_homes(tx, [person.id for person in intro.people], now=now)


def note_reaction(tx: Tx, intro_id: int, user_id: UserId, *, now: datetime) -> None:
    """Note that somebody did something with an intro of theirs."""
    set_where(tx, IntroMemberRow, {"intro_id": intro_id, "user_id": user_id}, reacted_at=now)


def load_intros_of(tx: Tx, user_id: UserId, *, since: datetime) -> tuple[IntroFound, ...]:
    """The intros of a member that were made after `since`, newest first."""
    return tuple(load_found(tx, tx.scalars(_LATEST, {"team": tx.team_id, "who": user_id, "since": since}).all()))


def load_found(tx: Tx, rows: Sequence[IntroRow]) -> list[IntroFound]:
    """The intros in these rows, as they stand."""
    if not rows:
        return []
    people = _people_of(tx, [row.id for row in rows])
    intros = {row.id: _linked(tx, _as_intro(row, people[row.id]), row.token, people[row.id]) for row in rows}
    states = posts.post_states(tx, [key for intro in intros.values() for key in intro.keys])
    return [
        IntroFound(
            intros[row.id],
            {key: states[key] for key in intros[row.id].keys if key in states},
            row.round_id,
        )
        for row in rows
    ]


def _as_intro(row: IntroRow, members: Sequence[_Member]) -> Intro:
    return Intro(
        id=row.id,
        people=tuple(as_person(one.MemberRow) for one in members),
        why=Why(row.rounds_since, row.minutes, row.terms, tuple(Exchange(*one) for one in row.topics), row.said),
        times=_read(row.times),
        way=Way(row.way),
        apart=row.apart,
        starter=None if row.starter_id is None else UserId(row.starter_id),
        planned_at=row.planned_at,
        state=IntroState(row.state),
        skipped=frozenset(UserId(one.MemberRow.user_id) for one in members if one.skipped),
        offered=_read(row.offered),
        fresh=row.fresh,
        second=row.second,
        card=row.card,
        sequence=row.sequence,
        at_once=row.at_once,
        broker=None if row.broker_id is None else UserId(row.broker_id),
    )


def _linked(tx: Tx, intro: Intro, token: str | None, members: Sequence[_Member]) -> Intro:
    """The intro with the addresses of its calendar file and its call, where the operator has set where they are."""
    public, call = members[0].public_url, members[0].meeting_url
    calendar = f"{public}/calendar/{token}.ics" if public and token else ""
    if not call:
        return replace(intro, calendar=calendar)
    channel = conversation_of(tx, [person.id for person in intro.people])
    here = "" if intro.apart else channel
    meeting = meeting_link(call, token=token or "", team=tx.team_id, channel=here)
    return replace(intro, calendar=calendar, meeting=meeting)


def _people_of(tx: Tx, intro_ids: Sequence[int]) -> Mapping[int, Sequence[_Member]]:
    """The people of these intros in their places, whether they skipped, and what the operator has set; by intro."""
    found: dict[int, list[_Member]] = {}
    for row in tx.execute(_PEOPLE, {"team": tx.team_id, "ids": intro_ids}):
        found.setdefault(row.intro_id, []).append(row)
    return found


def skip_intro(tx: Tx, intro_id: int, user_id: UserId) -> bool:
    """Note that somebody skips an intro, and ask them nothing about it; false when they did so before."""
    mine = {"intro_id": intro_id, "user_id": user_id}
    skips = set_where(tx, IntroMemberRow, {**mine, "skipped": False}, skipped=True)
    set_where(tx, CheckinRow, mine, settled=True)
    return skips == 1


def end_intro(tx: Tx, intro_id: int, state: IntroState) -> bool:
    """Skip or close an intro; false when that happened before."""
    return set_where(tx, IntroRow, {"id": intro_id, "state": IntroState.INTRODUCED}, state=state) == 1
