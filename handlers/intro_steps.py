"""What each thing that people do with an introduction comes to, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from bot.blocks import told
from bot.home.views import card
from bot.intro import Answer, Intro
from bot.intros import views
from bot.intros.checkin_views import checkin_message
from bot.intros.picks import decide_another, decide_pick, draw_card, refuse
from bot.people import ChannelId, UserId
from bot.planning import fresh_times
from bot.posts import Message
from bot.refusal import Refusal
from storage import checkins, intros
from storage.database import Tx
from storage.home import load_standing
from storage.intros import IntroFound
from storage.partings import part

Step: TypeAlias = Callable[[Tx, UserId, IntroFound, datetime], "str | Message"]


def take_step(tx: Tx, user_id: UserId, intro_id: int, step: Step, *, private: bool, now: datetime) -> Message:
    """What somebody does with an intro of theirs; what they are told, on their card where they did it there."""
    said = _taken(tx, user_id, intros.lock_intro(tx, intro_id), step, now=now)
    if isinstance(said, Message):
        return said
    if not private:
        return told(said)
    return card(load_standing(tx, user_id, channel=ChannelId(""), now=now), now=now, note=said)


def _taken(tx: Tx, user_id: UserId, found: IntroFound | None, step: Step, *, now: datetime) -> str | Message:
    if found is None:
        return views.NOT_YOURS
    refusal = refuse(found.intro, user_id)
    if refusal is not None:
        return refusal.why
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
    turns = intros.load_turns(tx, [person.id for person in intro.left])
    proposal = fresh_times(intro.left, offered=intro.offered, turns=turns, now=now)
    intros.note_stretches(tx, intro.id, proposal.stretched)
    return _keep(tx, decide_another(intro, proposal), views.FRESH, now=now)


def skip(tx: Tx, user_id: UserId, found: IntroFound, now: datetime) -> str:
    """Not this week."""
    part(tx, found, user_id, now=now)
    return views.SKIPPED


def why(_: Tx, __: UserId, found: IntroFound, ___: datetime) -> Message:
    """Why us?"""
    return views.why_message(found.intro)


def say(_: Tx, user_id: UserId, found: IntroFound, __: datetime) -> Message:
    """What do I say?"""
    return views.openers_message(found.intro, user_id)


def draw(tx: Tx, _: UserId, found: IntroFound, now: datetime) -> str:
    """Another card, or one again."""
    return _keep(tx, draw_card(found.intro), views.DRAWN, now=now)


def chat(tx: Tx, _: UserId, found: IntroFound, now: datetime) -> str:
    """No card."""
    return _keep(tx, replace(found.intro, card=None), views.NO_CARD, now=now)


MENU: dict[str, Step] = {"why": why, "say": say, "card": draw, "another": draw, "chat": chat}


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
