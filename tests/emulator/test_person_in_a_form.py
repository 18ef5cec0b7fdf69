"""People filling in forms: every kind of field, Slack's own checks, and each answer a bot may give."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Person, Workspace


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(label: str) -> dict[str, Any]:
    return {"text": words(label), "value": label.lower()}


def field(label: str, kind: str, *, optional: bool = True, **more: Any) -> dict[str, Any]:
    name = label.lower().replace(" ", "_")
    element = {"type": kind, "action_id": f"form:{name}", **more}
    return {"type": "input", "block_id": name, "label": words(label), "element": element, "optional": optional}


def form(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": words("Form"),
        "submit": words("Save"),
        "blocks": list(blocks),
        **more,
    }


async def shown(client: AsyncWebClient, person: Person, view: dict[str, Any]) -> None:
    """Put a modal on somebody's screen."""
    await client.views_open(trigger_id=person.workspace.new_trigger(person.id), view=view)


async def submitted(bot: AsyncApp, person: Person) -> dict[str, Any]:
    """Submit the open modal to a bot that takes it; returns the values by block."""
    taken: dict[str, Any] = {}

    @bot.view("form")
    async def take(ack: AsyncAck, view: dict[str, Any]) -> None:
        taken.update(view["state"]["values"])
        await ack()

    await person.submits()
    return {block: next(iter(actions.values())) for block, actions in taken.items()}


async def test_every_kind_of_field_is_filled_in_as_people_say_it(
    bot: AsyncApp, workspace: Workspace, general: Channel, ana: Person, ben: Person
) -> None:
    chi = workspace.add_person("Chi", tz="Asia/Tokyo")
    tea = [option("Assam"), option("Sencha"), option("Mint")]
    await shown(
        bot.client,
        ana,
        form(
            field("Goal", "plain_text_input"),
            field("Tea", "static_select", options=tea),
            field("Also", "multi_static_select", options=tea),
            field("Grouped", "static_select", option_groups=[{"label": words("All"), "options": tea}]),
            field("Boxes", "checkboxes", options=tea),
            field("One of", "radio_buttons", options=tea),
            field("Who", "users_select"),
            field("Whom else", "multi_users_select"),
            field("Channel", "channels_select"),
            field("Where", "conversations_select"),
            field("Day", "datepicker"),
            field("Time", "timepicker"),
            field("Moment", "datetimepicker"),
            field("Count", "number_input", is_decimal_allowed=False),
            field("Story", "rich_text_input"),
        ),
    )
    await ana.fills(
        {"Tea": "Sencha", "Channel": "#general", "Whom else": [ben, "@Chi"], "One of": "mint"},
        goal="query plans",
        also=["Assam", "Mint"],
        grouped="Mint",
        boxes=["Sencha"],
        who=ben,
        where=general,
        day=date(2026, 12, 1),
        time="10:00",
        moment=datetime(2026, 12, 1, 10, tzinfo=UTC),
        count=3,
        story="Once",
    )
    ana.sees("query plans")
    ana.sees("(x) Sencha")
    values = await submitted(bot, ana)
    assert values["goal"] == {"type": "plain_text_input", "value": "query plans"}
    assert values["tea"]["selected_option"] == {"text": {**words("Sencha"), "emoji": True}, "value": "sencha"}
    assert [each["value"] for each in values["also"]["selected_options"]] == ["assam", "mint"]
    assert values["grouped"]["selected_option"]["value"] == "mint"
    assert [each["value"] for each in values["boxes"]["selected_options"]] == ["sencha"]
    assert values["one_of"]["selected_option"]["value"] == "mint"
    assert values["who"]["selected_user"] == ben.id
    assert values["whom_else"]["selected_users"] == [ben.id, chi.id]
    assert values["channel"]["selected_channel"] == values["where"]["selected_conversation"] == general.id
    assert (values["day"]["selected_date"], values["time"]["selected_time"]) == ("2026-12-01", "10:00")
    assert values["moment"]["selected_date_time"] == 1796119200
    assert values["count"]["value"] == "3"
    assert values["story"]["rich_text_value"]["type"] == "rich_text"
    assert workspace.failed_deliveries == []


async def test_fields_left_alone_keep_what_the_bot_put_there(bot: AsyncApp, ana: Person) -> None:
    tea = [option("Assam"), option("Mint")]
    await shown(
        bot.client,
        ana,
        form(
            field("Goal", "plain_text_input", initial_value="as before"),
            field("Tea", "static_select", options=tea, initial_option=tea[1]),
            field("Note", "plain_text_input"),
            field("Day", "datepicker", initial_date="2026-12-24"),
        ),
    )
    await ana.fills(day=None)
    values = await submitted(bot, ana)
    assert values["goal"]["value"] == "as before"
    assert values["tea"]["selected_option"]["value"] == "mint"
    assert values["note"]["value"] is None
    assert values["day"]["selected_date"] is None


@pytest.mark.parametrize(
    ("element", "typed", "complaint"),
    [
        ({"type": "plain_text_input"}, None, "complete this required field"),
        ({"type": "multi_users_select"}, [], "complete this required field"),
        ({"type": "plain_text_input", "min_length": 5}, "abc", "at least 5 characters"),
        ({"type": "plain_text_input", "max_length": 5}, "abcdef", "at most 5 characters"),
        ({"type": "number_input", "is_decimal_allowed": False}, "2.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "3"}, "2.5", "no smaller than 3"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "2.5", "no larger than 2"),
        ({"type": "number_input", "is_decimal_allowed": True}, "two", "enter a number"),
        ({"type": "email_text_input"}, "ana", "valid email"),
        ({"type": "url_text_input"}, "ana", "valid URL"),
    ],
)
async def test_slack_checks_a_form_before_the_bot_hears_of_it(
    bot: AsyncApp, workspace: Workspace, ana: Person, *, element: dict[str, Any], typed: Any, complaint: str
) -> None:
    more = {key: value for key, value in element.items() if key != "type"}
    await shown(bot.client, ana, form(field("Goal", element["type"], optional=False, **more)))
    await ana.fills(goal=typed)
    assert await ana.submits() is None
    ana.sees(complaint)
    assert workspace.deliveries == []


async def test_people_cannot_fill_in_what_is_not_there(bot: AsyncApp, ana: Person) -> None:
    with pytest.raises(AssertionError, match="no modal open"):
        await ana.fills(goal="x")
    await shown(bot.client, ana, form(field("Tea", "multi_static_select", options=[option("Mint")])))
    with pytest.raises(AssertionError, match=r"no one field is called 'Milk'.*'Tea' \(form:tea\)"):
        await ana.fills({"Milk": "yes"})
    with pytest.raises(AssertionError, match="'Assam' is not among the options: 'Mint'"):
        await ana.fills(tea=["Assam"])


async def test_errors_stand_beside_their_field(bot: AsyncApp, ana: Person) -> None:
    @bot.view("form")
    async def check(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"goal": "Say a little more"})

    await shown(bot.client, ana, form(field("Goal", "plain_text_input")))
    await ana.submits()
    ana.sees("Say a little more")
    assert ana.modal is not None
    assert ana.modal.errors == {"goal": "Say a little more"}


async def test_an_answer_may_change_pile_or_clear_the_modals(bot: AsyncApp, ana: Person) -> None:
    answers: list[dict[str, Any]] = [
        {
            "response_action": "update",
            "view": form(field("Goal", "plain_text_input"), field("Why", "plain_text_input")),
        },
        {"response_action": "push", "view": form(field("Sure", "plain_text_input"))},
        {"response_action": "clear"},
    ]

    @bot.view("form")
    async def turn(ack: AsyncAck) -> None:
        await ack(**answers.pop(0))

    await shown(bot.client, ana, form(field("Goal", "plain_text_input")))
    await ana.fills(goal="typed before")
    await ana.submits()
    ana.sees("Why")
    ana.sees("typed before")
    await ana.submits()
    ana.sees("Sure")
    ana.does_not_see("Why")
    await ana.submits()
    assert ana.modal is None


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"no_such_block": "Hm"}},
        {"response_action": "errors", "errors": {"goal": ""}},
        {"response_action": "update", "view": form()},
        {"response_action": "frown"},
    ],
)
async def test_a_nonsensical_answer_is_trouble_on_screen(
    bot: AsyncApp, workspace: Workspace, ana: Person, answer: dict[str, Any]
) -> None:
    @bot.view("form")
    async def turn(ack: AsyncAck) -> None:
        await ack(**answer)

    await shown(bot.client, ana, form(field("Goal", "plain_text_input")))
    await ana.submits()
    ana.sees("We had some trouble connecting")
    assert len(workspace.failed_deliveries) == 1


async def test_a_field_that_dispatches_tells_the_bot_at_once(bot: AsyncApp, ana: Person) -> None:
    @bot.action("form:tea")
    async def chosen(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        picked = body["actions"][0]["selected_option"]["value"]
        view = form(*body["view"]["blocks"][:1], {"type": "section", "text": words(f"How about {picked}?")})
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    tea = field("Tea", "static_select", options=[option("Mint")]) | {"dispatch_action": True}
    await shown(bot.client, ana, form(tea))
    await ana.fills(tea="Mint")
    ana.sees("How about mint?")
    ana.sees("[Mint]")


async def test_options_from_outside_are_asked_for_as_somebody_types(bot: AsyncApp, ana: Person) -> None:
    @bot.options("form:topic")
    async def look_up(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[option(payload["value"].title())])

    await shown(bot.client, ana, form(field("Topic", "external_select")))
    await ana.fills(topic="Databases")
    assert (await submitted(bot, ana))["topic"]["selected_option"]["value"] == "databases"


@pytest.mark.parametrize("asks", [True, False])
async def test_closing_is_told_only_when_asked_for(bot: AsyncApp, ana: Person, *, asks: bool) -> None:
    closed = []

    @bot.view_closed("form")
    async def note(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        closed.append(body["is_cleared"])

    await shown(bot.client, ana, form(field("Goal", "plain_text_input"), notify_on_close=asks))
    await ana.closes()
    assert ana.modal is None
    assert closed == ([False] if asks else [])
