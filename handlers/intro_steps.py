"""What each thing that people do with an introduction comes to, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from bot.blocks import told
from bot.home.views import card
from bot.intro import Answer, Intro
from bot.intros import asides, views
from bot.intros.checkin_views import checkin_message, takeaway_kept_modal, takeaway_modal
from bot.intros.picks import decide_another, decide_pick, draw_card, refuse
from bot.people import ChannelId, UserId, is_nobody
from bot.planning import fresh_times
from bot.posts import Message
from bot.refusal import Refusal
from storage import avoids, checkins, intros
from storage.database import Tx
from storage.home import load_standing
from storage.intros import IntroFound
from storage.partings import part
from storage.turns import load_turns, note_stretches

View: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[[Tx, UserId, IntroFound, datetime], str | View]


def take_step(tx: Tx, user_id: UserId, intro_id: int, step: Step, *, private: bool, now: datetime) -> Message | View:
    """What somebody does with an intro of theirs: a form to open, or what they are told; on their card if there."""
    said = _taken(tx, user_id, intros.lock_intro(tx, intro_id), step, now=now)
    if isinstance(said, dict):
        return said
    if not private:
        return told(said)
    return card(load_standing(tx, user_id, channel=ChannelId(""), now=now), now=now, note=said)


def _taken(tx: Tx, user_id: UserId, found: IntroFound | None, step: Step, *, now: datetime) -> str | View:
    refusal = refuse(None if found is None else found.intro, user_id, ended_too=step is unfit)
    if found is None or refusal is not None:
        return views.NOT_YOURS if refusal is None else refusal.why
    intros.note_reaction(tx, found.intro.id, user_id, now=now)
    return step(tx, user_id, found, now)


def pick(at: int) -> Step:
    """Pick the time that a button names."""

    def step(tx: Tx, user_id: UserId, found: IntroFound, now: datetime) -> str:
        chosen = next((one for one in found.intro.offered if int(one.timestamp()) == at), None)
        if chosen is None:
            return views.NOT_ON_OFFER
        return _keep(tx, decide_pick(found.intro, user_id, chosen, now=now), views.PICKED, now=now)

    return step


def another(tx: Tx, _: UserId, found: IntroFound, now: datetime) -> str:
    """Propose other times."""
    intro = found.intro
    turns = load_turns(tx, [person.id for person in intro.left])
    proposal = fresh_times(intro.left, offered=intro.offered, turns=turns, now=now)
    note_stretches(tx, intro.id, proposal.stretched)
    return _keep(tx, decide_another(intro, proposal), views.FRESH, now=now)


def skip(tx: Tx, user_id: UserId, found: IntroFound, now: datetime) -> str:
    """Not this week."""
    part(tx, found, user_id, now=now)
    return views.SKIPPED


def why(_: Tx, __: UserId, found: IntroFound, ___: datetime) -> View:
    """Why us?"""
    return asides.why_modal(found.intro)


def say(_: Tx, user_id: UserId, found: IntroFound, __: datetime) -> View:
    """What do I say?"""
    return asides.openers_modal(found.intro, user_id)


def calendar(_: Tx, user_id: UserId, found: IntroFound, now: datetime) -> str | View:
    """Add to calendar."""
    at = found.intro.planned_at
    if at is None:
        return views.NOT_PICKED
    return views.PASSED if at <= now else asides.calendar_modal(found.intro, user_id, at)


def unfit(_: Tx, user_id: UserId, found: IntroFound, __: datetime) -> View:
    """Not a fit: with whom?"""
    return asides.unfit_modal(found.intro, user_id)


def keep_apart(tx: Tx, user_id: UserId, intro_id: int, chosen: Sequence[str]) -> View | Refusal:
    """Never introduce this person to these people of an intro of theirs again, and ask nothing more about it."""
    found = intros.load_intro(tx, intro_id)
    refusal = refuse(None if found is None else found.intro, user_id, ended_too=True)
    if found is None or refusal is not None:
        return Refusal(views.NOT_YOURS, field="people")
    others = [person.id for person in found.intro.others(user_id) if person.id in chosen and not is_nobody(person.id)]
    if not others:
        return Refusal(asides.CHOOSE_SOMEBODY, field="people")
    avoids.avoid(tx, user_id, others)
    checkins.settle_checkin_of(tx, intro_id, user_id)
    return asides.unfit_noted_modal()


def draw(tx: Tx, _: UserId, found: IntroFound, now: datetime) -> str:
    """Another card, or one again."""
    return _keep(tx, draw_card(found.intro), views.DRAWN, now=now)


def chat(tx: Tx, _: UserId, found: IntroFound, now: datetime) -> str:
    """No card."""
    return _keep(tx, replace(found.intro, card=None), views.NO_CARD, now=now)


MENU: dict[str, Step] = {"why": why, "say": say, "unfit": unfit, "card": draw, "another": draw, "chat": chat}


def _keep(tx: Tx, done: Intro | Refusal, note: str, *, now: datetime) -> str:
    if isinstance(done, Refusal):
        return done.why
    intros.save_changes(tx, done)
    intros.show(tx, done, now=now)
    return note


def answer(tx: Tx, user_id: UserId, checkin_id: int, said: Answer, *, now: datetime) -> Message | Refusal:
    """Keep what this person says of an intro of theirs."""
    facts = checkins.load_checkin(tx, checkin_id)
    if facts is None or facts.user_id != user_id:
        return Refusal(views.NOT_YOURS)
    checkins.record_answer(tx, checkin_id, said, now=now)
    intros.note_reaction(tx, facts.intro.id, user_id, now=now)
    return checkin_message(checkin_id, facts.intro, user_id, answer=said)


def takeaway(tx: Tx, user_id: UserId, checkin_id: int) -> View | Refusal:
    """The form for what this person takes away from an intro."""
    facts = checkins.load_checkin(tx, checkin_id)
    if facts is None or facts.user_id != user_id:
        return Refusal(views.NOT_YOURS)
    return takeaway_modal(facts)


def keep_takeaway(tx: Tx, user_id: UserId, checkin_id: int, text: str) -> View | Refusal:
    """Keep what this person takes away, or nothing any more."""
    facts = checkins.load_checkin(tx, checkin_id)
    if facts is None or facts.user_id != user_id:
        return Refusal(views.NOT_YOURS, field="takeaway")
    checkins.record_takeaway(tx, checkin_id, text)
    return takeaway_kept_modal(text)
