"""What people say of their clocks in forms: a day of the week, a wall time, a zone."""

from datetime import time
from zoneinfo import ZoneInfo

from bot.calendar import find_zone, suggest_zones
from bot.refusal import Refusal

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_time(text: str) -> time | None:
    """A wall time as a form has it; None where it is none."""
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def read_zone(text: str) -> ZoneInfo | Refusal:
    """The zone that was typed into the field `zone`; for an unknown one, those that may be meant."""
    zone = find_zone(text)
    if zone is not None:
        return zone
    near = suggest_zones(text)
    known = f" Did you mean {' or '.join(near)}?" if near else " Try a city, like Berlin or New York."
    return Refusal(f"I do not know the zone “{' '.join(text.split())[:40]}”.{known}", "zone")
