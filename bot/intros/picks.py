"""Picking a time, asking for others, and drawing a card: what each changes for everybody in the intro."""

from dataclasses import replace
from datetime import datetime

from bot.intro import Intro, IntroState
from bot.intros import views
from bot.people import UserId
from bot.refusal import Refusal
from bot.times import Proposal


def refuse(intro: Intro | None, who: UserId, *, ended_too: bool = False) -> Refusal | None:
    """Why `who` may do nothing with an intro, if so; with `ended_too` it need not go on."""
    if intro is None or all(person.id != who for person in intro.people):
        return Refusal(views.NOT_YOURS)
    if ended_too:
        return None
    if who in intro.skipped or intro.state is IntroState.SKIPPED:
        return Refusal(views.SKIPPED_ALREADY)
    return None if intro.state is IntroState.INTRODUCED else Refusal(views.OVER)


def decide_pick(intro: Intro, who: UserId, at: datetime, *, now: datetime) -> Intro | Refusal:
    """The intro with this time picked; only one of those that are on offer now, so the first of two wins."""
    if at == intro.planned_at:
        return Refusal(views.PICKED_ALREADY)
    if at not in intro.times:
        return Refusal(views.picked_meanwhile(intro, who) if intro.planned_at else views.NOT_ON_OFFER)
    if at <= now:
        return Refusal(views.PASSED)
    moves = intro.sequence + (intro.planned_at is not None)
    return replace(intro, planned_at=at, times=(), fresh=False, sequence=moves)


def decide_another(intro: Intro, proposal: Proposal) -> Intro | Refusal:
    """The intro with fresh times on offer; a time that is picked stays until another is."""
    if not proposal.times:
        return Refusal(views.NO_MORE)
    return replace(intro, times=proposal.times, offered=(*intro.offered, *proposal.times), fresh=False)


def draw_card(intro: Intro) -> Intro:
    """The intro with another card."""
    return replace(intro, card=0 if intro.card is None else intro.card + 1)
