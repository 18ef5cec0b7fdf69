"""The broker desk: what each host may see of goals and help, and what was suggested to them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

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
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.brokering.desk import (
    MOST,
    Candidate,
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
from storage.base import NAMED, Base, Id, Numbered, one_of_team, team_id
from storage.brokering import load_proposed
from storage.database import Tx
from storage.directory import ChannelPersonRow, DirectoryPersonRow, load_known
from storage.goals import GoalRow
from storage.hosts import HostRow
from storage.intros import IntroMemberRow, IntroRow
from storage.people import MemberRow, keep_person, load_people
from storage.programmes import ParticipationRow, ProgrammeRow
from storage.statements import insert_all_new, insert_new, insert_or_replace
from storage.topics import StanceRow, TopicRow, count_helped, is_present

EVERY = timedelta(days=1)
LATELY = timedelta(weeks=26)
LONG_AGO = timedelta(weeks=52)
KEPT = timedelta(weeks=8)
MOST_STANDING = 40
SHOWN_TO_HOSTS = (SeenBy.HOSTS, SeenBy.TEAM, SeenBy.EVERYONE)


class DeskRow(Base):
    """When suggestions were looked for last, for a host."""

    __tablename__ = "desk"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
    )

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    drawn_at: Mapped[datetime]


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


def hosts_now(tx: Tx, *, among: Collection[str] | None = None) -> frozenset[UserId]:
    """Who looks after a team or a programme, is here and no guest; all of them, or some."""
    looks_after = or_(
        exists().where(HostRow.team_id == MemberRow.team_id, HostRow.user_id == MemberRow.user_id),
        exists().where(ProgrammeRow.team_id == MemberRow.team_id, ProgrammeRow.owner_id == MemberRow.user_id),
    )
    here = (MemberRow.team_id == tx.team_id, MemberRow.here.is_(True), _no_guest(), looks_after)
    found = select(MemberRow.user_id).where(*here)
    if among is not None:
        found = found.where(MemberRow.user_id.in_(sorted(among)))
    return frozenset(map(UserId, tx.scalars(found)))


def keep_host(tx: Tx, user_id: UserId) -> None:
    """Remember somebody who looks after a programme, as they may look at a desk."""
    owns = select(ProgrammeRow.id).where(ProgrammeRow.team_id == tx.team_id, ProgrammeRow.owner_id == user_id)
    if tx.scalar(owns.limit(1)) is not None and user_id in (known := load_known(tx, [user_id])):
        keep_person(tx, known[user_id])


def _no_guest() -> ColumnElement[bool]:
    """Whether Slack says nothing that keeps a member out."""
    row = DirectoryPersonRow
    return ~exists().where(row.team_id == MemberRow.team_id, row.user_id == MemberRow.user_id, row.absence.is_not(None))


def load_desk_facts(
    tx: Tx, hosts: Collection[UserId], *, now: datetime, goals: Collection[int] | None = None
) -> DeskFacts:
    """What the suggestions of these hosts are made of, of some goals or of all: a fixed number of statements."""
    wishes = _load_wishes(tx, goals, now=now)
    seen = _load_seen(tx, hosts, goals)
    helpers, caps = _load_helpers(tx, {wish.key for wish in wishes.values()}, now=now)
    helped = count_helped(tx, list(caps), now=now)
    met = _load_met(tx, goals, now=now)
    lately = {pair for pair, at in met.items() if at > now - LATELY}
    return DeskFacts(
        wishes={host: [wishes[goal] for goal in sorted(some) if goal in wishes] for host, some in seen.items()},
        helpers=helpers,
        left={one: (max(0, cap - helped[one]), max(1, cap)) for one, cap in caps.items()},
        apart=load_avoided(tx) | load_proposed(tx, since=now - PAIR_LATELY) | lately,
        met=met,
        dismissed=_load_dismissed(tx, hosts),
    )


def _shown(tx: Tx, goals: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Which goals are shown to hosts."""
    shown = [GoalRow.team_id == tx.team_id, GoalRow.state == GoalState.OPEN, GoalRow.seen_by.in_(SHOWN_TO_HOSTS)]
    return shown if goals is None else [*shown, GoalRow.id.in_(sorted(goals))]


def _load_wishes(tx: Tx, goals: Collection[int] | None, *, now: datetime) -> Mapping[int, Wish]:
    rows = tx.execute(
        select(GoalRow.id, GoalRow.user_id, GoalRow.topic)
        .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
        .where(MemberRow.team_id == tx.team_id, *_shown(tx, goals), is_present(now), _no_guest())
    )
    return {goal: Wish(goal, UserId(owner), key_of(topic), topic) for goal, owner, topic in rows}


def _load_seen(tx: Tx, hosts: Collection[UserId], goals: Collection[int] | None) -> Mapping[UserId, set[int]]:
    """The goals that each host may see, as those of people whom they look after; never their own."""
    of_teams = (
        select(HostRow.user_id, GoalRow.id)
        .join(
            ChannelPersonRow,
            (ChannelPersonRow.team_id == HostRow.team_id) & (ChannelPersonRow.channel_id == HostRow.channel_id),
        )
        .join(GoalRow, (GoalRow.team_id == ChannelPersonRow.team_id) & (GoalRow.user_id == ChannelPersonRow.user_id))
        .where(HostRow.team_id == tx.team_id, HostRow.user_id.in_(sorted(hosts)), ChannelPersonRow.held.is_(True))
        .where(*_shown(tx, goals), GoalRow.user_id != HostRow.user_id)
    )
    of_programmes = (
        select(ProgrammeRow.owner_id, GoalRow.id)
        .join(
            ParticipationRow,
            (ParticipationRow.team_id == ProgrammeRow.team_id) & (ParticipationRow.programme_id == ProgrammeRow.id),
        )
        .join(GoalRow, (GoalRow.team_id == ParticipationRow.team_id) & (GoalRow.user_id == ParticipationRow.user_id))
        .where(ProgrammeRow.team_id == tx.team_id, ProgrammeRow.owner_id.in_(sorted(hosts)))
        .where(*_shown(tx, goals), GoalRow.user_id != ProgrammeRow.owner_id)
    )
    seen: dict[UserId, set[int]] = {host: set() for host in hosts}
    for host, goal in tx.execute(union_all(of_teams, of_programmes)):
        seen[UserId(host)].add(goal)
    return seen


def _load_helpers(
    tx: Tx, keys: Collection[str], *, now: datetime
) -> tuple[Mapping[str, Sequence[UserId]], Mapping[UserId, int]]:
    """Who helps with topics of these keys, and in how many introductions a month at most."""
    rows = tx.execute(
        select(TopicRow.key, StanceRow.user_id, MemberRow.help_cap)
        .join(StanceRow, (StanceRow.team_id == TopicRow.team_id) & (StanceRow.topic_id == TopicRow.id))
        .join(MemberRow, (MemberRow.team_id == StanceRow.team_id) & (MemberRow.user_id == StanceRow.user_id))
        .where(TopicRow.team_id == tx.team_id, TopicRow.key.in_(sorted(keys)), StanceRow.stance == Stance.HELP)
        .where(is_present(now), _no_guest())
    )
    helpers: dict[str, list[UserId]] = {}
    caps: dict[UserId, int] = {}
    for key, user_id, cap in rows:
        helpers.setdefault(key, []).append(UserId(user_id))
        caps[UserId(user_id)] = cap
    return helpers, caps


def _load_met(tx: Tx, goals: Collection[int] | None, *, now: datetime) -> Mapping[Pair, datetime]:
    """When those with goals were introduced to whom last, within a year."""
    mine, theirs = aliased(IntroMemberRow), aliased(IntroMemberRow)
    rows = tx.execute(
        select(mine.user_id, theirs.user_id, func.max(IntroRow.made_at))
        .select_from(IntroRow)
        .join(mine, (mine.team_id == IntroRow.team_id) & (mine.intro_id == IntroRow.id))
        .join(theirs, (theirs.team_id == IntroRow.team_id) & (theirs.intro_id == IntroRow.id))
        .where(IntroRow.team_id == tx.team_id, IntroRow.made_at > now - LONG_AGO, IntroRow.state != IntroState.CLOSED)
        .where(mine.user_id.in_(select(GoalRow.user_id).where(*_shown(tx, goals))), theirs.user_id != mine.user_id)
        .group_by(mine.user_id, theirs.user_id)
    )
    met: dict[Pair, datetime] = {}
    for one, other, at in rows:
        pair = in_order(one, other)
        met[pair] = max(at, met.get(pair, at))
    return met


def _load_dismissed(tx: Tx, hosts: Collection[UserId]) -> Mapping[UserId, AbstractSet[Pair]]:
    row = DismissalRow
    rows = tx.execute(
        select(row.host_id, row.one_id, row.other_id).where(row.team_id == tx.team_id, row.host_id.in_(sorted(hosts)))
    )
    found: dict[UserId, set[Pair]] = {}
    for host, one, other in rows:
        found.setdefault(UserId(host), set()).add((one, other))
    return found


def load_desk(tx: Tx, host: UserId, *, now: datetime) -> tuple[Suggestion, ...] | None:
    """What a host may propose now: what was suggested and still holds, the newest first; None for who is no host."""
    if not hosts_now(tx, among=[host]):
        return None
    rows = tx.scalars(
        _suggested(tx, [host]).order_by(SuggestionRow.made_at.desc(), SuggestionRow.place).limit(MOST_STANDING)
    ).all()
    facts = load_desk_facts(tx, [host], now=now, goals=[row.goal_id for row in rows])
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


def _suggested(tx: Tx, hosts: Collection[UserId]) -> Select[SuggestionRow]:
    return select(SuggestionRow).where(SuggestionRow.team_id == tx.team_id, SuggestionRow.host_id.in_(sorted(hosts)))


def draw_desks(tx: Tx, *, now: datetime) -> int:
    """Look for suggestions for every host who had none looked for today; how many hosts that were."""
    hosts = _hosts_due(tx, now=now)
    if not hosts:
        return 0
    old = (SuggestionRow.team_id == tx.team_id, SuggestionRow.made_at < now - KEPT)
    tx.execute(delete(SuggestionRow).where(*old).execution_options(synchronize_session=False))
    facts = load_desk_facts(tx, hosts, now=now)
    rows: dict[UserId, list[SuggestionRow]] = {host: [] for host in hosts}
    for row in tx.scalars(_suggested(tx, hosts)):
        rows[UserId(row.host_id)].append(row)
    short = {host: shortlist(facts, host) for host in hosts}
    everybody = {one for some in short.values() for each in some for one in (each.wish.owner, each.helper)}
    hours = {one: person.hours for one, person in load_people(tx, everybody).items()}
    monday = monday_of(now)
    new: list[tuple[UserId, Candidate]] = []
    for host in hosts:
        known = {(row.goal_id, UserId(row.helper_id)) for row in rows[host]}
        standing = [one for one in candidates(facts, host) if (one.wish.goal, one.helper) in known]
        this_week = sum(row.made_at >= monday for row in rows[host])
        places = room(standing=len(standing), this_week=this_week)
        new += [(host, one) for one in choose(short[host], hours, room=places, besides=standing, monday=monday)]
    _keep(tx, hosts, new, now=now)
    return len(hosts)


def _hosts_due(tx: Tx, *, now: datetime) -> list[UserId]:
    drawn = select(DeskRow.user_id).where(DeskRow.team_id == tx.team_id, DeskRow.drawn_at > now - EVERY)
    return sorted(hosts_now(tx) - {UserId(one) for one in tx.scalars(drawn)})


def _keep(tx: Tx, hosts: Iterable[UserId], new: Sequence[tuple[UserId, Candidate]], *, now: datetime) -> None:
    insert_all_new(
        tx,
        SuggestionRow,
        [
            {"host_id": host, "goal_id": one.wish.goal, "helper_id": one.helper, "made_at": now, "place": place}
            for place, (host, one) in enumerate(new)
        ],
    )
    for host in hosts:
        insert_or_replace(tx, DeskRow, {"user_id": host}, {"drawn_at": now})
    posts.owe_homes(tx, {host for host, _ in new}, now=now)


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
