"""One move a week: what a host can do for people who learn from each other, as a line with one button."""

from datetime import datetime, time, timedelta

from bot.calendar import Rhythm, next_slot
from bot.hosts import views
from bot.hosts.deck import MOVES, Move
from bot.people import UserId
from bot.posts import Post, Worth

WORTH_SAYING = timedelta(days=4)  # a move is for its week
MONDAY, MORNING = 0, time(10)


def move_of(given: int) -> Move:
    """The move that comes after so many: none again before all have been."""
    return MOVES[given % len(MOVES)]


def next_move_at(zone: str, *, now: datetime) -> datetime:
    """When the next move is due: on Monday, on the host's own clock."""
    return next_slot(Rhythm(1, MONDAY, MORNING, zone), after=now).at


def plan_move(user_id: UserId, given: int, *, now: datetime) -> Post:
    """The move of this week."""
    return Post(
        key=f"hosts:move:{user_id}:{now.date()}",
        to=(user_id,),
        message=views.move_message(move_of(given)),
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=True,
        worth=Worth.EXTRA,
    )
