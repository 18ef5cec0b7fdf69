"""Intros and check-ins: who was introduced to whom, and what each said of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.intro import Answer, Intro, IntroPlan, IntroState, Turns, Why
from bot.intros.checkins import CheckinFacts
from bot.intros.skips import tell_the_others
from bot.people import Person, UserId
from bot.posts import PostState
from bot.wishes import Way
from storage import posts
from storage.base import Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person, refresh_people
from storage.programmes import HOLD
from storage.statements import changed

LATELY = timedelta(days=14)


class IntroRow(Numbered, Base):
    """One introduction, with what made the match, the times that were proposed, and the one they picked."""

    __tablename__ = "intro"
    __table_args__ = (
        one_of_team(),
        Index("ix_intro_round", "team_id", "round_id"),
        ForeignKeyConstraint(["team_id", "round_id"], ["round.team_id", "round.id"], ondelete="CASCADE"),
    )

    round_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    rounds_since: Mapped[int | None]
    minutes: Mapped[int]
    times: Mapped[list[Any]]
    way: Mapped[str] = mapped_column(String(16))
    apart: Mapped[bool]
    starter_id: Mapped[str | None] = mapped_column(String(32))
    planned_at: Mapped[datetime | None]


class IntroMemberRow(Base):
    """Somebody who was introduced: their place in the sentence, whether they skipped, and when they reacted."""

    __tablename__ = "intro_member"
    __table_args__ = (
        Index("ix_intro_member_user", "team_id", "user_id"),
        ForeignKeyConstraint(["team_id", "intro_id"], ["intro.team_id", "intro.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    intro_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[int]
    skipped: Mapped[bool] = mapped_column(default=False)
    stretched: Mapped[bool] = mapped_column(default=False)
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


@dataclass(frozen=True, slots=True)
class IntroFound:
    """An intro as it stands, its round, who skipped it, and what became of the posts that made it, by key."""

    intro: Intro
    state: IntroState
    posts: Mapping[str, PostState]
    skipped: frozenset[UserId]
    round_id: int | None = None

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
        "times": [at.astimezone(UTC).isoformat() for at in plan.times],
        "way": plan.way,
        "apart": plan.apart,
        "starter_id": plan.starter,
    }


def load_turns(tx: Tx, user_ids: Collection[UserId]) -> Turns:
    """How often each of these has gone first, and left their usual hours."""
    mine = IntroMemberRow.user_id.in_(sorted(user_ids))
    stretched = tx.execute(
        select(IntroMemberRow.user_id, func.count())
        .where(IntroMemberRow.team_id == tx.team_id, mine, IntroMemberRow.stretched.is_(True))
        .group_by(IntroMemberRow.user_id)
    )
    started = tx.execute(
        select(IntroRow.starter_id, func.count())
        .where(IntroRow.team_id == tx.team_id, IntroRow.starter_id.in_(sorted(user_ids)))
        .group_by(IntroRow.starter_id)
    )
    return Turns({UserId(one or ""): count for one, count in started}, {UserId(one): count for one, count in stretched})


def load_intro(tx: Tx, intro_id: int) -> IntroFound | None:
    """An intro of this workspace."""
    row = tx.scalar(select(IntroRow).where(IntroRow.team_id == tx.team_id, IntroRow.id == intro_id))
    return None if row is None else load_found(tx, [row])[0]


def load_intros_of(tx: Tx, user_id: UserId, *, since: datetime) -> tuple[IntroFound, ...]:
    """The intros of a member that were made after `since`, newest first."""
    rows = tx.scalars(
        select(IntroRow)
        .join(IntroMemberRow, (IntroMemberRow.team_id == IntroRow.team_id) & (IntroMemberRow.intro_id == IntroRow.id))
        .where(IntroRow.team_id == tx.team_id, IntroMemberRow.user_id == user_id, IntroRow.made_at > since)
        .order_by(IntroRow.id.desc())
    )
    return tuple(load_found(tx, list(rows)))


def load_found(tx: Tx, rows: Sequence[IntroRow]) -> list[IntroFound]:
    """The intros in these rows, as they stand."""
    if not rows:
        return []
    people, skipped = _people_of(tx, [row.id for row in rows])
    intros = {row.id: _as_intro(row, people[row.id]) for row in rows}
    states = posts.post_states(tx, [key for intro in intros.values() for key in intro.keys])
    return [
        IntroFound(
            intros[row.id],
            IntroState(row.state),
            {key: states[key] for key in intros[row.id].keys if key in states},
            frozenset(skipped[row.id]),
            row.round_id,
        )
        for row in rows
    ]


def _as_intro(row: IntroRow, people: tuple[Person, ...]) -> Intro:
    return Intro(
        id=row.id,
        people=people,
        why=Why(row.rounds_since, row.minutes),
        times=tuple(datetime.fromisoformat(at) for at in row.times),
        way=Way(row.way),
        apart=row.apart,
        starter=None if row.starter_id is None else UserId(row.starter_id),
        planned_at=row.planned_at,
    )


def _people_of(tx: Tx, intro_ids: Sequence[int]) -> tuple[Mapping[int, tuple[Person, ...]], Mapping[int, set[UserId]]]:
    """The people of these intros in their places, and those who skipped, by intro."""
    rows = tx.execute(
        select(IntroMemberRow.intro_id, IntroMemberRow.skipped, MemberRow)
        .join(MemberRow, (MemberRow.team_id == IntroMemberRow.team_id) & (MemberRow.user_id == IntroMemberRow.user_id))
        .where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.intro_id.in_(intro_ids))
        .order_by(IntroMemberRow.intro_id, IntroMemberRow.place)
    )
    people: dict[int, tuple[Person, ...]] = {}
    skipped: dict[int, set[UserId]] = {intro_id: set() for intro_id in intro_ids}
    for intro_id, skips, member in rows:
        people[intro_id] = (*people.get(intro_id, ()), as_person(member))
        if skips:
            skipped[intro_id].add(UserId(member.user_id))
    return people, skipped


def skip_intro(tx: Tx, intro_id: int, user_id: UserId) -> bool:
    """Note that somebody skips an intro, and ask them nothing about it; false when they did so before."""
    mine = (IntroMemberRow.team_id == tx.team_id, IntroMemberRow.intro_id == intro_id)
    skips = changed(
        tx,
        update(IntroMemberRow)
        .where(*mine, IntroMemberRow.user_id == user_id, IntroMemberRow.skipped.is_(False))
        .values(skipped=True),
    )
    asked = (CheckinRow.team_id == tx.team_id, CheckinRow.intro_id == intro_id, CheckinRow.user_id == user_id)
    tx.execute(update(CheckinRow).where(*asked).values(settled=True))
    return skips == 1


def end_intro(tx: Tx, intro_id: int, state: IntroState) -> bool:
    """Skip or close an intro; false when that happened before."""
    ended = changed(
        tx,
        update(IntroRow)
        .where(IntroRow.team_id == tx.team_id, IntroRow.id == intro_id, IntroRow.state == IntroState.INTRODUCED)
        .values(state=state),
    )
    return ended == 1


def hold_due_checkin(tx: Tx, *, now: datetime) -> int | None:
    """The most overdue check-in, kept from other replicas for a while."""
    row = tx.scalar(
        select(CheckinRow)
        .where(
            CheckinRow.team_id == tx.team_id,
            CheckinRow.settled.is_(False),
            CheckinRow.due_at <= now,
            or_(CheckinRow.held_until.is_(None), CheckinRow.held_until <= now),
        )
        .order_by(CheckinRow.due_at, CheckinRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.held_until = now + HOLD
    return row.id


def settle_checkin(tx: Tx, checkin_id: int) -> bool:
    """Take a check-in as dealt with; false when it was already."""
    settled = changed(
        tx,
        update(CheckinRow)
        .where(CheckinRow.team_id == tx.team_id, CheckinRow.id == checkin_id, CheckinRow.settled.is_(False))
        .values(settled=True),
    )
    return settled == 1


def load_checkin(tx: Tx, checkin_id: int) -> CheckinFacts | None:
    """A check-in of this workspace."""
    row = tx.scalar(select(CheckinRow).where(CheckinRow.team_id == tx.team_id, CheckinRow.id == checkin_id))
    return None if row is None else _checkin_facts(tx, row)


def _checkin_facts(tx: Tx, row: CheckinRow) -> CheckinFacts:
    found = load_intro(tx, row.intro_id)
    assert found is not None  # noqa: S101  a foreign key holds it
    me = UserId(row.user_id)
    left = tuple(person for person in found.intro.people if person.id == me or person.id not in found.skipped)
    answer = None if row.answer is None else Answer(row.answer)
    intro = replace(found.intro, people=left)
    return CheckinFacts(row.id, me, intro, found.state, found.post_for(me), row.due_at, answer)


def record_answer(tx: Tx, checkin_id: int, answer: Answer, *, now: datetime) -> None:
    """Keep what was tapped last."""
    tx.execute(
        update(CheckinRow)
        .where(CheckinRow.team_id == tx.team_id, CheckinRow.id == checkin_id)
        .values(answer=answer, answered_at=now)
    )


def next_checkin_at(tx: Tx) -> datetime | None:
    """When the next check-in falls due."""
    return tx.scalar(
        select(CheckinRow.due_at)
        .where(CheckinRow.team_id == tx.team_id, CheckinRow.settled.is_(False))
        .order_by(CheckinRow.due_at)
        .limit(1)
    )


def call_off(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Ask nothing more of `user_id`, end the intros of theirs that nobody has read yet, and tell the others."""
    tx.execute(
        update(CheckinRow).where(CheckinRow.team_id == tx.team_id, CheckinRow.user_id == user_id).values(settled=True)
    )
    found = load_intros_of(tx, user_id, since=now - LATELY)
    live = [one.intro for one in found if one.state is IntroState.INTRODUCED]
    dropped = posts.drop_posts(tx, [key for intro in live for key in intro.keys])
    unsent = [intro for intro in live if dropped.issuperset(intro.keys)]
    for intro in unsent:
        end_intro(tx, intro.id, IntroState.CLOSED)
    posts.enqueue(tx, tell_the_others(user_id, unsent, now=now))


def let_go(tx: Tx, people: Collection[Person], *, now: datetime) -> None:
    """Take over what Slack says of `people`; whoever has gone is no longer introduced to anybody."""
    for user_id in refresh_people(tx, people):
        call_off(tx, user_id, now=now)
