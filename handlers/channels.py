"""What Slack says of a channel while somebody waits: a few calls, side by side."""

import asyncio
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import error_name
from bot.people import ChannelId, Person, TeamId, read_person
from bot.setup.decisions import ChannelFacts

PAGE = 999  # as many as Slack documents
PAGES = 2
LOOKED_UP = 6  # people, for a sample
UNSEEN = frozenset({"channel_not_found", "invalid_arguments", "method_not_supported_for_channel_type"})


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel, and the ids of those in it, all or the first many."""

    facts: ChannelFacts
    ids: tuple[str, ...]


async def look_at(client: AsyncWebClient, channel: ChannelId, *, us: str) -> ChannelSeen | None:
    """The channel as Slack shows it to us, or None where it does not."""
    try:
        told, ids = await asyncio.gather(client.conversations_info(channel=channel), _members(client, channel, us=us))
    except SlackApiError as refused:
        if error_name(refused.response.data) in UNSEEN:
            return None
        raise
    found = told["channel"]
    facts = ChannelFacts(
        id=ChannelId(found["id"]),
        private=bool(found.get("is_private")),
        held=bool(found.get("is_member")),
        archived=bool(found.get("is_archived")),
        shared=bool(found.get("is_ext_shared")),
        people=len(ids),
    )
    return ChannelSeen(facts, ids)


async def _members(client: AsyncWebClient, channel: ChannelId, *, us: str) -> tuple[str, ...]:
    ids: list[str] = []
    cursor = ""
    for _ in range(PAGES):
        page = await client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
        ids += page["members"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return tuple(one for one in ids if one != us)


async def some_people(client: AsyncWebClient, seen: ChannelSeen, *, team_id: TeamId) -> tuple[Person, ...]:
    """A few of those in the channel who can take part."""
    found: list[Any] = await asyncio.gather(
        *(client.users_info(user=one) for one in seen.ids[:LOOKED_UP]), return_exceptions=True
    )
    people = [read_person(one["user"], team_id=team_id) for one in found if not isinstance(one, BaseException)]
    return tuple(person for person in people if person.here)
