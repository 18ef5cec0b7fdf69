"""Blocks and views."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictStr, model_validator

from emulator.blockkit.elements import Image as Picture
from emulator.blockkit.elements import InAction, InInput, InSection
from emulator.blockkit.limits import BlockId, Flag, Part, at_most, limit
from emulator.blockkit.parts import Mrkdwn, Plain, Text, within


class Block(Part):
    """A block of a surface."""

    block_id: BlockId | None = None


class Section(Block):
    """A paragraph, fields, or both."""

    type: Literal["section"]
    text: Annotated[Text, within("section.text.max_length")] | None = None
    fields: (
        Annotated[
            list[Annotated[Text, within("section.fields.item_max_length")]],
            Field(min_length=1, max_length=limit("section.fields.max_items")),
        ]
        | None
    ) = None
    accessory: InSection | None = None
    expand: Flag | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.fields is None:
            raise ValueError("needs text or fields")
        return self


class Header(Block):
    """A heading."""

    type: Literal["header"]
    text: Annotated[Plain, within("header.text.max_length")]


class Actions(Block):
    """A row of things to act on."""

    type: Literal["actions"]
    elements: Annotated[list[InAction], Field(min_length=1, max_length=limit("actions.elements.max_items"))]


class Context(Block):
    """Small print."""

    type: Literal["context"]
    elements: Annotated[
        list[Annotated[Plain | Mrkdwn | Picture, Field(discriminator="type")]],
        Field(min_length=1, max_length=limit("context.elements.max_items")),
    ]


class Divider(Block):
    """A line."""

    type: Literal["divider"]


class Image(Block):
    """A picture."""

    type: Literal["image"]
    alt_text: Annotated[StrictStr, at_most("image.alt_text.max_length", least=1)]
    image_url: Annotated[StrictStr, at_most("image.image_url.max_length", least=1)] | None = None
    slack_file: dict[str, Any] | None = None
    title: Plain | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.image_url is None) == (self.slack_file is None):
            raise ValueError("needs either image_url or slack_file")
        return self


class Input(Block):
    """A field of a form."""

    type: Literal["input"]
    label: Annotated[Plain, within("input.label.max_length")]
    element: InInput
    hint: Annotated[Plain, within("input.hint.max_length")] | None = None
    optional: Flag | None = None
    dispatch_action: Flag | None = None


class Markdown(Block):
    """Text in the common markup."""

    type: Literal["markdown"]
    text: Annotated[StrictStr, at_most("markdown.text.max_length", least=1)]


class RichPart(Part):
    """A part of a rich text."""

    type: Literal["rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"]
    elements: list[dict[str, Any]]
    style: StrictStr | None = None
    indent: Annotated[int, Field(ge=0, le=8)] | None = None
    offset: int | None = None
    border: int | None = None
    language: StrictStr | None = None


class RichText(Block):
    """Formatted text."""

    type: Literal["rich_text"]
    elements: list[RichPart]


class Video(Block):
    """A film."""

    type: Literal["video"]
    alt_text: Annotated[StrictStr, at_most("video.alt_text.max_length", least=1)]
    title: Annotated[Plain, within("video.title.max_length")]
    thumbnail_url: StrictStr
    video_url: StrictStr
    author_name: Annotated[StrictStr, at_most("video.author_name.max_length")] | None = None
    description: Annotated[Plain, within("video.description.max_length")] | None = None
    provider_name: Annotated[StrictStr, at_most("video.provider_name.max_length")] | None = None
    provider_icon_url: StrictStr | None = None
    title_url: StrictStr | None = None


class Table(Block):
    """Rows and columns."""

    type: Literal["table"]
    rows: Annotated[list[Annotated[list[dict[str, Any]], Field(max_length=20)]], Field(min_length=1, max_length=100)]
    column_settings: list[dict[str, Any]] | None = None


_Everywhere = Section | Header | Actions | Context | Divider | Image | Input | RichText | Video
OfMessage = Annotated[_Everywhere | Markdown | Table, Field(discriminator="type")]
OfView = Annotated[_Everywhere, Field(discriminator="type")]
Blocks = Annotated[list[OfView], Field(min_length=1, max_length=limit("view.blocks.max_items"))]


class View(Part):
    """What modals and Homes share."""

    blocks: Blocks
    private_metadata: Annotated[StrictStr, at_most("view.private_metadata.max_length")] | None = None
    callback_id: Annotated[StrictStr, at_most("view.callback_id.max_length")] | None = None
    external_id: Annotated[StrictStr, at_most("view.callback_id.max_length")] | None = None


class Home(View):
    """The Home tab."""

    type: Literal["home"]


class Modal(View):
    """A modal."""

    type: Literal["modal"]
    title: Annotated[Plain, within("view.title.max_length")]
    close: Annotated[Plain, within("view.close.max_length")] | None = None
    submit: Annotated[Plain, within("view.submit.max_length")] | None = None
    clear_on_close: Flag | None = None
    notify_on_close: Flag | None = None
    submit_disabled: Flag | None = None

    @model_validator(mode="after")
    def _inputs_can_be_submitted(self) -> Self:
        if self.submit is None and any(isinstance(block, Input) for block in self.blocks):
            raise ValueError("needs submit, as it has inputs")
        return self
