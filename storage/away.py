"""Whose status said that they are away: by a mark that cannot be read, until it says something else."""

from datetime import datetime

from sqlalchemy import select

from bot.away import views
from bot.away.decisions import AwayFacts, plan_proposal
from bot.away.status import Status
from bot.people import UserId
from bot.posts import PostState
from storage import posts, programmes
from storage.database import Tx
from storage.people import MemberRow, as_person
from storage.posts import PostRow


def note_status(tx: Tx, user_id: UserId, status: Status, *, now: datetime) -> None:
    """Look at the status that somebody has now; propose a pause to a member who is in and seems to be away."""
    me = tx.get(MemberRow, (tx.team_id, user_id))
    if me is None or not me.here or not programmes.load_answers(tx, user_id):
        return
    plan = plan_proposal(AwayFacts(as_person(me), status, me.away_mark, me.paused_until), now=now)
    if plan.mark != me.away_mark:
        posts.drop_posts(tx, _waiting(tx, user_id))
        me.away_mark = plan.mark
    posts.enqueue(tx, [] if plan.post is None else [plan.post])


def _waiting(tx: Tx, user_id: UserId) -> tuple[str, ...]:
    """Proposals to this member that have not been sent."""
    mine = (PostRow.team_id == tx.team_id, PostRow.key.like(f"{views.PROPOSAL}:{user_id}:%"))
    return tuple(tx.scalars(select(PostRow.key).where(*mine, PostRow.state == PostState.DUE)))
