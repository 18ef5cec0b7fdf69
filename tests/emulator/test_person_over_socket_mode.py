"""People acting on a bot that listens over real Socket Mode."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Person

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "tea",
    "title": {"type": "plain_text", "text": "Tea"},
    "submit": {"type": "plain_text", "text": "Save"},
    "close": {"type": "plain_text", "text": "Cancel"},
    "blocks": [
        {
            "type": "input",
            "block_id": "kind",
            "label": {"type": "plain_text", "text": "Which tea?"},
            "element": {"type": "plain_text_input", "action_id": "kind", "max_length": 20},
        },
    ],
}


def buttons(*labels: str) -> list[dict[str, Any]]:
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Well?*"}},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": f"press_{number}",
                    "text": {"type": "plain_text", "text": label},
                    "value": label.lower(),
                }
                for number, label in enumerate(labels)
            ],
        },
    ]


async def test_a_command_opens_a_form_that_is_filled_in_and_submitted(bot: AsyncApp, ana: Person) -> None:
    taken = []

    @bot.command("/tea")
    async def tea(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bot.view("tea")
    async def save(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        taken.append(view["state"]["values"]["kind"]["kind"])
        dm = await client.conversations_open(users=[body["user"]["id"]])
        await client.chat_postMessage(channel=dm["channel"]["id"], text="Brewing <@" + body["user"]["id"] + ">")

    await ana.runs("/tea")
    ana.sees("Which tea?")
    await ana.submits()
    ana.sees("complete this required field")
    await ana.fills({"Which tea?": "Assam"})
    await ana.submits()
    assert taken == [{"type": "plain_text_input", "value": "Assam"}]
    assert ana.modal is None
    ana.sees("Brewing @Ana")
    ana.does_not_see("Which tea?")


async def test_a_pressed_button_reaches_the_bot_and_its_work_is_waited_for(bot: AsyncApp, ana: Person) -> None:
    @bot.command("/tea")
    async def tea(ack: AsyncAck, say: AsyncSay) -> None:
        await ack("On it")
        await say(text="Well?", blocks=buttons("Milk", "Lemon"))

    @bot.action("press_1")
    async def lemon(ack: AsyncAck, action: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(text=f"So {action['value']} it is", replace_original=True)

    await ana.runs("/tea")
    ana.sees("On it")
    ana.sees("Well? [Milk] [Lemon]")
    await ana.presses("Lemon")
    ana.sees("So lemon it is")
    ana.does_not_see("Milk")


async def test_a_command_answered_with_bad_blocks_fails_on_screen(bot: AsyncApp, ana: Person) -> None:
    @bot.command("/tea")
    async def tea(ack: AsyncAck) -> None:
        await ack(text="Well?", blocks=[{"type": "section"}])

    await ana.runs("/tea")
    ana.sees("/tea failed with the error")
    ana.does_not_see("Well?")
    assert "invalid_blocks" in ana.workspace.failed_deliveries[0].problem


async def test_a_command_may_answer_the_whole_channel(
    bot: AsyncApp, general: Channel, ana: Person, ben: Person
) -> None:
    @bot.command("/tea")
    async def tea(ack: AsyncAck) -> None:
        await ack(text="Tea for all", response_type="in_channel")

    await ana.runs("/tea", channel=general)
    ben.sees("Tea for all")


async def test_a_press_nobody_answers_is_trouble_on_screen(
    bot: AsyncApp, general: Channel, ana: Person, ben: Person
) -> None:
    ana.workspace.ack_seconds = 0.05
    await bot.client.chat_postMessage(channel=general.id, text="Well?", blocks=buttons("Milk"))
    await ana.presses("Milk")
    ana.sees("We had some trouble connecting")
    ben.does_not_see("trouble")
    await bot.client.views_open(trigger_id=ana.workspace.new_trigger(ana.id), view=MODAL | {"blocks": buttons("Sugar")})
    await ana.presses("Sugar")
    assert ana.modal is not None
    assert ana.modal.notice
