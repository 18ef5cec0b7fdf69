"""The surfaces that hold blocks: messages, modals and Home tabs."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictStr, TypeAdapter, model_validator

from emulator.blockkit.blocks import InMessage, Input, InView
from emulator.blockkit.limits import items, length
from emulator.blockkit.parts import ABSENT, Part, Plain, within

BlocksOfView = Annotated[list[InView], items("view.blocks")]


class Home(Part):
    """A Home tab."""

    type: Literal["home"]
    blocks: BlocksOfView
    private_metadata: Annotated[StrictStr, length("view.private_metadata")] = ABSENT
    callback_id: Annotated[StrictStr, length("view.callback_id")] = ABSENT
    external_id: Annotated[StrictStr, length("view.external_id")] = ABSENT


class Modal(Part):
    """A modal."""

    type: Literal["modal"]
    title: Annotated[Plain, within("view.title")]
    blocks: BlocksOfView
    close: Annotated[Plain, within("view.close")] = ABSENT
    submit: Annotated[Plain, within("view.submit")] = ABSENT
    private_metadata: Annotated[StrictStr, length("view.private_metadata")] = ABSENT
    callback_id: Annotated[StrictStr, length("view.callback_id")] = ABSENT
    external_id: Annotated[StrictStr, length("view.external_id")] = ABSENT
    clear_on_close: StrictBool = ABSENT
    notify_on_close: StrictBool = ABSENT
    submit_disabled: StrictBool = ABSENT

    @model_validator(mode="after")
    def _inputs_can_be_submitted(self) -> Self:
        if "submit" not in self.model_fields_set and any(isinstance(block, Input) for block in self.blocks):
            raise ValueError("must have submit, as it has an input")
        return self


MESSAGE: TypeAdapter[Any] = TypeAdapter(Annotated[list[InMessage], items("message.blocks")])
BLOCKS_OF_VIEW: TypeAdapter[Any] = TypeAdapter(BlocksOfView)
VIEW: TypeAdapter[Any] = TypeAdapter(Annotated[Home | Modal, Field(discriminator="type")])
