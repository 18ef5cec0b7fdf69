"""Do-not-disturb as a bot hears of it: when it is, and never that it is a snooze."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Clock, Person, Workspace

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def the_scope(workspace: Workspace) -> None:
    workspace.scopes.add("dnd:read")


async def told_of(client: AsyncWebClient, person: Person) -> tuple[bool, int, int]:
    told = await client.dnd_info(user=person.id)
    assert told.get("snooze_enabled") is None
    return told["dnd_enabled"], told["next_dnd_start_ts"], told["next_dnd_end_ts"]


async def test_whoever_set_nothing_is_never_quiet(client: AsyncWebClient, ana: Person) -> None:
    assert await told_of(client, ana) == (False, 1, 1)


async def test_quiet_hours_are_those_of_now_or_the_next(client: AsyncWebClient, ana: Person, clock: Clock) -> None:
    ana.quiet_hours = (time(22), time(8))
    evening, morning = (
        int(datetime(2026, 11, day, hour, tzinfo=BERLIN).timestamp()) for day, hour in ((23, 22), (24, 8))
    )
    assert await told_of(client, ana) == (True, evening, morning)
    clock.set(datetime(2026, 11, 24, 3, tzinfo=BERLIN))
    assert await told_of(client, ana) == (True, evening, morning)
    clock.set(datetime(2026, 11, 24, 8, tzinfo=BERLIN))
    assert (await told_of(client, ana))[1] == evening + 24 * 3600
    ana.quiet_hours = (time(12), time(13))
    assert (await told_of(client, ana))[2] == int(datetime(2026, 11, 24, 13, tzinfo=BERLIN).timestamp())


async def test_a_snooze_goes_first_and_ends(client: AsyncWebClient, ana: Person, clock: Clock) -> None:
    ana.snoozed_until = clock.now() + timedelta(hours=1)
    now = int(clock.now().timestamp())
    assert await told_of(client, ana) == (True, now, now + 3600)
    clock.advance(timedelta(hours=1))
    assert await told_of(client, ana) == (False, 1, 1)


async def test_of_itself_a_bot_hears_whether_it_snoozes(client: AsyncWebClient) -> None:
    assert (await client.dnd_info())["snooze_enabled"] is False


async def test_several_are_told_of_at_once(client: AsyncWebClient, workspace: Workspace, ana: Person) -> None:
    ben = workspace.add_person("Ben", tz="Europe/Berlin")
    ben.snoozed_until = workspace.clock.now() + timedelta(hours=1)
    told = await client.dnd_teamInfo(users=[ana.id, ben.id, "U0NOBODY"])
    assert {one: said["dnd_enabled"] for one, said in told["users"].items()} == {ana.id: False, ben.id: True}


async def test_of_nobody_of_too_many_and_of_strangers_nothing_is_told(
    client: AsyncWebClient, workspace: Workspace, ana: Person
) -> None:
    stranger = workspace.add_person("Sam", tz="Etc/UTC", stranger=True)
    for users, error in (
        ([","], "no_users_provided"),
        ([ana.id] * 51, "invalid_arguments"),
        ([ana.id, stranger.id], "user_not_visible"),
    ):
        with pytest.raises(SlackApiError) as refused:
            await client.dnd_teamInfo(users=users)
        assert refused.value.response["error"] == error


async def test_strangers_nobody_and_bots_without_the_scope_are_refused(
    client: AsyncWebClient, workspace: Workspace, ana: Person
) -> None:
    stranger = workspace.add_person("Sam", tz="Etc/UTC", stranger=True)
    for user, error in (("U0NOBODY", "user_not_found"), (stranger.id, "user_not_visible")):
        with pytest.raises(SlackApiError) as refused:
            await client.dnd_info(user=user)
        assert refused.value.response["error"] == error
    workspace.scopes.discard("dnd:read")
    with pytest.raises(SlackApiError) as refused:
        await client.dnd_info(user=ana.id)
    assert refused.value.response["error"] == "missing_scope"
