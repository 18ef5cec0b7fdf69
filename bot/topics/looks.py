"""Twice a year: do the topics still fit?"""

from datetime import datetime, timedelta

from bot.people import UserId
from bot.posts import Post, Worth
from bot.topics import views
from bot.topics.stances import Stances

WORTH_ASKING = timedelta(days=14)


def plan_look(user_id: UserId, stances: Stances, *, now: datetime) -> Post:
    """The question whether somebody's topics still fit; no answer means that they do."""
    return Post(
        key=f"topics:look:{user_id}:{now.date()}",
        to=(user_id,),
        message=views.look_message(stances),
        due_at=now,
        expires_at=now + WORTH_ASKING,
        unless_away=True,
        worth=Worth.EXTRA,
    )
