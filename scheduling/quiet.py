"""Asks Slack whether it is to keep still for somebody, and for those whose messages are due with theirs."""

import logging
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.delivery import QUIET, QUIET_SCOPE, WAITS
from bot.people import UserId
from scheduling.slack import TROUBLES, explain
from scheduling.workplace import Workplace
from storage import delivery as outbox
from storage.delivery import Claimed

logger = logging.getLogger(__name__)

ASK_AGAIN = timedelta(hours=1)  # where we may not ask at all
MOST_AT_ONCE = 50


async def quiet_for(at: Workplace, post: Claimed, *, now: datetime) -> datetime | None:
    """Until when one of the post's people is in do-not-disturb; None where nobody is, or Slack does not say.

    Where Slack asks us to wait, nothing that asks so goes before then.
    """
    if not post.asks_quiet:
        return None
    async with at.stillness.asking:
        if not at.stillness.knows(post.people, now=now):
            await _ask(at, post.people, now=now)
        return at.stillness.until(post.people)


async def _ask(at: Workplace, people: Sequence[UserId], *, now: datetime) -> None:
    """Ask about these people and, in the same call, about others to whom something is about to go."""
    waiting = await at.db.run(at.team_id, outbox.people_waiting, now=now, most=MOST_AT_ONCE)
    together = list(dict.fromkeys((*people, *waiting)))[:MOST_AT_ONCE]
    if len(together) == 1 or not await _asked(at, together, at.slack.dnd_teamInfo(users=together), now=now):
        for one in people:  # where Slack does not tell of several, one of them is the reason, maybe
            await _asked(at, [one], at.slack.dnd_info(user=one), now=now)


async def _asked(at: Workplace, people: Sequence[UserId], call: Awaitable[Any], *, now: datetime) -> bool:
    """Keep what Slack says of these people; whether there is nothing more to be asked about them."""
    try:
        said = (await call).data
    except TROUBLES as trouble:
        answer = explain(trouble)
        if answer.retry_after is not None:
            await at.db.run(at.team_id, outbox.throttle, QUIET, until=now + answer.retry_after)
        elif answer.error in WAITS:
            await at.db.run(at.team_id, outbox.throttle, QUIET_SCOPE, until=now + ASK_AGAIN)
        logger.info("do-not-disturb of %s in %s is unknown: %s", ", ".join(people), at.team_id, answer.error)
        return answer.retry_after is not None or answer.error in WAITS
    at.stillness.note(people, said, now=now)
    return True
