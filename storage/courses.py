"""How asks, proposals and introductions stand: live, or at one of their ends; and whether anybody helped too often."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.brokering.proposal import ProposalState
from bot.card import ASKS, LIVE
from bot.intro import IntroState
from bot.posts import PostState
from storage.brokering import UNDER_WAY, ProposalRow
from storage.cards import CardRow
from storage.database import Tx
from storage.intros import IntroFound, IntroMemberRow, IntroRow
from storage.people import MemberRow
from storage.topics import COUNTED, MONTH

ON_ITS_WAY = frozenset({PostState.DUE, PostState.SENDING, PostState.SENT})


@dataclass(frozen=True, slots=True)
class Course:
    """How many are live, and how many have come to an end; what should have moved on and did not is neither."""

    live: int = 0
    over: int = 0


def course_of_asks(tx: Tx, *, now: datetime) -> Course:
    """Of asks and offers."""
    rows = tx.execute(
        select(CardRow.state, CardRow.due_at).where(CardRow.team_id == tx.team_id, CardRow.kind.in_(ASKS))
    ).all()
    return Course(
        live=sum(state in LIVE and due is not None and due > now for state, due in rows),
        over=sum(state not in LIVE for state, _ in rows),
    )


def course_of_proposals(tx: Tx, *, now: datetime) -> Course:
    """Of proposals; one that somebody said no to is live until its broker has heard of its end."""
    rows = tx.execute(select(ProposalRow.state, ProposalRow.due_at).where(ProposalRow.team_id == tx.team_id)).all()
    waits = [(state, due) for state, due in rows if state in UNDER_WAY]
    told = sum(state == ProposalState.NOT_THIS_TIME and due is None for state, due in waits)
    return Course(
        live=sum(due is not None and due > now for _, due in waits),
        over=len(rows) - len(waits) + told,
    )


def course_of_introductions(all_of_them: Sequence[IntroFound]) -> Course:
    """Of introductions; one whose message is on its way to nobody is not live."""
    went = [one for one in all_of_them if all(one.posts.get(key) in ON_ITS_WAY for key in one.intro.keys)]
    return Course(
        live=sum(one.intro.state is IntroState.INTRODUCED for one in went),
        over=sum(one.intro.state in {IntroState.SKIPPED, IntroState.CLOSED} for one in all_of_them)
        + sum(one.intro.state is IntroState.OVER for one in went),
    )


def count_over_cap(tx: Tx) -> int:
    """How often somebody was to help in one more introduction within a month than they like, as their cap is now."""
    rows = tx.execute(
        select(IntroMemberRow.user_id, IntroRow.made_at, MemberRow.help_cap)
        .join(IntroRow, (IntroRow.team_id == IntroMemberRow.team_id) & (IntroRow.id == IntroMemberRow.intro_id))
        .join(MemberRow, (MemberRow.team_id == IntroMemberRow.team_id) & (MemberRow.user_id == IntroMemberRow.user_id))
        .where(IntroMemberRow.team_id == tx.team_id, IntroMemberRow.helps.is_(True))
        .where(IntroMemberRow.skipped.is_(False), IntroRow.state.in_(COUNTED))
        .order_by(IntroRow.made_at, IntroRow.id)
    )
    lately: defaultdict[str, deque[datetime]] = defaultdict(deque)
    over = 0
    for user_id, made_at, cap in rows:
        helped = lately[user_id]
        helped.append(made_at)
        while helped[0] <= made_at - MONTH:
            helped.popleft()
        over += len(helped) > cap
    return over
