"""A check-in: the private question whether people met, and what one tap answers."""

from datetime import datetime, timedelta

from bot.intro import IntroState, checkin_key
from bot.intros.checkin_views import checkin_message
from bot.intros.facts import CheckinFacts
from bot.posts import Post, PostState, Worth

WORTH_ASKING = timedelta(days=5)  # over the weekend, where that week is full


def plan_checkin(facts: CheckinFacts, *, now: datetime) -> Post | None:
    """The question, or None where it makes no sense any more.

    An intro that may not have arrived is told again within its check-in: it is never sent twice by itself.
    """
    lapsed = now >= facts.due_at + WORTH_ASKING
    never_met = facts.intro_post in {PostState.DROPPED, PostState.FAILED}
    if lapsed or never_met or facts.intro_state is not IntroState.INTRODUCED:
        return None
    return Post(
        key=checkin_key(facts.id),
        to=(facts.user_id,),
        message=checkin_message(facts.id, facts.intro, facts.user_id, unsure=unsure(facts)),
        due_at=now,
        expires_at=facts.due_at + WORTH_ASKING,
        unless_away=True,
        worth=Worth.QUESTION,
    )


def unsure(facts: CheckinFacts) -> bool:
    """Whether the people may never have seen their introduction."""
    return facts.intro_post not in {None, PostState.SENT}
