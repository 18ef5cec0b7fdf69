"""Every limit of `limits.json` holds, and one beyond it is refused where it is."""

import json
from collections.abc import Callable, Iterator

import pytest

from emulator.blockkit.limits import LIMITS
from tests.emulator.block_samples import (
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
    video,
)


def view_of_size(size: int) -> Json:
    """A Home of so many bytes."""
    texts = ["x" * 3000] * 80
    blocks = [section(text=plain(text)) for text in [*texts, "x"]]
    made = {"type": "home", "blocks": blocks}
    left = size - len(json.dumps(made))
    fields = [plain("x" * 1000) for _ in range(left // 1100)]
    blocks.append(section(fields=[*fields, plain("x")]))
    blocks[-1]["fields"][-1]["text"] += "x" * (size - len(json.dumps(made)))
    return made


E0 = "/blocks/0/elements/0"

# the field in limits.json: a message or view in which it has this size, and where it is
CASES: dict[str, tuple[Callable[[int], Json], str]] = {
    "text": (lambda n: [*actions(button()), section(text=mrkdwn(n))], "/blocks/1/text/text"),
    "action_id": (lambda n: actions(button(action_id="a" * n)), f"{E0}/action_id"),
    "block_id": (lambda n: [{"type": "divider", "block_id": "b" * n}], "/blocks/0/block_id"),
    "button.text": (lambda n: actions(button(text=plain(n))), f"{E0}/text/text"),
    "button.url": (lambda n: actions(button(url="u" * n)), f"{E0}/url"),
    "button.value": (lambda n: actions(button(value="v" * n)), f"{E0}/value"),
    "button.accessibility_label": (
        lambda n: [section(accessory=button(accessibility_label="l" * n))],
        "/blocks/0/accessory/accessibility_label",
    ),
    "confirmation.title": (lambda n: actions(confirmed(title=plain(n))), f"{E0}/confirm/title/text"),
    "confirmation.text": (lambda n: actions(confirmed(text=mrkdwn(n))), f"{E0}/confirm/text/text"),
    "confirmation.confirm": (lambda n: actions(confirmed(confirm=plain(n))), f"{E0}/confirm/confirm/text"),
    "confirmation.deny": (lambda n: actions(confirmed(deny=plain(n))), f"{E0}/confirm/deny/text"),
    "option.text": (
        lambda n: modal(blocks=[field(), field(select(options=options(2, text=plain(n))[:1]))]),
        "/blocks/1/element/options/0/text/text",
    ),
    "option.value": (lambda n: actions(select(options=options(1, value="v" * n))), f"{E0}/options/0/value"),
    "option.description": (
        lambda n: actions({"type": "radio_buttons", "options": options(1, description=mrkdwn(n))}),
        f"{E0}/options/0/description/text",
    ),
    "option.url": (lambda n: actions({"type": "overflow", "options": options(1, url="u" * n)}), f"{E0}/options/0/url"),
    "option_group.label": (
        lambda n: actions(select(option_groups=[{"label": plain(n), "options": options(1)}])),
        f"{E0}/option_groups/0/label/text",
    ),
    "option_group.options": (
        lambda n: actions(select(option_groups=[{"label": plain("All"), "options": options(n)}])),
        f"{E0}/option_groups/0/options",
    ),
    "select.placeholder": (
        lambda n: actions({"type": "users_select", "placeholder": plain(n)}),
        f"{E0}/placeholder/text",
    ),
    "select.options": (lambda n: actions(select(options=options(n))), f"{E0}/options"),
    "select.option_groups": (
        lambda n: actions(select(option_groups=[{"label": plain("A"), "options": options(1)}] * n)),
        f"{E0}/option_groups",
    ),
    "overflow.options": (lambda n: actions({"type": "overflow", "options": options(n)}), f"{E0}/options"),
    "checkboxes.options": (lambda n: actions({"type": "checkboxes", "options": options(n)}), f"{E0}/options"),
    "radio_buttons.options": (lambda n: actions({"type": "radio_buttons", "options": options(n)}), f"{E0}/options"),
    "plain_text_input.min_length": (
        lambda n: [field({"type": "plain_text_input", "min_length": n})],
        "/blocks/0/element/min_length",
    ),
    "plain_text_input.max_length": (
        lambda n: [field({"type": "plain_text_input", "max_length": n})],
        "/blocks/0/element/max_length",
    ),
    "actions.elements": (lambda n: actions(*[button()] * n), "/blocks/0/elements"),
    "context.elements": (lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}], "/blocks/0/elements"),
    "header.text": (lambda n: [{"type": "header", "text": plain(n)}], "/blocks/0/text/text"),
    "image.image_url": (lambda n: [section(accessory=image(image_url="u" * n))], "/blocks/0/accessory/image_url"),
    "image.alt_text": (lambda n: [{"type": "context", "elements": [image(alt_text="a" * n)]}], f"{E0}/alt_text"),
    "image.title": (lambda n: [image(title=plain(n))], "/blocks/0/title/text"),
    "input.label": (lambda n: [field(label=plain(n))], "/blocks/0/label/text"),
    "input.hint": (lambda n: [field(hint=plain(n))], "/blocks/0/hint/text"),
    "markdown.text": (lambda n: [{"type": "markdown", "text": "m" * n}], "/blocks/0/text"),
    "rich_text_list.indent": (lambda n: rich_list(indent=n), f"{E0}/indent"),
    "section.text": (lambda n: [section(text=plain(n))], "/blocks/0/text/text"),
    "section.fields": (lambda n: [section(fields=[mrkdwn("x")] * n)], "/blocks/0/fields"),
    "section.field": (lambda n: [section(fields=[plain("x"), mrkdwn(n)])], "/blocks/0/fields/1/text"),
    "table.rows": (lambda n: table(rows=n), "/blocks/0/rows"),
    "table.row": (lambda n: table(columns=n), "/blocks/0/rows/0"),
    "table.column_settings": (lambda n: table(column_settings=[None, *[{}] * (n - 1)]), "/blocks/0/column_settings"),
    "video.alt_text": (lambda n: [video(alt_text="a" * n)], "/blocks/0/alt_text"),
    "video.title": (lambda n: [video(title=plain(n))], "/blocks/0/title/text"),
    "video.author_name": (lambda n: [video(author_name="a" * n)], "/blocks/0/author_name"),
    "video.description": (lambda n: [video(description=plain(n))], "/blocks/0/description/text"),
    "video.provider_name": (lambda n: [video(provider_name="p" * n)], "/blocks/0/provider_name"),
    "message.blocks": (lambda n: [{"type": "divider"}] * n, "/blocks"),
    "view.blocks": (lambda n: {"type": "home", "blocks": [{"type": "divider"}] * n}, "/blocks"),
    "view.private_metadata": (lambda n: modal(private_metadata="m" * n), "/private_metadata"),
    "view.callback_id": (lambda n: modal(callback_id="c" * n), "/callback_id"),
    "view.external_id": (lambda n: modal(external_id="e" * n), "/external_id"),
    "view.title": (lambda n: modal(title=plain(n)), "/title/text"),
    "view.close": (lambda n: modal(close=plain(n)), "/close/text"),
    "view.submit": (lambda n: modal(submit=plain(n)), "/submit/text"),
    "view.size": (view_of_size, ""),
}


def fields_of(limits: Json, path: str = "") -> Iterator[tuple[str, str, int]]:
    """Every limit in the table: the field, its kind, the number."""
    for name, inner in limits.items():
        if isinstance(inner, int):
            yield path, name, inner
        else:
            yield from fields_of(inner, f"{path}.{name}" if path else name)


BOUNDS = list(fields_of(LIMITS))


def test_every_limit_of_the_table_has_a_case() -> None:
    assert set(CASES) == {path for path, _, _ in BOUNDS}


@pytest.mark.parametrize(("path", "kind", "bound"), BOUNDS, ids=str)
def test_a_limit_holds_and_one_beyond_is_refused_at_its_place(path: str, kind: str, bound: int) -> None:
    make, pointer = CASES[path]
    assert found(make(bound)) == ()
    (problem,) = found(make(bound + 1 if kind.startswith("max") else bound - 1))
    assert problem.pointer == pointer
    assert str(bound) in problem.message
