"""Where somebody stands, read for their card and Home."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.brokering.views import desk_blocks
from bot.coffee.membership import visible
from bot.coffee.standing import CardFacts, Standing
from bot.home.standing import HomeFacts
from bot.home.views import MOST_MET, card, home
from bot.intro import IntroState
from bot.people import NO_ZONE, ChannelId, UserId
from bot.posts import Block, PostState
from bot.programme import Programme, ProgrammeState
from storage import checkins, directory, hosts, intros, moves, programmes
from storage.brokering import count_under_way
from storage.claims import load_around
from storage.database import Tx
from storage.desk import load_desk
from storage.goals import count_closed, load_goals
from storage.met import load_met
from storage.now import is_looking
from storage.people import MemberRow
from storage.preferences import load_preferences
from storage.topics import load_stances

TAKEAWAYS = 3
SHOWN = frozenset({PostState.SENT, PostState.UNCONFIRMED})


def load_standing(tx: Tx, user_id: UserId, *, channel: ChannelId, now: datetime) -> HomeFacts:
    """Where somebody stands, as seen from `channel`."""
    me = tx.get(MemberRow, (tx.team_id, user_id))
    mine = programmes.load_answers(tx, user_id)
    known = [one for one in programmes.load_programmes(tx) if one.state is not ProgrammeState.ENDED]
    guest = directory.is_guest(tx, user_id)
    all_ = tuple(
        Standing(
            one,
            one.id in mine,
            _said(one, mine),
            shut=guest and not one.guests,
            still=directory.why_closed(tx, one.channel) is not None,
        )
        for one in known
    )
    latest = intros.load_intros_of(tx, user_id, since=now - intros.LATELY) if mine else ()
    shown = _next([one for one in latest if _to_show(one, user_id)], now=now)
    card = CardFacts(
        user_id=user_id,
        zone=NO_ZONE if me is None else me.zone,
        paused_until=None if me is None else me.paused_until,
        every_weeks=1 if me is None else me.every_weeks,
        ask_first=me is not None and me.ask_first,
        standings=visible(all_, channel=channel),
    )
    unsure = shown is not None and shown.post_for(user_id) is PostState.UNCONFIRMED
    preferred = load_preferences(tx, user_id) if mine else None
    takeaways = checkins.load_takeaways(tx, user_id, limit=TAKEAWAYS)
    intro = None if shown is None else shown.intro
    return HomeFacts(
        card, intro, unsure=unsure, takeaways=takeaways, preferences=preferred, looking=is_looking(tx, user_id)
    )


def load_home(tx: Tx, user_id: UserId, *, now: datetime, note: str = "") -> dict[str, Any]:
    """Somebody's Home as it is now, with a note on top of it."""
    facts = load_standing(tx, user_id, channel=ChannelId(""), now=now)
    met = load_met(tx, user_id, limit=MOST_MET + 1)
    return home(
        card(facts, now=now, note=note),
        desk=_load_desk(tx, user_id, now=now),
        goals=load_goals(tx, user_id),
        closed=count_closed(tx, user_id),
        stances=load_stances(tx, user_id, now=now),
        around=load_around(tx, user_id),
        met=met[:MOST_MET],
        zone=facts.coffee.zone,
        begins=directory.is_admin(tx, user_id) and not programmes.load_programmes(tx),
        more=len(met) > MOST_MET,
        teams=hosts.teams_of(tx, user_id),
        hosted=hosts.teams_hosted(tx, user_id),
        moves=moves.wants_moves(tx, user_id),
    )


def _load_desk(tx: Tx, user_id: UserId, *, now: datetime) -> Sequence[Block]:
    """The broker desk of a host; nothing for anybody else."""
    suggestions = load_desk(tx, user_id, now=now)
    return () if suggestions is None else desk_blocks(suggestions, under_way=count_under_way(tx, user_id))


def _said(programme: Programme, answers: Mapping[int, tuple[date | None, date | None]]) -> bool | None:
    in_for, out_for = answers.get(programme.id, (None, None))
    return programmes.said_to(programme, in_for=in_for, out_for=out_for)


def _next(found: Sequence[intros.IntroFound], *, now: datetime) -> intros.IntroFound | None:
    """The one for which a time is picked that comes next, or else the newest."""
    coming = {one.intro.planned_at: one for one in found if one.intro.planned_at and one.intro.planned_at > now}
    return coming[min(coming)] if coming else next(iter(found), None)


def _to_show(found: intros.IntroFound, user_id: UserId) -> bool:
    told = found.post_for(user_id) in SHOWN
    return told and found.state is IntroState.INTRODUCED and user_id not in found.skipped
