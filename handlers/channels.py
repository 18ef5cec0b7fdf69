"""What Slack says of a channel while somebody waits: a few calls, side by side, and the rest once they wait no more."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import error_name
from bot.people import ChannelId, Person, UserId, read_person
from bot.refusal import Refusal
from bot.setup import views
from bot.setup.decisions import ChannelFacts
from handlers.acts import Act
from storage import directory
from storage.database import Tx

PAGE = 999  # as many as Slack documents
PAGES = 2  # while somebody waits
LOOKED_UP = 20  # people whom the directory does not have yet
UNSEEN = frozenset({"channel_not_found", "invalid_arguments", "method_not_supported_for_channel_type"})
CONVERSATIONS = frozenset({"im:read", "mpim:read"})  # scopes for what is no channel; we ask for neither


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel with `size` people in it but us: the ids that were read, and the page to go on with, if any.

    Those `met` were not in the directory yet.
    """

    facts: ChannelFacts
    size: int
    ids: tuple[UserId, ...]
    cursor: str = ""
    met: tuple[Person, ...] = ()


async def look_at(act: Act, client: AsyncWebClient, channel: ChannelId, *, us: str) -> ChannelSeen | Refusal:
    """The channel as Slack shows it to us, with the first many of its people; where it does not, what to do."""
    info = client.conversations_info(channel=channel, include_num_members=True)
    try:
        told, (ids, cursor) = await asyncio.gather(info, _first_pages(client, channel, us=us))
    except SlackApiError as refused:
        if error_name(refused.response.data) in UNSEEN:
            return Refusal(views.NO_CHANNEL, "channel")
        if _is_a_conversation(refused.response):
            return Refusal(views.NOT_A_CHANNEL, "channel")
        raise
    found = told["channel"]
    if found.get("is_im") or found.get("is_mpim"):
        return Refusal(views.NOT_A_CHANNEL, "channel")
    facts = ChannelFacts(
        id=ChannelId(found["id"]),
        private=bool(found.get("is_private")),
        held=bool(found.get("is_member")),
        archived=bool(found.get("is_archived")),
        shared=bool(found.get("is_ext_shared")),
    )
    size = max(len(ids), int(found.get("num_members") or 0) - 1) if cursor else len(ids)
    return ChannelSeen(facts, size, ids, cursor, await _meet(act, client, ids))


async def read_on(client: AsyncWebClient, seen: ChannelSeen, *, us: str) -> ChannelSeen:
    """The channel with all of its people."""
    while seen.cursor:
        page, cursor = await _page(client, seen.facts.id, seen.cursor, us=us)
        seen = replace(seen, ids=seen.ids + page, cursor=cursor)
    return replace(seen, size=len(seen.ids))


def _is_a_conversation(refused: Any) -> bool:
    """Whether all that keeps us from seeing it is a scope of direct messages; Slack may name several that would do."""
    needed, provided = (set(str(refused.get(key) or "").split(",")) for key in ("needed", "provided"))
    return bool(needed - provided) and needed - provided <= CONVERSATIONS


async def _first_pages(client: AsyncWebClient, channel: ChannelId, *, us: str) -> tuple[tuple[UserId, ...], str]:
    ids, cursor = await _page(client, channel, "", us=us)
    for _ in range(PAGES - 1):
        if cursor:
            more, cursor = await _page(client, channel, cursor, us=us)
            ids += more
    return ids, cursor


async def _page(client: AsyncWebClient, channel: ChannelId, cursor: str, *, us: str) -> tuple[tuple[UserId, ...], str]:
    page = await client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
    following = (page.get("response_metadata") or {}).get("next_cursor") or ""
    return tuple(UserId(one) for one in page["members"] if one != us), following


async def _meet(act: Act, client: AsyncWebClient, ids: Sequence[UserId]) -> tuple[Person, ...]:
    """A few of those whom the directory does not have yet, as it may have begun to read only now."""

    def unknown(tx: Tx, _: UserId) -> list[UserId]:
        known = directory.load_known(tx, ids)
        return [one for one in ids if one not in known]

    strangers = (await act.aside(unknown))[:LOOKED_UP]
    found: list[Any] = await asyncio.gather(*(client.users_info(user=one) for one in strangers), return_exceptions=True)
    return tuple(read_person(one["user"], team_id=act.team_id) for one in found if not isinstance(one, BaseException))
