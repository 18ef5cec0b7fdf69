"""What members prefer, whole."""

from dataclasses import replace
from datetime import datetime

from bot.people import UserId
from bot.preferences.standing import Preferences
from storage.avoids import load_avoided_by, save_avoided_by
from storage.database import Tx
from storage.people import MemberRow, as_person
from storage.statements import set_where
from storage.week import load_spent_this_week


def load_preferences(tx: Tx, user_id: UserId) -> Preferences | None:
    """What this member prefers, if we have met them."""
    row = tx.get(MemberRow, (tx.team_id, user_id))
    if row is None:
        return None
    avoided = load_avoided_by(tx, user_id)
    return Preferences(as_person(row), row.every_weeks, row.ask_first, avoided, row.most_a_week)


def load_page(tx: Tx, user_id: UserId, *, now: datetime) -> Preferences | None:
    """What this member prefers, with what came to them this week, if we have met them."""
    mine = load_preferences(tx, user_id)
    if mine is None:
        return None
    return replace(mine, spent=load_spent_this_week(tx, user_id, mine.person.hours, now=now))


def save_preferences(tx: Tx, mine: Preferences) -> None:
    """Remember all that a member prefers."""
    person, wishes = mine.person, mine.person.wishes
    set_where(
        tx,
        MemberRow,
        {"user_id": person.id},
        works_from=person.start,
        works_to=person.end,
        works_on="".join(str(day) for day in sorted(person.days)),
        earliest=person.earliest,
        latest=person.latest,
        breaks=[[f"{one.start:%H:%M}", f"{one.end:%H:%M}"] for one in person.breaks],
        region=person.region,
        every_weeks=mine.every_weeks,
        most_a_week=mine.most_a_week,
        ask_first=mine.ask_first,
        ways=",".join(sorted(wishes.ways)),
        largest=wishes.largest,
        place=wishes.place,
        town=wishes.town,
        languages=",".join(sorted(wishes.languages)),
        skips=wishes.skips,
        questions_first=wishes.questions_first,
        now=wishes.now,
    )
    save_avoided_by(tx, person.id, mine.avoided)
