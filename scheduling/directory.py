"""Everybody, and whom each channel holds, is read page by page: at first, and daily for what Slack told us in vain."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.delivery import Answer
from bot.directory.closed import Closed
from bot.directory.decisions import Moment
from bot.people import UserId, read_person
from scheduling.slack import TROUBLES, explain
from scheduling.workplace import Workplace
from storage import changes, directory, programmes
from storage.database import Tx
from storage.directory import APART, EVERYBODY, Reading

logger = logging.getLogger(__name__)

PAGE = 999  # as many as Slack documents, so that there are few calls
PEOPLE_PACE = timedelta(minutes=1) / 20  # from one to the next: no faster than Slack promises to answer
CHANNEL_PACE = timedelta(minutes=1) / 100


async def run_one_due_reading(at: Workplace) -> bool:
    """Read the next page of what is due; false when nothing is. A page that fails waits, and the others go on."""
    reading = await at.db.run(at.team_id, directory.hold_reading, now=at.clock())
    if reading is None:
        return False
    try:
        if reading.channel == EVERYBODY:
            await _read_people(at, reading)
        else:
            await _read_channel(at, reading)
    except TROUBLES as trouble:
        await _wait(at, reading, explain(trouble))
    return True


async def _read_people(at: Workplace, reading: Reading) -> None:
    moment = _moment(at)
    page = await at.slack.users_list(limit=PAGE, cursor=reading.cursor)
    people = [read_person(user, team_id=at.team_id) for user in page["members"]]
    cursor = _next_cursor(page)
    await at.db.run(at.team_id, changes.save_people, reading, people, cursor=cursor, pace=PEOPLE_PACE, at=moment)
    await _finish(at, reading, cursor)


async def _read_channel(at: Workplace, reading: Reading) -> None:
    moment = _moment(at)
    if not reading.cursor:
        found = (await at.slack.conversations_info(channel=reading.channel))["channel"]
        closed = _why_closed(found)
        await at.db.run(at.team_id, save_channel, reading, closed, moment, private=bool(found.get("is_private")))
        if closed is not None:
            return
    page = await at.slack.conversations_members(channel=reading.channel, limit=PAGE, cursor=reading.cursor)
    user_ids = [UserId(one) for one in page["members"]]
    cursor = _next_cursor(page)
    await at.db.run(at.team_id, changes.save_members, reading, user_ids, cursor=cursor, pace=CHANNEL_PACE, at=moment)
    await _finish(at, reading, cursor)


def save_channel(tx: Tx, reading: Reading, closed: Closed | None, at: Moment, *, private: bool) -> None:
    """A channel as Slack shows it now; the people of a closed one are left as they were."""
    programmes.save_private(tx, reading.channel, private=private)
    changes.note_channel(tx, reading.channel, closed, at)
    if closed is not None:
        directory.end_reading(tx, reading, now=at.now)


async def _finish(at: Workplace, reading: Reading, cursor: str) -> None:
    while not cursor and await at.db.run(at.team_id, changes.finish, reading, now=at.clock()):
        pass


async def _wait(at: Workplace, reading: Reading, answer: Answer) -> None:
    """Go on when Slack allows, from the beginning where it does not know the page any more, or in ten minutes."""
    now = at.clock()
    if answer.retry_after is not None:
        await at.db.run(at.team_id, directory.put_off, reading, until=now + answer.retry_after)
    elif answer.error == "invalid_cursor" and reading.cursor:
        await at.db.run(at.team_id, directory.turn_page, reading, cursor="", due_at=now)
    elif answer.error == "channel_not_found":
        await at.db.run(at.team_id, changes.note_channel, reading.channel, Closed.LOST, _moment(at))
        await at.db.run(at.team_id, directory.end_reading, reading, now=now)
    else:
        logger.warning("the directory of %s waits: %s", at.team_id, answer.error)


def _moment(at: Workplace) -> Moment:
    now = at.clock()
    return Moment(now - APART, now)


def _why_closed(channel: Mapping[str, Any]) -> Closed | None:
    if channel.get("is_archived"):
        return Closed.ARCHIVED
    return None if channel.get("is_member") else Closed.LOST


def _next_cursor(page: Any) -> str:
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")
