"""A file goes to Slack in three steps, and is there for whoever is in the conversation."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Fault, Person, Workspace

WORDS = b'{"name": "Ana"}'


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def send(url: str, body: bytes) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=body) as answer:
        return answer.status


async def announced(client: AsyncWebClient, *, length: int = len(WORDS)) -> tuple[str, str]:
    told = await client.files_getUploadURLExternal(filename="mine.json", length=length)
    return told["upload_url"], told["file_id"]


async def test_a_file_is_read_by_whoever_it_is_shared_with(
    client: AsyncWebClient, workspace: Workspace, ana: Person, ben: Person
) -> None:
    url, file_id = await announced(client)
    assert await send(url, WORDS) == 200
    opened = await client.conversations_open(users=ana.id)
    told = await client.files_completeUploadExternal(
        files=[{"id": file_id, "title": "Everything"}], channel_id=opened["channel"]["id"], initial_comment="Here"
    )
    assert (told["files"][0]["id"], told["files"][0]["mimetype"]) == (file_id, "application/json")
    assert [one.content for one in ana.files] == [WORDS]
    ana.sees("Here")
    ana.sees("(file: Everything)")
    assert ben.files == []
    assert json.loads(ana.files[0].content or b"")["name"] == "Ana"
    assert workspace.messages[-1].files == ana.files


async def test_the_sdk_sends_a_file_of_its_own_accord(client: AsyncWebClient, ana: Person) -> None:
    opened = await client.conversations_open(users=ana.id)
    await client.files_upload_v2(filename="mine.json", content=WORDS, channel=opened["channel"]["id"])
    assert [one.name for one in ana.files] == ["mine.json"]
    ana.sees("(file: mine.json)")


async def test_a_file_may_be_shared_with_nobody(client: AsyncWebClient, workspace: Workspace) -> None:
    url, file_id = await announced(client)
    await send(url, WORDS)
    await client.files_completeUploadExternal(files=[{"id": file_id}])
    assert workspace.messages == []


async def test_files_need_their_scope(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.scopes.discard("files:write")
    with pytest.raises(SlackApiError) as refused:
        await announced(client)
    assert (refused.value.response["error"], refused.value.response["needed"]) == ("missing_scope", "files:write")


async def test_what_slack_does_not_take_is_refused(client: AsyncWebClient) -> None:
    async def asking(**more: Any) -> str:
        return await error_of(client.files_getUploadURLExternal(**{"filename": "a.json", "length": 9, **more}))

    assert await asking(length=0) == "missing_argument"
    assert await asking(length=2_000_000_000) == "file_upload_size_restricted"
    assert await asking(length=1_000_001, snippet_type="text") == "snippet_too_large"
    assert await asking(alt_txt="a" * 1001) == "alt_txt_too_large"


async def test_bytes_go_to_their_address_once_and_whole(client: AsyncWebClient) -> None:
    url, file_id = await announced(client)
    assert await send(f"{url}x", WORDS) == 404
    assert await send(url, WORDS[:-1]) == 400
    assert await error_of(client.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"
    assert await send(url, WORDS) == 200
    assert await send(url, WORDS) == 404


async def test_a_file_goes_only_where_the_bot_is(
    client: AsyncWebClient, workspace: Workspace, ana: Person, general: Channel
) -> None:
    url, file_id = await announced(client)
    await send(url, WORDS)
    files: list[dict[str, str | None]] = [{"id": file_id, "title": "Everything"}]
    elsewhere = workspace.add_channel("elsewhere", with_bot=False)
    for channel, error in (
        (ana.id, "channel_not_found"),
        ("C0", "channel_not_found"),
        (elsewhere.id, "not_in_channel"),
    ):
        assert await error_of(client.files_completeUploadExternal(files=files, channel_id=channel)) == error
    await client.files_completeUploadExternal(files=files, channel_id=general.id)
    assert await error_of(client.files_completeUploadExternal(files=files, channel_id=general.id)) == "file_not_found"
    assert await error_of(client.files_completeUploadExternal(files=[])) == "invalid_arguments"


async def test_a_message_with_a_file_tells_of_it(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    opened = await client.conversations_open(users=ana.id)
    await client.files_upload_v2(filename="mine.json", content=WORDS, channel=opened["channel"]["id"])
    told = await client.chat_update(channel=opened["channel"]["id"], ts=workspace.messages[-1].ts, text="Here it is")
    assert [one["title"] for one in told["message"]["files"]] == ["mine.json"]


async def test_a_step_may_go_wrong_as_any_other(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.faults.add(Fault.INTERNAL_ERROR_BEFORE, method="files.completeUploadExternal")
    url, file_id = await announced(client)
    await send(url, WORDS)
    assert await error_of(client.files_completeUploadExternal(files=[{"id": file_id}])) == "internal_error"
