"""What Slack checks in a modal on the person's own device, before the bot hears of it."""

import re
from decimal import Decimal, InvalidOperation

from emulator.forms import STATES, Field, fields_of, state_of
from emulator.model import Json, View

REQUIRED = "Please complete this required field."


def mistakes(view: View) -> dict[str, str]:
    """Return a sentence for each field (by block_id) that keeps a modal from being submitted."""
    values = state_of(view.blocks, view.typed)
    found = {}
    for field in fields_of(view.blocks):
        if field.block["type"] != "input":
            continue
        block_id, action_id = field.key
        content = values[block_id][action_id][STATES[field.element["type"]][0]]
        sentence = _mistake(field, content)
        if sentence:
            found[block_id] = sentence
    return found


def _mistake(field: Field, content: object) -> str:
    if not content:
        return "" if field.block.get("optional") else REQUIRED
    if isinstance(content, str):
        return _length(field.element, content) or _written(field.element, content)
    return ""


def _length(element: Json, content: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(content) < least:
        return f"Must be at least {least} characters long."
    if len(content) > most:
        return f"Must be at most {most} characters long."
    return ""


def _written(element: Json, content: str) -> str:
    kind = element["type"]
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", content):
        return "Please enter a valid email."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", content):
        return "Please enter a valid URL."
    return _number(element, content) if kind == "number_input" else ""


def _number(element: Json, content: str) -> str:
    try:
        number = Decimal(content)
    except InvalidOperation:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number no smaller than {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number no larger than {element['max_value']}."
    return ""
