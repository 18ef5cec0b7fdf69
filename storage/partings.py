"""What becomes of the others when somebody skips an intro, pauses, leaves coffee or goes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, true, update

from bot.coffee.chances import plan_afresh, plan_chance
from bot.intro import PAIR, IntroPlan, IntroState, checkin_key
from bot.intros.introductions import introductions
from bot.intros.skips import alone_key, alone_post
from bot.people import Person, UserId
from storage import coffee, intros, posts, programmes
from storage.coffee import RoundRow
from storage.database import Tx
from storage.intros import LATELY, CheckinRow, IntroFound, IntroMemberRow, IntroRow
from storage.people import refresh_people


def part(tx: Tx, found: IntroFound, who: UserId, *, now: datetime) -> None:
    """Take `who` out of an intro: two who are left still meet, one who is left alone meets somebody else.

    Those who have its message see it change; nobody is told why.
    """
    intros.skip_intro(tx, found.intro.id, who)
    intro = replace(
        found.intro,
        skipped=found.skipped | {who},
        sequence=found.intro.sequence + (found.intro.planned_at is not None),
    )
    enough = len(intro.left) >= PAIR
    shared = [key for key, audience in intro.audiences.items() if not enough or who in audience]
    unread = len(posts.drop_posts(tx, shared)) == len(intro.audiences)
    if unread or not enough:
        intro = replace(intro, state=IntroState.CLOSED if unread else IntroState.SKIPPED)
        intros.end_intro(tx, intro.id, intro.state)
    intros.save_changes(tx, intro)
    intros.show(tx, intro, now=now)
    _ask_no_more(tx, [intro.id], None if intro.state is not IntroState.INTRODUCED else who)
    if intro.state is not IntroState.INTRODUCED:
        _bring_together(tx, found, intro.left, now=now)


def _bring_together(tx: Tx, found: IntroFound, left: tuple[Person, ...], *, now: datetime) -> None:
    """Those who are left, when nobody has read of it yet; or one and somebody who is free in the same round."""
    lock = select(RoundRow).where(RoundRow.team_id == tx.team_id, RoundRow.id == found.round_id).with_for_update()
    this = tx.scalar(lock) if left else None
    facts = None if this is None else coffee.load_chance_facts(tx, this, now=now)
    if this is None or facts is None:
        return
    waiting = [person for person in left if person in facts.people]
    plan = plan_afresh(facts, waiting, now=now) if len(waiting) >= PAIR else None
    for person in waiting[:1] if plan is None else ():
        plan = plan_chance(facts, person, now=now)
        if plan is None:
            programmes.set_first(tx, this.programme_id, [person.id], first=True)
            posts.enqueue(tx, [alone_post(found.intro, person, now=now)])
    if plan is not None:
        _introduce(tx, this, plan, now=now)


def _introduce(tx: Tx, this: RoundRow, plan: IntroPlan, *, now: datetime) -> None:
    """Owe people their second introduction; who has not read yet that there is none, need not."""
    ids = intros.save_intros(tx, [plan], round_id=this.id, now=now)
    posts.enqueue(tx, introductions([plan], ids))
    people = [person.id for person in plan.people]
    before = tx.execute(
        select(IntroMemberRow.intro_id, IntroMemberRow.user_id)
        .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
        .where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id.in_(people), IntroRow.round_id == this.id)
    )
    posts.drop_posts(tx, [alone_key(intro_id, UserId(user_id)) for intro_id, user_id in before])
    programmes.set_first(tx, this.programme_id, people, first=False)


def call_off(tx: Tx, user_id: UserId, *, now: datetime, programme_id: int | None = None) -> None:
    """Ask nothing more of `user_id`, and take them out of what they have not met for yet; of one programme or all."""
    found = intros.load_intros_of(tx, user_id, since=now - LATELY)
    if programme_id is not None:
        rounds = set(
            tx.scalars(select(RoundRow.id).where(RoundRow.team_id == tx.team_id, RoundRow.programme_id == programme_id))
        )
        found = tuple(one for one in found if one.round_id in rounds)
    ids = [one.intro.id for one in found]
    coming = _not_asked_about(tx, ids, now=now)
    mine = (CheckinRow.team_id == tx.team_id, CheckinRow.user_id == user_id, CheckinRow.intro_id.in_(ids))
    tx.execute(update(CheckinRow).where(*mine).values(settled=True))
    _ask_no_more(tx, ids, user_id)
    for intro_id in sorted(coming):
        one = intros.lock_intro(tx, intro_id)
        planned_at = None if one is None else one.intro.planned_at
        held = planned_at is not None and planned_at <= now
        if one is not None and one.state is IntroState.INTRODUCED and user_id not in one.skipped and not held:
            part(tx, one, user_id, now=now)


def _ask_no_more(tx: Tx, intro_ids: Collection[int], user_id: UserId | None) -> None:
    """No longer owe the questions about these intros that wait for room in a week; of one person, or of all."""
    whose = true() if user_id is None else CheckinRow.user_id == user_id
    asked = (CheckinRow.team_id == tx.team_id, CheckinRow.intro_id.in_(sorted(intro_ids)), whose)
    posts.drop_posts(tx, map(checkin_key, tx.scalars(select(CheckinRow.id).where(*asked))))


def _not_asked_about(tx: Tx, intro_ids: Collection[int], *, now: datetime) -> frozenset[int]:
    """Those of these intros about which nobody has been asked yet whether they met."""
    rows = tx.scalars(
        select(CheckinRow.intro_id)
        .where(CheckinRow.team_id == tx.team_id, CheckinRow.intro_id.in_(sorted(intro_ids)))
        .group_by(CheckinRow.intro_id)
        .having(func.min(CheckinRow.due_at) > now)
    )
    return frozenset(rows)


def let_go(tx: Tx, people: Collection[Person], *, now: datetime) -> None:
    """Take over what Slack says of `people`; whoever has gone is no longer introduced to anybody."""
    for user_id in refresh_people(tx, people):
        call_off(tx, user_id, now=now)
