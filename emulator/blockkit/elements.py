"""Buttons, selects, pickers and inputs."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictStr, model_validator

from emulator.blockkit.limits import ActionId, Flag, Number, Part, at_most, limit
from emulator.blockkit.parts import Choices, Confirm, Option, Plain, within

Placeholder = Annotated[Plain, within("select.placeholder.max_length")]
Day = Annotated[StrictStr, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Clock = Annotated[StrictStr, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Element(Part):
    """What people act on."""

    action_id: ActionId | None = None
    confirm: Confirm | None = None
    focus_on_load: Flag | None = None


class Button(Part):
    """A button."""

    type: Literal["button"]
    text: Annotated[Plain, within("button.text.max_length")]
    action_id: ActionId | None = None
    url: Annotated[StrictStr, at_most("button.url.max_length", least=1)] | None = None
    value: Annotated[StrictStr, at_most("button.value.max_length", least=1)] | None = None
    style: Literal["primary", "danger"] | None = None
    confirm: Confirm | None = None
    accessibility_label: Annotated[StrictStr, at_most("button.accessibility_label.max_length")] | None = None


class Overflow(Part):
    """The menu behind three dots."""

    type: Literal["overflow"]
    action_id: ActionId | None = None
    options: Annotated[list[Option], Field(min_length=1, max_length=limit("overflow.options.max_items"))]
    confirm: Confirm | None = None


class Image(Part):
    """A picture inside a block."""

    type: Literal["image"]
    alt_text: Annotated[StrictStr, at_most("image.alt_text.max_length", least=1)]
    image_url: Annotated[StrictStr, at_most("image.image_url.max_length", least=1)] | None = None
    slack_file: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.image_url is None) == (self.slack_file is None):
            raise ValueError("needs either image_url or slack_file")
        return self


class StaticSelect(Element, Choices):
    """One of a list."""

    type: Literal["static_select"]
    placeholder: Placeholder | None = None
    initial_option: Option | None = None

    def chosen(self) -> list[Option]:
        """What is chosen at first."""
        return [self.initial_option] if self.initial_option else []


class MultiStaticSelect(Element, Choices):
    """Several of a list."""

    type: Literal["multi_static_select"]
    placeholder: Placeholder | None = None
    initial_options: Annotated[list[Option], Field(min_length=1)] | None = None
    max_selected_items: Annotated[Number, Field(ge=1)] | None = None

    def chosen(self) -> list[Option]:
        """What is chosen at first."""
        return self.initial_options or []


class Filter(Part):
    """Which conversations a select offers."""

    include: Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)] | None = None
    exclude_external_shared_channels: Flag | None = None
    exclude_bot_users: Flag | None = None


class PickOne(Element):
    """One person, channel or conversation, or something that we look up."""

    type: Literal["users_select", "channels_select", "conversations_select", "external_select"]
    placeholder: Placeholder | None = None
    initial_user: StrictStr | None = None
    initial_channel: StrictStr | None = None
    initial_conversation: StrictStr | None = None
    initial_option: Option | None = None
    default_to_current_conversation: Flag | None = None
    response_url_enabled: Flag | None = None
    filter: Filter | None = None
    min_query_length: Number | None = None


class PickSeveral(Element):
    """Several people, channels or conversations, or things that we look up."""

    type: Literal["multi_users_select", "multi_channels_select", "multi_conversations_select", "multi_external_select"]
    placeholder: Placeholder | None = None
    initial_users: list[StrictStr] | None = None
    initial_channels: list[StrictStr] | None = None
    initial_conversations: list[StrictStr] | None = None
    initial_options: list[Option] | None = None
    default_to_current_conversation: Flag | None = None
    filter: Filter | None = None
    min_query_length: Number | None = None
    max_selected_items: Annotated[Number, Field(ge=1)] | None = None


class DatePicker(Element):
    """A date."""

    type: Literal["datepicker"]
    placeholder: Placeholder | None = None
    initial_date: Day | None = None


class TimePicker(Element):
    """A time of day."""

    type: Literal["timepicker"]
    placeholder: Placeholder | None = None
    initial_time: Clock | None = None
    timezone: StrictStr | None = None


class DateTimePicker(Element):
    """An instant, in seconds of Unix time."""

    type: Literal["datetimepicker"]
    initial_date_time: Annotated[Number, Field(ge=10**9, lt=10**10)] | None = None


class Boxes(Element):
    """Boxes to tick."""

    type: Literal["checkboxes"]
    options: Annotated[list[Option], Field(min_length=1, max_length=limit("checkboxes.options.max_items"))]
    initial_options: Annotated[list[Option], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _chosen_is_offered(self) -> Self:
        if any(one not in self.options for one in self.initial_options or ()):
            raise ValueError("what is chosen at first is not among the options")
        return self


class Radio(Element):
    """One of a few."""

    type: Literal["radio_buttons"]
    options: Annotated[list[Option], Field(min_length=1, max_length=limit("radio_buttons.options.max_items"))]
    initial_option: Option | None = None

    @model_validator(mode="after")
    def _chosen_is_offered(self) -> Self:
        if self.initial_option is not None and self.initial_option not in self.options:
            raise ValueError("what is chosen at first is not among the options")
        return self


class Dispatch(Part):
    """When an input tells us of a change."""

    trigger_actions_on: Annotated[list[Literal["on_enter_pressed", "on_character_entered"]], Field(min_length=1)]


class Typed(Element):
    """A line or a paragraph to type."""

    type: Literal["plain_text_input"]
    placeholder: Placeholder | None = None
    initial_value: StrictStr | None = None
    multiline: Flag | None = None
    min_length: Annotated[Number, Field(ge=0, le=limit("plain_text_input.max_length.max"))] | None = None
    max_length: Annotated[Number, Field(ge=1, le=limit("plain_text_input.max_length.max"))] | None = None
    dispatch_action_config: Dispatch | None = None

    @model_validator(mode="after")
    def _lengths_fit(self) -> Self:
        if self.min_length and self.max_length and self.min_length > self.max_length:
            raise ValueError("min_length is greater than max_length")
        return self


class TypedKind(Element):
    """An e-mail address, a web address or a number to type."""

    type: Literal["email_text_input", "url_text_input", "number_input"]
    placeholder: Placeholder | None = None
    initial_value: StrictStr | None = None
    is_decimal_allowed: Flag | None = None
    min_value: StrictStr | None = None
    max_value: StrictStr | None = None
    dispatch_action_config: Dispatch | None = None


class RichTyped(Element):
    """Formatted text to type."""

    type: Literal["rich_text_input"]
    placeholder: Placeholder | None = None
    initial_value: dict[str, Any] | None = None
    dispatch_action_config: Dispatch | None = None


_Pickers = StaticSelect | MultiStaticSelect | PickOne | PickSeveral | DatePicker | TimePicker | Boxes | Radio
InAction = Annotated[Button | Overflow | DateTimePicker | RichTyped | Typed | _Pickers, Field(discriminator="type")]
InSection = Annotated[Button | Overflow | Image | _Pickers, Field(discriminator="type")]
InInput = Annotated[Typed | TypedKind | RichTyped | DateTimePicker | _Pickers, Field(discriminator="type")]
