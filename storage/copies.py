"""Our copies of messages: what they say goes before they do."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.posts import PostState
from storage.database import Tx
from storage.posts import PostRow
from storage.statements import changed, set_where

DEALT_WITH = (PostState.SENT, PostState.DROPPED, PostState.FAILED, PostState.UNCONFIRMED)
EMPTY = {"text": "", "blocks": []}
DROPPED = EMPTY | {"state": PostState.DROPPED, "token": None, "error": "no longer needed"}


def empty(tx: Tx, ids: Collection[int]) -> None:
    """Forget what these posts say."""
    set_where(tx, PostRow, {"id": sorted(ids)}, **EMPTY)


def drop(tx: Tx, ids: Collection[int]) -> None:
    """Owe these posts no more, whoever may be about to send them, and forget what they say."""
    set_where(tx, PostRow, {"id": sorted(ids)}, **DROPPED)


def empty_old(tx: Tx, before: Mapping[str, datetime]) -> None:
    """Forget what the posts of these features say that were due before then, by feature, and are dealt with."""
    old = or_(*(PostRow.key.startswith(f"{one}:") & (PostRow.due_at < at) for one, at in before.items()))
    said = (PostRow.team_id == tx.team_id, PostRow.state.in_(DEALT_WITH), PostRow.text != "")
    changed(tx, update(PostRow).where(*said, old).values(EMPTY))


def empty_sent(tx: Tx, key: str) -> None:
    """Forget what a post said that was sent, as something else stands there by now."""
    set_where(tx, PostRow, {"key": key, "state": PostState.SENT}, **EMPTY)


def forget_like(tx: Tx, prefix: str) -> None:
    """Owe no more what has a key that begins so, and forget what all of it says."""
    these = select(PostRow.id, PostRow.state).where(
        PostRow.team_id == tx.team_id, PostRow.key.startswith(prefix, autoescape=True)
    )
    found = dict(tx.execute(these).all())
    drop(tx, [one for one, state in found.items() if state not in {PostState.SENT, PostState.SENDING}])
    empty(tx, list(found))
