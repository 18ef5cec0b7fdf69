"""The messages that introduce people: one for all of them, or one for each where their hours do not meet."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.intro import Intro, IntroPlan
from bot.intros import views
from bot.people import UserId
from bot.posts import Message, Post, Worth

WORTH_SAYING = timedelta(days=3)  # an intro, after it was due
AT_ONCE = timedelta(minutes=15)  # one for a quarter of an hour


def introductions(plans: Sequence[IntroPlan], ids: Sequence[int]) -> tuple[Post, ...]:
    """The messages of intros that were saved under `ids`, in order."""
    return tuple(post for plan, intro_id in zip(plans, ids, strict=True) for post in _posts(plan, intro_id))


def _posts(plan: IntroPlan, intro_id: int) -> Iterator[Post]:
    intro = as_intro(plan, intro_id)
    for key, audience in intro.audiences.items():
        yield Post(
            key=key,
            to=audience,
            message=message_for(intro, audience),
            due_at=plan.due_at,
            expires_at=plan.due_at + (AT_ONCE if plan.at_once else WORTH_SAYING),
            unless_away=True,
            worth=None if plan.at_once or plan.why.said else Worth.INTRO,  # all of them asked for it, or said yes
        )


def message_for(intro: Intro, audience: Sequence[UserId]) -> Message:
    """The introduction for all of them together, or for the one who gets their own."""
    return views.intro_message(intro, audience[0] if intro.apart else None)


def as_intro(plan: IntroPlan, intro_id: int) -> Intro:
    """What a plan becomes once it is saved under `intro_id`."""
    return Intro(
        intro_id,
        plan.people,
        plan.why,
        plan.times,
        plan.way,
        apart=plan.apart,
        starter=plan.starter,
        offered=plan.times,
        second=plan.second,
        planned_at=plan.planned_at,
        at_once=plan.at_once,
        broker=plan.broker,
    )
