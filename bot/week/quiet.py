"""Until when Slack keeps still for somebody, by what it says of their do-not-disturb."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

FARTHEST = timedelta(days=30)  # a snooze without an end is looked at again


def quiet_until(told: Mapping[str, object], *, now: datetime) -> datetime | None:
    """When the do-not-disturb or snooze that somebody is in now ends; None where they are in none.

    `told` is an answer of Slack's `dnd.info`, whose instants are seconds.
    """
    second = now.timestamp()
    ends = [0.0]
    if told.get("dnd_enabled") is True and _seconds(told, "next_dnd_start_ts") <= second:
        ends.append(_seconds(told, "next_dnd_end_ts"))
    if told.get("snooze_enabled") is True:
        ends.append(_seconds(told, "snooze_endtime"))
    if max(ends) <= second:
        return None
    return datetime.fromtimestamp(min(max(ends), (now + FARTHEST).timestamp()), UTC)


def _seconds(told: Mapping[str, object], name: str) -> float:
    held = told.get(name)
    return float(held) if isinstance(held, int | float) else 0.0
