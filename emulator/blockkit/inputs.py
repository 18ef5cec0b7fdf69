"""What people type into: text, addresses, numbers."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, StrictStr, model_validator

from emulator.blockkit.elements import Element, Placeholder
from emulator.blockkit.limits import span
from emulator.blockkit.parts import ABSENT, Part, wrong_at
from emulator.blockkit.rich_text import RichText

Numeral = Annotated[StrictStr, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]


class Dispatch(Part):
    """When an input reports what is being typed."""

    trigger_actions_on: Annotated[list[Literal["on_enter_pressed", "on_character_entered"]], Field(min_length=1)]


class Typed(Element):
    """Any input to type into."""

    placeholder: Placeholder = ABSENT
    focus_on_load: StrictBool = ABSENT
    dispatch_action_config: Dispatch = ABSENT


class PlainTyped(Typed):
    """A line or a paragraph."""

    type: Literal["plain_text_input"]
    initial_value: StrictStr = ABSENT
    multiline: StrictBool = ABSENT
    min_length: Annotated[StrictInt, span("plain_text_input.min_length")] = ABSENT
    max_length: Annotated[StrictInt, span("plain_text_input.max_length")] = ABSENT

    @model_validator(mode="after")
    def _lengths_agree(self) -> Self:
        if {"min_length", "max_length"} <= self.model_fields_set and self.min_length > self.max_length:
            raise wrong_at("min_length", "must be at most max_length")
        return self


class AddressTyped(Typed):
    """An e-mail or web address."""

    type: Literal["email_text_input", "url_text_input"]
    initial_value: StrictStr = ABSENT


class NumberTyped(Typed):
    """A number, whose bounds are written as text."""

    type: Literal["number_input"]
    is_decimal_allowed: StrictBool
    initial_value: Numeral = ABSENT
    min_value: Numeral = ABSENT
    max_value: Numeral = ABSENT

    @model_validator(mode="after")
    def _numbers_agree(self) -> Self:
        given = [name for name in ("min_value", "initial_value", "max_value") if name in self.model_fields_set]
        for name in given:
            if "." in getattr(self, name) and not self.is_decimal_allowed:
                raise wrong_at(name, "must be a whole number")
        for less, more in pairwise(given):
            if Decimal(getattr(self, less)) > Decimal(getattr(self, more)):
                raise wrong_at(less, f"must be at most {more}")
        return self


class RichTyped(Typed):
    """Formatted text."""

    type: Literal["rich_text_input"]
    initial_value: RichText = ABSENT


Inputs = PlainTyped | AddressTyped | NumberTyped | RichTyped
