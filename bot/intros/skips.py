"""Leaving an introduction: what it changes, and what the others hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.intro import PAIR, Intro, IntroState, intro_key
from bot.intros import views
from bot.people import UserId
from bot.posts import Post
from bot.refusal import Refusal

WORTH_SAYING = timedelta(days=5)  # over a long weekend


def tell_the_others(who: UserId, unsent: Sequence[Intro], *, now: datetime) -> tuple[Post, ...]:
    """What people hear whose introduction to `who` is called off before it was sent."""
    return tuple(
        Post(
            key=f"{intro_key(intro.id)}:off:{person.id}",
            to=(person.id,),
            message=views.called_off_message(),
            due_at=now,
            expires_at=now + WORTH_SAYING,
            unless_away=True,
        )
        for intro in unsent
        for person in intro.others(who)
    )


@dataclass(frozen=True, slots=True)
class Skip:
    """What a skip changes: whether the intro is over, and what the group hears."""

    over: bool
    post: Post


def decide_skip(
    intro: Intro, who: UserId, *, state: IntroState, skipped: frozenset[UserId], now: datetime
) -> Skip | Refusal:
    """`who` leaves an intro for this time; two who are left may still meet."""
    me = next((person for person in intro.people if person.id == who), None)
    if me is None:
        return Refusal(views.NOT_YOURS)
    if state is not IntroState.INTRODUCED or who in skipped:
        return Refusal(views.SKIPPED_ALREADY)
    left = [person for person in intro.others(who) if person.id not in skipped]
    over = len(left) < PAIR
    post = Post(
        key=f"{intro_key(intro.id)}:skipped:{who}",
        to=tuple(sorted(person.id for person in intro.people)),
        message=views.skipped_message(me, () if over else left),
        due_at=now,
        expires_at=now + WORTH_SAYING,
    )
    return Skip(over, post)
