"""Asks Slack whether it is to keep still for somebody. Nothing of the answer is kept."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.delivery import QUIET, QUIET_SCOPE, WAITS
from bot.people import UserId
from bot.week.quiet import quiet_until
from scheduling.slack import TROUBLES, explain
from scheduling.workplace import Workplace
from storage import delivery as outbox
from storage.delivery import Claimed

logger = logging.getLogger(__name__)

ASK_AGAIN = timedelta(hours=1)  # where we may not ask at all


async def quiet_for(at: Workplace, post: Claimed, *, now: datetime) -> datetime | None:
    """Until when one of the post's people is in do-not-disturb; None where nobody is, or Slack does not say.

    Where Slack asks us to wait, nothing that asks so goes before then.
    """
    if not post.asks_quiet:
        return None
    ends = await asyncio.gather(*(_quiet_until(at, one, now=now) for one in post.people))
    return max((one for one in ends if one is not None), default=None)


async def _quiet_until(at: Workplace, user_id: UserId, *, now: datetime) -> datetime | None:
    try:
        told = (await at.slack.dnd_info(user=user_id)).data
    except TROUBLES as trouble:
        answer = explain(trouble)
        if answer.retry_after is not None:
            await at.db.run(at.team_id, outbox.throttle, QUIET, until=now + answer.retry_after)
        elif answer.error in WAITS:
            await at.db.run(at.team_id, outbox.throttle, QUIET_SCOPE, until=now + ASK_AGAIN)
        logger.info("do-not-disturb of %s in %s is unknown: %s", user_id, at.team_id, answer.error)
        return None
    return quiet_until(told, now=now) if isinstance(told, Mapping) else None
