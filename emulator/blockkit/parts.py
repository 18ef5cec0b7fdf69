"""Texts, options and confirmations: what elements and blocks are composed of."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from emulator.blockkit.limits import Flag, Part, at_most, limit

TOO_LONG = "text_object_too_long"  # the kind of error whose place is the text inside the object


class Plain(Part):
    """Plain text."""

    type: Literal["plain_text"]
    text: Annotated[StrictStr, at_most("text.max_length", least=1)]
    emoji: Flag | None = None


class Mrkdwn(Part):
    """Text in Slack's own markup."""

    type: Literal["mrkdwn"]
    text: Annotated[StrictStr, at_most("text.max_length", least=1)]
    verbatim: Flag | None = None


Text = Annotated[Plain | Mrkdwn, Field(discriminator="type")]


def within(path: str) -> AfterValidator:
    """Keeps a text object under another limit of `limits.json`."""
    most = limit(path)

    def check(text: Plain | Mrkdwn) -> Plain | Mrkdwn:
        if len(text.text) > most:
            raise PydanticCustomError(TOO_LONG, "String should have at most {most} characters", {"most": most})
        return text

    return AfterValidator(check)


class Option(Part):
    """One choice."""

    text: Annotated[Text, within("option.text.max_length")]
    value: Annotated[StrictStr, at_most("option.value.max_length", least=1)]
    description: Annotated[Text, within("option.description.max_length")] | None = None
    url: Annotated[StrictStr, at_most("option.url.max_length")] | None = None


class OptionGroup(Part):
    """Choices under a label."""

    label: Annotated[Plain, within("option_group.label.max_length")]
    options: Annotated[list[Option], Field(min_length=1, max_length=limit("option_group.options.max_items"))]


class Confirm(Part):
    """The question before an action."""

    title: Annotated[Plain, within("confirmation.title.max_length")]
    text: Annotated[Text, within("confirmation.text.max_length")]
    confirm: Annotated[Plain, within("confirmation.confirm.max_length")]
    deny: Annotated[Plain, within("confirmation.deny.max_length")]
    style: Literal["primary", "danger"] | None = None


class Choices(Part):
    """Options, or groups of options, one of the two, and what is chosen at first among them."""

    options: Annotated[list[Option], Field(min_length=1, max_length=limit("select.options.max_items"))] | None = None
    option_groups: (
        Annotated[list[OptionGroup], Field(min_length=1, max_length=limit("select.option_groups.max_items"))] | None
    ) = None

    def chosen(self) -> list[Option]:
        """What is chosen at first."""
        return []

    @model_validator(mode="after")
    def _one_list_that_holds_what_is_chosen(self) -> Self:
        if (self.options is None) == (self.option_groups is None):
            raise ValueError("needs either options or option_groups")
        offered = [*(self.options or ()), *(one for group in self.option_groups or () for one in group.options)]
        if any(one not in offered for one in self.chosen()):
            raise ValueError("what is chosen at first is not among the options")
        return self
