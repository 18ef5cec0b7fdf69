"""What somebody's Slack status says of a longer absence: that they are away, and perhaps until when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from bot.calendar import instant, zone_named
from bot.pause import LONGEST, read_until

LEAST = timedelta(days=1)  # a shorter absence is nobody's business
NOON = time(12)
MARK = 16  # characters by which a status is known again

_EMOJI = frozenset(
    {"palm_tree", "desert_island", "beach_with_umbrella", "umbrella_on_ground", "luggage", "tent", "camping"}
    | {"face_with_thermometer", "thermometer", "hospital", "baby_bottle"}
)
_WORDS = (
    r"vacation(?:ing)?|holidays?|(?:on|annual|parental|family|sick|medical) leave|maternity|paternity|sabbatical"
    r"|out of (?:the )?office|ooo|ooto|pto|time off|off sick|(?:out|home|i am|i'm) sick|sick"
    r"|(?:jahres)?urlaub|elternzeit|krank|krankgeschrieben"  # German
    r"|vacances|cong[ée]s?|malade"  # French
    r"|vacaciones|de baja|f[ée]rias|de licença|doente|ferie|malattia|in congedo"  # Spanish, Portuguese, Italian
    r"|vakantie|verlof|ziek|urlop(?:ie)?|föräldraledig|på semester"  # Dutch, Polish, Swedish
)
_AWAY = re.compile(rf"\b(?:{_WORDS})\b|休暇|休み|休假|请假|휴가")
_NOT_YET = re.compile(r"\b(?:back from|after|before|until|till|til|planning|no|not)\s+(?:(?:my|the|a|on)\s+)*$")
_UNTIL = re.compile(r"\b(?:until|till|til|back(?: on)?|bis(?: zum)?)\s+(.+)$")


@dataclass(frozen=True, slots=True)
class Status:
    """A status as somebody set it, and when Slack is going to clear it, if it is."""

    text: str
    emoji: str
    ends_at: datetime | None = None

    @property
    def away(self) -> bool:
        """Whether it speaks of leave, holidays or an illness."""
        words = self.text.casefold()
        said = [_NOT_YET.search(words[: found.start()]) is None for found in _AWAY.finditer(words)]
        return any(said) if said else self.emoji.strip(":").partition("::")[0] in _EMOJI

    def mark(self, who: str) -> str:
        """By which it is known again, and cannot be read."""
        told = "\0".join([who, self.text, self.emoji, str(self.ends_at)])
        return sha256(told.encode()).hexdigest()[:MARK]

    def back_on(self, zone: str, *, now: datetime) -> date | None:
        """The day on which they are back, as far as it says; half a year from now at most."""
        home = zone_named(zone)
        today = now.astimezone(home).date()
        said = _UNTIL.search(self.text.casefold())
        on = read_until(said[1], today=today) if said else None
        if on is None and self.ends_at is not None:
            ends = self.ends_at.astimezone(home)
            on = ends.date() + timedelta(days=ends.time() >= NOON)
        return on and min(on, today + LONGEST)

    def lasts(self, zone: str, *, now: datetime) -> bool:
        """Whether they are away for a day or longer, as far as it says."""
        on = self.back_on(zone, now=now)
        ends = self.ends_at or (on and instant(on, time(), zone_named(zone)))
        return ends is None or ends - now >= LEAST


def read_status(user: Mapping[str, Any]) -> Status:
    """The status in a user object of Slack's."""
    profile: Mapping[str, Any] = user.get("profile") or {}
    ends = int(profile.get("status_expiration") or 0)
    return Status(
        text=str(profile.get("status_text") or ""),
        emoji=str(profile.get("status_emoji") or ""),
        ends_at=datetime.fromtimestamp(ends, UTC) if ends > 0 else None,
    )
