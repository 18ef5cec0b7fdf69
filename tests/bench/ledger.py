"""Compares what the bot remembers of its posts with the messages that Slack has."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from bot.people import TeamId
from bot.posts import PostState
from emulator.workspace import Workspace
from storage.database import Database, Tx
from storage.posts import PostRow
from storage.troubles import load_troubles

IN_TROUBLE = frozenset({PostState.FAILED, PostState.UNCONFIRMED})
EVERYTHING = 10_000


@dataclass(frozen=True, slots=True)
class Account:
    """How many posts there are, and what became of them.

    `twice` are in Slack more than once. `lost` have an end that nobody is told of: sent, but not in Slack, or
    neither sent nor in trouble. Of those that may not have arrived, `arrived` are in Slack and `listed` are shown
    to admins.
    """

    posts: int
    sent: int
    twice: int
    lost: int
    unconfirmed: int
    arrived: int
    listed: float


async def account_of(database_url: str, team_id: TeamId, workspace: Workspace) -> Account:
    """The account of every post of a workspace."""
    db = Database(database_url)
    try:
        return await db.run(team_id, _account, Counter(message.text for message in workspace.messages))
    finally:
        db.close()


def _account(tx: Tx, taken: Counter[str]) -> Account:
    rows = tx.scalars(select(PostRow).where(PostRow.team_id == tx.team_id)).all()
    texts = Counter(row.text for row in rows)
    if max(texts.values()) > 1:
        raise ValueError("two posts say the same, so they cannot be told apart")
    listed = {trouble.id for trouble in load_troubles(tx, limit=EVERYTHING)}
    troubled = [row for row in rows if row.state in IN_TROUBLE]
    return Account(
        posts=len(rows),
        sent=sum(row.state == PostState.SENT for row in rows),
        twice=sum(count > 1 for text, count in taken.items() if text in texts),
        lost=sum(not taken[row.text] if row.state == PostState.SENT else row.state not in IN_TROUBLE for row in rows),
        unconfirmed=sum(row.state == PostState.UNCONFIRMED for row in rows),
        arrived=sum(taken[row.text] for row in troubled),
        listed=sum(row.id in listed for row in troubled) / max(len(troubled), 1),
    )
