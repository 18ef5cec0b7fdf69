"""Text swaps: who is in which, what was asked, and what each wrote, for as long as it is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    and_,
    delete,
    exists,
    false,
    func,
    insert,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.intro import PAIR
from bot.people import Person, UserId
from bot.posts import PostState
from bot.swaps.decisions import SwapPlan, faces
from bot.swaps.swap import Question, Said, Swap, question_key
from storage import intros, posts
from storage.base import COMPANIONS, NOW, ONE, SHARED, TEAM, Base, Id, Numbered, one_of_team, team_id
from storage.coffee import RoundRow
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.people import MemberRow, as_person
from storage.programmes import HOLD, ParticipationRow
from storage.sealing import Sealed
from storage.statements import changed, insert_new, insert_or_replace, set_where


class SwapRow(Numbered, Base):
    """The text swap of an intro, and when it ends at the latest."""

    __tablename__ = "swap"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "intro_id", name="uq_swap_intro"),
        Index("ix_swap_over", "team_id", "ended", "over_at"),
        ForeignKeyConstraint(["team_id", "intro_id"], ["intro.team_id", "intro.id"], ondelete="CASCADE"),
        SHARED,
    )

    intro_id: Mapped[int] = mapped_column(Id)
    over_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    ended: Mapped[bool] = mapped_column(default=False, server_default=false())


NEXT_SWAP = select(func.min(SwapRow.over_at)).where(SwapRow.team_id == TEAM, SwapRow.ended.is_(False))


class SwapMemberRow(Base):
    """Somebody who takes part in a swap, until they are gone from it."""

    __tablename__ = "swap_member"
    __table_args__ = (
        Index("ix_swap_member_user", "team_id", "user_id"),
        ForeignKeyConstraint(["team_id", "swap_id"], ["swap.team_id", "swap.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        COMPANIONS,
    )

    team_id: Mapped[str] = team_id()
    swap_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    gone: Mapped[bool] = mapped_column(default=False, server_default=false())


class SwapQuestionRow(Numbered, Base):
    """One of a swap's questions: the words it has had, the turn that counts, and whether its answers are shown."""

    __tablename__ = "swap_question"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "swap_id", "number", name="uq_swap_question_number"),
        ForeignKeyConstraint(["team_id", "swap_id"], ["swap.team_id", "swap.id"], ondelete="CASCADE"),
        SHARED,
    )

    swap_id: Mapped[int] = mapped_column(Id)
    number: Mapped[int]
    words: Mapped[list[Any]]
    turn: Mapped[int] = mapped_column(default=0, server_default="0")
    shown: Mapped[bool] = mapped_column(default=False, server_default=false())


class SwapAnswerRow(Base):
    """What one person wrote; "" where they skip the question."""

    __tablename__ = "swap_answer"
    __table_args__ = (
        Index("ix_swap_answer_said", "team_id", "said_at"),
        ForeignKeyConstraint(
            ["team_id", "question_id"], ["swap_question.team_id", "swap_question.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    question_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    turn: Mapped[int]
    text: Mapped[str] = mapped_column(Sealed)
    said_at: Mapped[datetime]


_ITS_PROGRAMME = exists().where(
    RoundRow.team_id == TEAM,
    RoundRow.id == IntroRow.round_id,
    RoundRow.programme_id == ParticipationRow.programme_id,
)
_IS_IN = exists().where(
    ParticipationRow.team_id == TEAM,
    ParticipationRow.user_id == MemberRow.user_id,
    or_(IntroRow.round_id.is_(None), _ITS_PROGRAMME),
)
_TAKES_PART = and_(  # a member of an intro who is here, not paused, has not skipped it and is still in its programme
    IntroMemberRow.skipped.is_(False),
    MemberRow.here.is_(True),
    or_(MemberRow.paused_until.is_(None), MemberRow.paused_until <= NOW),
    _IS_IN,
)
_STILL_IN = (
    select(MemberRow)
    .join(
        IntroMemberRow,
        (IntroMemberRow.team_id == MemberRow.team_id) & (IntroMemberRow.user_id == MemberRow.user_id),
    )
    .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
    .where(MemberRow.team_id == TEAM, IntroRow.id == ONE, _TAKES_PART)
    .order_by(MemberRow.user_id)
)
_LEAVES = exists(
    select(SwapMemberRow.user_id)
    .join(MemberRow, (MemberRow.team_id == SwapMemberRow.team_id) & (MemberRow.user_id == SwapMemberRow.user_id))
    .join(IntroRow, (IntroRow.team_id == SwapRow.team_id) & (IntroRow.id == SwapRow.intro_id))
    .join(
        IntroMemberRow,
        and_(
            IntroMemberRow.team_id == IntroRow.team_id,
            IntroMemberRow.intro_id == IntroRow.id,
            IntroMemberRow.user_id == SwapMemberRow.user_id,
        ),
    )
    .where(SwapMemberRow.team_id == TEAM, SwapMemberRow.swap_id == SwapRow.id, SwapMemberRow.gone.is_(False))
    .where(not_(_TAKES_PART))
    .correlate(SwapRow)
)
_DUE = (
    select(SwapRow)
    .where(SwapRow.team_id == TEAM, SwapRow.ended.is_(False), or_(SwapRow.over_at <= NOW, _LEAVES))
    .where(or_(SwapRow.held_until.is_(None), SwapRow.held_until <= NOW))
    .order_by(SwapRow.over_at, SwapRow.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=SwapRow)
)


def still_in(tx: Tx, intro_id: int, *, now: datetime) -> tuple[Person, ...]:
    """The people of an intro who have not skipped, left, paused or gone, by id."""
    rows = tx.scalars(_STILL_IN, {"team": tx.team_id, "one": intro_id, "now": now})
    return tuple(as_person(row) for row in rows)


def load_seen(tx: Tx, people: Sequence[Person]) -> frozenset[str]:
    """The questions that any of these people has had in a swap."""
    rows = tx.scalars(
        select(SwapQuestionRow.words)
        .join(
            SwapMemberRow,
            (SwapMemberRow.team_id == SwapQuestionRow.team_id) & (SwapMemberRow.swap_id == SwapQuestionRow.swap_id),
        )
        .where(SwapQuestionRow.team_id == tx.team_id, SwapMemberRow.user_id.in_([person.id for person in people]))
    )
    return frozenset(words for had in rows for words in had)


def save_swap(tx: Tx, intro_id: int, plan: SwapPlan) -> int | None:
    """Write a swap down; its id, or None where the intro has one already."""
    if not insert_new(tx, SwapRow, {"intro_id": intro_id, "over_at": plan.over_at, "ended": False}):
        return None
    swap_id = tx.scalar(select(SwapRow.id).where(SwapRow.team_id == tx.team_id, SwapRow.intro_id == intro_id))
    assert swap_id is not None  # noqa: S101  it was written above
    mine = {"team_id": tx.team_id, "swap_id": swap_id}
    tx.execute(insert(SwapMemberRow), [{**mine, "user_id": person.id} for person in plan.people])
    words = enumerate(plan.words, start=1)
    tx.execute(insert(SwapQuestionRow), [{**mine, "number": number, "words": [one]} for number, one in words])
    return swap_id


def lock_swap(tx: Tx, swap_id: int) -> Swap | None:
    """A swap as it stands, while nobody else changes it."""
    row = tx.scalar(
        select(SwapRow).where(SwapRow.team_id == tx.team_id, SwapRow.id == swap_id).with_for_update(of=SwapRow)
    )
    return None if row is None else _load(tx, row)


def lock_swap_with(tx: Tx, question_id: int) -> Swap | None:
    """The swap that this question belongs to, while nobody else changes it."""
    swap_id = tx.scalar(
        select(SwapQuestionRow.swap_id).where(SwapQuestionRow.team_id == tx.team_id, SwapQuestionRow.id == question_id)
    )
    return None if swap_id is None else lock_swap(tx, swap_id)


def _load(tx: Tx, row: SwapRow) -> Swap:
    people: list[Person] = []
    gone: list[Person] = []
    members = tx.execute(
        select(MemberRow, SwapMemberRow.gone)
        .join(
            SwapMemberRow, (SwapMemberRow.team_id == MemberRow.team_id) & (SwapMemberRow.user_id == MemberRow.user_id)
        )
        .where(MemberRow.team_id == tx.team_id, SwapMemberRow.swap_id == row.id)
        .order_by(MemberRow.user_id)
    )
    for member, has_gone in members:
        (gone if has_gone else people).append(as_person(member))
    together = _together(tx, people) if len(people) == PAIR else 1
    return Swap(row.id, tuple(people), tuple(gone), _questions(tx, row.id), row.ended, together)


def _questions(tx: Tx, swap_id: int) -> tuple[Question, ...]:
    asked = list(
        tx.scalars(
            select(SwapQuestionRow)
            .where(SwapQuestionRow.team_id == tx.team_id, SwapQuestionRow.swap_id == swap_id)
            .order_by(SwapQuestionRow.number)
        )
    )
    said: dict[int, dict[UserId, Said]] = {one.id: {} for one in asked}
    answers = select(SwapAnswerRow).where(
        SwapAnswerRow.team_id == tx.team_id, SwapAnswerRow.question_id.in_(sorted(said))
    )
    for one in tx.scalars(answers):
        said[one.question_id][UserId(one.user_id)] = Said(one.text, one.turn)
    return tuple(Question(one.id, one.number, tuple(one.words), one.turn, said[one.id], one.shown) for one in asked)


def _together(tx: Tx, people: Sequence[Person]) -> int:
    """How many swaps these two have had together."""
    one, other = (aliased(SwapMemberRow) for _ in people)
    count = (
        select(func.count())
        .select_from(one)
        .join(other, (other.team_id == one.team_id) & (other.swap_id == one.swap_id))
        .where(one.team_id == tx.team_id, one.user_id == people[0].id, other.user_id == people[1].id)
    )
    return tx.scalar(count) or 1


def change_swap(tx: Tx, before: Swap, after: Swap, *, actor: UserId | None, now: datetime) -> None:
    """Write down what is different about a swap, and let its messages say so."""
    _save(tx, before, after, now=now)
    keys = [question_key(one.id, person.id) for one in after.questions for person in after.everybody]
    waiting = frozenset(key for key, state in posts.post_states(tx, keys).items() if state is PostState.DUE)
    for face in faces(before, after, actor=actor, waiting=waiting, now=now):
        if face.moot:
            posts.drop_posts(tx, [face.key])
        posts.change(tx, face.key, face.message, now=face.at)
        posts.enqueue(tx, [] if face.post is None else [face.post])
    if actor is not None:
        intros.note_reaction(tx, tx.get_one(SwapRow, (tx.team_id, after.id)).intro_id, actor, now=now)


def _save(tx: Tx, before: Swap, after: Swap, *, now: datetime) -> None:
    leaving = [person.id for person in after.gone if before.is_in(person.id)]
    if leaving:
        set_where(tx, SwapMemberRow, {"swap_id": after.id, "user_id": leaving}, gone=True)
    set_where(tx, SwapRow, {"id": after.id}, ended=after.over, held_until=None)
    for was, question in zip(before.questions, after.questions, strict=True):
        if was != question:
            _save_question(tx, was, question, now=now)


def _save_question(tx: Tx, was: Question, question: Question, *, now: datetime) -> None:
    written = {"words": list(question.words), "turn": question.turn, "shown": question.shown}
    set_where(tx, SwapQuestionRow, {"id": question.id}, **written)
    taken_back = sorted(was.said.keys() - question.said.keys())
    answers = (SwapAnswerRow.team_id == tx.team_id, SwapAnswerRow.question_id == question.id)
    tx.execute(delete(SwapAnswerRow).where(*answers, SwapAnswerRow.user_id.in_(taken_back)))
    for who, said in question.said.items():
        if was.said.get(who) != said:
            key = {"question_id": question.id, "user_id": who}
            insert_or_replace(tx, SwapAnswerRow, key, {"turn": said.turn, "text": said.text, "said_at": now})


def hold_due_swap(tx: Tx, *, now: datetime) -> int | None:
    """A swap whose time has come, or that somebody has left, kept from other replicas for a while."""
    row = tx.scalar(_DUE, {"team": tx.team_id, "now": now})
    if row is None:
        return None
    row.held_until = now + HOLD
    return row.id


def leaving_of(tx: Tx, swap: Swap, *, now: datetime) -> tuple[tuple[UserId, ...], bool]:
    """Who of a swap's people has left its intro, and whether its time has come."""
    row = tx.get_one(SwapRow, (tx.team_id, swap.id))
    left = {person.id for person in still_in(tx, row.intro_id, now=now)}
    return tuple(person.id for person in swap.people if person.id not in left), row.over_at <= now


def goes_on(tx: Tx, question_id: int) -> bool:
    """Whether the swap of this question has not ended."""
    asked = (SwapQuestionRow.team_id == tx.team_id, SwapQuestionRow.id == question_id)
    swap = (SwapRow.team_id == SwapQuestionRow.team_id) & (SwapRow.id == SwapQuestionRow.swap_id)
    return tx.scalar(select(SwapRow.ended).join(SwapQuestionRow, swap).where(*asked)) is False


def is_kept(tx: Tx, question_id: int) -> bool:
    """Whether the answers to this question have not been forgotten."""
    answers = (SwapAnswerRow.team_id == tx.team_id, SwapAnswerRow.question_id == question_id)
    return tx.scalar(select(SwapAnswerRow.user_id).where(*answers).limit(1)) is not None


def ends_of_swaps(tx: Tx) -> tuple[datetime, ...]:
    """When the swaps under way end at the latest, the soonest first."""
    rows = select(SwapRow.over_at).where(SwapRow.team_id == tx.team_id, SwapRow.ended.is_(False))
    return tuple(tx.scalars(rows.order_by(SwapRow.over_at)))


def forget_answers(tx: Tx, *, before: datetime) -> int:
    """Delete what was written before then; how many answers."""
    return changed(tx, delete(SwapAnswerRow).where(SwapAnswerRow.team_id == tx.team_id, SwapAnswerRow.said_at < before))
