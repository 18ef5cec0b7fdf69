"""People pressing, choosing, seeing; and what an attacker or a hasty Slack would send."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay

from emulator import Channel, Person, Workspace


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(label: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "press", "text": words(label), "value": label.lower(), **more}


def row(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "block_id": "row", "elements": list(elements)}]


@pytest.fixture
def pressed(bot: AsyncApp) -> list[dict[str, Any]]:
    """What a bot was told of each press."""
    bodies = []

    @bot.action({"type": "block_actions", "action_id": "press"})
    async def press(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        bodies.append(body)

    return bodies


async def test_the_newest_button_with_these_words_is_pressed(
    bot: AsyncApp, general: Channel, ana: Person, pressed: list[dict[str, Any]]
) -> None:
    for value in ("old", "new"):
        await bot.client.chat_postMessage(channel=general.id, text="Well?", blocks=row(button("Yes", value=value)))
    await ana.presses("Yes")
    assert pressed[0]["actions"][0]["value"] == "new"
    assert pressed[0]["message"]["ts"] == ana.messages[-1].ts


async def test_a_button_goes_by_its_accessible_name_too(
    bot: AsyncApp, general: Channel, ana: Person, pressed: list[dict[str, Any]]
) -> None:
    blocks = row(button(":tea:", accessibility_label="Have tea"))
    await bot.client.chat_postMessage(channel=general.id, text="Well?", blocks=blocks)
    await ana.presses("Have tea")
    assert len(pressed) == 1


async def test_a_button_nobody_sees_cannot_be_pressed(
    bot: AsyncApp, general: Channel, chi: Person, ana: Person
) -> None:
    await bot.client.chat_postMessage(channel=general.id, text="Well?", blocks=row(button("Yes")))
    with pytest.raises(AssertionError, match="Chi sees no button 'Yes'; there are: none"):
        await chi.presses("Yes")
    with pytest.raises(AssertionError, match="there are: 'Yes'"):
        await ana.presses("No")


async def test_presses_can_be_forged_repeated_and_stale(
    bot: AsyncApp, general: Channel, ana: Person, pressed: list[dict[str, Any]]
) -> None:
    blocks = row(button("Yes"))
    posted = await bot.client.chat_postMessage(channel=general.id, text="Well?", blocks=blocks)
    stale = ana.button("Yes")
    await bot.client.chat_update(channel=general.id, ts=posted["ts"], text="Over", blocks=[])
    ana.does_not_see("Yes")
    await ana.presses(stale, value="forged", forged={"user": {"team_id": "T0OTHER"}})
    await ana.repeats(times=3)
    assert [body["actions"][0]["value"] for body in pressed] == ["forged"] * 4
    assert {body["user"]["team_id"] for body in pressed} == {"T0OTHER"}
    assert {body["user"]["id"] for body in pressed} == {ana.id}
    assert len({body["trigger_id"] for body in pressed}) == 1
    await ana.sends({**pressed[0], "user": {**pressed[0]["user"], "id": "U0FORGED"}})
    assert pressed[-1]["user"]["id"] == "U0FORGED"


async def test_selects_and_menus_outside_forms_tell_the_bot_at_once(
    bot: AsyncApp, general: Channel, ana: Person, pressed: list[dict[str, Any]]
) -> None:
    options = [{"text": words(label), "value": label.lower()} for label in ("Skip", "Move")]
    menu = {"type": "overflow", "action_id": "press", "options": options}
    who = {"type": "users_select", "action_id": "press", "placeholder": words("Whom?")}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "More"}, "accessory": menu}
    await bot.client.chat_postMessage(channel=general.id, text="Well?", blocks=[section, *row(who)])
    await ana.chooses("More", "Move")
    await ana.chooses("Whom?", ana)
    first, second = (body["actions"][0] for body in pressed)
    assert (first["type"], first["selected_option"]["value"]) == ("overflow", "move")
    assert second["selected_user"] == ana.id
    assert pressed[1]["state"]["values"]["row"]["press"]["selected_user"] == ana.id
    ana.sees("[Ana]")


async def test_an_unregistered_command_or_shortcut_is_a_clear_error(ana: Person) -> None:
    with pytest.raises(
        AssertionError, match="'/coffee' is not in the manifest's slash_commands; there are: /tea, /plain"
    ):
        await ana.runs("/coffee")
    with pytest.raises(AssertionError, match="there are: Brew, Keep"):
        await ana.uses("Bake")


async def test_externals_have_no_commands_and_the_deactivated_do_nothing(workspace: Workspace) -> None:
    outside = workspace.add_person("Oda", tz="Europe/Oslo", team_id="T0OTHER")
    gone = workspace.add_person("Gus", tz="UTC", deactivated=True)
    with pytest.raises(AssertionError, match="Oda is external"):
        await outside.runs("/tea")
    with pytest.raises(AssertionError, match="Gus is deactivated"):
        await gone.opens_home()


@pytest.mark.parametrize(("command", "told"), [("/tea", "<@{ben}|ben.okri> in <#{general}|general>"), ("/plain", None)])
async def test_mentions_in_a_command_are_escaped_if_the_manifest_says_so(
    bot: AsyncApp, general: Channel, ana: Person, ben: Person, *, command: str, told: str | None
) -> None:
    heard = []

    @bot.command(command)
    async def hear(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body["text"])

    await ana.runs(f"{command} with @Ben Okri in #general")
    expected = told.format(ben=ben.id, general=general.id) if told else "@Ben Okri in #general"
    assert heard == [f"with {expected}"]


async def test_members_coming_and_going_are_told_where_the_bot_is(
    bot: AsyncApp, workspace: Workspace, general: Channel, chi: Person
) -> None:
    events = []

    async def note(event: dict[str, Any]) -> None:
        events.append((event["type"], event["user"], event["channel"], event["channel_type"]))

    bot.event("member_joined_channel")(note)
    bot.event("member_left_channel")(note)
    await chi.joins(general)
    await chi.leaves(general)
    await chi.joins(workspace.add_channel("elsewhere", with_bot=False))
    joined, left = "member_joined_channel", "member_left_channel"
    assert events == [(joined, chi.id, general.id, "C"), (left, chi.id, general.id, "C")]


async def test_home_opens_with_what_the_bot_publishes(
    bot: AsyncApp, ana: Person, pressed: list[dict[str, Any]]
) -> None:
    @bot.event("app_home_opened")
    async def welcome(event: dict[str, Any], client: Any) -> None:
        view = {"type": "home", "blocks": row(button("Settings"))}
        await client.views_publish(user_id=event["user"], view=view)

    await ana.opens_home()
    ana.sees("Home")
    await ana.presses("Settings")
    assert pressed[0]["container"] == {"type": "view", "view_id": pressed[0]["view"]["id"]}
    await ana.opens_home()
    assert ana.home is not None
    assert ana.workspace.deliveries[-1].payload["event"]["view"]["id"] == ana.home.id


async def test_events_the_manifest_does_not_name_are_not_sent(workspace: Workspace) -> None:
    assert await workspace.announces({"type": "channel_rename"}) is None
    assert workspace.deliveries == []


async def test_shortcuts_reach_the_bot(bot: AsyncApp, general: Channel, ana: Person) -> None:
    heard = []

    @bot.shortcut("brew")
    async def brew(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body["type"])

    @bot.shortcut("keep")
    async def keep(ack: AsyncAck, body: dict[str, Any], say: AsyncSay) -> None:
        await ack()
        await say(f"Kept: {body['message']['text']}")

    await bot.client.chat_postMessage(channel=general.id, text="A fine thought")
    await ana.uses("Brew")
    await ana.uses("Keep", on=ana.messages[-1])
    assert heard == ["shortcut"]
    ana.sees("Kept: A fine thought")


async def test_only_those_in_a_conversation_see_it(bot: AsyncApp, ana: Person, ben: Person, chi: Person) -> None:
    group = await bot.client.conversations_open(users=[ana.id, ben.id])
    await bot.client.chat_postMessage(channel=group["channel"]["id"], text="You two")
    ana.sees("group DM with")
    ben.sees("You two")
    chi.does_not_see("You two")
    assert [message.text for message in ben.messages] == ["You two"]
    with pytest.raises(AssertionError, match=r"(?s)Chi does not see 'You two'.*an empty screen"):
        chi.sees("You two")
    with pytest.raises(AssertionError, match=r"(?s)Ana sees 'You two'.*---"):
        ana.does_not_see("You two")


async def test_text_reads_as_people_read_it(bot: AsyncApp, general: Channel, ana: Person, ben: Person) -> None:
    text = (
        f"Hi <@{ben.id}> in <#{general.id}>: *tea &amp; cake* <https://x.example|here>, "
        "<!date^1796119200^{date_short} at {time}|soon> <!date^1795453200^{date_pretty}|then> <!here>"
    )
    await bot.client.chat_postMessage(channel=general.id, text=text)
    ana.sees("Hi @Ben Okri in #general: tea & cake here, Dec 1, 2026 at 11:00 AM")
    ben.sees("Dec 1, 2026 at 5:00 AM")
    ana.sees("@here")
    ana.does_not_see("<@")
