"""What the bot sends looks on the page as it should: all of the product's surfaces, and all that Slack's markup has."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from emulator.api_views import open_
from emulator.model import Message
from emulator.mrkdwn import without_emphasis
from emulator.person import Person
from emulator.screen import Surface, surface_of, surfaces_of
from tests.page.browser import Tab
from tests.surfaces.samples import MESSAGES, SURFACES, VIEWS

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIGNS = re.compile(r"\bU\d+\b(?:, (?=U\d))?|[\[\]()`•…|*~_>\u200b\d.!:]+|---------|Choose")


def _ben(tab: Tab) -> Person:
    return tab.world.stage.people[1]


def _posts(tab: Tab, blocks: list[Any], text: str = "-") -> Message:
    """Put a message into the conversation of Ben with the bot."""
    workspace = tab.world.workspace
    channel = workspace.direct_message(_ben(tab).id)
    message = Message(workspace.new_ts(), channel, workspace.bot_user_id, text, workspace.completed(blocks))
    workspace.messages.append(message)
    tab.world.changed()
    return message


def _words(text: str) -> list[str]:
    return SIGNS.sub(" ", without_emphasis(text)).split()


async def _shows(place: Locator, surface: Surface) -> None:
    """Each word that the workspace says somebody sees is there, once for each time, those in menus too."""
    closed = place.get_by_role("button", name="More", expanded=False)
    while await closed.count():
        await closed.first.press("Enter")  # as an open menu may cover the next one
    shown = await place.inner_text()
    labels = await place.evaluate(
        """(one) => [...one.querySelectorAll("input, textarea")]
            .map((field) => (["checkbox", "radio"].includes(field.type) ? "" : field.value || field.placeholder))
            .join(" ")"""
    )
    lines = " ".join(surface.lines)
    assert await place.locator("input:checked").count() == lines.count("(x)")
    there = _words(f"{shown} {labels}")
    missing = [word for word in _words(lines.replace("(x)", "")) if word not in there]
    assert missing == [], f"{surface.heading}: {missing} in {shown}"
    assert await place.locator(".unknown").count() == 0


async def test_every_message_of_the_product_reads_as_it_should(tab: Tab) -> None:
    ben = _ben(tab)
    await tab.screen.locator(".place").nth(3).click()
    for name, message in MESSAGES.items():
        sent = _posts(tab, [dict(block) for block in message.blocks], message.text)
        shown = tab.screen.locator(".message").nth(len(_dm(ben)) - 1)
        await expect(shown, name).to_be_visible()
        await _shows(shown, surface_of(ben, sent))
    assert len(MESSAGES) + len(VIEWS) == len(SURFACES)


def _dm(person: Person) -> list[Message]:
    return [one for one in person.messages if one.channel.kind == "im"]


async def test_every_view_of_the_product_reads_as_it_should(tab: Tab) -> None:
    workspace, ben = tab.world.workspace, _ben(tab)
    for name, view in VIEWS.items():
        workspace.modals.pop(ben.id, None)
        if view["type"] == "home":
            await ben.opens_home()
            await tab.goes_to("Elevenses: Home")
            await expect(tab.screen.get_by_role("region", name="Home")).to_contain_text("You are not in.")
            await _shows(tab.screen.get_by_role("region", name="Home"), surfaces_of(ben)[-1])
            continue
        open_(workspace, {"view": view, "trigger_id": workspace.new_trigger(ben.id)})
        tab.world.changed()
        dialog = tab.screen.get_by_role("dialog", name=view["title"]["text"])
        await expect(dialog, name).to_have_count(1)
        await _shows(dialog, surfaces_of(ben)[-1])
        workspace.modals.pop(ben.id)
        tab.world.changed()
        await expect(dialog).to_have_count(0)


async def _marked(tab: Tab, text: str) -> str:
    await tab.screen.locator(".place").nth(3).click()
    before = await tab.screen.locator(".message").count()
    _posts(tab, [{"type": "section", "text": {"type": "mrkdwn", "text": text}}])
    await expect(tab.screen.locator(".message")).to_have_count(before + 1)
    markup = await tab.screen.locator(".message .section-words").last.inner_html()
    return re.sub(r"<span class=\"words\">|</span>$", "", markup)


async def test_slacks_markup_is_drawn_as_slack_does(tab: Tab) -> None:
    ben = _ben(tab)
    for text, markup in {
        "*bold* _italic_ ~gone~ `a*b*c`": "<b>bold</b> <i>italic</i> <s>gone</s> <code>a*b*c</code>",
        "*bold _both_*": "<b>bold <i>both</i></b>",
        "2*3*4 and snake_case_name": "2*3*4 and snake_case_name",
        "\u200b*\u200bb\u200b*\u200b": "\u200b*\u200bb\u200b*\u200b",
        "&lt;b&gt; &amp;amp; &lt;!channel&gt;": "&lt;b&gt; &amp;amp; &lt;!channel&gt;",
        f"<@{ben.id}> <!here>": '<span class="mention">@Ben</span> <span class="mention">@here',
        "<#C404|old-name>": '<span class="mention">#C404',
        "<!date^1792000000^{date_short} at {time}|x>": "<time>Oct 14, 2026 at 1:46 PM</time>",
        ":coffee: :no_such_face:": "☕ :no_such_face:",
        "<javascript:alert(1)|press>": "press (javascript:alert(1))",
    }.items():
        shown = (await _marked(tab, text)).replace("\u202f", " ")
        assert markup in shown, text
    link = await _marked(tab, "<https://example.com/?a=1&amp;b=2|there>")
    assert '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">there</a>' in link
    code = await _marked(tab, "```\n<b> *x*\n```")
    assert '<pre class="code">&lt;b&gt; *x*</pre>' in code
    assert "<blockquote>" in await _marked(tab, "&gt; said\nand not")


SECTION = {
    "type": "rich_text_section",
    "elements": [
        {"type": "text", "text": "strong", "style": {"bold": True, "italic": True}},
        {"type": "user", "user_id": "U404"},
        {"type": "emoji", "name": "wave"},
        {"type": "link", "url": "https://example.com", "text": "link"},
        {"type": "from_the_future"},
    ],
}
LISTED = {
    "type": "rich_text_list",
    "style": "ordered",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
}
BLOCKS: list[Any] = [
    {"type": "header", "text": {"type": "plain_text", "text": "A heading :tada:"}},
    {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": "*left*"}, {"type": "plain_text", "text": "*right*"}],
    },
    {
        "type": "rich_text",
        "elements": [
            SECTION,
            LISTED,
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        ],
    },
    {
        "type": "image",
        "image_url": "https://pictures.example/a.png",
        "alt_text": "a bridge",
        "title": {"type": "plain_text", "text": "Where"},
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": "head"}], [{"type": "raw_text", "text": "cell"}]]},
    {"type": "divider"},
    {
        "type": "video",
        "title": {"type": "plain_text", "text": "A film"},
        "alt_text": "waves",
        "video_url": "https://f.example",
        "thumbnail_url": "https://f.example",
    },
    {"type": "carousel", "elements": ["nobody knows"]},
]


async def test_all_kinds_of_blocks_are_drawn_and_an_unknown_one_is_named(tab: Tab) -> None:
    await tab.screen.locator(".place").nth(3).click()
    _posts(tab, BLOCKS)
    shown = tab.screen.locator(".message").last
    await expect(shown.get_by_role("heading", name="A heading 🎉")).to_be_visible()
    await expect(shown.locator("i b, b i")).to_have_text("strong")
    for words in ("@U404", "👋", "one", "code", "quoted", "Where", "A film"):
        await expect(shown).to_contain_text(words)
    await expect(shown.get_by_text("*right*")).to_be_visible()
    await expect(shown.get_by_role("img", name="a bridge")).to_be_visible()
    await expect(shown.get_by_role("columnheader", name="head")).to_be_visible()
    await expect(shown.locator(".unknown")).to_have_count(2)
    await shown.locator(".unknown summary", has_text="block “carousel”").click()
    await expect(shown.get_by_text("nobody knows")).to_be_visible()
    await tab.breaks_no_rule()
