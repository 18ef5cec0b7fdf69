"""Conversations as a bot with every scope sees them: lists, history, threads, what stays closed."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Person, Workspace


@pytest.fixture(autouse=True)
def every_scope(workspace: Workspace) -> None:
    kinds = ("channels", "groups", "im", "mpim")
    workspace.scopes.update(f"{kind}:history" for kind in kinds)


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_history_is_newest_first_and_keeps_metadata_back(
    client: AsyncWebClient, general: Channel, ana: Person
) -> None:
    metadata = {"event_type": "met", "event_payload": {"post": 7}}
    first = await client.chat_postMessage(channel=general.id, text="first", metadata=metadata)
    await client.chat_postMessage(channel=general.id, text="second")
    await client.chat_postEphemeral(channel=general.id, user=ana.id, text="not in history")
    told = await client.conversations_history(channel=general.id, limit=1)
    assert ([each["text"] for each in told["messages"]], told["has_more"]) == (["second"], True)
    cursor = told["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=general.id, limit=1, cursor=cursor)
    assert rest["messages"][0]["metadata"] == {"event_type": "met"}
    found = await client.conversations_history(
        channel=general.id, oldest=first["ts"], latest=first["ts"], inclusive=True, include_all_metadata=True
    )
    assert found["messages"][0]["metadata"] == metadata


async def test_a_thread_is_told_oldest_first(client: AsyncWebClient, general: Channel) -> None:
    root = (await client.chat_postMessage(channel=general.id, text="root"))["ts"]
    await client.chat_postMessage(channel=general.id, text="reply", thread_ts=root)
    told = await client.conversations_replies(channel=general.id, ts=root)
    assert [each["text"] for each in told["messages"]] == ["root", "reply"]
    assert [each["text"] for each in (await client.conversations_history(channel=general.id))["messages"]] == ["root"]
    assert await error_of(client.conversations_replies(channel=general.id, ts="1.0")) == "thread_not_found"
    lost = client.chat_postMessage(channel=general.id, text="reply", thread_ts="1.0")
    assert await error_of(lost) == "cannot_reply_to_message"


async def test_a_channel_the_bot_is_not_in_keeps_its_history(client: AsyncWebClient, workspace: Workspace) -> None:
    channel = workspace.add_channel("elsewhere", with_bot=False)
    assert await error_of(client.conversations_history(channel=channel.id)) == "not_in_channel"


async def test_lists_show_what_the_bot_may_know_of(
    client: AsyncWebClient, workspace: Workspace, general: Channel, ana: Person
) -> None:
    workspace.add_channel("secret", private=True, with_bot=False)
    workspace.add_channel("ours", private=True, members=[ana])
    workspace.add_channel("old", archived=True)
    await client.conversations_open(users=[ana.id])
    every = "public_channel,private_channel,mpim,im"
    told = await client.conversations_list(types=every, exclude_archived=True)
    assert [each.get("name") for each in told["channels"]] == [general.name, "ours", None]
    hers = await client.users_conversations(user=ana.id, types="private_channel")
    assert [each["name"] for each in hers["channels"]] == ["ours"]
    told = await client.conversations_info(channel=general.id, include_num_members=True)
    assert (told["channel"]["num_members"], told["channel"]["is_ext_shared"]) == (3, False)


async def test_conversations_open_and_close_by_id(
    client: AsyncWebClient, workspace: Workspace, general: Channel, ana: Person, ben: Person
) -> None:
    nowhere = client.conversations_open(users=[ana.id], prevent_creation=True)
    assert await error_of(nowhere) == "channel_not_found"
    channel = (await client.conversations_open(users=[ana.id]))["channel"]["id"]
    assert (await client.conversations_open(channel=channel))["already_open"] is True
    assert (await client.conversations_close(channel=channel))["ok"] is True
    wrong = "method_not_supported_for_channel_type"
    assert await error_of(client.conversations_open(channel=general.id)) == wrong
    workspace.scopes.add("channels:manage")
    assert await error_of(client.conversations_close(channel=general.id)) == wrong
    group = await client.conversations_open(users=[ana.id, ben.id])
    assert (await client.conversations_info(channel=group["channel"]["id"]))["channel"]["is_mpim"] is True


async def test_posting_to_a_persons_id_reaches_them(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="hello")
    assert posted["channel"].startswith("D")
    ana.sees("DM with teabot hello")
    workspace.manifest = {"features": {"app_home": {"messages_tab_enabled": False}}}
    assert await error_of(client.chat_postMessage(channel=ana.id, text="hello")) == "messages_tab_disabled"


async def test_an_update_keeps_the_blocks_it_does_not_name(
    client: AsyncWebClient, general: Channel, ana: Person
) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "A block"}}]
    posted = await client.chat_postMessage(channel=general.id, text="first", blocks=blocks)
    await client.chat_update(channel=general.id, ts=posted["ts"], text="second")
    ana.sees("A block")
    await client.chat_update(
        channel=general.id, ts=posted["ts"], text="third", blocks=[], metadata={"event_type": "x", "event_payload": {}}
    )
    ana.sees("third")
    ana.does_not_see("A block")


async def test_costumes_markdown_and_attachments_have_rules(
    client: AsyncWebClient, general: Channel, ana: Person
) -> None:
    costume = client.chat_postMessage(channel=general.id, text="hi", username="Santa")
    assert await error_of(costume) == "missing_scope"
    both = client.api_call("chat.postMessage", json={"channel": general.id, "text": "a", "markdown_text": "b"})
    assert await error_of(both) == "markdown_text_conflict"
    await client.api_call("chat.postMessage", json={"channel": general.id, "markdown_text": "Written down"})
    ana.sees("Written down")
    refused: list[tuple[Any, str]] = [
        ({}, "no_text"),
        ([1], "invalid_attachments"),
        ([{}] * 101, "too_many_attachments"),
    ]
    for attachments, error in refused:
        body = {"channel": general.id, "attachments": attachments}
        assert await error_of(client.api_call("chat.postMessage", json=body)) == error
    await client.chat_postMessage(channel=general.id, text="hi", attachments=[{"fallback": "A card", "text": "A card"}])
    ana.sees("A card")


@pytest.mark.parametrize(
    "body", [{"unfurl_links": "perhaps"}, {"text": 7}, {"blocks": {"type": "section"}}, {"thread_ts": 1.5}]
)
async def test_arguments_of_the_wrong_kind_are_refused(
    client: AsyncWebClient, general: Channel, body: dict[str, Any]
) -> None:
    call = client.api_call("chat.postMessage", json={"channel": general.id, "text": "hi", **body})
    assert await error_of(call) in {"invalid_arguments", "invalid_blocks_format"}
    assert await error_of(client.users_list(limit="many")) == "invalid_arguments"  # type: ignore[arg-type]
