"""A past for tests: meetings that somebody had, written down as rounds and check-ins would."""

from datetime import timedelta

from sqlalchemy import select

from bot.intro import Answer, IntroPlan, Why
from bot.people import Person as Known
from bot.people import UserId
from emulator.person import Person
from storage import checkins, intros, people
from storage.database import Tx
from storage.intros import CheckinRow
from tests.stage import Stage


async def remember_meetings(stage: Stage, person: Person, *, people: int) -> None:
    """`person` has met Somebody 0 to Somebody n, one on each day until today."""
    await stage.bot.db.run(stage.bot.team_id, _remember, stage, person, count=people)


def _remember(tx: Tx, stage: Stage, person: Person, *, count: int) -> None:
    me = Known(UserId(person.id), person.name, person.tz)
    for number in range(count):
        at = stage.clock.now() - timedelta(days=count - 1 - number)
        other = Known(UserId(f"U9{number:04}"), f"Somebody {number}", "Europe/Berlin")
        people.meet_person(tx, other)
        plan = IntroPlan((me, other), Why(None, 60), (), at, {me.id: at, other.id: at})
        (intro_id,) = intros.save_intros(tx, [plan], round_id=None, now=at)
        asked = tx.scalars(select(CheckinRow).where(CheckinRow.team_id == tx.team_id, CheckinRow.intro_id == intro_id))
        for row in asked.all():
            row.settled = True
            if row.user_id == me.id:
                checkins.record_answer(tx, row.id, Answer.MET, now=at)
