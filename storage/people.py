"""The workspaces we serve, and the people in them that we have met."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import String, false, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.hours import Break
from bot.people import Absence, Person, UserId
from bot.posts import MOST_A_WEEK
from bot.topics.stances import USUAL_CAP
from bot.wishes import AS_USUAL, Place, Way, Wishes
from storage import directory, programmes
from storage.base import IDS, NOBODYS, OWN, TEAM, Base, team_id
from storage.database import Tx
from storage.sealing import Sealed, SealedList, SealedTime
from storage.statements import changed, set_where


class WorkspaceRow(Base):
    """A Slack workspace that installed the bot; its enterprise is kept for organisations that have one.

    `public_url` is where our HTTP server can be reached, and `meeting_url` a template for the address of a call.
    We last met it at `met_at`; with `left_at` it has removed the bot since.
    """

    __tablename__ = "workspace"
    __table_args__ = NOBODYS

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    bot_user_id: Mapped[str] = mapped_column(String(32))
    met_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    public_url: Mapped[str] = mapped_column(String(300), default="", server_default="")
    meeting_url: Mapped[str] = mapped_column(String(300), default="", server_default="")


class MemberRow(Base):
    """A person who said yes to something at least once, and what they prefer.

    `works_on` are digits (0 is Monday); None means as AS_USUAL. `every_weeks` is how often they are introduced at most,
    0 only when they ask. `breaks` are pairs of wall times; `ways` and `languages` stand side by side with commas.
    `away_mark` tells a status which says that they are away from others. They help in `help_cap` introductions a month
    at most, and are asked at `topics_ask_at` whether their topics still fit; about their goals on the weekday
    `goals_on` at `goals_at`, as is usual where that is None. Of our own accord they get `most_a_week` messages.
    """

    __tablename__ = "member"

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True, info=OWN)
    name: Mapped[str] = mapped_column(String(255))
    zone: Mapped[str] = mapped_column(String(64))
    here: Mapped[bool] = mapped_column(default=True)
    paused_until: Mapped[datetime | None]
    works_from: Mapped[time | None] = mapped_column(SealedTime)
    works_to: Mapped[time | None] = mapped_column(SealedTime)
    works_on: Mapped[str | None] = mapped_column(Sealed)
    every_weeks: Mapped[int] = mapped_column(default=1, server_default="1")
    ask_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    earliest: Mapped[time | None] = mapped_column(SealedTime)
    latest: Mapped[time | None] = mapped_column(SealedTime)
    breaks: Mapped[list[Any] | None] = mapped_column(SealedList)
    region: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    ways: Mapped[str | None] = mapped_column(Sealed)
    largest: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(Sealed)
    town: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    languages: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    skips: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    questions_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    now: Mapped[bool] = mapped_column(default=False, server_default=false())
    away_mark: Mapped[str] = mapped_column(String(16), default="", server_default="")
    help_cap: Mapped[int] = mapped_column(default=USUAL_CAP, server_default=str(USUAL_CAP))
    topics_ask_at: Mapped[datetime | None]
    most_a_week: Mapped[int] = mapped_column(default=MOST_A_WEEK, server_default=str(MOST_A_WEEK))
    goals_on: Mapped[int | None]
    goals_at: Mapped[time | None]
    sees_home: Mapped[bool] = mapped_column(default=False, server_default=false())


_THESE = select(MemberRow).where(MemberRow.team_id == TEAM, MemberRow.user_id.in_(IDS))


def meet_workspace(
    tx: Tx,
    *,
    enterprise_id: str | None,
    bot_user_id: str,
    now: datetime,
    public_url: str = "",
    meeting_url: str = "",
) -> None:
    """Remember this workspace, or what has changed about it, and what the operator has set for it."""
    row = tx.get(WorkspaceRow, tx.team_id)
    if row is None:
        row = WorkspaceRow(team_id=tx.team_id)
        tx.add(row)
    row.enterprise_id, row.bot_user_id = enterprise_id, bot_user_id
    row.public_url, row.meeting_url = public_url, meeting_url
    row.met_at, row.left_at = now, None
    tx.flush()
    directory.watch(tx, directory.EVERYBODY)
    for programme in programmes.load_programmes(tx):
        directory.watch(tx, programme.channel)


def leave_workspace(tx: Tx, *, as_of: datetime) -> bool:
    """The workspace removed the bot at `as_of`; whether that is news, and we did not meet it since."""
    left = update(WorkspaceRow).where(WorkspaceRow.team_id == tx.team_id, WorkspaceRow.left_at.is_(None))
    unmet = or_(WorkspaceRow.met_at.is_(None), WorkspaceRow.met_at < as_of)
    return changed(tx, left.where(unmet).values(left_at=as_of)) == 1


def meet_person(tx: Tx, person: Person) -> None:
    """Remember `person` as Slack shows them now."""
    row = tx.get(MemberRow, (tx.team_id, person.id))
    if row is None:
        row = MemberRow(team_id=tx.team_id, user_id=person.id)
        tx.add(row)
    _copy(person, row)
    tx.flush()


def keep_person(tx: Tx, person: Person) -> None:
    """Remember somebody as Slack shows them, unless we have met them."""
    if tx.get(MemberRow, (tx.team_id, person.id)) is None:
        meet_person(tx, person)


def refresh_people(tx: Tx, people: Collection[Person]) -> tuple[UserId, ...]:
    """Take over what Slack says of the members among `people`; who of them is no longer here, newly."""
    rows = tx.scalars(_THESE, {"team": tx.team_id, "ids": [person.id for person in people]})
    known = {row.user_id: row for row in rows}
    gone = tuple(p.id for p in people if p.id in known and known[p.id].here and not p.here)
    for person in people:
        if person.id in known:
            _copy(person, known[person.id])
    return gone


def load_people(tx: Tx, user_ids: Collection[UserId]) -> Mapping[UserId, Person]:
    """The members among `user_ids`, by id."""
    rows = tx.scalars(_THESE, {"team": tx.team_id, "ids": sorted(user_ids)})
    return {UserId(row.user_id): as_person(row) for row in rows}


def as_person(row: MemberRow) -> Person:
    """The person in a row."""
    person = Person(
        UserId(row.user_id),
        row.name,
        row.zone,
        absence=None if row.here else Absence.GONE,
        earliest=row.earliest,
        latest=row.latest,
        breaks=tuple(Break(time.fromisoformat(start), time.fromisoformat(end)) for start, end in row.breaks or ()),
        region=row.region,
        wishes=_wishes(row),
    )
    if row.works_from is None or row.works_to is None or row.works_on is None:
        return person
    days = frozenset(int(day) for day in row.works_on)
    return replace(person, start=row.works_from, end=row.works_to, days=days)


def _wishes(row: MemberRow) -> Wishes:
    return Wishes(
        ways=AS_USUAL.ways if row.ways is None else frozenset(Way(way) for way in row.ways.split(",") if way),
        largest=AS_USUAL.largest if row.largest is None else row.largest,
        place=AS_USUAL.place if row.place is None else Place(row.place),
        town=row.town,
        languages=frozenset(one for one in row.languages.split(",") if one),
        skips=row.skips,
        questions_first=row.questions_first,
        now=row.now,
    )


def _copy(person: Person, row: MemberRow) -> None:
    row.name, row.zone, row.here = person.name[:255] or row.name, person.zone[:64], person.here


def hold_workspace(tx: Tx) -> None:
    """Let whoever else changes what runs in this workspace wait until we are done."""
    tx.execute(select(WorkspaceRow.team_id).where(WorkspaceRow.team_id == tx.team_id).with_for_update(key_share=True))


def pause_member(tx: Tx, user_id: UserId, *, until: datetime | None) -> None:
    """Pause everything for this member until then, or end the pause."""
    set_where(tx, MemberRow, {"user_id": user_id}, paused_until=until)


def workspace_known(tx: Tx) -> bool:
    """Whether the database answers, and knows this workspace."""
    return tx.scalar(select(WorkspaceRow.team_id).where(WorkspaceRow.team_id == tx.team_id)) is not None


def note_home(tx: Tx, user_id: UserId) -> None:
    """Remember that this member looks at their Home."""
    set_where(tx, MemberRow, {"user_id": user_id}, sees_home=True)
