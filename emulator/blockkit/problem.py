"""What is wrong in blocks or a view, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, and the JSON pointer of its place."""

    pointer: str
    message: str


def pointer_to(*steps: object) -> str:
    """The JSON pointer of keys and indexes: `pointer_to("blocks", 0, "a/b")` is `/blocks/0/a~1b`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
