"""What Slack would refuse in blocks and views, and where."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.blockkit import problems_in_blocks, problems_in_view


def plain(length: int) -> dict[str, Any]:
    """Plain text of so many characters."""
    return {"type": "plain_text", "text": "é" * length}


def mrkdwn(length: int) -> dict[str, Any]:
    """Markup of so many characters."""
    return {"type": "mrkdwn", "text": "é" * length}


def button(**more: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "text": plain(3), "action_id": "a", **more}


def in_actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements)}


def options(count: int, text: int = 3, value: int = 3) -> list[dict[str, Any]]:
    """So many choices."""
    return [{"text": plain(text), "value": f"{number:0{value}}"} for number in range(count)]


def select(**more: Any) -> dict[str, Any]:
    """A select of three."""
    return {"type": "static_select", "action_id": "s", "options": options(3), **more}


def an_input(**more: Any) -> dict[str, Any]:
    """A field to type in."""
    return {"type": "input", "label": plain(5), "element": {"type": "plain_text_input", "action_id": "t"}, **more}


# name: how to make the block at a size, the size allowed, where it is wrong above it
LIMITS: dict[str, tuple[Any, int, str]] = {
    "section text": (lambda n: {"type": "section", "text": mrkdwn(n)}, 3000, "/text/text"),
    "section fields": (lambda n: {"type": "section", "fields": [mrkdwn(3)] * n}, 10, "/fields"),
    "section field": (lambda n: {"type": "section", "fields": [mrkdwn(n)]}, 2000, "/fields/0/text"),
    "header": (lambda n: {"type": "header", "text": plain(n)}, 150, "/text/text"),
    "context": (lambda n: {"type": "context", "elements": [mrkdwn(3)] * n}, 10, "/elements"),
    "actions": (lambda n: in_actions(*(button(action_id=f"a{i}") for i in range(n))), 25, "/elements"),
    "button text": (lambda n: in_actions(button(text=plain(n))), 75, "/elements/0/text/text"),
    "button value": (lambda n: in_actions(button(value="v" * n)), 2000, "/elements/0/value"),
    "button url": (lambda n: in_actions(button(url="u" * n)), 3000, "/elements/0/url"),
    "button label": (lambda n: in_actions(button(accessibility_label="l" * n)), 75, "/elements/0/accessibility_label"),
    "action id": (lambda n: in_actions(button(action_id="i" * n)), 255, "/elements/0/action_id"),
    "block id": (lambda n: {"type": "divider", "block_id": "i" * n}, 255, "/block_id"),
    "overflow": (lambda n: in_actions({"type": "overflow", "options": options(n)}), 5, "/elements/0/options"),
    "boxes": (lambda n: in_actions({"type": "checkboxes", "options": options(n)}), 10, "/elements/0/options"),
    "radio": (lambda n: in_actions({"type": "radio_buttons", "options": options(n)}), 10, "/elements/0/options"),
    "select": (lambda n: in_actions(select(options=options(n))), 100, "/elements/0/options"),
    "option text": (lambda n: in_actions(select(options=options(1, text=n))), 75, "/elements/0/options/0/text/text"),
    "option value": (lambda n: in_actions(select(options=options(1, value=n))), 150, "/elements/0/options/0/value"),
    "placeholder": (lambda n: in_actions(select(placeholder=plain(n))), 150, "/elements/0/placeholder/text"),
    "confirm title": (
        lambda n: in_actions(
            button(confirm={"title": plain(n), "text": plain(1), "confirm": plain(1), "deny": plain(1)})
        ),
        100,
        "/elements/0/confirm/title/text",
    ),
    "input label": (lambda n: an_input(label=plain(n)), 2000, "/label/text"),
    "input hint": (lambda n: an_input(hint=plain(n)), 2000, "/hint/text"),
    "image": (lambda n: {"type": "image", "image_url": "u", "alt_text": "a" * n}, 2000, "/alt_text"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_holds_and_one_more_is_refused_where_it_is(name: str) -> None:
    made, most, where = LIMITS[name]
    assert problems_in_blocks([made(most)], surface="modal") == ()
    assert [one.pointer for one in problems_in_blocks([made(most + 1)], surface="modal")] == [f"/blocks/0{where}"]


MODAL: dict[str, Any] = {"type": "modal", "title": plain(5), "submit": plain(4), "blocks": [an_input()]}


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"title": plain(25)}, "/title/text"),
        ({"submit": plain(25)}, "/submit/text"),
        ({"close": plain(25)}, "/close/text"),
        ({"private_metadata": "m" * 3001}, "/private_metadata"),
        ({"callback_id": "c" * 256}, "/callback_id"),
        ({"blocks": []}, "/blocks"),
        ({"blocks": [{"type": "divider"}] * 101}, "/blocks"),
        ({"submit": None}, ""),
        ({"colour": "red"}, "/colour"),
        ({"type": "window"}, ""),
        ({"title": mrkdwn(3)}, "/title/type"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "/blocks/0"),
    ],
)
def test_a_view_that_slack_refuses_is_refused_where_it_is_wrong(changed: dict[str, Any], where: str) -> None:
    assert problems_in_view(MODAL) == ()
    assert [one.pointer for one in problems_in_view({**MODAL, **changed})] == [where]


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "section"}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}],
        [{"type": "surprise"}],
        [{"type": "divider", "colour": "red"}],
        [in_actions(button(style="loud"))],
        [in_actions(button(), button())],
        [{"type": "divider", "block_id": "x"}, {"type": "divider", "block_id": "x"}],
        [in_actions(select(initial_option={"text": plain(3), "value": "elsewhere"}))],
        [in_actions(select(option_groups=[{"label": plain(3), "options": options(1)}]))],
        [in_actions({"type": "timepicker", "initial_time": "25:00"})],
        [in_actions({"type": "datepicker", "initial_date": "24 Nov"})],
        [{"type": "image", "alt_text": "neither url nor file"}],
        [{"type": "divider"}] * 51,
        "no list",
    ],
)
def test_blocks_that_slack_refuses_are_refused(blocks: Any) -> None:
    assert problems_in_blocks(blocks, surface="message") != ()


def test_a_view_of_more_than_250_kilobytes_is_refused() -> None:
    large = {**MODAL, "blocks": [{"type": "section", "text": mrkdwn(2900)}] * 90}
    assert [one.message for one in problems_in_view(large)] == ["must be at most 250000 bytes"]


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(["section", "actions", "input"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "element", "options", "block_id"]), inner)
    ),
    max_leaves=15,
)


@given(JSONS)
def test_whatever_comes_it_only_answers(anything: Any) -> None:
    assert isinstance(problems_in_blocks(anything, surface="message"), tuple)
    assert isinstance(problems_in_view(anything), tuple)
