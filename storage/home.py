"""Where somebody stands, read for their card and Home."""

from datetime import datetime

from bot.coffee.membership import visible
from bot.coffee.standing import CardFacts, Standing
from bot.home.standing import HomeFacts
from bot.intro import IntroState
from bot.people import NO_ZONE, ChannelId, UserId
from bot.posts import PostState
from bot.programme import ProgrammeState
from storage import intros, programmes
from storage.database import Tx
from storage.people import MemberRow

SHOWN = frozenset({PostState.SENT, PostState.UNCONFIRMED})


def load_standing(tx: Tx, user_id: UserId, *, channel: ChannelId, now: datetime) -> HomeFacts:
    """Where somebody stands, as seen from `channel`."""
    me = tx.get(MemberRow, (tx.team_id, user_id))
    mine = programmes.joined(tx, user_id) if me is not None else frozenset[int]()
    ended = ProgrammeState.ENDED
    all_ = tuple(Standing(one, one.id in mine) for one in programmes.load_programmes(tx) if one.state is not ended)
    latest = intros.load_intros_of(tx, user_id, since=now - intros.LATELY) if mine else ()
    shown = next((one for one in latest if _to_show(one, user_id)), None)
    card = CardFacts(
        user_id=user_id,
        zone=NO_ZONE if me is None else me.zone,
        paused_until=None if me is None else me.paused_until,
        every_weeks=1 if me is None else me.every_weeks,
        standings=visible(all_, channel=channel),
    )
    unsure = shown is not None and shown.post_for(user_id) is PostState.UNCONFIRMED
    return HomeFacts(card, None if shown is None else shown.intro, unsure=unsure)


def _to_show(found: intros.IntroFound, user_id: UserId) -> bool:
    told = found.post_for(user_id) in SHOWN
    return told and found.state is IntroState.INTRODUCED and user_id not in found.skipped
