"""The outbox: every message we owe, who is sending it, and whether it arrived."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, String, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.people import ChannelId, UserId
from bot.posts import Message, Post, PostKind, PostState, is_lesser
from storage.base import HIDDEN, IDS, SEVERAL, TEAM, Base, Numbered, one_of_team
from storage.database import Tx
from storage.people import MemberRow
from storage.sealing import Sealed, SealedList
from storage.statements import insert_all_new, insert_or_replace, replace_all, set_where

EDIT_WITHIN = timedelta(days=1)
HOME = "home:"
NOTICES = ("coffee:passed", "directory:closed", "directory:reopened")  # to the admin of a programme, by its id
FRESH = timedelta(days=7)


class PostRow(Numbered, Base):
    """One message owed. `audience` is a channel's id, or people's ids in order joined by commas.

    An edit has the `target` that it changes, by key, and its audience; a Home's audience is "home:" and an id.
    """

    __tablename__ = "post"
    __table_args__ = (
        one_of_team(),
        Index("uq_post_key", "team_id", "key", unique=True),
        Index("ix_post_due", "team_id", "state", "due_at"),
        Index("ix_post_audience", "team_id", "audience", "state"),
        Index("ix_post_worth", "team_id", "worth", "state"),
    )

    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(16), default=PostKind.MESSAGE, server_default=PostKind.MESSAGE)
    target: Mapped[str] = mapped_column(String(120), default="", server_default="")
    audience: Mapped[str] = mapped_column(String(255), info=SEVERAL)
    to_people: Mapped[bool]
    text: Mapped[str] = mapped_column(Sealed)
    blocks: Mapped[list[Any]] = mapped_column(SealedList)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    unless_away: Mapped[bool]
    worth: Mapped[int | None]
    state: Mapped[str] = mapped_column(
        String(16), default=PostState.DUE, info={"told": (PostState.SENT, PostState.UNCONFIRMED)}
    )
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(String(36), info=HIDDEN)
    lease_until: Mapped[datetime | None]
    intent_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    slack_ts: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str] = mapped_column(String(120), default="")


NEXT_POST = select(func.min(PostRow.due_at)).where(PostRow.team_id == TEAM, PostRow.state == PostState.DUE)
_LOOKING = select(MemberRow.user_id).where(MemberRow.team_id == TEAM, MemberRow.sees_home.is_(True))
_LOOKING_OF = _LOOKING.where(MemberRow.user_id.in_(IDS))
_BY_KEY = select(PostRow).where(PostRow.team_id == TEAM, PostRow.key == bindparam("key"))
_STATES = select(PostRow.key, PostRow.state).where(PostRow.team_id == TEAM, PostRow.key.in_(IDS))
NEXT_RECOVERY = select(func.min(PostRow.lease_until)).where(PostRow.team_id == TEAM, PostRow.state == PostState.SENDING)


def enqueue(tx: Tx, posts: Iterable[Post]) -> None:
    """Owe these messages; one that is owed already, by its key, stays as it is."""
    insert_all_new(tx, PostRow, [{"key": post.key, **_values(post)} for post in posts])


def owe_again(tx: Tx, post: Post) -> None:
    """Owe a message anew, as it is to be said now, where Slack refused it before."""
    set_where(tx, PostRow, {"key": post.key, "state": PostState.FAILED}, **_values(post))


def _values(post: Post) -> dict[str, Any]:
    return {
        **_afresh(PostKind.MESSAGE, audience_of(post.to), post.message, due_at=post.due_at),
        "to_people": isinstance(post.to, tuple),
        "expires_at": post.expires_at,
        "unless_away": post.unless_away,
        "worth": post.worth,
    }


def _afresh(kind: PostKind, audience: str, message: Message, *, due_at: datetime, target: str = "") -> dict[str, Any]:
    return {
        "kind": kind,
        "target": target,
        "audience": audience,
        "to_people": False,
        "text": message.text,
        "blocks": list(message.blocks),
        "due_at": due_at,
        "expires_at": due_at + EDIT_WITHIN,
        "unless_away": False,
        "worth": None,
        "state": PostState.DUE,
        "attempts": 0,
        "token": None,
        "intent_at": None,
        "error": "",
    }


def change(tx: Tx, key: str, message: Message, *, now: datetime) -> None:
    """Let the post with this key say `message`: in place while it is unsent, else by an edit, which tells nobody.

    What may have gone together with others is never changed, as that would wipe the others.
    """
    row = tx.scalar(_BY_KEY, {"team": tx.team_id, "key": key})
    if row is None or row.state not in {PostState.DUE, PostState.SENDING, PostState.SENT}:
        return
    if row.state == PostState.DUE:
        row.text, row.blocks = message.text, list(message.blocks)
        return
    if is_lesser(row.worth):
        raise ValueError(f"{key} may be a part of a bundle")
    edit = _afresh(PostKind.EDIT, row.audience, message, due_at=now, target=key) | {"to_people": row.to_people}
    insert_or_replace(tx, PostRow, {"key": f"{key}:edit"}, edit)


def owe_homes(tx: Tx, user_ids: Iterable[UserId], *, now: datetime, note: str = "") -> None:
    """Draw the Home anew of those among them who have opened it before, with a note on top."""
    looking = tx.line.scalars(_LOOKING_OF, {"team": tx.team_id, "ids": sorted(user_ids)}).all()
    _owe_homes(tx, looking, at=now, note=note)


def owe_all_homes(tx: Tx, *, now: datetime) -> None:
    """Draw the Home anew of everybody who has opened it before."""
    _owe_homes(tx, tx.line.scalars(_LOOKING, {"team": tx.team_id}).all(), at=now)


def owe_home_later(tx: Tx, user_id: UserId, *, at: datetime) -> None:
    """Draw somebody's Home anew then, too, as something ends by itself."""
    _owe_homes(tx, tx.line.scalars(_LOOKING_OF, {"team": tx.team_id, "ids": [user_id]}).all(), at=at, suffix=":later")


def _owe_homes(tx: Tx, looking: Iterable[str], *, at: datetime, note: str = "", suffix: str = "") -> None:
    rows = [
        {"key": f"{HOME}{one}{suffix}", **_afresh(PostKind.HOME, f"{HOME}{one}", Message(note, ()), due_at=at)}
        for one in looking
    ]
    replace_all(tx, PostRow, ["key"], rows)


def audience_of(to: ChannelId | tuple[UserId, ...]) -> str:
    """How a post's audience is written in its row."""
    return ",".join(sorted(to)) if isinstance(to, tuple) else to


def drop_posts(tx: Tx, keys: Iterable[str]) -> frozenset[str]:
    """No longer owe these, by key, where no byte can have left; which."""
    return _drop(tx, PostRow.key.in_(sorted(keys)))


def drop_posts_like(tx: Tx, prefix: str) -> None:
    """No longer owe those whose keys begin so, where no byte can have left."""
    _drop(tx, PostRow.key.startswith(prefix, autoescape=True))


def drop_posts_to(tx: Tx, user_id: UserId) -> None:
    """No longer owe somebody who has left what is only for those who are in."""
    _drop(tx, and_(PostRow.audience == user_id, PostRow.unless_away.is_(True)))


def _drop(tx: Tx, which: ColumnElement[bool]) -> frozenset[str]:
    unsent = or_(PostRow.state == PostState.DUE, and_(PostRow.state == PostState.SENDING, PostRow.intent_at.is_(None)))
    dropped = tx.line.scalars(
        update(PostRow)
        .where(PostRow.team_id == tx.team_id, which, unsent)
        .values(state=PostState.DROPPED, token=None, error="no longer needed")
        .returning(PostRow.key)
    )
    return frozenset(dropped)


def readdress(tx: Tx, old: UserId, new: UserId, *, about: int, now: datetime) -> None:
    """Owe to another admin what the one before was to hear of a programme, and did not."""
    notices = or_(*(PostRow.key.like(f"{what}:{about}:%") for what in NOTICES))
    tx.execute(
        update(PostRow)
        .where(PostRow.team_id == tx.team_id, PostRow.audience == old, notices)
        .where(PostRow.state.in_([PostState.DUE, PostState.FAILED]))
        .values(audience=new, state=PostState.DUE, due_at=now, expires_at=now + FRESH, attempts=0, error="")
    )


def post_states(tx: Tx, keys: Iterable[str]) -> Mapping[str, PostState]:
    """What became of these posts, by key."""
    rows = tx.line.execute(_STATES, {"team": tx.team_id, "ids": sorted(keys)})
    return {key: PostState(state) for key, state in rows}
