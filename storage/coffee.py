"""Rounds, intros and check-ins: who was introduced to whom, and what each said of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    and_,
    exists,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.coffee.checkins import CheckinFacts
from bot.coffee.intros import Answer, Intro, IntroState, Why, intro_key
from bot.coffee.membership import tell_the_others
from bot.coffee.rounds import IntroPlan, RoundFacts, RoundPlan
from bot.matching.pairs import Pair, in_order
from bot.people import Person, UserId
from bot.posts import PostState
from bot.programme import Programme
from storage import posts
from storage.base import Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person, refresh_people
from storage.programmes import HOLD, ParticipationRow
from storage.statements import changed

TRIO = 3
LATELY = timedelta(days=14)
SELDOM = (2, 4)  # weeks that members may want between introductions
LEEWAY = timedelta(days=3)  # a round may be late, or its weekday change


class RoundRow(Numbered, Base):
    """One round: the slot it stands for, and its number within its programme."""

    __tablename__ = "round"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "programme_id", "slot_on", name="uq_round_slot"),
        ForeignKeyConstraint(["team_id", "programme_id"], ["programme.team_id", "programme.id"], ondelete="CASCADE"),
    )

    programme_id: Mapped[int] = mapped_column(Id)
    number: Mapped[int]
    slot_on: Mapped[date]
    opened_at: Mapped[datetime]


class IntroRow(Numbered, Base):
    """One introduction, with what made the match and the times that were proposed."""

    __tablename__ = "intro"
    __table_args__ = (
        one_of_team(),
        Index("ix_intro_round", "team_id", "round_id"),
        ForeignKeyConstraint(["team_id", "round_id"], ["round.team_id", "round.id"], ondelete="CASCADE"),
    )

    round_id: Mapped[int] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(16))
    rounds_since: Mapped[int | None]
    minutes: Mapped[int]
    times: Mapped[list[Any]]


class IntroMemberRow(Base):
    """Somebody who was introduced, their place in the sentence, and whether they skipped."""

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
    """An intro as it stands, who skipped it, and what became of the post that made it."""

    intro: Intro
    state: IntroState
    post: PostState | None
    skipped: frozenset[UserId]


def people_in(tx: Tx, programme: Programme, *, now: datetime) -> tuple[Person, ...]:
    """Everybody who is in `programme`, here, not paused, and not introduced too lately for their taste, by id."""
    rows = tx.scalars(
        select(MemberRow)
        .join(
            ParticipationRow,
            (ParticipationRow.team_id == MemberRow.team_id) & (ParticipationRow.user_id == MemberRow.user_id),
        )
        .where(
            MemberRow.team_id == tx.team_id,
            ParticipationRow.programme_id == programme.id,
            MemberRow.here.is_(True),
            or_(MemberRow.paused_until.is_(None), MemberRow.paused_until <= now),
            not_(or_(*(_met_lately(tx, weeks, now=now) for weeks in SELDOM))),
        )
        .order_by(MemberRow.user_id)
    )
    return tuple(as_person(row) for row in rows)


def _met_lately(tx: Tx, weeks: int, *, now: datetime) -> ColumnElement[bool]:
    """Whether a member who wants so many weeks between introductions had one within them."""
    lately = (
        exists()
        .where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id == MemberRow.user_id)
        .where(IntroMemberRow.skipped.is_(False))
        .where(IntroRow.team_id == tx.team_id, IntroRow.id == IntroMemberRow.intro_id)
        .where(IntroRow.state == IntroState.INTRODUCED)
        .where(RoundRow.team_id == tx.team_id, RoundRow.id == IntroRow.round_id)
        .where(RoundRow.opened_at > now - timedelta(weeks=weeks) + LEEWAY)
    )
    return and_(MemberRow.every_weeks == weeks, lately)


def load_round_facts(tx: Tx, programme: Programme, *, now: datetime) -> RoundFacts:
    """What the next round of `programme` is decided on."""
    introduced = tx.execute(
        select(RoundRow.number, IntroMemberRow.intro_id, IntroMemberRow.user_id)
        .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
        .join(RoundRow, (RoundRow.team_id == IntroRow.team_id) & (RoundRow.id == IntroRow.round_id))
        .where(IntroMemberRow.team_id == tx.team_id, RoundRow.programme_id == programme.id)
        .order_by(RoundRow.number, IntroMemberRow.intro_id)
    )
    groups: dict[tuple[int, int], list[str]] = {}
    for number, intro_id, user_id in introduced:
        groups.setdefault((number, intro_id), []).append(user_id)
    since: dict[Pair, int] = {}
    trios: dict[str, int] = {}
    for (number, _), group in groups.items():
        for one, other in combinations(group, 2):
            since[in_order(one, other)] = programme.rounds - number
        for one in group if len(group) >= TRIO else ():
            trios[one] = trios.get(one, 0) + 1
    return RoundFacts(programme, people_in(tx, programme, now=now), since, trios)


def save_round(tx: Tx, programme: Programme, plan: RoundPlan, *, now: datetime) -> tuple[int, ...]:
    """Write a round down; the ids of its intros, in order."""
    assert plan.run is not None  # noqa: S101  the caller saves rounds that run
    opened = RoundRow(
        team_id=tx.team_id,
        programme_id=programme.id,
        number=programme.rounds + 1,
        slot_on=plan.run.on,
        opened_at=now,
    )
    tx.add(opened)
    tx.flush()
    rows = [_intro_values(tx, opened.id, intro) for intro in plan.intros]
    if not rows:
        return ()
    added = insert(IntroRow).returning(IntroRow.id, sort_by_parameter_order=True)
    ids = tuple(tx.scalars(added, rows))
    members = [
        {"team_id": tx.team_id, "intro_id": intro_id, "user_id": person.id, "place": place, "skipped": False}
        for intro_id, intro in zip(ids, plan.intros, strict=True)
        for place, person in enumerate(intro.people)
    ]
    checkins = [
        {"team_id": tx.team_id, "intro_id": intro_id, "user_id": user_id, "due_at": due_at, "settled": False}
        for intro_id, intro in zip(ids, plan.intros, strict=True)
        for user_id, due_at in intro.asked_at.items()
    ]
    tx.execute(insert(IntroMemberRow), members)
    tx.execute(insert(CheckinRow), checkins)
    return ids


def _intro_values(tx: Tx, round_id: int, intro: IntroPlan) -> dict[str, Any]:
    return {
        "team_id": tx.team_id,
        "round_id": round_id,
        "state": IntroState.INTRODUCED,
        "rounds_since": intro.why.rounds_since,
        "minutes": intro.why.minutes,
        "times": [at.astimezone(UTC).isoformat() for at in intro.times],
    }


def load_intro(tx: Tx, intro_id: int) -> IntroFound | None:
    """An intro of this workspace."""
    row = tx.scalar(select(IntroRow).where(IntroRow.team_id == tx.team_id, IntroRow.id == intro_id))
    return None if row is None else load_found(tx, [row])[0]


def load_intros_of(tx: Tx, user_id: UserId, *, since: datetime) -> tuple[IntroFound, ...]:
    """The intros of a member in rounds opened after `since`, newest first."""
    rows = tx.scalars(
        select(IntroRow)
        .join(IntroMemberRow, (IntroMemberRow.team_id == IntroRow.team_id) & (IntroMemberRow.intro_id == IntroRow.id))
        .join(RoundRow, (RoundRow.team_id == IntroRow.team_id) & (RoundRow.id == IntroRow.round_id))
        .where(IntroRow.team_id == tx.team_id, IntroMemberRow.user_id == user_id, RoundRow.opened_at > since)
        .order_by(IntroRow.id.desc())
    )
    return tuple(load_found(tx, list(rows)))


def load_found(tx: Tx, rows: Sequence[IntroRow]) -> list[IntroFound]:
    """The intros in these rows, as they stand."""
    if not rows:
        return []
    people, skipped = _people_of(tx, [row.id for row in rows])
    keys = {row.id: intro_key(row.id) for row in rows}
    states = posts.post_states(tx, keys.values())
    found: list[IntroFound] = []
    for row in rows:
        times = tuple(datetime.fromisoformat(at) for at in row.times)
        intro = Intro(row.id, people[row.id], Why(row.rounds_since, row.minutes), times)
        post = states.get(keys[row.id])
        found.append(IntroFound(intro, IntroState(row.state), post, frozenset(skipped[row.id])))
    return found


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
    return CheckinFacts(row.id, me, replace(found.intro, people=left), found.state, found.post, row.due_at, answer)


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
    dropped = posts.drop_posts(tx, [intro_key(intro.id) for intro in live])
    unsent = [intro for intro in live if intro_key(intro.id) in dropped]
    for intro in unsent:
        end_intro(tx, intro.id, IntroState.CLOSED)
    posts.enqueue(tx, tell_the_others(user_id, unsent, now=now))


def let_go(tx: Tx, people: Collection[Person], *, now: datetime) -> None:
    """Take over what Slack says of `people`; whoever has gone is no longer introduced to anybody."""
    for user_id in refresh_people(tx, people):
        call_off(tx, user_id, now=now)
