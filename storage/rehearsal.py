"""What the rehearsal of coming rounds is played on; it only reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.coffee.rehearsal import coming_rounds
from bot.coffee.rounds import RoundFacts
from bot.people import UserId
from bot.programme import Programme
from storage.coffee import LEEWAY, load_round_facts
from storage.database import Tx
from storage.people import MemberRow


@dataclass(frozen=True, slots=True)
class RehearsalFacts:
    """Each running programme's coming rounds as they look today, and who wants how long between introductions."""

    programmes: tuple[tuple[RoundFacts, ...], ...]
    patience: Mapping[UserId, timedelta]


def load_rehearsal(tx: Tx, programmes: Iterable[Programme], *, now: datetime, weeks: int) -> RehearsalFacts:
    """The facts of all their rounds within so many weeks: who is in then, as far as today tells."""
    coming = tuple(
        tuple(
            load_round_facts(tx, before, now=max(before.next.at, now))
            for before in coming_rounds(programme, now=now, weeks=weeks)
        )
        for programme in programmes
    )
    paces = tx.execute(
        select(MemberRow.user_id, MemberRow.every_weeks).where(
            MemberRow.team_id == tx.team_id, MemberRow.every_weeks > 1
        )
    )
    return RehearsalFacts(coming, {UserId(one): timedelta(weeks=weeks) - LEEWAY for one, weeks in paces})
