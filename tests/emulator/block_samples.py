"""Blocks and views to try: small builders, and what uses all that Slack takes."""

from typing import Any

from emulator.blockkit import Problem, problems_in_blocks, problems_in_view

Json = Any


def plain(text: str | int) -> Json:
    """Plain text, given or of so many code points, each of two UTF-16 units."""
    return {"type": "plain_text", "text": "🫖" * text if isinstance(text, int) else text}


def mrkdwn(text: str | int) -> Json:
    """Markup, given or of so many code points."""
    return {**plain(text), "type": "mrkdwn"}


def button(**more: Json) -> Json:
    """A button."""
    return {"type": "button", "text": plain("We met"), **more}


def options(count: int, **more: Json) -> Json:
    """So many choices."""
    return [{"text": plain("Ana"), "value": f"v{number}", **more} for number in range(count)]


def select(**more: Json) -> Json:
    """A menu of options."""
    return {"type": "static_select", **({} if "option_groups" in more else {"options": options(3)}), **more}


def section(**more: Json) -> Json:
    """A paragraph."""
    return {"type": "section", **({} if "fields" in more else {"text": mrkdwn("Hello")}), **more}


def image(**more: Json) -> Json:
    """A picture."""
    return {"type": "image", "image_url": "https://a.test/b.png", "alt_text": "A teapot", **more}


def video(**more: Json) -> Json:
    """A film."""
    urls = {"video_url": "https://a.test/v", "thumbnail_url": "https://a.test/t"}
    return {"type": "video", "title": plain("Tea"), "alt_text": "Tea", **urls, **more}


def field(element: Json | None = None, **more: Json) -> Json:
    """A field of a form."""
    return {"type": "input", "label": plain("Topic"), "element": element or {"type": "plain_text_input"}, **more}


def confirmed(**more: Json) -> Json:
    """A button that asks first."""
    asked = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    return button(confirm={**asked, **more})


def actions(*elements: Json) -> list[Json]:
    """A message with a row of elements."""
    return [{"type": "actions", "elements": list(elements)}]


def table(rows: int = 1, columns: int = 1, **more: Json) -> list[Json]:
    """A message with a table."""
    return [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows, **more}]


def modal(**more: Json) -> Json:
    """A modal with a field."""
    return {"type": "modal", "title": plain("Coffee"), "submit": plain("Join"), "blocks": [field()], **more}


def rich_list(**more: Json) -> list[Json]:
    """A message with a formatted list of one item."""
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "tea", "style": {"bold": True}}]}
    inner = {"type": "rich_text_list", "style": "bullet", "elements": [item], **more}
    return [{"type": "rich_text", "elements": [inner]}]


def found(made: Json) -> tuple[Problem, ...]:
    """The problems of a view, or of the blocks of a message."""
    return problems_in_view(made) if isinstance(made, dict) else problems_in_blocks(made, surface="message")


FOCUSED = field({"type": "plain_text_input", "focus_on_load": True})
ELSEWHERE = {"text": plain("Chi"), "value": "chi"}

DISPATCH = {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
GROUPS = [{"label": plain("All"), "options": options(2)}]
MENUS = [
    select(initial_option=options(1)[0], placeholder=plain("One")),
    select(type="multi_static_select", option_groups=GROUPS, initial_options=options(2), max_selected_items=2),
    {"type": "external_select", "initial_option": ELSEWHERE, "min_query_length": 0},
    {"type": "multi_external_select", "initial_options": [ELSEWHERE], "max_selected_items": 1},
    {"type": "users_select", "initial_user": "U1"},
    {"type": "multi_users_select", "initial_users": ["U1"]},
    {"type": "channels_select", "initial_channel": "C1"},
    {"type": "multi_channels_select", "initial_channels": ["C1"]},
    {"type": "conversations_select", "filter": {"include": ["im"], "exclude_bot_users": True}},
    {"type": "multi_conversations_select", "default_to_current_conversation": True},
    {"type": "datepicker", "initial_date": "2028-02-29"},
    {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Berlin"},
    {"type": "checkboxes", "options": options(2, text=mrkdwn("*A*")), "focus_on_load": False},
    {"type": "radio_buttons", "options": options(2), "initial_option": options(2)[1]},
]
FORM = [
    {"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 1, **DISPATCH},
    {"type": "email_text_input", "initial_value": "ana@a.test"},
    {"type": "url_text_input", "placeholder": plain("Where?")},
    {"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5", "initial_value": "0", "max_value": "10"},
    {"type": "rich_text_input", "initial_value": rich_list()[0]},
    {"type": "datetimepicker", "initial_date_time": 1_700_000_000},
]
MESSAGE = [
    {"type": "header", "text": plain("Coffee"), "block_id": "top"},
    section(fields=[mrkdwn("*Ben*"), plain("Chi")], accessory=image(), expand=True),
    section(accessory={"type": "overflow", "options": options(2, url="https://a.test")}),
    *actions(confirmed(style="danger"), button(style="primary", value="1", action_id="a"), *MENUS),
    {"type": "context", "elements": [mrkdwn("small"), plain("print"), image()]},
    {"type": "divider"},
    {"type": "image", "alt_text": "A file", "slack_file": {"id": "F1"}, "title": plain("Tea")},
    {"type": "markdown", "text": "**tea**"},
    video(title_url="https://a.test/v"),
    *table(2, 2, column_settings=[{"align": "right", "is_wrapped": True}]),
    field(),
]
VALID: list[Json] = [
    [],
    MESSAGE,
    rich_list(indent=1, border=0),
    modal(blocks=[FOCUSED, *[field(element, optional=True, hint=plain("Why")) for element in [*FORM, *MENUS]]],
          close=plain("Close"), clear_on_close=True, private_metadata="", callback_id="coffee:join"),
    {"type": "modal", "title": plain("No field"), "blocks": [section()]},
    {"type": "home", "blocks": [*actions(*MENUS), section()], "external_id": "home"},
]  # fmt: skip
