"""What an introduction brings later if no time is picked: first lines for the starter, and fresh times for all."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.intro import Intro, IntroState, intro_key
from bot.intros.asides import openers_message
from bot.posts import Post, PostState, Worth
from bot.times import Proposal

WORTH_SAYING = timedelta(days=1)


def plan_openers(intro: Intro, *, post: PostState | None, now: datetime) -> Post | None:
    """First lines for the one who goes first; None where they are not needed any more. `post` introduced them."""
    starter = next((person for person in intro.left if person.id == intro.starter), None)
    waits = intro.planned_at is None and intro.state is IntroState.INTRODUCED and post is PostState.SENT
    if starter is None or not waits:
        return None
    return Post(
        key=f"{intro_key(intro.id)}:openers",
        to=(starter.id,),
        message=openers_message(intro, starter.id),
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=True,
        worth=Worth.EXTRA,
    )


def wants_fresh(intro: Intro) -> bool:
    """Whether nobody has picked any of the times, and all who were introduced still take part."""
    waits = intro.planned_at is None and intro.state is IntroState.INTRODUCED
    return waits and bool(intro.times) and not intro.skipped


def freshen(intro: Intro, proposal: Proposal) -> Intro | None:
    """The intro with fresh times, said to be so; None where there are none."""
    if not proposal.times:
        return None
    return replace(intro, times=proposal.times, offered=(*intro.offered, *proposal.times), fresh=True)
