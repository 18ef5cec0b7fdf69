"""What somebody hears whose introduction does not take place."""

from datetime import datetime, timedelta

from bot.intro import Intro, intro_key
from bot.intros import views
from bot.people import Person, UserId
from bot.posts import Post, Worth

WORTH_SAYING = timedelta(days=5)  # over a long weekend


def alone_key(intro_id: int, user_id: UserId) -> str:
    """The key of what somebody hears whose intro does not take place."""
    return f"{intro_key(intro_id)}:off:{user_id}"


def alone_post(intro: Intro, person: Person, *, now: datetime) -> Post:
    """What `person` hears where nobody else is free for them."""
    return Post(
        key=alone_key(intro.id, person.id),
        to=(person.id,),
        message=views.called_off_message(),
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=True,
        worth=Worth.INTRO,
    )
