"""Topics, and how each member stands to them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    UniqueConstraint,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.intro import IntroState
from bot.people import Person, UserId
from bot.topic import Topic, key_of
from bot.topics.stances import Stance, Stances
from bot.topics.who import WhoFacts
from storage.avoids import load_avoided_by
from storage.base import IDS, SINCE, TEAM, Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.people import MemberRow, as_person, load_people
from storage.programmes import HOLD
from storage.statements import insert_all_new, set_where

MONTH = timedelta(days=30)
COUNTED = (IntroState.INTRODUCED, IntroState.OVER)  # of introductions in which somebody helps
HALF_YEAR = timedelta(weeks=26)
NEXT_LOOK = select(func.min(MemberRow.topics_ask_at)).where(MemberRow.team_id == TEAM, MemberRow.here.is_(True))


class TopicRow(Numbered, Base):
    """A topic under the name it is shown by; all its spellings share the `key`."""

    __tablename__ = "topic"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "key", name="uq_topic_key"),
        {"info": {"nobodys": True, "called": "name"}},
    )

    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))


class StanceRow(Base):
    """How a member stands to a topic, in which place they named it, and when they last said so."""

    __tablename__ = "stance"
    __table_args__ = (
        Index("ix_stance_topic", "team_id", "topic_id", "stance"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "topic_id"], ["topic.team_id", "topic.id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    topic_id: Mapped[int] = mapped_column(Id, primary_key=True)
    stance: Mapped[str] = mapped_column(String(16))
    place: Mapped[int]
    said_at: Mapped[datetime]


def load_stances(tx: Tx, user_id: UserId, *, now: datetime) -> Stances:
    """How a member stands to which topics."""
    rows = tx.execute(
        select(StanceRow.stance, TopicRow.id, TopicRow.name)
        .join(TopicRow, (TopicRow.team_id == StanceRow.team_id) & (TopicRow.id == StanceRow.topic_id))
        .where(StanceRow.team_id == tx.team_id, StanceRow.user_id == user_id)
        .order_by(StanceRow.place)
    )
    topics: dict[Stance, tuple[Topic, ...]] = {}
    for stance, topic_id, name in rows:
        topics[Stance(stance)] = (*topics.get(Stance(stance), ()), Topic(topic_id, name))
    me = tx.get(MemberRow, (tx.team_id, user_id))
    if me is None:
        return Stances(topics)
    return Stances(topics, me.help_cap, count_helped(tx, [user_id], now=now)[user_id])


def save_stances(tx: Tx, user_id: UserId, stances: Stances, *, now: datetime) -> None:
    """Keep all of a member's stances; topics that are new are kept, too."""
    ids = keep_topics(tx, [topic for topics in stances.topics.values() for topic in topics])
    tx.execute(delete(StanceRow).where(StanceRow.team_id == tx.team_id, StanceRow.user_id == user_id))
    wanted = [(stance, topic) for stance, topics in stances.topics.items() for topic in topics]
    rows = [
        {
            "user_id": user_id,
            "topic_id": ids[key_of(topic.name)],
            "stance": stance,
            "place": place,
            "said_at": now,
        }
        for place, (stance, topic) in enumerate(wanted)
    ]
    insert_all_new(tx, StanceRow, rows)
    me = tx.get_one(MemberRow, (tx.team_id, user_id))
    me.help_cap, me.topics_ask_at = stances.cap, now + HALF_YEAR if stances.any else None


def hold_due_look(tx: Tx, *, now: datetime) -> UserId | None:
    """The member whose topics were looked at longest ago, kept from other replicas for a while."""
    row = tx.scalar(
        select(MemberRow)
        .where(MemberRow.team_id == tx.team_id, MemberRow.here.is_(True), MemberRow.topics_ask_at <= now)
        .order_by(MemberRow.topics_ask_at, MemberRow.user_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.topics_ask_at = now + HOLD
    return UserId(row.user_id)


def look_on(tx: Tx, user_id: UserId, *, now: datetime) -> bool:
    """Ask this member again in half a year; false, and after their pause, where they are paused."""
    me = tx.get_one(MemberRow, (tx.team_id, user_id))
    paused = me.paused_until is not None and me.paused_until > now
    me.topics_ask_at = me.paused_until if paused else now + HALF_YEAR
    return not paused


def confirm_stances(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Note that a member says that their topics still fit."""
    set_where(tx, StanceRow, {"user_id": user_id}, said_at=now)
    if load_stances(tx, user_id, now=now).any:
        look_on(tx, user_id, now=now)


def keep_topics(tx: Tx, topics: Sequence[Topic]) -> Mapping[str, int]:
    """The ids of topics by key; those that are new are kept from now on."""
    named = {key_of(topic.name): topic.name for topic in topics}
    insert_all_new(tx, TopicRow, [{"key": key, "name": name} for key, name in named.items()])
    kept = select(TopicRow.key, TopicRow.id).where(TopicRow.team_id == tx.team_id, TopicRow.key.in_(named))
    return dict(tx.execute(kept).all())


_HELPED = (
    select(IntroMemberRow.user_id, func.count())
    .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
    .where(IntroMemberRow.team_id == TEAM, IntroMemberRow.user_id.in_(IDS))
    .where(IntroMemberRow.helps.is_(True), IntroMemberRow.skipped.is_(False))
    .where(IntroRow.made_at > SINCE, IntroRow.state.in_(COUNTED))
    .group_by(IntroMemberRow.user_id)
)


def count_helped(tx: Tx, user_ids: Collection[str], *, now: datetime) -> Counter[str]:
    """In how many introductions of the last month each of these helped somebody with a topic."""
    told = {"team": tx.team_id, "ids": sorted(user_ids), "since": now - MONTH}
    return Counter(dict(tx.line.execute(_HELPED, told).all()))


def topics_of(tx: Tx, user_ids: Collection[str], *, stance: Stance) -> Mapping[str, frozenset[str]]:
    """The names of the topics that each of these stands so to; who stands so to none is left out."""
    return names_by_user(
        tx,
        select(StanceRow.user_id, TopicRow.name)
        .join(TopicRow, (TopicRow.team_id == StanceRow.team_id) & (TopicRow.id == StanceRow.topic_id))
        .where(StanceRow.team_id == tx.team_id, StanceRow.stance == stance)
        .where(StanceRow.user_id.in_(sorted(user_ids))),
    )


def names_by_user(tx: Tx, rows: Select[str, str]) -> Mapping[str, frozenset[str]]:
    """The names that stand beside each user id in these rows."""
    found: dict[str, set[str]] = {}
    for user_id, name in tx.execute(rows):
        found.setdefault(user_id, set()).add(name)
    return {user_id: frozenset(names) for user_id, names in found.items()}


def caps_of(tx: Tx, user_ids: Collection[str]) -> Mapping[str, int]:
    """In how many introductions a month each of these members helps at most."""
    rows = tx.execute(
        select(MemberRow.user_id, MemberRow.help_cap).where(
            MemberRow.team_id == tx.team_id, MemberRow.user_id.in_(sorted(user_ids))
        )
    )
    return dict(rows.all())


def people_for(tx: Tx, topic_id: int, stance: Stance, *, now: datetime) -> tuple[Person, ...]:
    """Everybody who stands so to a topic, is here and not paused, by id."""
    return tuple(as_person(row) for row in _rows_for(tx, topic_id, stance, now=now))


def _rows_for(tx: Tx, topic_id: int, stance: Stance, *, now: datetime) -> Sequence[MemberRow]:
    return tx.scalars(
        select(MemberRow)
        .join(StanceRow, (StanceRow.team_id == MemberRow.team_id) & (StanceRow.user_id == MemberRow.user_id))
        .where(StanceRow.team_id == tx.team_id, StanceRow.topic_id == topic_id, StanceRow.stance == stance)
        .where(is_present(now))
        .order_by(MemberRow.user_id)
    ).all()


def load_who(tx: Tx, asker: Person, topic: Topic, mine: Stances, *, now: datetime) -> WhoFacts:
    """What is known of those who help with a topic, for somebody with these stances."""
    rows = _rows_for(tx, topic.id, Stance.HELP, now=now)
    ids = [row.user_id for row in rows]
    return WhoFacts(
        asker=load_people(tx, [asker.id]).get(asker.id, asker),
        mine=frozenset(one.name for one in mine.of(Stance.HELP)),
        avoids=load_avoided_by(tx, asker.id),
        people=tuple(map(as_person, rows)),
        wants=topics_of(tx, ids, stance=Stance.LEARN),
        helped=count_helped(tx, ids, now=now),
        caps={row.user_id: row.help_cap for row in rows},
    )


def helped_topics(
    tx: Tx, *, now: datetime, limit: int, only: Sequence[int] | None = None
) -> tuple[tuple[Topic, int], ...]:
    """The topics that most people help with, and how many do; or only some of the topics."""
    count = func.count()
    rows = (
        select(TopicRow.id, TopicRow.name, count)
        .join(StanceRow, (StanceRow.team_id == TopicRow.team_id) & (StanceRow.topic_id == TopicRow.id))
        .join(MemberRow, (MemberRow.team_id == StanceRow.team_id) & (MemberRow.user_id == StanceRow.user_id))
        .where(TopicRow.team_id == tx.team_id, StanceRow.stance == Stance.HELP, is_present(now))
        .group_by(TopicRow.id, TopicRow.name)
        .order_by(count.desc(), TopicRow.name)
        .limit(limit)
    )
    if only is not None:
        rows = rows.where(TopicRow.id.in_(only))
    return tuple((Topic(topic_id, name), many) for topic_id, name, many in tx.execute(rows))


def is_present(now: datetime) -> ColumnElement[bool]:
    """Whether a member is here and not paused."""
    return MemberRow.here.is_(True) & or_(MemberRow.paused_until.is_(None), MemberRow.paused_until <= now)
