"""Formatted text: paragraphs, lists, quotes and code, and what may stand in them."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictInt, StrictStr

from emulator.blockkit.limits import span
from emulator.blockkit.parts import ABSENT, Block, Part


class Inline(Part):
    """A piece of a line; only its kind is checked."""

    model_config = ConfigDict(extra="allow")

    type: Literal["broadcast", "channel", "color", "date", "emoji", "link", "team", "text", "user", "usergroup"]


class Paragraph(Part):
    """A paragraph, or one item of a list."""

    type: Literal["rich_text_section"]
    elements: list[Inline]


class Listed(Part):
    """A list."""

    type: Literal["rich_text_list"]
    elements: list[Paragraph]
    style: Literal["bullet", "ordered"]
    indent: Annotated[StrictInt, span("rich_text_list.indent")] = ABSENT
    offset: Annotated[StrictInt, Field(ge=0)] = ABSENT
    border: Literal[0, 1] = ABSENT


class Quote(Part):
    """A quotation."""

    type: Literal["rich_text_quote"]
    elements: list[Inline]
    border: Literal[0, 1] = ABSENT


class Code(Part):
    """Text as it was typed."""

    type: Literal["rich_text_preformatted"]
    elements: list[Inline]
    border: Literal[0, 1] = ABSENT
    language: StrictStr = ABSENT


class RichText(Block):
    """A block of formatted text."""

    type: Literal["rich_text"]
    elements: list[Annotated[Paragraph | Listed | Quote | Code, Field(discriminator="type")]]
