"""What people see of blocks: rich text, controls and what is chosen in them."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from emulator import Channel, Person


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


async def test_rich_text_reads_as_one_line(client: AsyncWebClient, general: Channel, ana: Person, ben: Person) -> None:
    elements = [
        {"type": "text", "text": "Ask "},
        {"type": "user", "user_id": ben.id},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": general.id},
        {"type": "emoji", "name": "tea"},
        {"type": "link", "url": "https://x.example", "text": " there "},
        {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1796119200, "format": " {date_num}", "fallback": "soon"},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
    await client.chat_postMessage(channel=general.id, text="Ask", blocks=[block])
    ana.sees("Ask @Ben Okri in #general:tea: there @here 2026-12-01")


async def test_every_block_shows_its_words(client: AsyncWebClient, general: Channel, ana: Person) -> None:
    options = [{"text": words("Weekly"), "value": "w", "description": words("On Mondays")}]
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": words("A header")},
        {"type": "divider"},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "_One_"}, words("Two")]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Small print"}]},
        {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A teapot"},
        {
            "type": "section",
            "text": words("With a picture"),
            "accessory": {"type": "image", "image_url": "https://x.example/b.png", "alt_text": "A cup"},
        },
        {
            "type": "actions",
            "elements": [
                {"type": "radio_buttons", "options": options, "initial_option": options[0]},
                {"type": "static_select", "options": options, "placeholder": words("How often?")},
                {"type": "overflow", "options": options},
            ],
        },
    ]
    await client.chat_postMessage(channel=general.id, text="Everything", blocks=blocks)
    for text in ("A header", "One Two", "Small print", "A teapot", "A cup", "(x) Weekly On Mondays", "[How often?]"):
        ana.sees(text)
    ana.does_not_see("Everything")
