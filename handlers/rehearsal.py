"""An operator looks at the coming rounds: Slack is asked for names of channels, nothing is sent or saved."""

from collections.abc import Callable, Iterable
from datetime import datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.coffee.rehearsal import as_text, rehearse, without_horizon
from bot.people import TeamId
from handlers.listening import authorised
from storage.database import Database
from storage.rehearsal import load_rehearsal


async def rehearse_rounds(slack: AsyncWebClient, db: Database, *, weeks: int, clock: Callable[[], datetime]) -> str:
    """The rounds of so many weeks in words: who would be introduced to whom, and why.

    Raises:
        SorryError: Slack does not say who we are.
    """
    us = await authorised(slack)
    now = clock()
    facts = await db.run(TeamId(us.team_id or ""), load_rehearsal, now=now, weeks=weeks)
    rounds, freely = (
        [one for coming in programmes for one in rehearse(coming, patience=facts.patience, now=now)]
        for programmes in (facts.programmes, map(without_horizon, facts.programmes))
    )
    channels = await _channel_names(slack, {one.programme.channel for one in rounds})
    return as_text(rounds, channels=channels, weeks=weeks, freely=freely)


async def _channel_names(slack: AsyncWebClient, ids: Iterable[str]) -> dict[str, str]:
    """The channels as people know them, those that Slack shows us."""
    names: dict[str, str] = {}
    for channel in ids:
        try:
            found = (await slack.conversations_info(channel=channel))["channel"]
        except SlackApiError:
            continue
        names[channel] = f"#{found['name']}"
    return names
