"""Rounds: which programme had one when, and who takes part in the next."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from itertools import combinations

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
    and_,
    exists,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.calendar import Slot
from bot.coffee.rounds import RoundFacts, RoundPlan, seed_of
from bot.intro import IntroState
from bot.matching.knowledge import Pair, in_order
from bot.people import Person
from bot.programme import Programme
from bot.topics.stances import Stance
from storage import directory, posts, topics
from storage.avoids import load_avoided
from storage.base import IDS, NOBODYS, ONE, TEAM, Base, Id, Numbered, one_of_team
from storage.database import Tx
from storage.goals import wants_of
from storage.intros import IntroMemberRow, IntroRow, end_intro, load_found, load_intro, save_intros
from storage.met import met_since
from storage.people import MemberRow, as_person
from storage.programmes import ParticipationRow, ProgrammeRow, as_programme, first_of, load_season, who_joined
from storage.turns import load_turns

TRIO = 3
SELDOM = (2, 4)  # weeks that members may want between introductions
UNDER_MET = timedelta(weeks=8)  # without having met anybody, somebody gets a better match
LEEWAY = timedelta(days=3)  # a round may be late, or its weekday change


class RoundRow(Numbered, Base):
    """One round: the slot it stands for, its number within its programme, its seed, and how good its matches are."""

    __tablename__ = "round"
    __table_args__ = (
        one_of_team(),
        UniqueConstraint("team_id", "programme_id", "slot_on", name="uq_round_slot"),
        ForeignKeyConstraint(["team_id", "programme_id"], ["programme.team_id", "programme.id"], ondelete="CASCADE"),
        NOBODYS,
    )

    programme_id: Mapped[int] = mapped_column(Id)
    number: Mapped[int]
    slot_on: Mapped[date]
    opened_at: Mapped[datetime]
    seed: Mapped[str | None] = mapped_column(String(64))
    value: Mapped[int | None] = mapped_column(Id)
    bound: Mapped[int | None] = mapped_column(Id)
    repeats: Mapped[int | None]
    unavoidable: Mapped[int | None]


def people_in(tx: Tx, programme: Programme, *, now: datetime) -> tuple[Person, ...]:
    """Everybody who is in `programme` and its channel, here, not paused, and wants this round, by id."""
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
            or_(ParticipationRow.out_for.is_(None), ParticipationRow.out_for < programme.next.on),
            or_(ParticipationRow.in_for >= programme.next.on, _wants(tx, now=now)),
        )
        .order_by(MemberRow.user_id)
    )
    return tuple(as_person(row) for row in rows)


def _wants(tx: Tx, *, now: datetime) -> ColumnElement[bool]:
    """Whether a member takes part without being asked, and it is not too soon for their taste."""
    lately = or_(*(met_lately(tx, weeks, now=now) for weeks in SELDOM))
    return and_(MemberRow.every_weeks > 0, MemberRow.ask_first.is_(False), not_(lately))


def met_lately(tx: Tx, weeks: int, *, now: datetime) -> ColumnElement[bool]:
    """Whether a member who wants so many weeks between introductions had one within them."""
    lately = (
        exists()
        .where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id == MemberRow.user_id)
        .where(IntroMemberRow.skipped.is_(False))
        .where(IntroRow.team_id == tx.team_id, IntroRow.id == IntroMemberRow.intro_id)
        .where(IntroRow.state.in_([IntroState.INTRODUCED, IntroState.OVER]))
        .where(IntroRow.round_id.is_not(None), IntroRow.made_at > now - timedelta(weeks=weeks) + LEEWAY)
    )
    return and_(MemberRow.every_weeks == weeks, lately)


_INTRODUCED = (
    select(RoundRow.number, IntroMemberRow.intro_id, IntroMemberRow.user_id)
    .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
    .join(RoundRow, (RoundRow.team_id == IntroRow.team_id) & (RoundRow.id == IntroRow.round_id))
    .where(IntroMemberRow.team_id == TEAM, RoundRow.programme_id == ONE)
    .where(IntroRow.state != IntroState.CLOSED)
    .order_by(RoundRow.number, IntroMemberRow.intro_id)
)
_THEIRS = aliased(IntroMemberRow)
_INTRODUCED_TO = _INTRODUCED.where(
    IntroMemberRow.intro_id.in_(select(_THEIRS.intro_id).where(_THEIRS.team_id == TEAM, _THEIRS.user_id.in_(IDS)))
)


def load_round_facts(tx: Tx, programme: Programme, *, now: datetime) -> RoundFacts:
    """What the next round of `programme` is decided on."""
    return _load_facts(tx, programme, people_in(tx, programme, now=now), now=now)


def _load_facts(
    tx: Tx, programme: Programme, people: tuple[Person, ...], *, few: bool = False, now: datetime
) -> RoundFacts:
    """What these people's round is decided on; of `few`, only what they had part in is looked through."""
    ids = [person.id for person in people]
    groups: dict[tuple[int, int], list[str]] = {}
    told = {"team": tx.team_id, "one": programme.id, "ids": ids}
    rows = tx.line.execute(_INTRODUCED_TO if few else _INTRODUCED, told)
    for number, intro_id, user_id in rows:
        groups.setdefault((number, intro_id), []).append(user_id)
    for number, intro_id, user_id in _met_at_once(tx, programme):
        groups.setdefault((number, intro_id), []).append(user_id)
    since: dict[Pair, int] = {}
    trios: dict[str, int] = {}
    for (number, _), group in sorted(groups.items()):
        for one, other in combinations(group, 2):
            since[in_order(one, other)] = programme.rounds - number
        for one in group if len(group) >= TRIO else ():
            trios[one] = trios.get(one, 0) + 1
    avoided, turns = load_avoided(tx), load_turns(tx, ids)
    first, lately = first_of(tx, programme.id), met_since(tx, now - UNDER_MET)
    return RoundFacts(
        programme,
        people,
        since,
        trios,
        avoided,
        first,
        lately,
        turns,
        season=load_season(tx, programme.id),
        wants=wants_of(tx, ids),
        helps=topics.topics_of(tx, ids, stance=Stance.HELP),
        helped=topics.count_helped(tx, ids, now=now),
        caps=topics.caps_of(tx, ids),
    )


def _met_at_once(tx: Tx, programme: Programme) -> Iterator[tuple[int, int, str]]:
    """Who met out of any round: the number of the latest round then, the intro, and one of its people."""
    rounds = select(RoundRow.opened_at).where(RoundRow.team_id == tx.team_id, RoundRow.programme_id == programme.id)
    opened = list(tx.scalars(rounds.order_by(RoundRow.opened_at)))
    met = tx.execute(
        select(IntroMemberRow.intro_id, IntroMemberRow.user_id, IntroRow.made_at)
        .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
        .where(IntroMemberRow.team_id == tx.team_id, IntroRow.round_id.is_(None), IntroRow.state != IntroState.CLOSED)
    )
    return ((bisect_right(opened, made_at), intro_id, user_id) for intro_id, user_id, made_at in met)


def load_chance_facts(tx: Tx, this: RoundRow, *, now: datetime) -> RoundFacts | None:
    """What a second chance in a round is decided on: whoever is free in it; None when it is not the latest any more."""
    row = tx.get_one(ProgrammeRow, (tx.team_id, this.programme_id))
    programme = as_programme(row)
    if not programme.running or programme.rounds != this.number:
        return None
    # Whoever wanted this round wants its second chances; the next one they may not have been asked about.
    this_round = replace(programme, next=Slot(this.slot_on, this.opened_at))
    taken = tx.scalars(
        select(IntroMemberRow.user_id)
        .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
        .where(
            IntroMemberRow.team_id == tx.team_id,
            IntroRow.round_id == this.id,
            or_(IntroRow.state == IntroState.INTRODUCED, IntroMemberRow.skipped.is_(True)),
        )
    )
    busy = frozenset(taken)
    free = tuple(person for person in people_in(tx, this_round, now=now) if person.id not in busy)
    return replace(_load_facts(tx, this_round, free, few=True, now=now), programme=programme)


def save_round(tx: Tx, programme: Programme, plan: RoundPlan, *, now: datetime) -> tuple[int, ...]:
    """Write a round down; the ids of its intros, in order."""
    assert plan.run is not None  # noqa: S101  the caller saves rounds that run
    opened = RoundRow(
        team_id=tx.team_id,
        programme_id=programme.id,
        number=programme.rounds + 1,
        slot_on=plan.run.on,
        opened_at=now,
        seed=seed_of(programme),
        **asdict(plan.certificate),
    )
    tx.add(opened)
    tx.flush()
    return save_intros(tx, plan.intros, round_id=opened.id, now=now)


def call_off_unsent(tx: Tx, programme_id: int) -> None:
    """End the intros of a programme that nobody has read yet; those who were to meet never heard of it."""
    rows = tx.scalars(
        select(IntroRow)
        .join(RoundRow, (RoundRow.team_id == IntroRow.team_id) & (RoundRow.id == IntroRow.round_id))
        .where(IntroRow.team_id == tx.team_id, IntroRow.state == IntroState.INTRODUCED)
        .where(RoundRow.programme_id == programme_id)
    )
    intros = [found.intro for found in load_found(tx, list(rows))]
    dropped = posts.drop_posts(tx, [key for intro in intros for key in intro.keys])
    for intro in intros:
        if dropped.issuperset(intro.keys):
            end_intro(tx, intro.id, IntroState.CLOSED)


def is_still_on(tx: Tx, intro_id: int) -> bool:
    """Whether an intro stands, and everybody who has not skipped it is still in its programme."""
    found = load_intro(tx, intro_id)
    if found is None or found.state is not IntroState.INTRODUCED:
        return False
    opened = None if found.round_id is None else tx.get(RoundRow, (tx.team_id, found.round_id))
    wanted = {person.id for person in found.intro.people} - found.skipped
    return opened is None or wanted <= set(who_joined(tx, opened.programme_id))
