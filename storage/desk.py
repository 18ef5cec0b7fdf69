"""The broker desk: what each host may see of goals and help, and what was suggested to them."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    UniqueConstraint,
    delete,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.brokering.desk import (
    MOST,
    DeskFacts,
    Suggestion,
    Wish,
    candidates,
    choose,
    common_weekday,
    monday_of,
    room,
    shortlist,
)
from bot.brokering.proposal import PAIR_LATELY
from bot.goals.goal import GoalState, SeenBy
from bot.intro import IntroState
from bot.matching.knowledge import Pair, in_order
from bot.people import UserId
from bot.topic import key_of
from bot.topics.stances import Stance
from storage import posts
from storage.avoids import load_avoided
from storage.base import NAMED, NOW, TEAM, WHO, Base, Id, Numbered, UtcDateTime, one_of_team, team_id
from storage.brokering import load_proposed
from storage.database import Tx
from storage.directory import ChannelPersonRow, DirectoryPersonRow, load_known
from storage.goals import GoalRow
from storage.hosts import HostRow
from storage.intros import IntroMemberRow, IntroRow
from storage.people import MemberRow, keep_person, load_people
from storage.programmes import HOLD, ParticipationRow, ProgrammeRow
from storage.statements import changed, insert_all_new, insert_new, insert_or_replace
from storage.topics import StanceRow, TopicRow, count_helped, is_present

EVERY = timedelta(days=1)
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
LATELY = timedelta(weeks=26)
LONG_AGO = timedelta(weeks=52)
KEPT = timedelta(weeks=8)
MOST_STANDING = 40
SHOWN_TO_HOSTS = (SeenBy.HOSTS, SeenBy.TEAM, SeenBy.EVERYONE)


class DeskRow(Base):
    """When suggestions are looked for next, for a host."""

    __tablename__ = "desk"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    due_at: Mapped[datetime]


class SuggestionRow(Numbered, Base):
    """What was suggested to a host: a goal, and somebody who helps with what it is about."""

    __tablename__ = "suggestion"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "host_id", "goal_id", "helper_id", name="uq_suggestion_pair"),
        ForeignKeyConstraint(["team_id", "host_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "goal_id"], ["goal.team_id", "goal.id"], ondelete="CASCADE"),
        Index("ix_suggestion_goal", "team_id", "goal_id"),
    )

    host_id: Mapped[str] = mapped_column(String(32))
    goal_id: Mapped[int] = mapped_column(Id)
    helper_id: Mapped[str] = mapped_column(String(32), info=NAMED)
    made_at: Mapped[datetime]
    place: Mapped[int]


class DismissalRow(Base):
    """Two whom a host would rather not propose, in order."""

    __tablename__ = "dismissal"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "host_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    host_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    one_id: Mapped[str] = mapped_column(String(32), primary_key=True, info=NAMED)
    other_id: Mapped[str] = mapped_column(String(32), primary_key=True, info=NAMED)


_NO_GUEST = ~exists().where(
    DirectoryPersonRow.team_id == MemberRow.team_id,
    DirectoryPersonRow.user_id == MemberRow.user_id,
    DirectoryPersonRow.absence.is_not(None),
)
_LOOKS_AFTER = union_all(
    select(HostRow.user_id).where(HostRow.team_id == TEAM),
    select(ProgrammeRow.owner_id).where(ProgrammeRow.team_id == TEAM),
)
_HOSTS = (MemberRow.team_id == TEAM, MemberRow.here.is_(True), _NO_GUEST, MemberRow.user_id.in_(_LOOKS_AFTER))
_IS_HOST = select(MemberRow.user_id).where(*_HOSTS, MemberRow.user_id == WHO)
_ITS_DESK = (DeskRow.team_id == MemberRow.team_id) & (DeskRow.user_id == MemberRow.user_id)
_DUE_AT = func.coalesce(DeskRow.due_at, literal(AT_ONCE, UtcDateTime()))  # a new host has none yet
NEXT_DESK = (
    select(func.min(_DUE_AT))
    .select_from(MemberRow)
    .outerjoin(DeskRow, _ITS_DESK)
    .where(*_HOSTS, DeskRow.user_id.is_(None))
)
_DUE = (
    select(MemberRow.user_id)
    .outerjoin(DeskRow, _ITS_DESK)
    .where(*_HOSTS, _DUE_AT <= NOW)
    .order_by(_DUE_AT, MemberRow.user_id)
    .limit(1)
    .with_for_update(skip_locked=True, of=MemberRow)
)


def is_host(tx: Tx, user_id: UserId) -> bool:
    """Whether somebody looks after a team or a programme, is here and no guest."""
    return tx.scalar(_IS_HOST, {"team": tx.team_id, "who": user_id}) is not None


def keep_host(tx: Tx, user_id: UserId) -> None:
    """Remember somebody who looks after a programme, as they may look at a desk."""
    owns = select(ProgrammeRow.id).where(ProgrammeRow.team_id == tx.team_id, ProgrammeRow.owner_id == user_id)
    if tx.scalar(owns.limit(1)) is not None and user_id in (known := load_known(tx, [user_id])):
        keep_person(tx, known[user_id])


def load_desk_facts(tx: Tx, host: UserId, *, now: datetime, goals: Collection[int] | None = None) -> DeskFacts:
    """What the suggestions of a host are made of, of some goals or of all: a fixed number of statements."""
    shown = _shown(tx, host, goals)
    wishes = _load_wishes(tx, shown, now=now)
    helpers, caps = _load_helpers(tx, {wish.key for wish in wishes}, now=now)
    helped = count_helped(tx, list(caps), now=now)
    met = _load_met(tx, shown, now=now)
    lately = {pair for pair, at in met.items() if at > now - LATELY}
    return DeskFacts(
        wishes=wishes,
        helpers=helpers,
        left={one: (max(0, cap - helped[one]), max(1, cap)) for one, cap in caps.items()},
        apart=load_avoided(tx) | load_proposed(tx, since=now - PAIR_LATELY) | lately,
        met=met,
        dismissed=_load_dismissed(tx, host),
    )


def _shown(tx: Tx, host: UserId, goals: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Which goals a host may see, as those of people whom they look after; never their own."""
    channels = select(HostRow.channel_id).where(HostRow.team_id == tx.team_id, HostRow.user_id == host)
    programmes = select(ProgrammeRow.id).where(ProgrammeRow.team_id == tx.team_id, ProgrammeRow.owner_id == host)
    of_teams = select(ChannelPersonRow.user_id).where(
        ChannelPersonRow.team_id == tx.team_id,
        ChannelPersonRow.channel_id.in_(channels),
        ChannelPersonRow.held.is_(True),
    )
    of_programmes = select(ParticipationRow.user_id).where(
        ParticipationRow.team_id == tx.team_id, ParticipationRow.programme_id.in_(programmes)
    )
    looked_after = GoalRow.user_id.in_(union_all(of_teams, of_programmes))
    shown = [GoalRow.team_id == tx.team_id, GoalRow.state == GoalState.OPEN, GoalRow.seen_by.in_(SHOWN_TO_HOSTS)]
    shown += [looked_after, GoalRow.user_id != host]
    return shown if goals is None else [*shown, GoalRow.id.in_(sorted(goals))]


def _load_wishes(tx: Tx, shown: Sequence[ColumnElement[bool]], *, now: datetime) -> Sequence[Wish]:
    rows = tx.execute(
        select(GoalRow.id, GoalRow.user_id, GoalRow.topic)
        .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
        .where(MemberRow.team_id == tx.team_id, *shown, is_present(now), _NO_GUEST)
    )
    return [Wish(goal, UserId(owner), key_of(topic), topic) for goal, owner, topic in rows]


def _load_helpers(
    tx: Tx, keys: Collection[str], *, now: datetime
) -> tuple[Mapping[str, Sequence[UserId]], Mapping[UserId, int]]:
    """Who helps with topics of these keys, and in how many introductions a month at most."""
    topics = dict(
        tx.execute(
            select(TopicRow.id, TopicRow.key).where(TopicRow.team_id == tx.team_id, TopicRow.key.in_(sorted(keys)))
        ).all()
    )
    rows = tx.execute(
        select(StanceRow.topic_id, StanceRow.user_id, MemberRow.help_cap)
        .join(MemberRow, (MemberRow.team_id == StanceRow.team_id) & (MemberRow.user_id == StanceRow.user_id))
        .where(StanceRow.team_id == tx.team_id, StanceRow.topic_id.in_(sorted(topics)), StanceRow.stance == Stance.HELP)
        .where(is_present(now), _NO_GUEST)
    )
    helpers: dict[str, list[UserId]] = {}
    caps: dict[UserId, int] = {}
    for topic, user_id, cap in rows:
        helpers.setdefault(topics[topic], []).append(UserId(user_id))
        caps[UserId(user_id)] = cap
    return helpers, caps


def _load_met(tx: Tx, shown: Sequence[ColumnElement[bool]], *, now: datetime) -> Mapping[Pair, datetime]:
    """When those with goals were introduced to whom last, within a year."""
    mine, theirs = aliased(IntroMemberRow), aliased(IntroMemberRow)
    rows = tx.execute(
        select(mine.user_id, theirs.user_id, func.max(IntroRow.made_at))
        .select_from(IntroRow)
        .join(mine, (mine.team_id == IntroRow.team_id) & (mine.intro_id == IntroRow.id))
        .join(theirs, (theirs.team_id == IntroRow.team_id) & (theirs.intro_id == IntroRow.id))
        .where(IntroRow.team_id == tx.team_id, IntroRow.made_at > now - LONG_AGO, IntroRow.state != IntroState.CLOSED)
        .where(mine.user_id.in_(select(GoalRow.user_id).where(*shown)), theirs.user_id != mine.user_id)
        .group_by(mine.user_id, theirs.user_id)
    )
    met: dict[Pair, datetime] = {}
    for one, other, at in rows:
        pair = in_order(one, other)
        met[pair] = max(at, met.get(pair, at))
    return met


def _load_dismissed(tx: Tx, host: UserId) -> AbstractSet[Pair]:
    row = DismissalRow
    rows = tx.execute(select(row.one_id, row.other_id).where(row.team_id == tx.team_id, row.host_id == host))
    return {(UserId(one), UserId(other)) for one, other in rows}


def load_desk(tx: Tx, host: UserId, *, now: datetime) -> tuple[Suggestion, ...] | None:
    """What a host may propose now: what was suggested and still holds, the newest first; None for who is no host."""
    if not is_host(tx, host):
        return None
    rows = tx.scalars(
        _suggested(tx, host).order_by(SuggestionRow.made_at.desc(), SuggestionRow.place).limit(MOST_STANDING)
    ).all()
    facts = load_desk_facts(tx, host, now=now, goals=[row.goal_id for row in rows])
    holding = {(one.wish.goal, one.helper): one.wish for one in candidates(facts, host)}
    standing = [row for row in rows if (row.goal_id, UserId(row.helper_id)) in holding][:MOST]
    wishes = {row.id: holding[row.goal_id, UserId(row.helper_id)] for row in standing}
    people = load_people(tx, {UserId(row.helper_id) for row in standing} | {one.owner for one in wishes.values()})
    monday = monday_of(now)
    return tuple(
        Suggestion(
            row.id,
            people[wishes[row.id].owner],
            people[UserId(row.helper_id)],
            wishes[row.id].topic,
            row.goal_id,
            common_weekday(people[wishes[row.id].owner].hours, people[UserId(row.helper_id)].hours, monday=monday),
        )
        for row in standing
    )


def _suggested(tx: Tx, host: UserId) -> Select[SuggestionRow]:
    return select(SuggestionRow).where(SuggestionRow.team_id == tx.team_id, SuggestionRow.host_id == host)


def hold_due_desk(tx: Tx, *, now: datetime) -> UserId | None:
    """The host whose desk is due longest, kept from other replicas for a while; None where none is."""
    host = tx.scalar(_DUE, {"team": tx.team_id, "now": now})
    if host is None:
        return None
    insert_or_replace(tx, DeskRow, {"user_id": host}, {"due_at": now + HOLD})
    return UserId(host)


def draw_desk(tx: Tx, host: UserId, *, now: datetime) -> None:
    """Look for suggestions for a host."""
    old = (SuggestionRow.team_id == tx.team_id, SuggestionRow.host_id == host, SuggestionRow.made_at < now - KEPT)
    changed(tx, delete(SuggestionRow).where(*old))
    facts = load_desk_facts(tx, host, now=now)
    rows = tx.scalars(_suggested(tx, host)).all()
    short = shortlist(facts, host)
    everybody = load_people(tx, {one for each in short for one in (each.wish.owner, each.helper)})
    hours = {one: person.hours for one, person in everybody.items()}
    monday = monday_of(now)
    known = {(row.goal_id, UserId(row.helper_id)) for row in rows}
    standing = [one for one in candidates(facts, host) if (one.wish.goal, one.helper) in known]
    places = room(standing=len(standing), this_week=sum(row.made_at >= monday for row in rows))
    new = choose(short, hours, room=places, besides=standing, monday=monday)
    made = [
        {"host_id": host, "goal_id": one.wish.goal, "helper_id": one.helper, "made_at": now, "place": place}
        for place, one in enumerate(new)
    ]
    insert_all_new(tx, SuggestionRow, made)
    insert_or_replace(tx, DeskRow, {"user_id": host}, {"due_at": now + EVERY})
    posts.owe_homes(tx, [host] if new else [], now=now)


def pair_suggested(tx: Tx, host: UserId, suggestion_id: int) -> Pair | None:
    """The two of something that was suggested to this host."""
    row = SuggestionRow
    found = tx.execute(
        select(GoalRow.user_id, row.helper_id)
        .join(GoalRow, (GoalRow.team_id == row.team_id) & (GoalRow.id == row.goal_id))
        .where(row.team_id == tx.team_id, row.id == suggestion_id, row.host_id == host)
    ).first()
    return None if found is None else in_order(found[0], found[1])


def dismiss(tx: Tx, host: UserId, pair: Pair) -> None:
    """Do not suggest these two to this host any more."""
    insert_new(tx, DismissalRow, {"host_id": host, "one_id": pair[0], "other_id": pair[1]})


def suggest_again(tx: Tx, host: UserId, pair: Pair) -> None:
    """These two may be suggested again."""
    row = DismissalRow
    these = (row.team_id == tx.team_id, row.host_id == host, row.one_id == pair[0], row.other_id == pair[1])
    tx.execute(delete(row).where(*these))
