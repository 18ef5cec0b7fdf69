"""What a member is told where something that they prefer does not fit."""

from collections.abc import Sequence

NO_CHOICE = "Please choose one of these."
NO_DAY = "Choose at least one day. To stop for a while, `/coffee pause` or `/coffee leave`."
NO_TIME = "Choose a time."
TOO_SHORT = "Choose an end at least an hour after the beginning. Hours over midnight work too."
NO_SPANS = "Write spans of the day like 8-9 or 17:00-18:30, with commas between them."
NO_EDGE = "Each has to touch your day: end when it begins, like 8-9, or begin when it ends, like 17-19."
NO_BREAK = "A blocked time has to end later on the same day, like 15:00-15:30."
NOTHING_LEFT = "That leaves no hour of your day. Block less, or work longer."
NO_WAY = "Choose at least one way. A text swap needs no common hour and no camera."
YOURSELF = "You are on the list yourself. Take yourself off it; to meet nobody, `/coffee pause` or `/coffee leave`."
NOT_MET = "You are not in a coffee yet, so there is nothing to prefer. `/coffee join` takes you in."


def too_long(most: int, length: int) -> str:
    """The refusal of a text that is longer than we keep."""
    return f"Please keep this to {most} characters; it has {length}."


def no_region(near: Sequence[str]) -> str:
    """The refusal of a region that is not known, with those that may be meant."""
    if near:
        return f"I do not know that region. Did you mean {' or '.join(near)}?"
    return "I do not know that region. Write a country or a part of one, like Portugal or Bavaria, or leave it empty."


def no_language(typed: str, near: Sequence[str]) -> str:
    """The refusal of a language that is not known, with those that may be meant."""
    guess = f" Did you mean {' or '.join(near)}?" if near else " Write it in English, or in the language itself."
    return f"I do not know the language “{typed[:40]}”.{guess}"


def too_many(most: int) -> str:
    """The refusal of more than we keep."""
    return f"Please name {most} at most."


def bots(named: Sequence[str]) -> str:
    """The refusal of bots, who are never introduced to anybody."""
    return f"{', '.join(named)[:80]}: a bot is never introduced to anybody. Take it off the list."
