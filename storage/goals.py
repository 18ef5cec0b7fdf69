"""Goals, who goes along with them, and to whom their owners show them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    String,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.goals.goal import Goal, GoalState, Partner, Partnership, Said, SeenBy, Shown, Slot
from bot.people import NO_ZONE, UserId
from bot.topic import Topic
from bot.topics.stances import Stance
from storage import directory, topics
from storage.base import TEAM, Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.hosts import hosted_by, in_one_team
from storage.people import MemberRow, as_person
from storage.programmes import HOLD, ParticipationRow, ProgrammeRow
from storage.sealing import Sealed
from storage.statements import changed, insert_all_new
from storage.topics import TopicRow

LIVE = (GoalState.OPEN, GoalState.ON_HOLD)
ENDED = (GoalState.DONE, GoalState.CHANGED, GoalState.LET_GO)


class GoalRow(Numbered, Base):
    """A goal; what its owner wrote is sealed.

    Only one that a team or everybody may see names its topic, as a private one is to be in no list of topics.
    """

    __tablename__ = "goal"
    __table_args__ = (
        one_of_team(),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "topic_id"], ["topic.team_id", "topic.id"]),
        Index("ix_goal_user", "team_id", "user_id", "state"),
        Index("ix_goal_due", "team_id", "ask_at"),
        Index("ix_goal_topic", "team_id", "topic_id", "state"),
        Index("ix_goal_seen", "team_id", "seen_by", "state"),
    )

    user_id: Mapped[str] = mapped_column(String(32))
    topic: Mapped[str] = mapped_column(Sealed)
    topic_id: Mapped[int | None] = mapped_column(Id)
    what: Mapped[str] = mapped_column(Sealed)
    why: Mapped[str] = mapped_column(Sealed)
    step: Mapped[str] = mapped_column(Sealed)
    until_on: Mapped[date]
    seen_by: Mapped[str] = mapped_column(String(16))
    every_weeks: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    ask_at: Mapped[datetime | None]
    unanswered: Mapped[int]
    ending: Mapped[bool]
    said: Mapped[str | None] = mapped_column(String(16))
    said_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Sealed)
    shared: Mapped[bool]


class GoalPartnerRow(Base):
    """Somebody who was asked to go along with a goal, and what became of it."""

    __tablename__ = "goal_partner"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "goal_id"], ["goal.team_id", "goal.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_goal_partner_user", "team_id", "user_id"),
    )

    team_id: Mapped[str] = team_id()
    goal_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))


NEXT_GOAL = (
    select(func.min(GoalRow.ask_at))
    .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
    .where(GoalRow.team_id == TEAM, MemberRow.here.is_(True))
)


def load_slot(tx: Tx, user_id: UserId) -> Slot:
    """When somebody is asked about their goals."""
    me = tx.get(MemberRow, (tx.team_id, user_id))
    usual = Slot(NO_ZONE if me is None else me.zone)
    if me is None or me.goals_on is None or me.goals_at is None:
        return usual
    return replace(usual, weekday=me.goals_on, at=me.goals_at)


def save_slot(tx: Tx, user_id: UserId, weekday: int, at: time) -> None:
    """Ask a member about their goals then from now on."""
    me = tx.get_one(MemberRow, (tx.team_id, user_id))
    me.goals_on, me.goals_at = weekday, at


def load_goals(tx: Tx, user_id: UserId, *, closed: bool = False, start: int = 0, limit: int = 100) -> tuple[Goal, ...]:
    """Somebody's own goals: the live ones by when their time is over, the closed ones from the latest on."""
    mine = (GoalRow.team_id == tx.team_id, GoalRow.user_id == user_id, GoalRow.state.in_(ENDED if closed else LIVE))
    order = (GoalRow.said_at.desc(), GoalRow.id.desc()) if closed else (GoalRow.until_on, GoalRow.id)
    return _as_goals(tx, tx.scalars(select(GoalRow).where(*mine).order_by(*order).offset(start).limit(limit)).all())


def count_closed(tx: Tx, user_id: UserId) -> int:
    """How many goals somebody has closed."""
    mine = (GoalRow.team_id == tx.team_id, GoalRow.user_id == user_id, GoalRow.state.in_(ENDED))
    return tx.scalar(select(func.count()).select_from(GoalRow).where(*mine)) or 0


def load_goal(tx: Tx, goal_id: int) -> Goal | None:
    """A goal of this workspace."""
    row = tx.get(GoalRow, (tx.team_id, goal_id))
    return None if row is None else _as_goals(tx, [row])[0]


def _as_goals(tx: Tx, rows: Sequence[GoalRow]) -> tuple[Goal, ...]:
    found = tx.execute(
        select(GoalPartnerRow.goal_id, GoalPartnerRow.state, MemberRow)
        .join(MemberRow, (MemberRow.team_id == GoalPartnerRow.team_id) & (MemberRow.user_id == GoalPartnerRow.user_id))
        .where(GoalPartnerRow.team_id == tx.team_id, GoalPartnerRow.goal_id.in_([row.id for row in rows]))
        .order_by(GoalPartnerRow.place)
    )
    partners: dict[int, tuple[Partner, ...]] = {}
    for goal_id, state, member in found:
        partners[goal_id] = (*partners.get(goal_id, ()), Partner(as_person(member), Partnership(state)))
    return tuple(
        Goal(
            row.id,
            UserId(row.user_id),
            row.topic,
            row.what,
            row.until_on,
            why=row.why,
            step=row.step,
            seen_by=SeenBy(row.seen_by),
            every_weeks=row.every_weeks,
            state=GoalState(row.state),
            partners=partners.get(row.id, ()),
            ask_at=row.ask_at,
            unanswered=row.unanswered,
            ending=row.ending,
            said=None if row.said is None else Said(row.said),
            said_at=row.said_at,
            note=row.note,
            shared=row.shared,
        )
        for row in rows
    )


def save_goal(tx: Tx, goal: Goal) -> Goal:
    """Add a goal (its id is 0 until then), or change the one with its id; its partners are members."""
    row = tx.get_one(GoalRow, (tx.team_id, goal.id)) if goal.id else GoalRow(team_id=tx.team_id, user_id=goal.owner)
    row.topic, row.what, row.why, row.step = goal.topic, goal.what, goal.why, goal.step
    row.until_on, row.seen_by, row.every_weeks = goal.until, goal.seen_by, goal.every_weeks
    row.state, row.ask_at, row.unanswered, row.ending = goal.state, goal.ask_at, goal.unanswered, goal.ending
    row.said, row.said_at, row.note, row.shared = goal.said, goal.said_at, goal.note, goal.shared
    row.topic_id = _topic_id(tx, goal.topic) if goal.seen_by.open else None
    tx.add(row)
    tx.flush()
    tx.execute(delete(GoalPartnerRow).where(GoalPartnerRow.team_id == tx.team_id, GoalPartnerRow.goal_id == row.id))
    partners = [
        {"goal_id": row.id, "user_id": one.person.id, "place": place, "state": one.state}
        for place, one in enumerate(goal.partners)
    ]
    insert_all_new(tx, GoalPartnerRow, partners)
    return replace(goal, id=row.id)


def _topic_id(tx: Tx, name: str) -> int:
    (kept,) = topics.keep_topics(tx, [Topic(0, name)]).values()
    return kept


def delete_goal(tx: Tx, goal_id: int) -> None:
    """Keep nothing of a goal."""
    tx.execute(delete(GoalRow).where(GoalRow.team_id == tx.team_id, GoalRow.id == goal_id))


def hold_due_goal(tx: Tx, *, now: datetime) -> int | None:
    """The goal whose owner was to be asked longest ago, kept from other replicas for a while."""
    row = tx.scalar(
        select(GoalRow)
        .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
        .where(GoalRow.team_id == tx.team_id, MemberRow.here.is_(True), GoalRow.ask_at <= now)
        .order_by(GoalRow.ask_at, GoalRow.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=GoalRow)
    )
    if row is None:
        return None
    row.ask_at = now + HOLD
    return row.id


def paused_until(tx: Tx, user_id: UserId) -> datetime | None:
    """Until when a member is paused, if they are."""
    return tx.get_one(MemberRow, (tx.team_id, user_id)).paused_until


def load_shown(tx: Tx, user_id: UserId, *, start: int = 0, limit: int) -> tuple[Shown, ...]:
    """The live goals that others show this person, those first with which they go along."""
    along = exists().where(
        GoalPartnerRow.team_id == GoalRow.team_id,
        GoalPartnerRow.goal_id == GoalRow.id,
        GoalPartnerRow.user_id == user_id,
        GoalPartnerRow.state == Partnership.ACCEPTED,
    )
    partner = case((and_(along, GoalRow.seen_by != SeenBy.ME), 1), else_=0)
    rows = tx.execute(
        select(GoalRow, MemberRow.name, partner)
        .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
        .where(GoalRow.team_id == tx.team_id, GoalRow.user_id != user_id, GoalRow.state.in_(LIVE))
        .where(MemberRow.here.is_(True), or_(partner == 1, _seen(tx, user_id)))
        .order_by(partner.desc(), GoalRow.until_on, GoalRow.id)
        .offset(start)
        .limit(limit)
    ).all()
    goals = _as_goals(tx, [row for row, _, _ in rows])
    return tuple(Shown(goal, name, partner=bool(along)) for goal, (_, name, along) in zip(goals, rows, strict=True))


def _seen(tx: Tx, user_id: UserId) -> ColumnElement[bool]:
    """Whether a goal is shown to this person without being their partner's.

    A team are those in one programme, or in the channel of one team; hosts are who looks after either. Guests of the
    workspace are shown what their own programmes are, and nothing else.
    """
    theirs, mine = aliased(ParticipationRow), aliased(ParticipationRow)
    team = exists().where(
        theirs.team_id == GoalRow.team_id,
        theirs.user_id == GoalRow.user_id,
        mine.team_id == theirs.team_id,
        mine.programme_id == theirs.programme_id,
        mine.user_id == user_id,
    )
    joined = aliased(ParticipationRow)
    host = exists().where(
        joined.team_id == GoalRow.team_id,
        joined.user_id == GoalRow.user_id,
        ProgrammeRow.team_id == joined.team_id,
        ProgrammeRow.id == joined.programme_id,
        ProgrammeRow.owner_id == user_id,
    )
    to_team = GoalRow.seen_by.in_([SeenBy.TEAM, SeenBy.EVERYONE])
    to_hosts = GoalRow.seen_by.in_([SeenBy.HOSTS, SeenBy.TEAM, SeenBy.EVERYONE])
    shown = or_(and_(to_team, team), and_(to_hosts, host))
    if directory.is_guest(tx, user_id):
        return shown
    return or_(
        shown,
        GoalRow.seen_by == SeenBy.EVERYONE,
        and_(to_team, in_one_team(GoalRow.user_id, user_id, GoalRow.team_id)),
        and_(to_hosts, hosted_by(GoalRow.user_id, user_id, GoalRow.team_id)),
    )


def wants_of(tx: Tx, user_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The names of the topics that each of these wants to learn, as coffee may use and say it.

    Those of their stance, and of their open goals that a team or everybody may see; who has none is left out.
    """
    goals = topics.names_by_user(
        tx,
        select(GoalRow.user_id, TopicRow.name)
        .join(TopicRow, (TopicRow.team_id == GoalRow.team_id) & (TopicRow.id == GoalRow.topic_id))
        .where(GoalRow.team_id == tx.team_id, GoalRow.state == GoalState.OPEN, GoalRow.user_id.in_(sorted(user_ids))),
    )
    stances = topics.topics_of(tx, user_ids, stance=Stance.LEARN)
    nothing: frozenset[str] = frozenset()
    return {one: stances.get(one, nothing) | goals.get(one, nothing) for one in {*stances, *goals}}


def goals_with(tx: Tx, user_id: UserId) -> tuple[int, ...]:
    """The ids of goals that are somebody's own, or with which they were asked to go along."""
    mine = select(GoalRow.id).where(GoalRow.team_id == tx.team_id, GoalRow.user_id == user_id)
    along = (GoalPartnerRow.team_id == tx.team_id, GoalPartnerRow.user_id == user_id)
    return tuple(sorted({*tx.scalars(mine), *tx.scalars(select(GoalPartnerRow.goal_id).where(*along))}))


def people_of_goals(tx: Tx, goal_ids: Collection[int]) -> frozenset[str]:
    """The owners of these goals, and whoever was asked to go along."""
    owners = select(GoalRow.user_id).where(GoalRow.team_id == tx.team_id, GoalRow.id.in_(goal_ids))
    partners = (GoalPartnerRow.team_id == tx.team_id, GoalPartnerRow.goal_id.in_(goal_ids))
    return frozenset(tx.scalars(owners)) | frozenset(tx.scalars(select(GoalPartnerRow.user_id).where(*partners)))


def forget_notes(tx: Tx, *, before: datetime) -> None:
    """Forget what owners noted of how it goes before then."""
    old = (GoalRow.team_id == tx.team_id, GoalRow.said_at < before, GoalRow.note != "")
    changed(tx, update(GoalRow).where(*old).values(note=""))
