"""For whom Slack keeps still, by what it said within the last minute; older answers are forgotten."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.people import UserId
from bot.week.quiet import quiet_until

HOLDS = timedelta(minutes=1)


@dataclass(slots=True)
class Stillness:
    """Until when Slack keeps still for whom. Whoever is `asking` lets the others wait for the answer."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _said: dict[UserId, tuple[datetime, datetime | None]] = field(default_factory=dict)

    def knows(self, people: Collection[UserId], *, now: datetime) -> bool:
        """Whether Slack said of all of them, a moment ago; what it said before is forgotten."""
        self._said = {one: said for one, said in self._said.items() if now - HOLDS < said[0] <= now}
        return all(one in self._said for one in people)

    def note(self, people: Collection[UserId], told: object, *, now: datetime) -> None:
        """Take what Slack said of these people: an answer of `dnd.info`, or of `dnd.teamInfo` with its `users`."""
        answer = told if isinstance(told, Mapping) else {}
        users = answer.get("users")
        for one in people:
            of_them = users.get(one) if isinstance(users, Mapping) else answer
            self._said[one] = (now, quiet_until(of_them, now=now) if isinstance(of_them, Mapping) else None)

    def until(self, people: Collection[UserId]) -> datetime | None:
        """When it ends that it is still for one of them; None where it is for nobody, or Slack did not say."""
        ends = (end for one in people if one in self._said and (end := self._said[one][1]) is not None)
        return max(ends, default=None)
