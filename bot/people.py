"""Who is who: ids as Slack gives them, and the person behind one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any, NewType

from bot.calendar import find_zone
from bot.hours import Break, Hours
from bot.wishes import AS_USUAL, Wishes

TeamId = NewType("TeamId", str)
UserId = NewType("UserId", str)
ChannelId = NewType("ChannelId", str)


class Absence(StrEnum):
    """What Slack itself says that keeps somebody out; a guest only where a programme is not open to guests."""

    GUEST = "guest"
    BOT = "bot"
    GONE = "gone"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in Slack: the name as shown there, their IANA zone, when they work, and what keeps them out, if any.

    They can sometimes begin as early as `earliest` and end as late as `latest`.
    """

    id: UserId
    name: str
    zone: str
    admin: bool = False
    absence: Absence | None = None
    start: time = time(9)
    end: time = time(17)
    days: frozenset[int] = frozenset(range(5))
    earliest: time | None = None
    latest: time | None = None
    breaks: tuple[Break, ...] = ()
    region: str = ""
    wishes: Wishes = AS_USUAL

    @property
    def hours(self) -> Hours:
        """When they work, on their own clock."""
        return Hours(self.zone, self.start, self.end, self.days, self.breaks, self.region)

    @property
    def stretched(self) -> Hours:
        """Their hours with the edges that they can do sometimes."""
        return replace(self.hours, start=self.earliest or self.start, end=self.latest or self.end)

    @property
    def here(self) -> bool:
        """Whether they are a person of this workspace whom we may write to."""
        return self.absence in {None, Absence.GUEST}


NOBODY = "gone-"  # an id that begins so is no id of Slack's: it stands for somebody who deleted themselves
SLACKBOT = "USLACKBOT"
NO_ZONE = "Etc/UTC"
LONGEST_NAME = 80  # code points, as Slack has it


def is_nobody(user_id: str) -> bool:
    """Whether an id stands for somebody who deleted themselves."""
    return user_id.startswith(NOBODY)


def read_person(user: Mapping[str, Any], *, team_id: TeamId) -> Person:
    """The person in a user object of Slack's (`users.info`, `users.list`, `user_change`)."""
    profile: Mapping[str, Any] = user.get("profile") or {}
    name: str | None = (
        profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    )
    zone = find_zone(user.get("tz") or "")
    return Person(
        id=UserId(user["id"]),
        name=(name or user["id"])[:LONGEST_NAME],
        zone=NO_ZONE if zone is None else zone.key,
        admin=bool(user.get("is_admin") or user.get("is_owner")),
        absence=_absence(user, team_id),
    )


def _absence(user: Mapping[str, Any], team_id: TeamId) -> Absence | None:
    organisation: Mapping[str, Any] = user.get("enterprise_user") or {}
    teams: Sequence[str] = organisation.get("teams") or [user.get("team_id") or team_id]
    reasons = {
        Absence.GONE: bool(user.get("deleted")),
        Absence.BOT: bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        Absence.OUTSIDE: bool(user.get("is_stranger")) or team_id not in teams,
        Absence.GUEST: bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    }
    return next((absence for absence, holds in reasons.items() if holds), None)
