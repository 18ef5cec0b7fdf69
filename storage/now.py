"""Searches for somebody who is free now: who looks, who was asked on which day, and what follows."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.intro import IntroState
from bot.intros.introductions import introductions
from bot.matching.knowledge import in_order
from bot.now import views
from bot.now.decisions import QUARTER, Circle, SearchPlan, local_date
from bot.now.search import Reply, Search, SearchState
from bot.people import Person, UserId
from bot.programme import Programme
from storage import directory, posts, programmes
from storage.avoids import load_avoided
from storage.base import TEAM, WHO, Base, Id, Numbered, one_of_team, team_id
from storage.coffee import RoundRow
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow, note_reaction, save_intros
from storage.people import MemberRow, as_person, hold_workspace
from storage.programmes import HOLD, ParticipationRow
from storage.statements import changed, set_where

MEETING = timedelta(minutes=30)  # for so long after its time, people of an intro are not free
UNDER_WAY = text("state = 'looking'")


class SearchRow(Numbered, Base):
    """Somebody's search, and when its open question lapses."""

    __tablename__ = "search"
    __table_args__ = (
        one_of_team(),
        Index("ix_search_due", "team_id", "state", "due_at"),
        Index(
            "uq_search_looking", "team_id", "asker_id", unique=True, sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
        ),
        ForeignKeyConstraint(["team_id", "asker_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    asker_id: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16))
    began_at: Mapped[datetime]
    due_at: Mapped[datetime]
    held_until: Mapped[datetime | None]


NEXT_SEARCH = select(func.min(SearchRow.due_at)).where(
    SearchRow.team_id == TEAM, SearchRow.state == SearchState.LOOKING
)


class AskedRow(Base):
    """Somebody who was asked in a search, on which day of theirs, and what became of it; one a day at most."""

    __tablename__ = "asked"
    __table_args__ = (
        UniqueConstraint("team_id", "user_id", "asked_on", name="uq_asked_day"),
        ForeignKeyConstraint(["team_id", "search_id"], ["search.team_id", "search.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    search_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    asked_on: Mapped[date]
    reply: Mapped[str] = mapped_column(String(16))


def lock_searches(tx: Tx, *, besides: int = 0) -> Mapping[int, Search]:
    """The searches under way, and the one with the id `besides`, while nobody else in the workspace changes any."""
    hold_workspace(tx)
    wanted = or_(SearchRow.state == SearchState.LOOKING, SearchRow.id == besides)
    rows = list(tx.scalars(select(SearchRow).where(SearchRow.team_id == tx.team_id, wanted).order_by(SearchRow.id)))
    asked: dict[int, dict[UserId, Reply]] = {row.id: {} for row in rows}
    replies = select(AskedRow.search_id, AskedRow.user_id, AskedRow.reply).where(
        AskedRow.team_id == tx.team_id, AskedRow.search_id.in_(sorted(asked))
    )
    for search_id, user_id, reply in tx.execute(replies):
        asked[search_id][UserId(user_id)] = Reply(reply)
    return {
        row.id: Search(row.id, UserId(row.asker_id), row.began_at, row.due_at, SearchState(row.state), asked[row.id])
        for row in rows
    }


def search_of(searches: Mapping[int, Search], user_id: UserId) -> Search | None:
    """The one of these that is somebody's and under way."""
    mine = (one for one in searches.values() if one.asker == user_id and one.state is SearchState.LOOKING)
    return next(mine, None)


_LOOKING = select(SearchRow.id).where(
    SearchRow.team_id == TEAM, SearchRow.asker_id == WHO, SearchRow.state == SearchState.LOOKING
)


def is_looking(tx: Tx, user_id: UserId) -> bool:
    """Whether a search of this member is under way."""
    return tx.line.scalar(_LOOKING, {"team": tx.team_id, "who": user_id}) is not None


def open_search(tx: Tx, asker: UserId, *, now: datetime) -> Search:
    """Begin a search."""
    row = SearchRow(team_id=tx.team_id, asker_id=asker, state=SearchState.LOOKING, began_at=now, due_at=now)
    tx.add(row)
    tx.flush()
    return Search(row.id, asker, now, now)


def load_circle(tx: Tx, asker: UserId, searches: Mapping[int, Search], *, now: datetime) -> Circle:
    """Whom a search of this member may lead to now, and what is known of them."""
    looking = {one.asker: one for one in searches.values() if one.state is SearchState.LOOKING and one.asker != asker}
    mine = search_of(searches, asker)
    known = {asker, *looking, *([mine.open_to] if mine and mine.open_to else [])}
    members: dict[UserId, tuple[Person, int]] = {}
    for programme in _running(tx, asker):
        found = {person.id: person for person in _members(tx, programme, known=known, now=now)}
        if asker in found:
            members = {user_id: (person, programme.id) for user_id, person in found.items()} | members
    if asker not in members:
        return Circle(None)
    avoided = load_avoided(tx)
    apart = {one for one in members if in_order(asker, one) in avoided} | _meeting(tx, now=now) | {asker}
    near = {one: found for one, found in members.items() if one not in apart}
    return Circle(
        members[asker][0],
        tuple(person for person, _ in near.values()),
        looking,
        _rounds_since(tx, asker, {one: programme_id for one, (_, programme_id) in near.items()}),
        _asked_on(tx),
    )


def _running(tx: Tx, user_id: UserId) -> Iterator[Programme]:
    """The programmes of a member that run."""
    mine = programmes.load_answers(tx, user_id)
    for one in programmes.load_programmes(tx):
        if one.id in mine and one.running and directory.why_closed(tx, one.channel) is None:
            yield one


def _members(tx: Tx, programme: Programme, *, known: Collection[UserId], now: datetime) -> Iterator[Person]:
    """Those of a programme who are here, not paused, and may be asked; and those `known`."""
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
            directory.holds(tx, programme.channel, MemberRow.user_id, guests=programme.guests),
            or_(MemberRow.paused_until.is_(None), MemberRow.paused_until <= now),
            or_(MemberRow.now.is_(True), MemberRow.user_id.in_(sorted(known))),
        )
    )
    return (as_person(row) for row in rows)


def _meeting(tx: Tx, *, now: datetime) -> frozenset[UserId]:
    """Those who meet somebody about now, by the time that they picked."""
    rows = tx.scalars(
        select(IntroMemberRow.user_id)
        .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
        .where(
            IntroMemberRow.team_id == tx.team_id,
            IntroMemberRow.skipped.is_(False),
            IntroRow.state == IntroState.INTRODUCED,
            IntroRow.planned_at > now - MEETING,
            IntroRow.planned_at < now + QUARTER,
        )
    )
    return frozenset(UserId(one) for one in rows)


def _rounds_since(tx: Tx, asker: UserId, shared: Mapping[UserId, int]) -> Mapping[UserId, int]:
    """How many rounds of a programme that they share were opened since the asker last met each."""
    mine, theirs = aliased(IntroMemberRow), aliased(IntroMemberRow)
    met = tx.execute(
        select(theirs.user_id, func.max(IntroRow.made_at))
        .join(IntroRow, (IntroRow.team_id == theirs.team_id) & (IntroRow.id == theirs.intro_id))
        .join(mine, (mine.team_id == theirs.team_id) & (mine.intro_id == theirs.intro_id))
        .where(
            theirs.team_id == tx.team_id,
            mine.user_id == asker,
            theirs.user_id.in_(sorted(shared)),
            IntroRow.state != IntroState.CLOSED,
        )
        .group_by(theirs.user_id)
    )
    opened: dict[int, list[datetime]] = {programme_id: [] for programme_id in shared.values()}
    rounds = select(RoundRow.programme_id, RoundRow.opened_at)
    for programme_id, at in tx.execute(
        rounds.where(RoundRow.team_id == tx.team_id, RoundRow.programme_id.in_(sorted(opened)))
    ):
        opened[programme_id].append(at)
    return {UserId(one): sum(at > last for at in opened[shared[UserId(one)]]) for one, last in met}


def _asked_on(tx: Tx) -> Mapping[UserId, date]:
    rows = tx.execute(
        select(AskedRow.user_id, func.max(AskedRow.asked_on))
        .where(AskedRow.team_id == tx.team_id)
        .group_by(AskedRow.user_id)
    )
    return {UserId(user_id): on for user_id, on in rows}


def save_plan(tx: Tx, before: Search, plan: SearchPlan, circle: Circle, *, now: datetime) -> None:
    """Write down what becomes of a search, introduce people, ask, or tell that nobody was found."""
    _save(tx, before, plan.search, circle, now=now)
    posts.enqueue(tx, [] if plan.post is None else [plan.post])
    if plan.intro is None:
        return
    ids = save_intros(tx, [plan.intro], round_id=None, now=now)
    posts.enqueue(tx, introductions([plan.intro], ids))
    met = {person.id for person in plan.intro.people}
    for user_id in met:
        note_reaction(tx, ids[0], user_id, now=now)
    for other in circle.looking.values():
        if other.asker in met:
            _save(tx, other, other.ended(SearchState.FOUND), circle, now=now)


def end_search(tx: Tx, search: Search, *, now: datetime) -> None:
    """End a search without an introduction."""
    _save(tx, search, search.ended(SearchState.OVER), Circle(None), now=now)


def _save(tx: Tx, before: Search, after: Search, circle: Circle, *, now: datetime) -> None:
    set_where(tx, SearchRow, {"id": after.id}, state=after.state, due_at=after.due_at, held_until=None)
    for who, reply in after.asked.items():
        if who not in before.asked:
            person = circle.find(who)
            assert person is not None  # noqa: S101  only those are asked
            on = local_date(person, now)
            asked = {"team_id": tx.team_id, "search_id": after.id, "user_id": who, "asked_on": on, "reply": reply}
            tx.execute(insert(AskedRow).values(asked))
        elif reply is not before.asked[who]:
            set_where(tx, AskedRow, {"search_id": after.id, "user_id": who}, reply=reply)
            if reply is Reply.LAPSED:  # whoever replies is answered directly
                posts.drop_posts(tx, [after.question_key(who)])
                posts.change(tx, after.question_key(who), views.passed_message(), now=now)
    if after.state is not SearchState.LOOKING:
        posts.owe_homes(tx, [after.asker], now=now)


def hold_due_search(tx: Tx, *, now: datetime) -> int | None:
    """The search in which something is most overdue, kept from other replicas for a while."""
    row = tx.scalar(
        select(SearchRow)
        .where(
            SearchRow.team_id == tx.team_id,
            SearchRow.state == SearchState.LOOKING,
            SearchRow.due_at <= now,
            or_(SearchRow.held_until.is_(None), SearchRow.held_until <= now),
        )
        .order_by(SearchRow.due_at, SearchRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.held_until = now + HOLD
    return row.id


def forget_searches(tx: Tx, *, before: datetime) -> None:
    """Forget who looked, who was asked and what they said, where it ended and began before then."""
    ended = (SearchRow.team_id == tx.team_id, SearchRow.state != SearchState.LOOKING, SearchRow.began_at < before)
    changed(tx, delete(SearchRow).where(*ended))


def ask_never(tx: Tx, user_id: UserId) -> None:
    """Note that this member may not be asked any more."""
    set_where(tx, MemberRow, {"user_id": user_id}, now=False)
