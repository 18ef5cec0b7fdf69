"""Once a day everybody is looked up again: zones and names change, and people go, while the bot is not looking."""

from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.people import Person, read_person
from scheduling.workplace import Workplace
from storage import people
from storage.partings import let_go

EVERY = timedelta(days=1)
AGAIN = timedelta(minutes=10)
PAGE = 200


async def run_one_due_directory(at: Workplace) -> bool:
    """Look everybody up if it is time; never more than once at a time."""
    now = at.clock()
    if not await at.db.run(at.team_id, people.hold_directory, now=now, until=now + AGAIN):
        return False
    cursor = ""
    while True:
        try:
            page = await at.slack.users_list(limit=PAGE, cursor=cursor)
        except (SlackApiError, aiohttp.ClientError, OSError, AttributeError, ValueError):  # also an unreadable body
            return False  # the rest in ten minutes
        found = [read_person(user, team_id=at.team_id) for user in page["members"]]
        await at.db.run(at.team_id, let_go, tuple[Person, ...](found), now=now)
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            await at.db.run(at.team_id, people.put_off_directory, until=now + EVERY)
            return False
