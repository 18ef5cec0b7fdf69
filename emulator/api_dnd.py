"""Do-not-disturb: when Slack keeps still for somebody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from emulator.methods import Refused, answers, invalid_arguments
from emulator.model import Json

if TYPE_CHECKING:
    from emulator.person import Person
    from emulator.workspace import Workspace

MOST_AT_ONCE = 50


@answers("dnd.info")
def dnd_info(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Tell when somebody's do-not-disturb begins and ends; of a snooze only its owner is told that it is one."""
    person = workspace.people.get(arguments.get("user", workspace.bot_user_id))
    if person is None:
        raise Refused("user_not_found")
    told = _told_of(person, workspace.clock.now())
    if person.id == workspace.bot_user_id:
        told |= {"snooze_enabled": False}
    return told


@answers("dnd.teamInfo")
def dnd_team_info(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Tell of up to fifty people at once; of nobody where one of them may not be seen."""
    ids = [one for one in arguments["users"].split(",") if one]
    if not ids:
        raise Refused("no_users_provided")
    if len(ids) > MOST_AT_ONCE:
        raise invalid_arguments(f"no more than {MOST_AT_ONCE} items allowed [json-pointer:/users]")
    known = [person for one in ids if (person := workspace.people.get(one)) is not None]
    return {"users": {person.id: _told_of(person, workspace.clock.now()) for person in known}}


def _told_of(person: "Person", now: datetime) -> Json:
    if person.is_stranger:
        raise Refused("user_not_visible")
    start, end = _quiet(person, now) or (None, None)
    return {
        "dnd_enabled": start is not None,
        "next_dnd_start_ts": 1 if start is None else int(start.timestamp()),
        "next_dnd_end_ts": 1 if end is None else int(end.timestamp()),
    }


def _quiet(person: "Person", now: datetime) -> tuple[datetime, datetime] | None:
    """From when until when it is still for somebody, now or next; a snooze goes before what is set for every day."""
    if person.snoozed_until is not None and person.snoozed_until > now:
        return now, person.snoozed_until
    if person.quiet_hours is None:
        return None
    start, end = person.quiet_hours
    on = now.astimezone(person.zone).date() - timedelta(days=1)
    while True:
        begins = datetime.combine(on, start, person.zone)
        ends = datetime.combine(on + timedelta(days=end <= start), end, person.zone)
        if ends.timestamp() > now.timestamp():
            return begins, ends
        on += timedelta(days=1)
