"""An expected "no": a value that tells the person what to do instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done, in words for the person; `field` is the form's block that it belongs to."""

    why: str
    field: str = ""
