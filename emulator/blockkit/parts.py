"""What elements and blocks are composed of: texts, options, confirmations, pictures."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from emulator.blockkit.limits import items, length, limits_of

WRONG_AT = "wrong_at"  # the kind of error that names the field it is about, which pydantic does not know

ABSENT: Any = None  # the default of a field that may be left out; pydantic checks no default, so a null is refused


class Part(BaseModel):
    """A part of Block Kit: a field that Slack does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")

    def needs_one_of(self, one: str, other: str) -> None:
        """Hold the two fields to excluding each other; ValueError if neither or both are there."""
        if len(self.model_fields_set & {one, other}) != 1:
            raise ValueError(f"must have either {one} or {other}")


def wrong_at(field: str, message: str) -> PydanticCustomError:
    """An error about one field, to be raised where the whole part is checked."""
    return PydanticCustomError(WRONG_AT, "{message}", {"at": field, "message": message})


class Plain(Part):
    """Plain text."""

    type: Literal["plain_text"]
    text: Annotated[StrictStr, length("text")]
    emoji: StrictBool = ABSENT


class Mrkdwn(Part):
    """Text in Slack's own markup."""

    type: Literal["mrkdwn"]
    text: Annotated[StrictStr, length("text")]
    verbatim: StrictBool = ABSENT


Text = Annotated[Plain | Mrkdwn, Field(discriminator="type")]


def within(path: str) -> AfterValidator:
    """Keeps a text object under another limit than that of any text."""
    most = limits_of(path)["max_length"]

    def check(text: Plain | Mrkdwn) -> Plain | Mrkdwn:
        if len(text.text) > most:
            raise wrong_at("text", f"must be at most {most} characters")
        return text

    return AfterValidator(check)


class Option(Part):
    """One choice of a menu."""

    text: Annotated[Plain, within("option.text")]
    value: Annotated[StrictStr, length("option.value")]
    description: Annotated[Plain, within("option.description")] = ABSENT


class LinkOption(Option):
    """One choice of an overflow menu, which may lead to an address."""

    url: Annotated[StrictStr, length("option.url")] = ABSENT


class MarkedOption(Part):
    """One choice beside a box or a radio button, where markup is allowed."""

    text: Annotated[Text, within("option.text")]
    value: Annotated[StrictStr, length("option.value")]
    description: Annotated[Text, within("option.description")] = ABSENT


class OptionGroup(Part):
    """Choices under a label."""

    label: Annotated[Plain, within("option_group.label")]
    options: Annotated[list[Option], items("option_group.options")]


class Confirm(Part):
    """The question before an action."""

    title: Annotated[Plain, within("confirmation.title")]
    text: Annotated[Text, within("confirmation.text")]
    confirm: Annotated[Plain, within("confirmation.confirm")]
    deny: Annotated[Plain, within("confirmation.deny")]
    style: Literal["primary", "danger"] = ABSENT


class SlackFile(Part):
    """A file that Slack already has."""

    id: StrictStr = ABSENT
    url: StrictStr = ABSENT

    @model_validator(mode="after")
    def _is_named_once(self) -> Self:
        self.needs_one_of("id", "url")
        return self


class Picture(Part):
    """A picture, as an element or as the core of a block."""

    type: Literal["image"]
    alt_text: Annotated[StrictStr, length("image.alt_text")]
    image_url: Annotated[StrictStr, length("image.image_url")] = ABSENT
    slack_file: SlackFile = ABSENT

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        self.needs_one_of("image_url", "slack_file")
        return self


class Block(Part):
    """A block of a surface."""

    block_id: Annotated[StrictStr, length("block_id")] = ABSENT
