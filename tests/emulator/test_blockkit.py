"""What Slack would refuse in blocks and views, and where."""

import copy
from collections.abc import Iterator
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.blockkit import Problem, problems_in_blocks, problems_in_view
from tests.emulator.block_samples import (
    ELSEWHERE,
    FOCUSED,
    MESSAGE,
    VALID,
    Json,
    actions,
    button,
    confirmed,
    field,
    found,
    image,
    modal,
    mrkdwn,
    options,
    plain,
    rich_list,
    section,
    select,
    table,
)

E0 = "/blocks/0/elements/0"


def test_a_problem_says_what_and_where() -> None:
    assert found([section(text=mrkdwn(3001))]) == (Problem("/blocks/0/text/text", "must be at most 3000 characters"),)
    assert found([{"type": "surprise"}]) == (Problem("/blocks/0/type", "unsupported type: surprise"),)
    assert found([{"type": "divider", "a/b~": 1}]) == (Problem("/blocks/0/a~1b~0", "is not a known field"),)
    assert found([{"type": "header"}]) == (Problem("/blocks/0/text", "is required"),)


def bounded(**more: Json) -> Json:
    """A form's number."""
    return field({"type": "number_input", "is_decimal_allowed": False, **more})


REFUSED: list[tuple[Json, str]] = [
    ("no list", "/blocks"),
    ([7], "/blocks/0"),
    ([{}], "/blocks/0/type"),
    ([section(text=plain("x"), section=1)], "/blocks/0/section"),
    ([section(text={"type": "bold", "text": "x"})], "/blocks/0/text/type"),
    ([{"type": "section"}], "/blocks/0"),
    ([section(accessory={"type": "plain_text_input"})], "/blocks/0/accessory/type"),
    ([section(accessory=None)], "/blocks/0/accessory"),
    ([{"type": "header", "text": mrkdwn("x")}], "/blocks/0/text/type"),
    ([{"type": "context", "elements": [button()]}], f"{E0}/type"),
    ([image(slack_file={"id": "F1"})], "/blocks/0"),
    ([{"type": "image", "alt_text": "Neither"}], "/blocks/0"),
    ([{"type": "image", "alt_text": "Both", "slack_file": {"id": "F1", "url": "u"}}], "/blocks/0/slack_file"),
    ([field(button())], "/blocks/0/element/type"),
    ([field({"type": "plain_text_input", "min_length": 9, "max_length": 8})], "/blocks/0/element/min_length"),
    ([field({"type": "plain_text_input", "confirm": confirmed()["confirm"]})], "/blocks/0/element/confirm"),
    ([field({"type": "plain_text_input", "multiline": "yes"})], "/blocks/0/element/multiline"),
    ([field({"type": "number_input"})], "/blocks/0/element/is_decimal_allowed"),
    ([bounded(min_value="9", max_value="2")], "/blocks/0/element/min_value"),
    ([bounded(initial_value="9", max_value="2")], "/blocks/0/element/initial_value"),
    ([bounded(initial_value="1.5")], "/blocks/0/element/initial_value"),
    ([bounded(min_value="two")], "/blocks/0/element/min_value"),
    (actions({"type": "plain_text_input"}), f"{E0}/type"),
    (actions(button(style="default")), f"{E0}/style"),
    (actions(button(text=mrkdwn("x"))), f"{E0}/text/type"),
    (actions(button(action_id="a"), select(action_id="a")), "/blocks/0/elements/1/action_id"),
    (actions(select(option_groups=[{"label": plain("A"), "options": options(1)}], options=options(1))), E0),
    (actions({"type": "static_select"}), E0),
    (actions(select(initial_option=ELSEWHERE)), f"{E0}/initial_option"),
    (actions(select(type="multi_static_select", initial_options=[ELSEWHERE])), f"{E0}/initial_options"),
    (actions({"type": "checkboxes", "options": options(2), "initial_options": [ELSEWHERE]}), f"{E0}/initial_options"),
    (actions({"type": "radio_buttons", "options": options(2), "initial_option": ELSEWHERE}), f"{E0}/initial_option"),
    (actions(select(options=options(1, text=mrkdwn("x")))), f"{E0}/options/0/text/type"),
    (actions(select(options=options(1, url="u"))), f"{E0}/options/0/url"),
    (actions({"type": "users_select", "initial_channel": "C1"}), f"{E0}/initial_channel"),
    (actions({"type": "conversations_select", "filter": {}}), f"{E0}/filter"),
    (actions({"type": "timepicker", "initial_time": "24:00"}), f"{E0}/initial_time"),
    (actions({"type": "datepicker", "initial_date": "24 Nov"}), f"{E0}/initial_date"),
    (actions({"type": "datepicker", "initial_date": "2026-02-30"}), f"{E0}/initial_date"),
    (actions({"type": "datetimepicker", "initial_date_time": 999_999_999}), f"{E0}/initial_date_time"),
    (rich_list(style="letters"), f"{E0}/style"),
    ([{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "x"}]}]}],
     f"{E0}/elements/0/type"),
    (table() + table(), "/blocks/1"),
    ([{"type": "markdown", "text": "m" * 6001}] * 2, "/blocks"),
    ([{"type": "divider", "block_id": "b"}, {"type": "divider"}, section(block_id="b")], "/blocks/2/block_id"),
    (modal(blocks=[{"type": "markdown", "text": "x"}]), "/blocks/0/type"),
    (modal(blocks=table()), "/blocks/0/type"),
    (modal(blocks=[FOCUSED, field(), FOCUSED]), "/blocks/2/element/focus_on_load"),
    (modal(type="window"), "/type"),
    (modal(title=mrkdwn("x")), "/title/type"),
    (modal(submit=None), "/submit"),
    ({"type": "modal", "title": plain("No way to submit"), "blocks": [field()]}, ""),
    ({"type": "modal", "blocks": [section()]}, "/title"),
    ({"type": "home", "title": plain("x"), "blocks": [section()]}, "/title"),
    ({"type": "home"}, "/blocks"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "pointer"), REFUSED)
def test_what_slack_refuses_is_refused_where_it_is_wrong(made: Json, pointer: str) -> None:
    assert [problem.pointer for problem in found(made)] == [pointer]


@pytest.mark.parametrize("made", VALID)
def test_what_slack_takes_is_taken(made: Json) -> None:
    assert found(made) == ()


def places(made: Json, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """The way to everything inside, except a table's columns, which may be null."""
    inside = made.items() if isinstance(made, dict) else enumerate(made) if isinstance(made, list) else ()
    for step, inner in inside:
        if step != "column_settings":
            yield (*way, step)
            yield from places(inner, *way, step)


def at(made: Json, way: tuple[str | int, ...]) -> Json:
    """What lies at the end of a way."""
    for step in way:
        made = made[step]
    return made


@pytest.mark.parametrize("made", [MESSAGE, VALID[3]], ids=["message", "modal"])
def test_a_null_or_an_unknown_field_is_refused_wherever_it_is(made: Json) -> None:
    root = "/blocks" if isinstance(made, list) else ""
    for way in places(made):
        if "initial_value" in way[:-1]:
            continue  # of what stands in a line, only the kind is checked
        pointer = root + "".join(f"/{step}" for step in way)
        changed = copy.deepcopy(made)
        at(changed, way[:-1])[way[-1]] = None
        assert pointer in {problem.pointer for problem in found(changed)}
        if isinstance(at(made, way), dict):
            changed = copy.deepcopy(made)
            at(changed, way)["surprise"] = 1
            assert f"{pointer}/surprise" in {problem.pointer for problem in found(changed)}


def words(made: Json) -> Iterator[str]:
    """All fields and texts of some JSON."""
    for step in (step for way in places(made) for step in (way[-1], at(made, way))):
        if isinstance(step, str):
            yield step


KNOWN = st.sampled_from(sorted({word for made in VALID for word in words(made)}))
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9) | KNOWN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KNOWN | st.text(max_size=3), inner, max_size=6),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSONS)
def test_whatever_comes_it_only_answers(anything: Json) -> None:
    assert all(problem.pointer.startswith("/blocks") for problem in problems_in_blocks(anything, surface="home"))
    assert isinstance(problems_in_blocks([anything], surface="message"), tuple)
    assert isinstance(problems_in_view(anything), tuple)


@settings(deadline=None)
@given(st.data())
def test_whatever_is_put_into_something_valid_it_only_answers(data: st.DataObject) -> None:
    made = copy.deepcopy(data.draw(st.sampled_from([MESSAGE, VALID[3]])))
    way = data.draw(st.sampled_from(list(places(made))))
    at(made, way[:-1])[way[-1]] = data.draw(JSONS)
    for problem in found(made):
        assert problem.message


def test_a_typical_message_takes_less_than_a_millisecond() -> None:
    message = [section(), *actions(*[button(value="1", action_id=f"a{n}") for n in range(3)]), section()]
    took = []
    for _ in range(20):
        began = perf_counter()
        assert found(message) == ()
        took.append(perf_counter() - began)
    assert min(took) < 0.001
