"""What each thing that people do with an agenda comes to, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from bot.agenda import sentences, views
from bot.agenda.agenda import (
    LONGEST,
    Goes,
    agenda_key,
    meeting_of,
    rhythm_of,
)
from bot.blocks import choose_channel, told
from bot.people import ChannelId, UserId
from bot.posts import Message
from bot.refusal import Refusal, too_long
from bot.team import Team
from storage import agenda as agendas
from storage import directory, hosts, posts
from storage.database import Tx

View: TypeAlias = dict[str, Any]
POSTED_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AgendaForm:
    """What a host filled in; `lead` is "" for whose turn it is."""

    line: str
    lead: str
    goes: str


def typed(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> View | Message:
    """`/learn agenda` in a channel, or in a DM: that of one's team, or which one is meant."""
    mine = _teams(tx, user_id)
    if not mine:
        return told(sentences.NO_TEAM)
    if channel not in mine and len(mine) > 1:
        return choose_channel(mine, action=views.OPEN, what="agenda")
    done = show(tx, user_id, channel if channel in mine else mine[0], now=now)
    return told(done.why) if isinstance(done, Refusal) else done


def _teams(tx: Tx, user_id: UserId) -> tuple[ChannelId, ...]:
    """The teams that somebody is in, or looks after."""
    return tuple(sorted({*hosts.channels_of(tx, user_id), *hosts.channels_hosted(tx, user_id)}))


def _team(tx: Tx, user_id: UserId, channel: ChannelId) -> Team | None:
    return hosts.load_team(tx, channel) if channel in _teams(tx, user_id) else None


def show(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime, note: str = "") -> View | Refusal:
    """The agenda of the next meeting, with what hosts can change for them."""
    team = _team(tx, user_id, channel)
    if team is None:
        return Refusal(sentences.NOT_YOURS)
    plan = agendas.load_plan(tx, channel)
    agenda = agendas.compose(tx, plan, meeting_of(team, now=now), now=now)
    turn = agenda.lead is not None and agenda.lead.id == user_id
    host = hosts.is_host(tx, channel, user_id)
    return views.agenda_modal(agenda, plan=plan if host else None, turn=turn, note=note)


def another(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> View | Refusal:
    """A host would rather have another opener."""
    team = _hosted(tx, user_id, channel)
    if team is None:
        return Refusal(sentences.NOT_A_HOST)
    plan = agendas.load_plan(tx, channel)
    agendas.keep_plan(tx, team, replace(plan, swapped=plan.swapped + 1), now=now)
    return show(tx, user_id, channel, now=now)


def _hosted(tx: Tx, user_id: UserId, channel: ChannelId) -> Team | None:
    return hosts.load_team(tx, channel) if hosts.is_host(tx, channel, user_id) else None


def pass_on(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> View | Refusal:
    """Not me this time."""
    team = _team(tx, user_id, channel)
    if team is None:
        return Refusal(sentences.NOT_YOURS)
    passed = agendas.pass_on(tx, channel, meeting_of(team, now=now).on, user_id)
    return show(tx, user_id, channel, now=now, note=sentences.PASSED if passed else sentences.NOT_YOUR_TURN)


def post(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> Message | Refusal:
    """A host posts it: the channel sees it once for each meeting; what has changed since is changed there."""
    team = _hosted(tx, user_id, channel)
    if team is None:
        return Refusal(sentences.NOT_A_HOST)
    if directory.why_closed(tx, channel) is not None:
        return Refusal(sentences.ARCHIVED)
    agenda = agendas.compose(tx, agendas.load_plan(tx, channel), meeting_of(team, now=now), now=now)
    key = agenda_key(channel, agenda.meeting.on)
    there = bool(posts.post_states(tx, [key]))
    agendas.owe(tx, agenda, now=now, expires_at=now + POSTED_WITHIN)
    if there:
        posts.change(tx, key, views.agenda_message(agenda), now=now)
    return told(sentences.UPDATED if there else sentences.POSTED)


def save(tx: Tx, user_id: UserId, channel: ChannelId, form: AgendaForm, *, now: datetime) -> View | Refusal:
    """Keep what a host filled in."""
    team = _hosted(tx, user_id, channel)
    if team is None:
        return Refusal(sentences.NOT_A_HOST, field="line")
    refusal = _refuse(tx, team, form, now=now)
    if refusal is not None:
        return refusal
    plan = replace(agendas.load_plan(tx, channel), goes=Goes(form.goes), line=" ".join(form.line.split()))
    agendas.keep_plan(tx, team, plan, now=now)
    untimed = plan.goes is not Goes.OFF and rhythm_of(team) is None
    return views.saved_modal(sentences.SAVED_NO_TIME if untimed else sentences.SAVED)


def _refuse(tx: Tx, team: Team, form: AgendaForm, *, now: datetime) -> Refusal | None:
    """What does not fit, if anything; whoever was chosen to lead leads."""
    if form.goes not in list(Goes):
        return Refusal(sentences.NO_CHOICE, field="goes")
    if len(form.line) > LONGEST:
        return Refusal(too_long(LONGEST), field="line")
    on = meeting_of(team, now=now).on
    if form.lead and not agendas.choose_lead(tx, team.channel, on, UserId(form.lead), now=now):
        return Refusal(sentences.CANNOT_LEAD, field="lead")
    return None
