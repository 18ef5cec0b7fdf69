"""An expected "no": it tells the person, or the operator, what to do instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done, in words for the person; `field` is the form's block that it belongs to."""

    why: str
    field: str = ""


class SorryError(Exception):
    """Something the operator can mend; its message is the one sentence that says how."""


def too_long(most: int) -> str:
    """The field error for a long text."""
    return f"That is longer than {most} characters. A few words do."
