"""The Web API refuses what Slack refuses, in Slack's words, to the official client."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Clock, Person, Workspace


async def refusal(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        await call
    answer: dict[str, Any] = refused.value.response.data
    assert answer["ok"] is False
    return answer


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    answer = await refusal(client.api_call("chat.postMassage"))
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "chat.postMassage"}


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("xapp-1-A0APP-T0TEAM", "not_allowed_token_type")],
)
async def test_a_token_must_be_the_right_one(client: AsyncWebClient, token: str, error: str) -> None:
    client.token = token
    assert (await refusal(client.auth_test()))["error"] == error


async def test_a_revoked_token_is_refused(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.token_revoked = True
    assert (await refusal(client.auth_test()))["error"] == "token_revoked"


async def test_auth_test_says_who_the_bot_is(client: AsyncWebClient, workspace: Workspace) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (workspace.bot_user_id, workspace.team_id)


async def test_a_token_is_never_kept(client: AsyncWebClient, workspace: Workspace) -> None:
    await client.auth_test(token=workspace.bot_token)
    await client.api_call("auth.test", data={"token": workspace.bot_token})
    assert [call.ok for call in workspace.calls] == [True, True]
    assert workspace.bot_token not in repr(workspace.calls)


async def test_history_needs_a_scope_the_manifest_lacks(
    client: AsyncWebClient, workspace: Workspace, general: Channel
) -> None:
    answer = await refusal(client.conversations_history(channel=general.id))
    assert answer["error"] == "missing_scope"
    assert "channels:history" in answer["needed"]
    assert "chat:write" in answer["provided"]
    assert [call.error for call in workspace.calls_to("conversations.history")] == ["missing_scope"]


async def test_the_scope_needed_goes_by_the_kind_of_conversation(
    client: AsyncWebClient, workspace: Workspace, ana: Person, ben: Person
) -> None:
    workspace.scopes.discard("mpim:write")
    await client.conversations_open(users=[ana.id])
    answer = await refusal(client.conversations_open(users=[ana.id, ben.id]))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "mpim:write")


async def test_an_unknown_argument_is_refused_by_name(client: AsyncWebClient, general: Channel) -> None:
    answer = await refusal(client.chat_postMessage(channel=general.id, text="hi", colour="red"))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] unknown argument: colour"]


async def test_a_missing_argument_is_refused_by_name(client: AsyncWebClient) -> None:
    answer = await refusal(client.api_call("users.info", params={}))
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


async def test_json_is_read_only_by_methods_that_take_it(client: AsyncWebClient, ana: Person) -> None:
    answer = await refusal(client.api_call("users.info", json={"user": ana.id}))
    assert "does not read JSON" in answer["response_metadata"]["messages"][0]


async def test_a_message_says_something(client: AsyncWebClient, general: Channel) -> None:
    assert (await refusal(client.api_call("chat.postMessage", json={"channel": general.id, "blocks": []})))[
        "error"
    ] == "no_text"


async def test_long_text_is_cut_off(client: AsyncWebClient, general: Channel) -> None:
    answer = await client.chat_postMessage(channel=general.id, text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000


async def test_bad_blocks_are_pointed_at(client: AsyncWebClient, general: Channel) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    answer = await refusal(client.chat_postMessage(channel=general.id, text="hi", blocks=blocks))
    assert answer["error"] == "invalid_blocks"
    assert "[json-pointer:/blocks/0/text/text]" in answer["response_metadata"]["messages"][0]


async def test_blocks_in_a_form_must_be_json(client: AsyncWebClient, general: Channel) -> None:
    form = {"channel": general.id, "text": "hi", "blocks": "{"}
    assert (await refusal(client.api_call("chat.postMessage", data=form)))["error"] == "invalid_blocks_format"


@pytest.mark.parametrize("metadata", ["text", {"event_type": "met"}, {"event_type": "", "event_payload": {}}])
async def test_metadata_has_a_type_and_a_payload(client: AsyncWebClient, general: Channel, metadata: Any) -> None:
    call = client.api_call("chat.postMessage", json={"channel": general.id, "text": "hi", "metadata": metadata})
    assert (await refusal(call))["error"] == "invalid_metadata_format"


async def test_metadata_and_unfurling_are_taken(client: AsyncWebClient, workspace: Workspace, general: Channel) -> None:
    metadata = {"event_type": "met", "event_payload": {"post": 7}}
    await client.chat_postMessage(
        channel=general.id, text="hi", metadata=metadata, unfurl_links=False, unfurl_media=False
    )
    assert workspace.messages[-1].metadata == metadata


async def test_nobody_posts_where_the_bot_is_not(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    public = workspace.add_channel("public", members=[ana], with_bot=False)
    private = workspace.add_channel("private", members=[ana], with_bot=False, private=True)
    assert (await refusal(client.chat_postMessage(channel=public.id, text="hi")))["error"] == "not_in_channel"
    assert (await refusal(client.chat_postMessage(channel=private.id, text="hi")))["error"] == "channel_not_found"
    assert (await refusal(client.conversations_info(channel=private.id)))["error"] == "channel_not_found"
    assert (await refusal(client.chat_postMessage(channel="C404", text="hi")))["error"] == "channel_not_found"


async def test_an_archived_channel_takes_no_messages(
    client: AsyncWebClient, workspace: Workspace, general: Channel
) -> None:
    workspace.archive(general)
    assert (await refusal(client.chat_postMessage(channel=general.id, text="hi")))["error"] == "is_archived"
    assert (await client.conversations_info(channel=general.id))["channel"]["is_archived"] is True


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(
    client: AsyncWebClient, general: Channel, ana: Person, ben: Person, chi: Person
) -> None:
    await client.chat_postEphemeral(channel=general.id, user=ana.id, text="just for you")
    ana.sees("just for you")
    ben.does_not_see("just for you")
    call = client.chat_postEphemeral(channel=general.id, user=chi.id, text="hi")
    assert (await refusal(call))["error"] == "user_not_in_channel"


async def test_only_own_messages_are_changed_or_deleted(
    client: AsyncWebClient, workspace: Workspace, general: Channel, ana: Person
) -> None:
    answer = await client.chat_postMessage(channel=general.id, text="first")
    await client.chat_update(channel=general.id, ts=answer["ts"], text="second")
    ana.sees("second")
    ana.does_not_see("first")
    link = await client.chat_getPermalink(channel=general.id, message_ts=answer["ts"])
    assert general.id in link["permalink"]
    await client.chat_delete(channel=general.id, ts=answer["ts"])
    ana.does_not_see("second")
    gone = client.chat_update(channel=general.id, ts=answer["ts"], text="third")
    assert (await refusal(gone))["error"] == "message_not_found"
    whisper = await client.chat_postEphemeral(channel=general.id, user=ana.id, text="psst")
    call = client.chat_delete(channel=general.id, ts=whisper["message_ts"])
    assert (await refusal(call))["error"] == "message_not_found"
    workspace.messages[-1].only_for, workspace.messages[-1].author = None, ana.id
    call = client.chat_delete(channel=general.id, ts=whisper["message_ts"])
    assert (await refusal(call))["error"] == "cant_delete_message"


async def test_the_same_people_have_one_conversation(
    client: AsyncWebClient, ana: Person, ben: Person, chi: Person
) -> None:
    first = await client.conversations_open(users=[ana.id, ben.id, chi.id])
    again = await client.conversations_open(users=[chi.id, ana.id, ben.id, ana.id], return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert "already_open" not in first.data
    assert again["already_open"] is True
    assert again["channel"]["is_mpim"] is True


async def test_whom_a_bot_cannot_meet(client: AsyncWebClient, workspace: Workspace, ana: Person, ben: Person) -> None:
    workspace.deactivate(ben)
    crowd = [workspace.add_person(f"Person {number}", tz="UTC").id for number in range(9)]
    stranger = workspace.add_person("Stranger", tz="UTC", stranger=True)
    robot = workspace.add_person("Robot", tz="UTC", bot=True)
    for users, error in (
        ([ben.id], "user_disabled"),
        ([ana.id, ben.id], "user_disabled"),
        (crowd, "too_many_users"),
        (["U404"], "user_not_found"),
        ([stranger.id], "invalid_user_combination"),
        ([robot.id], "cannot_dm_bot"),
        ([workspace.bot_user_id], "not_enough_users"),
    ):
        assert (await refusal(client.conversations_open(users=users)))["error"] == error
    assert (await refusal(client.conversations_open(users="")))["error"] == "users_list_not_supplied"


async def test_a_direct_message_with_somebody_gone_is_closed(
    client: AsyncWebClient, workspace: Workspace, ana: Person
) -> None:
    channel = (await client.conversations_open(users=[ana.id]))["channel"]["id"]
    workspace.deactivate(ana)
    assert (await refusal(client.chat_postMessage(channel=channel, text="hi")))["error"] == "is_archived"
    assert (await client.conversations_info(channel=channel))["channel"]["is_user_deleted"] is True


async def test_lists_come_in_pages(client: AsyncWebClient, workspace: Workspace) -> None:
    people = [workspace.add_person(f"Person {number}", tz="UTC") for number in range(25)]
    big = workspace.add_channel("big", members=people)
    for number in range(4):
        workspace.add_channel(f"room-{number}")
    found: list[str] = []
    cursor = ""
    while True:
        page = await client.conversations_members(channel=big.id, limit=10, cursor=cursor)
        found.extend(page["members"])
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert found == [*(person.id for person in people), workspace.bot_user_id]
    assert len(workspace.calls_to("conversations.members")) == 3
    users = await client.users_list(limit=5)
    assert len(users["members"]) == 5
    assert users["response_metadata"]["next_cursor"]
    rooms = await client.conversations_list(limit=2)
    assert [room["name"] for room in rooms["channels"]] == ["big", "room-0"]
    assert (await refusal(client.users_list(cursor="nonsense!")))["error"] == "invalid_cursor"
    assert (await refusal(client.users_list(limit=5000)))["error"] == "invalid_limit"
    assert (await refusal(client.conversations_list(types="secret")))["error"] == "invalid_types"


async def test_people_are_told_apart(client: AsyncWebClient, workspace: Workspace, ana: Person, clock: Clock) -> None:
    guest = workspace.add_person("Gil", tz="Europe/Paris", guest="single")
    outside = workspace.add_person("Oda", tz="Europe/Oslo", team_id="T0OTHER")
    workspace.add_channel("shared", members=[ana, outside])
    told = (await client.users_info(user=ana.id, include_locale=True))["user"]
    assert (told["tz"], told["tz_offset"], told["locale"], told["is_admin"]) == ("Europe/Berlin", 3600, "en-US", False)
    clock.advance(timedelta(days=200))
    assert (await client.users_info(user=ana.id))["user"]["tz_offset"] == 7200
    assert "locale" not in (await client.users_info(user=ana.id))["user"]
    gil = (await client.users_info(user=guest.id))["user"]
    assert (gil["is_restricted"], gil["is_ultra_restricted"]) == (True, True)
    oda = (await client.users_info(user=outside.id, include_locale=True))["user"]
    assert (oda["team_id"], oda["is_stranger"], "locale" in oda) == ("T0OTHER", False, False)
    assert (await refusal(client.users_info(user="U404")))["error"] == "user_not_found"
    slackbot = (await client.users_info(user="USLACKBOT"))["user"]
    assert slackbot["is_bot"] is False


async def test_the_team_needs_a_scope_of_its_own(client: AsyncWebClient, workspace: Workspace) -> None:
    assert (await refusal(client.team_info()))["needed"] == "team:read"
    workspace.scopes.add("team:read")
    assert (await client.team_info())["team"]["id"] == workspace.team_id


async def test_every_answer_tells_the_scopes_of_its_token_and_slacks_time(
    client: AsyncWebClient, workspace: Workspace, clock: Clock
) -> None:
    told = (await client.auth_test()).headers
    assert told["x-oauth-scopes"] == ",".join(sorted(workspace.scopes))
    assert parsedate_to_datetime(told["date"]) == clock.now()
    clock.advance(timedelta(hours=1))
    told = (await client.apps_connections_open(app_token=workspace.app_token)).headers
    assert told["x-oauth-scopes"] == "connections:write"
    assert parsedate_to_datetime(told["date"]) == clock.now()


@pytest.mark.parametrize("token", ["xoxb-unknown", "revoked"])
async def test_a_token_that_slack_does_not_accept_has_no_scopes(
    client: AsyncWebClient, workspace: Workspace, token: str
) -> None:
    workspace.token_revoked = token == "revoked"
    with pytest.raises(SlackApiError) as refused:
        await client.auth_test(token=workspace.bot_token if workspace.token_revoked else token)
    assert "x-oauth-scopes" not in refused.value.response.headers
    assert "date" in refused.value.response.headers
