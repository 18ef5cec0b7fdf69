"""Agendas: what hosts chose for their team's meeting, when it is sent, and who leads."""

from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    case,
    delete,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.agenda.agenda import (
    BEFORE,
    CAPS,
    Agenda,
    Goes,
    Lead,
    Meeting,
    Plan,
    agenda_key,
    items_of,
    meets,
    next_sent,
    opener_for,
)
from bot.agenda.views import agenda_message
from bot.news import Board
from bot.people import ChannelId, UserId
from bot.posts import Post
from bot.team import Team
from storage import news, posts
from storage.base import NOBODYS, TEAM, Base, UtcDateTime, team_id
from storage.database import Tx
from storage.directory import AT_ONCE, ChannelPersonRow
from storage.hosts import TeamRow
from storage.news import Shown
from storage.people import MemberRow
from storage.programmes import HOLD
from storage.sealing import Sealed
from storage.statements import changed, insert_or_replace


class AgendaRow(Base):
    """What hosts chose for the agendas of a team, and for which meeting time the next was planned."""

    __tablename__ = "agenda"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "channel_id"], ["team.team_id", "team.channel_id"], ondelete="CASCADE"),
        Index("ix_agenda_due", "team_id", "due_at"),
        NOBODYS,
    )

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    goes: Mapped[str] = mapped_column(String(16))
    line: Mapped[str] = mapped_column(Sealed)
    swapped: Mapped[int]
    meets_on: Mapped[int | None]
    meets_at: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64))
    next_on: Mapped[date | None]
    due_at: Mapped[datetime | None]


class LeadRow(Base):
    """Whose turn it was to lead a team's learning in the meeting of a day; `passed` says that they passed it on."""

    __tablename__ = "lead"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "channel_id"], ["team.team_id", "team.channel_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_lead_user", "team_id", "user_id"),
    )

    team_id: Mapped[str] = team_id()
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    on_day: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    passed: Mapped[bool]


_WITH_TEAM = (TeamRow.team_id == AgendaRow.team_id) & (TeamRow.channel_id == AgendaRow.channel_id)
_MOVED = or_(
    AgendaRow.meets_on.is_distinct_from(TeamRow.meets_on),
    AgendaRow.meets_at.is_distinct_from(TeamRow.meets_at),
    AgendaRow.zone != TeamRow.zone,
)
# Where a team meets at another time now, the next agenda is to be planned at once.
NEXT_AGENDA = (
    select(func.min(case((_MOVED, literal(AT_ONCE, UtcDateTime())), else_=AgendaRow.due_at)))
    .select_from(AgendaRow)
    .join(TeamRow, _WITH_TEAM)
    .where(AgendaRow.team_id == TEAM, AgendaRow.goes != Goes.OFF)
)


def load_plan(tx: Tx, channel: ChannelId) -> Plan:
    """What the hosts of a team chose."""
    row = tx.get(AgendaRow, (tx.team_id, channel))
    if row is None:
        return Plan(channel)
    meets = (row.meets_on, row.meets_at, row.zone)
    return Plan(channel, Goes(row.goes), row.line, row.swapped, row.next_on, meets)


def _save_plan(tx: Tx, plan: Plan, *, due_at: datetime | None) -> None:
    """Keep what the hosts of a team chose; the next agenda is due then."""
    meets_on, meets_at, zone = plan.meets
    values = {
        "goes": plan.goes,
        "line": plan.line,
        "swapped": plan.swapped,
        "meets_on": meets_on,
        "meets_at": meets_at,
        "zone": zone,
        "next_on": plan.next_on,
        "due_at": due_at,
    }
    insert_or_replace(tx, AgendaRow, {"channel_id": plan.channel}, values)


def keep_plan(tx: Tx, team: Team, plan: Plan, *, now: datetime) -> None:
    """Keep what hosts chose, and when the next agenda goes."""
    slot = next_sent(team, now=now) if plan.goes is not Goes.OFF else None
    planned = replace(plan, next_on=None if slot is None else slot.on, meets=meets(team))
    _save_plan(tx, planned, due_at=None if slot is None else slot.at - BEFORE)


def hold_due_agenda(tx: Tx, *, now: datetime) -> ChannelId | None:
    """The channel whose agenda is most overdue, or to be planned anew, kept from other replicas for a while."""
    row = tx.scalar(
        select(AgendaRow)
        .join(TeamRow, _WITH_TEAM)
        .where(AgendaRow.team_id == tx.team_id, AgendaRow.goes != Goes.OFF, or_(_MOVED, AgendaRow.due_at <= now))
        .order_by(AgendaRow.due_at, AgendaRow.channel_id)
        .limit(1)
        .with_for_update(skip_locked=True, of=AgendaRow)
    )
    if row is None:
        return None
    row.due_at = now + HOLD
    return ChannelId(row.channel_id)


def compose(tx: Tx, plan: Plan, meeting: Meeting, *, now: datetime) -> Agenda:
    """The agenda of a meeting; from now on it is clear who leads it, unless nobody can."""
    items = items_of(news.load_news(tx, plan.channel, Board.AGENDA, caps=CAPS, on=meeting.on, now=now))
    lead = settle_lead(tx, plan.channel, meeting.on, now=now)
    return Agenda(
        plan.channel,
        meeting,
        opener_for(plan, meeting),
        items=items,
        line=plan.line,
        lead=lead,
        last=_led_last(tx, plan.channel, meeting.on),
    )


def note_sent(tx: Tx, agenda: Agenda) -> None:
    """Remember what the agenda of a meeting shows, so that later ones show something else."""
    news.note_shown(tx, Shown(Board.AGENDA, agenda.channel, agenda.meeting.on), agenda.items)


def owe(tx: Tx, agenda: Agenda, *, now: datetime, expires_at: datetime) -> None:
    """Owe the channel the agenda of a meeting."""
    note_sent(tx, agenda)
    key = agenda_key(agenda.channel, agenda.meeting.on)
    posts.enqueue(tx, [Post(key, agenda.channel, agenda_message(agenda), now, expires_at)])


def settle_lead(tx: Tx, channel: ChannelId, on: date, *, now: datetime) -> Lead | None:
    """Who leads: whose turn it is while they can, else whose turn is longest ago; None where nobody can."""
    able = _able(tx, channel, now=now)
    found = tx.execute(able.join(LeadRow, _TURN).where(*_of(tx, channel, on), LeadRow.passed.is_(False))).first()
    if found is None:
        tx.execute(delete(LeadRow).where(*_of(tx, channel, on), LeadRow.passed.is_(False)))
        found = tx.execute(_longest_ago(tx, able, channel, on)).first()
        if found is not None:
            tx.add(LeadRow(team_id=tx.team_id, channel_id=channel, on_day=on, user_id=found[0], passed=False))
            tx.flush()
    return None if found is None else Lead(UserId(found[0]), found[1])


_TURN = (LeadRow.team_id == MemberRow.team_id) & (LeadRow.user_id == MemberRow.user_id)


def _able(tx: Tx, channel: ChannelId, *, now: datetime) -> Select[str, str]:
    """The members whom a channel holds, who are here and not paused."""
    held = (ChannelPersonRow.team_id == MemberRow.team_id) & (ChannelPersonRow.user_id == MemberRow.user_id)
    return (
        select(MemberRow.user_id, MemberRow.name)
        .join(ChannelPersonRow, held)
        .where(MemberRow.team_id == tx.team_id, ChannelPersonRow.team_id == tx.team_id)
        .where(ChannelPersonRow.channel_id == channel, ChannelPersonRow.held.is_(True), MemberRow.here.is_(True))
        .where(or_(MemberRow.paused_until.is_(None), MemberRow.paused_until <= now))
    )


def _longest_ago(tx: Tx, able: Select[str, str], channel: ChannelId, on: date) -> Select[str, str]:
    """Whose turn is longest ago, of those who have not passed it on this time."""
    turns = (
        select(LeadRow.user_id, func.max(LeadRow.on_day).label("on_day"))
        .where(LeadRow.team_id == tx.team_id, LeadRow.channel_id == channel)
        .group_by(LeadRow.user_id)
        .subquery()
    )
    return (
        able.outerjoin(turns, turns.c.user_id == MemberRow.user_id)
        .where(or_(turns.c.on_day.is_(None), turns.c.on_day < on))
        .order_by(func.coalesce(turns.c.on_day, news.NEVER), MemberRow.name, MemberRow.user_id)
        .limit(1)
    )


def _of(tx: Tx, channel: ChannelId, on: date) -> tuple[ColumnElement[bool], ...]:
    return (LeadRow.team_id == tx.team_id, LeadRow.channel_id == channel, LeadRow.on_day == on)


def _led_last(tx: Tx, channel: ChannelId, on: date) -> str:
    """The name of who led the meeting before, if they are here still."""
    before = (LeadRow.team_id == tx.team_id, LeadRow.channel_id == channel, LeadRow.on_day < on)
    last = select(MemberRow.name).join(LeadRow, _TURN).where(*before, MemberRow.team_id == tx.team_id)
    last = last.where(LeadRow.passed.is_(False), MemberRow.here.is_(True))
    return tx.scalar(last.order_by(LeadRow.on_day.desc()).limit(1)) or ""


def pass_on(tx: Tx, channel: ChannelId, on: date, user_id: UserId) -> bool:
    """Somebody passes their turn on; whether it was theirs."""
    mine = (*_of(tx, channel, on), LeadRow.user_id == user_id, LeadRow.passed.is_(False))
    row = tx.scalar(select(LeadRow).where(*mine))
    if row is not None:
        row.passed = True
        tx.flush()
    return row is not None


def choose_lead(tx: Tx, channel: ChannelId, on: date, user_id: UserId, *, now: datetime) -> bool:
    """Let this one lead; false where they cannot."""
    if tx.execute(_able(tx, channel, now=now).where(MemberRow.user_id == user_id)).first() is None:
        return False
    mine = LeadRow.user_id == user_id
    tx.execute(delete(LeadRow).where(*_of(tx, channel, on), or_(mine, LeadRow.passed.is_(False))))
    tx.add(LeadRow(team_id=tx.team_id, channel_id=channel, on_day=on, user_id=user_id, passed=False))
    tx.flush()
    return True


def forget_leads(tx: Tx, *, before: date) -> None:
    """Forget who led before then."""
    changed(tx, delete(LeadRow).where(LeadRow.team_id == tx.team_id, LeadRow.on_day < before))
