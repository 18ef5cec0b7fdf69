"""What people act on: buttons, menus, pickers, boxes."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, StrictStr, model_validator

from emulator.blockkit.limits import items, length
from emulator.blockkit.parts import (
    ABSENT,
    Confirm,
    LinkOption,
    MarkedOption,
    Option,
    OptionGroup,
    Part,
    Plain,
    within,
    wrong_at,
)


def _real_day(written: str) -> str:
    date.fromisoformat(written)  # a ValueError for 30 February
    return written


Placeholder = Annotated[Plain, within("select.placeholder")]
Day = Annotated[StrictStr, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real_day)]
TimeOfDay = Annotated[StrictStr, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
UnixSeconds = Annotated[StrictInt, Field(ge=10**9, lt=10**10)]  # Slack asks for ten digits
Some = Annotated[list[StrictStr], Field(min_length=1)]


class Element(Part):
    """Anything that reports what people did."""

    action_id: Annotated[StrictStr, length("action_id")] = ABSENT


class Confirmed(Element):
    """An element that may ask whether people are sure."""

    confirm: Confirm = ABSENT


class Picker(Confirmed):
    """An element that keeps what people chose."""

    focus_on_load: StrictBool = ABSENT


class Menu(Picker):
    """A picker that may say what to choose while nothing is chosen."""

    placeholder: Placeholder = ABSENT


class Button(Confirmed):
    """A button."""

    type: Literal["button"]
    text: Annotated[Plain, within("button.text")]
    url: Annotated[StrictStr, length("button.url")] = ABSENT
    value: Annotated[StrictStr, length("button.value")] = ABSENT
    style: Literal["primary", "danger"] = ABSENT
    accessibility_label: Annotated[StrictStr, length("button.accessibility_label")] = ABSENT


class Overflow(Confirmed):
    """The menu behind three dots."""

    type: Literal["overflow"]
    options: Annotated[list[LinkOption], items("overflow.options")]


class Choices(Menu):
    """A menu of options, or of groups of options."""

    options: Annotated[list[Option], items("select.options")] = ABSENT
    option_groups: Annotated[list[OptionGroup], items("select.option_groups")] = ABSENT

    def offered(self) -> list[Option]:
        """All options, in groups or not; ValueError unless they are given in one of the two ways."""
        self.needs_one_of("options", "option_groups")
        return [*(self.options or ()), *(option for group in self.option_groups or () for option in group.options)]


class StaticSelect(Choices):
    """One of a list."""

    type: Literal["static_select"]
    initial_option: Option = ABSENT

    @model_validator(mode="after")
    def _offers_what_is_chosen(self) -> Self:
        if self.initial_option not in [None, *self.offered()]:
            raise wrong_at("initial_option", "must be one of the options")
        return self


class MultiStaticSelect(Choices):
    """Several of a list."""

    type: Literal["multi_static_select"]
    initial_options: Annotated[list[Option], Field(min_length=1)] = ABSENT
    max_selected_items: Annotated[StrictInt, Field(ge=1)] = ABSENT

    @model_validator(mode="after")
    def _offers_what_is_chosen(self) -> Self:
        offered = self.offered()
        if any(option not in offered for option in self.initial_options or ()):
            raise wrong_at("initial_options", "must be among the options")
        return self


class ExternalSelect(Menu):
    """One of what we look up while people type."""

    type: Literal["external_select"]
    initial_option: Option = ABSENT
    min_query_length: Annotated[StrictInt, Field(ge=0)] = ABSENT


class MultiExternalSelect(Menu):
    """Several of what we look up while people type."""

    type: Literal["multi_external_select"]
    initial_options: Annotated[list[Option], Field(min_length=1)] = ABSENT
    min_query_length: Annotated[StrictInt, Field(ge=0)] = ABSENT
    max_selected_items: Annotated[StrictInt, Field(ge=1)] = ABSENT


class UsersSelect(Menu):
    """One person."""

    type: Literal["users_select"]
    initial_user: StrictStr = ABSENT


class MultiUsersSelect(Menu):
    """Several people."""

    type: Literal["multi_users_select"]
    initial_users: Some = ABSENT
    max_selected_items: Annotated[StrictInt, Field(ge=1)] = ABSENT


class ChannelsSelect(Menu):
    """One public channel."""

    type: Literal["channels_select"]
    initial_channel: StrictStr = ABSENT
    response_url_enabled: StrictBool = ABSENT


class MultiChannelsSelect(Menu):
    """Several public channels."""

    type: Literal["multi_channels_select"]
    initial_channels: Some = ABSENT
    max_selected_items: Annotated[StrictInt, Field(ge=1)] = ABSENT


class Filter(Part):
    """Which conversations a menu offers."""

    include: Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)] = ABSENT
    exclude_external_shared_channels: StrictBool = ABSENT
    exclude_bot_users: StrictBool = ABSENT

    @model_validator(mode="after")
    def _filters(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("must have at least one field")
        return self


class ConversationsSelect(Menu):
    """One conversation of any kind."""

    type: Literal["conversations_select"]
    initial_conversation: StrictStr = ABSENT
    default_to_current_conversation: StrictBool = ABSENT
    response_url_enabled: StrictBool = ABSENT
    filter: Filter = ABSENT


class MultiConversationsSelect(Menu):
    """Several conversations of any kind."""

    type: Literal["multi_conversations_select"]
    initial_conversations: Some = ABSENT
    default_to_current_conversation: StrictBool = ABSENT
    max_selected_items: Annotated[StrictInt, Field(ge=1)] = ABSENT
    filter: Filter = ABSENT


class DatePicker(Menu):
    """A date."""

    type: Literal["datepicker"]
    initial_date: Day = ABSENT


class TimePicker(Menu):
    """A time of day."""

    type: Literal["timepicker"]
    initial_time: TimeOfDay = ABSENT
    timezone: StrictStr = ABSENT


class DateTimePicker(Picker):
    """An instant, in seconds of Unix time."""

    type: Literal["datetimepicker"]
    initial_date_time: UnixSeconds = ABSENT


class Boxes(Picker):
    """Boxes to tick."""

    type: Literal["checkboxes"]
    options: Annotated[list[MarkedOption], items("checkboxes.options")]
    initial_options: Annotated[list[MarkedOption], Field(min_length=1)] = ABSENT

    @model_validator(mode="after")
    def _offers_what_is_chosen(self) -> Self:
        if any(option not in self.options for option in self.initial_options or ()):
            raise wrong_at("initial_options", "must be among the options")
        return self


class Radio(Picker):
    """One of a few."""

    type: Literal["radio_buttons"]
    options: Annotated[list[MarkedOption], items("radio_buttons.options")]
    initial_option: MarkedOption = ABSENT

    @model_validator(mode="after")
    def _offers_what_is_chosen(self) -> Self:
        if self.initial_option not in [None, *self.options]:
            raise wrong_at("initial_option", "must be one of the options")
        return self


Pickers = (
    StaticSelect
    | MultiStaticSelect
    | ExternalSelect
    | MultiExternalSelect
    | UsersSelect
    | MultiUsersSelect
    | ChannelsSelect
    | MultiChannelsSelect
    | ConversationsSelect
    | MultiConversationsSelect
    | DatePicker
    | TimePicker
    | Boxes
    | Radio
)
