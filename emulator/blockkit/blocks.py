"""Blocks, and which elements stand in which."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictStr, model_validator

from emulator.blockkit.elements import Button, DateTimePicker, Overflow, Pickers
from emulator.blockkit.inputs import Inputs, RichTyped
from emulator.blockkit.limits import items, length
from emulator.blockkit.parts import ABSENT, Block, Mrkdwn, Part, Picture, Plain, Text, within
from emulator.blockkit.rich_text import RichText

InSection = Annotated[Button | Overflow | Picture | Pickers, Field(discriminator="type")]
InActions = Annotated[Button | Overflow | DateTimePicker | RichTyped | Pickers, Field(discriminator="type")]
InInput = Annotated[Inputs | DateTimePicker | Pickers, Field(discriminator="type")]
InContext = Annotated[Plain | Mrkdwn | Picture, Field(discriminator="type")]


class Section(Block):
    """A paragraph, fields, or both."""

    type: Literal["section"]
    text: Annotated[Text, within("section.text")] = ABSENT
    fields: Annotated[list[Annotated[Text, within("section.field")]], items("section.fields")] = ABSENT
    accessory: InSection = ABSENT
    expand: StrictBool = ABSENT

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set & {"text", "fields"}:
            raise ValueError("must have text or fields")
        return self


class Header(Block):
    """A heading."""

    type: Literal["header"]
    text: Annotated[Plain, within("header.text")]


class Actions(Block):
    """A row of things to act on."""

    type: Literal["actions"]
    elements: Annotated[list[InActions], items("actions.elements")]


class Context(Block):
    """Small print."""

    type: Literal["context"]
    elements: Annotated[list[InContext], items("context.elements")]


class Divider(Block):
    """A line."""

    type: Literal["divider"]


class Image(Block, Picture):
    """A picture under a title."""

    title: Annotated[Plain, within("image.title")] = ABSENT


class Input(Block):
    """A field of a form."""

    type: Literal["input"]
    label: Annotated[Plain, within("input.label")]
    element: InInput
    hint: Annotated[Plain, within("input.hint")] = ABSENT
    optional: StrictBool = ABSENT
    dispatch_action: StrictBool = ABSENT


class Video(Block):
    """A film."""

    type: Literal["video"]
    alt_text: Annotated[StrictStr, length("video.alt_text")]
    title: Annotated[Plain, within("video.title")]
    thumbnail_url: StrictStr
    video_url: StrictStr
    title_url: StrictStr = ABSENT
    author_name: Annotated[StrictStr, length("video.author_name")] = ABSENT
    description: Annotated[Plain, within("video.description")] = ABSENT
    provider_name: Annotated[StrictStr, length("video.provider_name")] = ABSENT
    provider_icon_url: StrictStr = ABSENT


class Markdown(Block):
    """Text in the common markup."""

    type: Literal["markdown"]
    text: Annotated[StrictStr, length("markdown.text")]


class Cell(Part):
    """A cell of unformatted text."""

    type: Literal["raw_text"]
    text: Annotated[StrictStr, Field(min_length=1)]


class Column(Part):
    """How a column looks."""

    align: Literal["left", "center", "right"] = ABSENT
    is_wrapped: StrictBool = ABSENT


Row = Annotated[list[Annotated[Cell | RichText, Field(discriminator="type")]], items("table.row")]


class Table(Block):
    """Rows and columns."""

    type: Literal["table"]
    rows: Annotated[list[Row], items("table.rows")]
    column_settings: Annotated[list[Column | None], items("table.column_settings")] = ABSENT


Everywhere = Section | Header | Actions | Context | Divider | Image | Input | RichText | Video
InView = Annotated[Everywhere, Field(discriminator="type")]
InMessage = Annotated[Everywhere | Markdown | Table, Field(discriminator="type")]
