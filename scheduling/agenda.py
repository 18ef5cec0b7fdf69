"""Agendas go out before the meeting, where a host chose so."""

from datetime import datetime

from bot.agenda.agenda import Agenda, Goes, Meeting, meeting_on, meets, ready_key
from bot.agenda.views import ready_message
from bot.people import ChannelId
from bot.posts import Post, Worth
from bot.team import Team
from scheduling.workplace import Workplace
from storage import agenda as agendas
from storage import directory, goals, hosts, posts
from storage.database import Tx


async def run_one_due_agenda(at: Workplace) -> bool:
    """See to the agenda that is due longest; false when none is."""
    return await at.see_to_one(agendas.hold_due_agenda, send)


def send(tx: Tx, channel: ChannelId, *, now: datetime) -> None:
    """Send the agenda of the meeting ahead, if there is one and more to it than the opener; plan the next."""
    team, plan = hosts.load_team(tx, channel), agendas.load_plan(tx, channel)
    if team is None:  # it ended since it was held
        return
    begins = None if plan.next_on is None or plan.meets != meets(team) else meeting_on(team, plan.next_on)
    agendas.keep_plan(tx, team, plan, now=now)
    if plan.next_on is None or begins is None or begins <= now or directory.why_closed(tx, channel) is not None:
        return
    agenda = agendas.compose(tx, plan, Meeting(plan.next_on, begins), now=now)
    if not agenda.worth_sending:
        return
    if plan.goes is Goes.CHANNEL:
        agendas.owe(tx, agenda, now=now, expires_at=begins)
    else:
        _tell(tx, team, agenda, now=now, until=begins)


def _tell(tx: Tx, team: Team, agenda: Agenda, *, now: datetime, until: datetime) -> None:
    """Let the first host who is here and not paused know that it is ready."""
    for host in team.hosts:
        paused = goals.paused_until(tx, host.id)
        if host.here and (paused is None or paused <= now):
            key = ready_key(agenda.channel, agenda.meeting.on)
            message = ready_message(agenda)
            post = Post(key, (host.id,), message, now, until, unless_away=True, worth=Worth.EXTRA)
            posts.enqueue(tx, [post])
            return
