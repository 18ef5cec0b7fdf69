"""Whose turn it is: how often people went first, and left their usual hours for a time."""

from collections.abc import Collection

from sqlalchemy import func, select

from bot.intro import Turns
from bot.people import UserId
from storage.base import IDS, TEAM
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.statements import set_where

_STRETCHED = (
    select(IntroMemberRow.user_id, func.count())
    .where(IntroMemberRow.team_id == TEAM, IntroMemberRow.user_id.in_(IDS), IntroMemberRow.stretched.is_(True))
    .group_by(IntroMemberRow.user_id)
)
_STARTED = (
    select(IntroRow.starter_id, func.count())
    .where(IntroRow.team_id == TEAM, IntroRow.starter_id.in_(IDS))
    .group_by(IntroRow.starter_id)
)


def load_turns(tx: Tx, user_ids: Collection[UserId]) -> Turns:
    """How often each of these has gone first, and left their usual hours."""
    told = {"team": tx.team_id, "ids": sorted(user_ids)}
    stretched, started = tx.line.execute(_STRETCHED, told).all(), tx.line.execute(_STARTED, told).all()
    return Turns({UserId(one or ""): count for one, count in started}, {UserId(one): count for one, count in stretched})


def note_stretches(tx: Tx, intro_id: int, user_ids: Collection[UserId]) -> None:
    """Note who leaves their usual hours for the times of an intro."""
    if user_ids:
        set_where(tx, IntroMemberRow, {"intro_id": intro_id, "user_id": sorted(user_ids)}, stretched=True)
