"""One thing that a person did: who, when, and the one transaction in which it has its effect, once."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.people import Person, TeamId, UserId, read_person
from handlers.payloads import Source
from storage.database import Database, Tx
from storage.posts import owe_homes
from storage.receipts import claim_receipt

P = ParamSpec("P")
T = TypeVar("T")


class NotOursError(Exception):
    """It comes from another workspace than the one that we serve."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a member of our workspace did."""

    db: Database
    team_id: TeamId
    user_id: UserId
    receipt: str
    now: datetime
    began: float = field(default_factory=time.monotonic)  # seconds

    async def look_up(self, client: AsyncWebClient) -> Person:
        """The person who acts, as Slack knows them now."""
        found = await client.users_info(user=self.user_id)
        return read_person(found["user"], team_id=self.team_id)

    async def look_up_all(
        self, client: AsyncWebClient, user_ids: Collection[UserId], *, most: int
    ) -> dict[UserId, Person]:
        """The people who were chosen, as Slack knows them now; of more than may be chosen, nobody."""
        if len(user_ids) > most:
            return {}
        found = await asyncio.gather(*(client.users_info(user=one) for one in user_ids))
        people = (read_person(one["user"], team_id=self.team_id) for one in found)
        return {person.id: person for person in people}

    async def once(self, unit: Callable[Concatenate[Tx, UserId, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` for this person in one transaction, unless the same delivery did so before; renew their Home.

        Raises:
            AlreadyDoneError: it did.
            DatabaseUnavailableError: no answer while the person waits; nothing was saved.
        """

        def work(tx: Tx) -> T:
            claim_receipt(tx, self.receipt, now=self.now)
            done = unit(tx, self.user_id, *args, **kwargs)
            owe_homes(tx, [self.user_id], now=self.now)
            return done

        return await self.db.run_in_time(self.team_id, work, began=self.began)

    async def aside(self, unit: Callable[Concatenate[Tx, UserId, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit`, which changes nothing when it is run again, in a transaction of its own."""
        return await self.db.run_in_time(
            self.team_id, lambda tx: unit(tx, self.user_id, *args, **kwargs), began=self.began
        )


def attend(db: Database, team_id: TeamId, clock: Callable[[], datetime]) -> Callable[..., Awaitable[None]]:
    """The middleware that gives every listener its `act`, and turns other workspaces away."""

    async def attend_to(body: dict[str, Any], context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002  Bolt passes it by this name
        source = Source.read(body)
        if source.team_id != team_id or source.user_team_id != team_id or not source.receipt:
            raise NotOursError(source.team_id)
        context["act"] = Act(db, team_id, UserId(source.user_id), source.receipt, clock())
        await next()

    return attend_to
