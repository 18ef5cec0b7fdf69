"""An operator has an installation looked at: Slack is asked, the database is looked into, nothing is changed."""

import asyncio
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import available_timezones

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import error_name
from bot.doctor import (
    UNREACHABLE,
    Finding,
    TokenFacts,
    judge_arrivals,
    judge_bot_token,
    judge_clock,
    judge_database,
    judge_scopes,
    judge_sealing,
    judge_way,
)
from bot.people import TeamId
from storage.doctor import examine_database


async def check_up(
    slack: AsyncWebClient,
    *,
    app_token: str,
    signing_secret: bool,
    database_url: str,
    sealed: bool,
    scopes: AbstractSet[str],
    clock: Callable[[], datetime],
) -> tuple[Finding, ...]:
    """All that can be known about an installation before it runs."""
    token = slack.token or ""
    hello = await say_hello(slack) if token else TokenFacts("not_authed")
    now = clock()
    way = judge_way(app_token, await open_connection(slack, app_token), signing_secret=signing_secret)
    facts = await asyncio.to_thread(examine_database, database_url, TeamId(hello.team_id))
    known = not hello.error
    return (
        judge_bot_token(token, hello),
        *([judge_scopes(hello.scopes, scopes)] if known else []),
        way,
        *(judge_arrivals(facts, now=now) if known and not facts.wrong else []),
        judge_database(facts),
        judge_sealing(sealed=sealed),
        judge_clock(hello.at, now=now, zones=len(available_timezones())),
    )


async def say_hello(slack: AsyncWebClient) -> TokenFacts:
    """What Slack says to the bot token."""
    try:
        told = await slack.auth_test()
    except SlackApiError as refused:
        return TokenFacts(_error(refused), at=_time(refused.response.headers))
    except (aiohttp.ClientError, TimeoutError):
        return TokenFacts(UNREACHABLE)
    return TokenFacts(
        team_id=told["team_id"],
        workspace=told.get("team", ""),
        name=told.get("user", ""),
        is_bot=bool(told.get("bot_id")),
        scopes=frozenset(filter(None, told.headers.get("x-oauth-scopes", "").split(","))),
        at=_time(told.headers),
    )


async def open_connection(slack: AsyncWebClient, app_token: str) -> str:
    """What Slack has against the app token, by its own name; "" for nothing, or where there is none to ask about."""
    if not app_token:
        return ""
    try:
        await slack.apps_connections_open(app_token=app_token)
    except SlackApiError as refused:
        return _error(refused)
    except (aiohttp.ClientError, TimeoutError):
        return UNREACHABLE
    return ""


def _error(refused: SlackApiError) -> str:
    return error_name(refused.response.data) or "no answer"


def _time(headers: Any) -> datetime | None:
    """The time at Slack, from the headers of an answer."""
    try:
        return parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
