"""Where somebody stands with coffee, read for their card and Home."""

from datetime import datetime

from bot.coffee.intros import IntroState
from bot.coffee.membership import visible
from bot.coffee.standing import CardFacts, Standing
from bot.people import NO_ZONE, ChannelId, UserId
from bot.posts import PostState
from storage import coffee, programmes
from storage.database import Tx
from storage.people import MemberRow

SHOWN = frozenset({PostState.SENT, PostState.UNCONFIRMED})


def load_card(tx: Tx, user_id: UserId, *, channel: ChannelId, now: datetime) -> CardFacts:
    """Where somebody stands, as seen from `channel`."""
    me = tx.get(MemberRow, (tx.team_id, user_id))
    mine = programmes.joined(tx, user_id) if me is not None else frozenset[int]()
    all_ = tuple(Standing(one, one.id in mine) for one in programmes.load_programmes(tx))
    latest = coffee.load_intros_of(tx, user_id, since=now - coffee.LATELY) if mine else ()
    shown = next((one for one in latest if _to_show(one, user_id)), None)
    return CardFacts(
        user_id=user_id,
        zone=NO_ZONE if me is None else me.zone,
        paused_until=None if me is None else me.paused_until,
        every_weeks=1 if me is None else me.every_weeks,
        standings=visible(all_, channel=channel),
        intro=None if shown is None else shown.intro,
        unsure=shown is not None and shown.post is PostState.UNCONFIRMED,
    )


def _to_show(found: coffee.IntroFound, user_id: UserId) -> bool:
    return found.post in SHOWN and found.state is IntroState.INTRODUCED and user_id not in found.skipped
