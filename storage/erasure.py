"""Somebody deletes themselves: what runs ends as if they left, every row of theirs goes, past intros keep an edge."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update

from bot.coffee.views import invitation_message
from bot.directory.decisions import Moment
from bot.people import NO_ZONE, NOBODY, UserId, is_nobody
from bot.privacy.sentences import BROUGHT_TOGETHER, SOMEBODY
from bot.setup.decisions import INVITATION
from bot.swaps.decisions import decide_leaving
from storage import (
    brokering,
    changes,
    claims,
    concern,
    intros,
    news,
    now,
    partings,
    posts,
    programmes,
    scrubbing,
    swaps,
)
from storage.base import Whose
from storage.brokered import brokered_by, unsay
from storage.cards import CardRow
from storage.database import Tx
from storage.directory import DirectoryPersonRow
from storage.goals import GoalRow
from storage.intros import LATELY, CheckinRow, IntroMemberRow, IntroRow
from storage.people import MemberRow, hold_workspace
from storage.programmes import ProgrammeRow
from storage.scrubbing import Circle
from storage.sealing import is_sealed
from storage.statements import changed
from storage.swaps import SwapMemberRow, SwapRow
from storage.takebacks import show_again
from storage.topics import StanceRow, TopicRow
from storage.words import WordRow

GOES = frozenset({Whose.OWN, Whose.NAMED, Whose.SEVERAL})


def erase(tx: Tx, user_id: UserId, *, at: datetime) -> None:
    """Delete somebody; there is nothing left to delete the second time."""
    _hold(tx, user_id)
    traces, hearers = scrubbing.find_traces(tx, user_id), scrubbing.find_hearers(tx, user_id)
    boards = news.boards_of(tx, user_id)
    show_again(tx, boards, now=at, without=user_id)
    _leave(tx, user_id, at=at)
    _pass_on(tx, user_id, at=at)
    recent = [one.intro.id for one in intros.load_intros_of(tx, user_id, since=at - LATELY)]
    brokered = brokered_by(tx, user_id)
    unsay(tx, brokered, BROUGHT_TOGETHER)
    hearers |= scrubbing.readdress_groups(tx, user_id, recent, _leave_edges(tx, user_id))
    tx.flush()
    tx.expunge_all()
    for intro_id in scrubbing.owed_about(tx, [*recent, *brokered]):
        found = intros.load_intro(tx, intro_id)
        if found is not None:
            intros.show(tx, found.intro, now=at)
    scrubbing.scrub(tx, traces, hearers)
    _delete_rows(tx, user_id)
    show_again(tx, boards, now=at)
    _forget_topics(tx)
    tx.flush()
    tx.expunge_all()


def _hold(tx: Tx, user_id: UserId) -> None:
    """Let whoever is about to introduce or ask them finish first; nobody begins before we are done.

    Who adds a row that refers to a member holds that member; the programme comes first, as a round takes it first.
    """
    hold_workspace(tx)
    running = select(ProgrammeRow.id).where(ProgrammeRow.team_id == tx.team_id).order_by(ProgrammeRow.id)
    tx.execute(running.with_for_update())
    me = (MemberRow.team_id == tx.team_id, MemberRow.user_id == user_id)
    tx.execute(select(MemberRow.user_id).where(*me).with_for_update())


def _leave(tx: Tx, user_id: UserId, *, at: datetime) -> None:
    """Leave every programme, swap and search, as if by the buttons; what they asked and offered is taken back."""
    claims.take_back_all(tx, user_id, now=at)
    programmes.leave(tx, user_id, list(programmes.load_answers(tx, user_id)))
    partings.call_off(tx, user_id, now=at)
    brokering.close_for(tx, user_id, now=at)
    searches = now.lock_searches(tx)
    mine = now.search_of(searches, user_id)
    if mine is not None:
        now.end_search(tx, mine, now=at)
    joined = select(SwapRow.id).join(
        SwapMemberRow, (SwapMemberRow.team_id == SwapRow.team_id) & (SwapMemberRow.swap_id == SwapRow.id)
    )
    running = (SwapRow.team_id == tx.team_id, SwapRow.ended.is_(False), SwapMemberRow.user_id == user_id)
    for swap_id in tx.scalars(joined.where(*running).order_by(SwapRow.id)).all():
        swap = swaps.lock_swap(tx, swap_id)
        if swap is not None and swap.is_in(user_id):
            swaps.change_swap(tx, swap, decide_leaving(swap, [user_id], over=False), actor=None, now=at)


def _pass_on(tx: Tx, user_id: UserId, *, at: datetime) -> None:
    """Turn to another admin for what they looked after; to whoever acts next where the channel has none."""
    row = DirectoryPersonRow
    tx.execute(delete(row).where(row.team_id == tx.team_id, row.user_id == user_id))
    mine = {programme.id for programme in programmes.load_programmes(tx) if programme.owner == user_id}
    changes.hand_over(tx, [user_id], Moment(at, at))
    for programme in programmes.load_programmes(tx):
        if programme.owner == user_id:
            programmes.save_owner(tx, programme.id, _nobody())
    for programme in programmes.load_programmes(tx):
        if programme.id in mine:
            posts.change(tx, f"{INVITATION}:{programme.id}", invitation_message(programme), now=at)


def _nobody() -> UserId:
    return UserId(f"{NOBODY}{secrets.token_hex(8)}")


def _leave_edges(tx: Tx, user_id: UserId) -> Mapping[Circle, UserId]:
    """Put a nobody in their place in each intro, one for each circle of other people; who stands for them in which."""
    mine = (IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id == user_id)
    ids = list(tx.scalars(select(IntroMemberRow.intro_id).where(*mine)))
    for some in scrubbing.in_parts(ids):
        unsay(tx, some, BROUGHT_TOGETHER)
    circles: dict[int, set[str]] = {intro_id: set() for intro_id in ids}
    members = select(IntroMemberRow.intro_id, IntroMemberRow.user_id).where(IntroMemberRow.team_id == tx.team_id)
    for some in scrubbing.in_parts(ids):
        for intro_id, other in tx.execute(members.where(IntroMemberRow.intro_id.in_(some))):
            circles[intro_id] |= {other} - {user_id}
    tx.execute(delete(CheckinRow).where(CheckinRow.team_id == tx.team_id, CheckinRow.user_id == user_id))
    nobodies: dict[Circle, UserId] = {}
    for intro_id, circle in sorted(circles.items()):
        if all(map(is_nobody, circle)):
            _forget_intro(tx, intro_id, circle)
            continue
        nobody = nobodies.get(frozenset(circle)) or _stand_in(tx)
        nobodies[frozenset(circle)] = nobody
        _replace(tx, intro_id, user_id, nobody)
    return nobodies


def _forget_intro(tx: Tx, intro_id: int, circle: Collection[str]) -> None:
    """Forget an intro in which nobody is left, and those who stood for them."""
    tx.execute(delete(IntroRow).where(IntroRow.team_id == tx.team_id, IntroRow.id == intro_id))
    elsewhere = exists().where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.user_id == MemberRow.user_id)
    alone = (MemberRow.team_id == tx.team_id, MemberRow.user_id.in_(sorted(circle)), ~elsewhere)
    changed(tx, delete(MemberRow).where(*alone))


def _stand_in(tx: Tx) -> UserId:
    nobody = _nobody()
    tx.add(MemberRow(team_id=tx.team_id, user_id=nobody, name=SOMEBODY, zone=NO_ZONE, here=False))
    tx.flush()
    return nobody


def _replace(tx: Tx, intro_id: int, user_id: UserId, nobody: UserId) -> None:
    """Let a nobody have somebody's place in an intro, without the topics and words that it was for because of them."""
    mine = (IntroMemberRow.team_id == tx.team_id, IntroMemberRow.intro_id == intro_id)
    place = tx.scalar(select(IntroMemberRow.place).where(*mine, IntroMemberRow.user_id == user_id))
    them = update(IntroMemberRow).where(*mine, IntroMemberRow.user_id == user_id)
    changed(tx, them.values(user_id=nobody, helps=False, stretched=False))
    this = (IntroRow.team_id == tx.team_id, IntroRow.id == intro_id)
    topics: Sequence[Any] = tx.scalar(select(IntroRow.topics).where(*this)) or ()
    kept = [one for one in topics if place not in one[:2]]
    changed(tx, update(IntroRow).where(*this).values(topics=kept, said=""))


def _delete_rows(tx: Tx, user_id: UserId) -> None:
    """Delete every row that is theirs or names them, those that refer to others first."""
    for table in reversed(concern.tables()):
        for name, whose in concern.whose(table).items():
            team = table.c.team_id == tx.team_id
            if is_sealed(table.c[name]):
                naming = [
                    row_id
                    for row_id, one in tx.execute(select(table.c.id, table.c[name]).where(team))
                    if one == user_id
                ]
                for some in scrubbing.in_parts(naming):
                    tx.execute(delete(table).where(team, table.c.id.in_(some)))
                continue
            here = (team, concern.holds(table.c[name], whose, user_id))
            if whose in GOES:
                tx.execute(delete(table).where(*here))
            elif whose is Whose.ASIDE:
                tx.execute(update(table).where(*here).values({name: None}))


def _forget_topics(tx: Tx) -> None:
    """Forget the topics that nobody names any more, and for which no admin's words stand."""
    unnamed = delete(TopicRow).where(TopicRow.team_id == tx.team_id)
    for table in (StanceRow, WordRow, GoalRow, CardRow):
        unnamed = unnamed.where(~exists().where(table.team_id == tx.team_id, table.topic_id == TopicRow.id))
    changed(tx, unnamed)
