"""The directory: everybody whom Slack shows us, who is in which channel, and how far we have read either."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Exists,
    Index,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.directory.closed import Closed
from bot.people import Absence, ChannelId, Person, UserId, is_nobody
from storage.base import NOBODYS, NOW, OWN, TEAM, WHO, Base, team_id
from storage.database import Tx
from storage.statements import changed, insert_new, upsert_newer

EVERYBODY = ChannelId("")  # what stands for the whole workspace where a channel could be read
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
DAILY = timedelta(days=1)
AGAIN = timedelta(minutes=10)  # what fails is read again after this
AT_A_TIME = 1000  # ids in one statement
APART = timedelta(minutes=1)  # as far as Slack's clock and ours may be: a page is no newer than an event of that minute


class DirectoryPersonRow(Base):
    """Somebody whom Slack shows us, as it was at `as_of`; of those who are gone no name is kept."""

    __tablename__ = "directory_person"

    team_id: Mapped[str] = team_id()
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True, info=OWN)
    name: Mapped[str] = mapped_column(String(255))
    zone: Mapped[str] = mapped_column(String(64))
    admin: Mapped[bool]
    absence: Mapped[str | None] = mapped_column(String(16))
    as_of: Mapped[datetime]


class ChannelRow(Base):
    """A channel that has a programme: why nothing can be posted there, if so, as it was at `as_of`."""

    __tablename__ = "channel"
    __table_args__ = NOBODYS

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    closed: Mapped[str | None] = mapped_column(String(16))
    as_of: Mapped[datetime]


class ChannelPersonRow(Base):
    """Whether somebody was in such a channel at `as_of`."""

    __tablename__ = "channel_person"
    __table_args__ = (Index("ix_channel_person_user", "team_id", "user_id"),)

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True, info=OWN)
    held: Mapped[bool]
    as_of: Mapped[datetime]


class ReadingRow(Base):
    """When a list is to be read from Slack, how far we are, and when it was read to its end; see `EVERYBODY`."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_due", "team_id", "due_at"), NOBODYS)

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    due_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    cursor: Mapped[str] = mapped_column(String(255), default="")
    read_at: Mapped[datetime | None]


# A daily look is nothing to wait for; what has not been read to its end is.
NEXT_READING = select(func.min(ReadingRow.due_at)).where(
    ReadingRow.team_id == TEAM, or_(ReadingRow.read_at.is_(None), ReadingRow.began_at.is_not(None))
)


_ABSENCE = select(DirectoryPersonRow.absence).where(
    DirectoryPersonRow.team_id == TEAM, DirectoryPersonRow.user_id == WHO
)
_CLOSED = select(ChannelRow.closed).where(ChannelRow.team_id == TEAM, ChannelRow.channel_id == bindparam("channel"))
_DUE = (
    select(ReadingRow)
    .where(ReadingRow.team_id == TEAM, ReadingRow.due_at <= NOW)
    .order_by(ReadingRow.due_at, ReadingRow.channel_id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A list that we are reading: of a channel's people, or of `EVERYBODY`, since when, and the page to read next."""

    channel: ChannelId
    began_at: datetime
    cursor: str


def watch(tx: Tx, channel: ChannelId) -> None:
    """Read this channel's people (or `EVERYBODY`) from now on."""
    insert_new(tx, ReadingRow, {"channel_id": channel, "due_at": AT_ONCE, "cursor": ""})
    if channel != EVERYBODY:
        insert_new(tx, ChannelRow, {"channel_id": channel, "as_of": AT_ONCE})


def watched(tx: Tx, channel: ChannelId) -> bool:
    """Whether this channel's people are read."""
    return tx.get(ReadingRow, (tx.team_id, channel)) is not None


def hold_reading(tx: Tx, *, now: datetime) -> Reading | None:
    """The most overdue list, kept from other replicas for a while; begun, or gone on with where it was left."""
    row = tx.scalar(_DUE, {"team": tx.team_id, "now": now})
    if row is None:
        return None
    row.due_at = now + AGAIN
    if row.began_at is None:
        row.began_at, row.cursor = now - APART, ""
    return Reading(ChannelId(row.channel_id), row.began_at, row.cursor)


def turn_page(tx: Tx, reading: Reading, *, cursor: str, due_at: datetime) -> None:
    """Go on with the page at `cursor` then, or begin anew without one; unless another replica did so first."""
    began_at = reading.began_at if cursor else None
    _move(tx, reading, due_at=due_at, cursor=cursor, began_at=began_at)


def put_off(tx: Tx, reading: Reading, *, until: datetime) -> None:
    """Go on with this page then."""
    _move(tx, reading, due_at=until)


def end_reading(tx: Tx, reading: Reading, *, now: datetime) -> None:
    """The list is read to its end; it is read again in a day, for what Slack told us of in vain."""
    _move(tx, reading, due_at=now + DAILY, cursor="", began_at=None, read_at=now)


def _move(tx: Tx, reading: Reading, **values: object) -> None:
    tx.execute(
        update(ReadingRow)
        .where(ReadingRow.team_id == tx.team_id, ReadingRow.channel_id == reading.channel)
        .where(ReadingRow.began_at == reading.began_at, ReadingRow.cursor == reading.cursor)
        .values(**values)
    )


def read_soon(tx: Tx, channel: ChannelId, *, now: datetime) -> None:
    """Read a list again at once, unless that is under way."""
    tx.execute(
        update(ReadingRow)
        .where(ReadingRow.team_id == tx.team_id, ReadingRow.channel_id == channel, ReadingRow.began_at.is_(None))
        .values(due_at=now)
    )


def put_off_readings(tx: Tx, *, until: datetime) -> None:
    """Read nothing before `until`; what has been read counts as all there is."""
    tx.execute(update(ReadingRow).where(ReadingRow.team_id == tx.team_id).values(due_at=until, read_at=until))


def take_over(tx: Tx, people: Collection[Person], *, as_of: datetime) -> frozenset[UserId]:
    """Remember `people` as Slack showed them at `as_of`; those of whom we knew nothing newer."""
    rows = [
        {
            "user_id": person.id,
            "name": "" if person.absence is Absence.GONE else person.name[:255],
            "zone": person.zone[:64],
            "admin": person.admin,
            "absence": person.absence,
            "as_of": as_of,
        }
        for person in people
    ]
    return frozenset(UserId(one) for one in upsert_newer(tx, DirectoryPersonRow, ["user_id"], rows))


def find_vanished(tx: Tx, *, since: datetime, limit: int) -> tuple[Person, ...]:
    """Some of those whom Slack no longer lists, when everybody has been read since then."""
    rows = tx.scalars(
        select(DirectoryPersonRow)
        .where(DirectoryPersonRow.team_id == tx.team_id, DirectoryPersonRow.as_of < since)
        .where(or_(DirectoryPersonRow.absence.is_(None), DirectoryPersonRow.absence != Absence.GONE))
        .limit(limit)
    )
    return tuple(Person(UserId(row.user_id), row.name, row.zone, absence=Absence.GONE) for row in rows)


def load_known(tx: Tx, user_ids: Collection[UserId]) -> Mapping[UserId, Person]:
    """Those of them whom Slack has shown us, by id."""
    row = DirectoryPersonRow
    known = select(row.user_id, row.name, row.zone, row.admin, row.absence).where(row.team_id == tx.team_id)
    found: dict[UserId, Person] = {}
    ids = sorted(user_ids)
    for start in range(0, len(ids), AT_A_TIME):
        some = row.user_id.in_(ids[start : start + AT_A_TIME])
        for user_id, name, zone, admin, absence in tx.execute(known.where(some)):
            out = None if absence is None else Absence(absence)
            found[UserId(user_id)] = Person(UserId(user_id), name, zone, admin=admin, absence=out)
    return found


def note_in_channel(
    tx: Tx, channel: ChannelId, user_ids: Sequence[UserId], *, held: bool, as_of: datetime
) -> frozenset[UserId]:
    """Remember that these were, or were not, in a channel at `as_of`; those of whom we knew nothing newer."""
    rows = [{"channel_id": channel, "user_id": user_id, "held": held, "as_of": as_of} for user_id in user_ids]
    return frozenset(UserId(one) for one in upsert_newer(tx, ChannelPersonRow, ["channel_id", "user_id"], rows))


def find_left(tx: Tx, channel: ChannelId, *, since: datetime, limit: int) -> tuple[UserId, ...]:
    """Some of those whom a channel no longer holds, when all of its people have been read since then."""
    rows = tx.scalars(
        select(ChannelPersonRow.user_id)
        .where(ChannelPersonRow.team_id == tx.team_id, ChannelPersonRow.channel_id == channel)
        .where(ChannelPersonRow.held.is_(True), ChannelPersonRow.as_of < since)
        .limit(limit)
    )
    return tuple(UserId(row) for row in rows)


def forget_left(tx: Tx, channel: ChannelId, *, since: datetime) -> None:
    """Forget who left a channel before then; no event of that time can still come."""
    changed(
        tx,
        delete(ChannelPersonRow).where(
            ChannelPersonRow.team_id == tx.team_id,
            ChannelPersonRow.channel_id == channel,
            ChannelPersonRow.held.is_(False),
            ChannelPersonRow.as_of < since,
        ),
    )


def is_held(tx: Tx, channel: ChannelId, user_id: UserId) -> bool:
    """Whether a channel holds somebody, as far as we know; nobody is left out before it has been read once."""
    row = tx.get(ChannelPersonRow, (tx.team_id, channel, user_id))
    if row is not None:
        return row.held
    reading = tx.get(ReadingRow, (tx.team_id, channel))
    return reading is None or reading.read_at is None


def note_channel(tx: Tx, channel: ChannelId, closed: Closed | None, *, as_of: datetime) -> bool:
    """Remember whether a channel is closed to us; whether that is news, and we knew nothing newer."""
    row = tx.scalar(
        select(ChannelRow)
        .where(ChannelRow.team_id == tx.team_id, ChannelRow.channel_id == channel, ChannelRow.as_of <= as_of)
        .with_for_update()
    )
    if row is None:
        return False
    news = row.closed != closed
    row.closed, row.as_of = closed, as_of
    tx.flush()
    return news


def why_closed(tx: Tx, channel: ChannelId) -> Closed | None:
    """Why nothing can be posted in a channel, if so."""
    closed = tx.line.scalar(_CLOSED, {"team": tx.team_id, "channel": channel})
    return None if closed is None else Closed(closed)


def stands_still(team: SQLColumnExpression[str], channel: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether no round can come in a channel: it is closed to us, or its people have never been read."""
    closed = exists().where(ChannelRow.team_id == team, ChannelRow.channel_id == channel)
    unread = exists().where(ReadingRow.team_id == team, ReadingRow.channel_id == channel)
    return or_(closed.where(ChannelRow.closed.is_not(None)), unread.where(ReadingRow.read_at.is_(None)))


def lists(tx: Tx, channel: ChannelId, user_id: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether somebody is known to be in a channel."""
    return _known(tx, channel, user_id).where(ChannelPersonRow.held.is_(True))


def _known(tx: Tx, channel: ChannelId, user_id: SQLColumnExpression[str]) -> Exists:
    return exists().where(
        ChannelPersonRow.team_id == tx.team_id,
        ChannelPersonRow.channel_id == channel,
        ChannelPersonRow.user_id == user_id,
    )


def holds(tx: Tx, channel: ChannelId, user_id: SQLColumnExpression[str], *, guests: bool) -> ColumnElement[bool]:
    """Whether a channel holds somebody, as in `is_held`, who is no guest unless `guests` may take part."""
    read = exists().where(
        ReadingRow.team_id == tx.team_id, ReadingRow.channel_id == channel, ReadingRow.read_at.is_not(None)
    )
    held = or_(lists(tx, channel, user_id), ~or_(_known(tx, channel, user_id), read))
    if guests:
        return held
    guest = exists().where(
        DirectoryPersonRow.team_id == tx.team_id,
        DirectoryPersonRow.user_id == user_id,
        DirectoryPersonRow.absence == Absence.GUEST,
    )
    return and_(held, ~guest)


def find_admin(tx: Tx, channel: ChannelId) -> UserId | None:
    """An admin of the workspace whom this channel holds."""
    found = tx.scalar(
        select(DirectoryPersonRow.user_id)
        .join(
            ChannelPersonRow,
            (ChannelPersonRow.team_id == DirectoryPersonRow.team_id)
            & (ChannelPersonRow.user_id == DirectoryPersonRow.user_id),
        )
        .where(DirectoryPersonRow.team_id == tx.team_id, ChannelPersonRow.channel_id == channel)
        .where(ChannelPersonRow.held.is_(True), DirectoryPersonRow.admin.is_(True))
        .where(DirectoryPersonRow.absence.is_(None))
        .order_by(DirectoryPersonRow.user_id)
        .limit(1)
    )
    return None if found is None else UserId(found)


def is_admin(tx: Tx, user_id: UserId) -> bool:
    """Whether Slack said lately that somebody is an admin: enough to show where to begin, and no more."""
    row = tx.get(DirectoryPersonRow, (tx.team_id, user_id))
    return row is not None and row.admin


def is_guest(tx: Tx, user_id: UserId) -> bool:
    """Whether Slack says that somebody is a guest."""
    return tx.line.scalar(_ABSENCE, {"team": tx.team_id, "who": user_id}) == Absence.GUEST


def has_gone(tx: Tx, user_id: UserId) -> bool:
    """Whether Slack says that somebody is no person of this workspace any more, or they deleted themselves."""
    return is_nobody(user_id) or tx.line.scalar(_ABSENCE, {"team": tx.team_id, "who": user_id}) is not None
