"""Delivers what we owe: claim, check, open, write down the intent, send, record. Never twice, never silently lost."""

import logging
from collections.abc import Awaitable
from datetime import datetime
from typing import Any

from bot.delivery import METHODS, OPEN, Answer, Outcome, decide_end, decide_wait, judge, next_attempt_at
from bot.posts import Message, PostKind, PostState
from bot.week.budget import decide_moment
from bot.week.bundle import bundled, choose_parts
from scheduling.quiet import quiet_for
from scheduling.slack import TROUBLES, explain
from scheduling.workplace import Workplace
from storage import delivery as outbox
from storage import posts
from storage.database import Tx
from storage.delivery import Claimed
from storage.home import load_home

logger = logging.getLogger(__name__)


async def recover(at: Workplace) -> bool:
    """Settle the posts of a sender that died."""
    return await at.db.run(at.team_id, outbox.recover_posts, now=at.clock()) > 0


async def deliver_one_due_post(at: Workplace) -> bool:
    """Send the next due post; false when none is due, or Slack asked us to wait."""
    now = at.clock()
    post = await at.db.run(at.team_id, outbox.claim_post, now=now)
    if post is None:
        return False
    end = decide_end(post.facts, now=now)
    if end is not None:
        await at.db.run(at.team_id, outbox.record_end, post, state=end.state, error=end.why)
        return True
    if await _waits(at, post, now=now):
        return True
    match post.kind:
        case PostKind.MESSAGE:
            await _send_new(at, post)
        case PostKind.EDIT:
            await _edit(at, post)
        case PostKind.HOME:
            await _draw_home(at, post)
    return True


async def _waits(at: Workplace, post: Claimed, *, now: datetime) -> bool:
    """Whether the post was put off: for the hours of its people, their budgets, or as Slack is to keep still."""
    if post.week is None:
        wait = decide_wait(post.facts, now=now)
    else:
        wait = decide_moment(post.week, now=now)
        if wait is None and (quiet := await quiet_for(at, post, now=now)) is not None:
            wait = decide_moment(post.week, now=now, quiet_until=quiet)
    if wait is None:
        return False
    await at.db.run(at.team_id, outbox.put_off, post, until=wait)
    return True


async def _send_new(at: Workplace, post: Claimed) -> None:
    channel = post.channel or await _open(at, post)
    if not channel:
        return
    parts = choose_parts(post.parts)
    ids = [part.id for part in parts]
    if await at.db.run(at.team_id, outbox.intend_post, post, channel=channel, now=at.clock(), ids=ids):
        await _send(at, post, bundled(parts) if parts else post.message, channel)


async def _edit(at: Workplace, post: Claimed) -> None:
    blocks = [dict(block) for block in post.message.blocks]
    change = at.slack.chat_update(channel=post.channel, ts=post.ts, text=post.message.text, blocks=blocks)
    await _record_harmless(at, post, await ask(change))


async def _draw_home(at: Workplace, post: Claimed) -> None:
    user_id = post.people[0]
    view = await at.db.run(at.team_id, load_home, user_id, now=at.clock(), note=post.message.text)
    await _record_harmless(at, post, await ask(at.slack.views_publish(user_id=user_id, view=view)))


async def _record_harmless(at: Workplace, post: Claimed, answer: Answer) -> None:
    """Record what may be done twice, and what nobody misses where Slack refuses it for good."""
    outcome = judge(answer, idempotent=True)
    if outcome is Outcome.FAILED:
        await at.db.run(at.team_id, outbox.record_end, post, state=PostState.DROPPED, error=answer.error)
        return
    await _record(at, post, answer, outcome, method=METHODS[post.kind])


async def _open(at: Workplace, post: Claimed) -> str:
    """The conversation of the post's people, or "" once the failure is recorded. Opening twice is opening once."""
    answer = await ask(at.slack.conversations_open(users=list(post.people)))
    if judge(answer, idempotent=True) is Outcome.SENT:
        return answer.channel
    await _record(at, post, answer, judge(answer, idempotent=True), method=OPEN)
    return ""


async def _send(at: Workplace, post: Claimed, message: Message, channel: str) -> None:
    answer = await ask(
        at.slack.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=[dict(block) for block in message.blocks],
            unfurl_links=False,
            unfurl_media=False,
        )
    )
    await _record(at, post, answer, judge(answer), method=METHODS[post.kind])


async def _record(at: Workplace, post: Claimed, answer: Answer, outcome: Outcome, *, method: str) -> None:
    if outcome in {Outcome.FAILED, Outcome.UNCONFIRMED}:
        logger.warning("post %d of %s is %s: %s", post.id, at.team_id, outcome, answer.error)
    await at.db.run(at.team_id, record, post, answer, outcome, method=method, now=at.clock())


def record(tx: Tx, post: Claimed, answer: Answer, outcome: Outcome, *, method: str, now: datetime) -> None:
    """Save what came of an attempt, and for how long Slack asked everybody to leave `method` alone."""
    if answer.retry_after is not None:
        outbox.throttle(tx, method, until=now + answer.retry_after)
    match outcome:
        case Outcome.SENT:
            outbox.record_sent(tx, post, ts=answer.ts, now=now)
            if post.kind is PostKind.MESSAGE:
                posts.owe_homes(tx, post.people, now=now)
        case Outcome.RETRY:
            again = next_attempt_at(post.attempts, answer, now=now)
            outbox.record_retry(tx, post, at=again, error=answer.error)
        case Outcome.FAILED | Outcome.UNCONFIRMED:
            outbox.record_end(tx, post, state=PostState(outcome), error=answer.error)
            posts.owe_homes(tx, post.people, now=now)


async def ask(call: Awaitable[Any]) -> Answer:
    """What came of a call to Slack, whatever way it went wrong."""
    try:
        response = await call
    except TROUBLES as trouble:
        return explain(trouble)
    channel = response.get("channel") or ""
    return Answer(channel=channel if isinstance(channel, str) else channel["id"], ts=response.get("ts") or "")
