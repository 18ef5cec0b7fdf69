"""The outbox: every message we owe, who is sending it, and whether it arrived."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Index, Select, String, and_, bindparam, exists, func, or_, select, true, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.delivery import CHANNEL_PAUSE, LEASE, METHODS, OPEN, DueFacts
from bot.people import ChannelId, UserId
from bot.posts import Message, Post, PostKind, PostState
from storage.base import HIDDEN, NOBODYS, SEVERAL, TEAM, Base, Numbered, UtcDateTime, one_of_team, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person
from storage.sealing import Sealed, SealedList
from storage.statements import changed, insert_all_new, insert_or_replace, replace_all

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
NEXT_RECOVERY = select(func.min(PostRow.lease_until)).where(PostRow.team_id == TEAM, PostRow.state == PostState.SENDING)


class ConversationRow(Base):
    """The DM or group DM that holds exactly these people; Slack keeps it the same for ever."""

    __tablename__ = "conversation"

    team_id: Mapped[str] = team_id()
    audience: Mapped[str] = mapped_column(String(255), primary_key=True, info=SEVERAL)
    channel_id: Mapped[str] = mapped_column(String(32))


class ThrottleRow(Base):
    """Until when Slack asked us not to call a method."""

    __tablename__ = "throttle"
    __table_args__ = NOBODYS

    team_id: Mapped[str] = team_id()
    method: Mapped[str] = mapped_column(String(64), primary_key=True)
    until_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post in our hands until the lease ends.

    `channel` is "" while its conversation is not open yet; an edit has the `ts` of what it changes.
    """

    id: int
    key: str
    kind: PostKind
    token: str
    people: tuple[UserId, ...]
    channel: str
    message: Message
    attempts: int
    facts: DueFacts
    ts: str = ""


def enqueue(tx: Tx, posts: Iterable[Post]) -> None:
    """Owe these messages; one that is owed already, by its key, stays as it is."""
    insert_all_new(tx, PostRow, [{"key": post.key, **_values(post)} for post in posts])


def owe_again(tx: Tx, post: Post) -> None:
    """Owe a message anew, as it is to be said now, where Slack refused it before."""
    refused = (PostRow.team_id == tx.team_id, PostRow.key == post.key, PostRow.state == PostState.FAILED)
    tx.execute(update(PostRow).where(*refused).values(**_values(post)))


def _values(post: Post) -> dict[str, Any]:
    return {
        **_afresh(PostKind.MESSAGE, audience_of(post.to), post.message, due_at=post.due_at),
        "to_people": isinstance(post.to, tuple),
        "expires_at": post.expires_at,
        "unless_away": post.unless_away,
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
        "state": PostState.DUE,
        "attempts": 0,
        "token": None,
        "intent_at": None,
        "error": "",
    }


def change(tx: Tx, key: str, message: Message, *, now: datetime) -> None:
    """Let the post with this key say `message`: in place while it is unsent, else by an edit, which tells nobody."""
    row = tx.scalar(select(PostRow).where(PostRow.team_id == tx.team_id, PostRow.key == key))
    if row is None or row.state not in {PostState.DUE, PostState.SENDING, PostState.SENT}:
        return
    if row.state == PostState.DUE:
        row.text, row.blocks = message.text, list(message.blocks)
        return
    edit = _afresh(PostKind.EDIT, row.audience, message, due_at=now, target=key) | {"to_people": row.to_people}
    insert_or_replace(tx, PostRow, {"key": f"{key}:edit"}, edit)


def owe_homes(tx: Tx, user_ids: Iterable[UserId], *, now: datetime, note: str = "") -> None:
    """Draw the Home anew of those among them who have opened it before, with a note on top."""
    _owe_homes(tx, MemberRow.user_id.in_(sorted(user_ids)), at=now, note=note)


def owe_all_homes(tx: Tx, *, now: datetime) -> None:
    """Draw the Home anew of everybody who has opened it before."""
    _owe_homes(tx, true(), at=now)


def owe_home_later(tx: Tx, user_id: UserId, *, at: datetime) -> None:
    """Draw somebody's Home anew then, too, as something ends by itself."""
    _owe_homes(tx, MemberRow.user_id == user_id, at=at, suffix=":later")


def _owe_homes(tx: Tx, whose: ColumnElement[bool], *, at: datetime, note: str = "", suffix: str = "") -> None:
    looking = select(MemberRow.user_id).where(MemberRow.team_id == tx.team_id, MemberRow.sees_home.is_(True), whose)
    rows = [
        {"key": f"{HOME}{one}{suffix}", **_afresh(PostKind.HOME, f"{HOME}{one}", Message(note, ()), due_at=at)}
        for one in tx.scalars(looking)
    ]
    replace_all(tx, PostRow, ["key"], rows)


def conversation_of(tx: Tx, people: Sequence[UserId]) -> str:
    """The conversation that holds exactly these people, or "" where none is open yet."""
    found = tx.get(ConversationRow, (tx.team_id, audience_of(tuple(people))))
    return "" if found is None else found.channel_id


def audience_of(to: ChannelId | tuple[UserId, ...]) -> str:
    """How a post's audience is written in its row."""
    return ",".join(sorted(to)) if isinstance(to, tuple) else to


def claim_post(tx: Tx, *, now: datetime) -> Claimed | None:
    """Take the next due post whose methods Slack allows and whose conversation is free, with a lease."""
    throttled = _throttled(tx, now=now)
    held = frozenset(kind for kind, method in METHODS.items() if method in throttled)
    statement = _due_post(known_only=OPEN in throttled, held=held)
    found = tx.execute(statement, {"team": tx.team_id, "now": now, "lately": now - CHANNEL_PAUSE}).first()
    if found is None:
        return None
    row, channel = found[0], found[1]
    row.state, row.token, row.lease_until = PostState.SENDING, str(uuid4()), now + LEASE
    row.attempts += 1
    kind = PostKind(row.kind)
    ts = _ts_of(tx, row.target) if kind is PostKind.EDIT else ""
    moot = not ts if kind is PostKind.EDIT else kind is PostKind.MESSAGE and not row.text
    return Claimed(
        id=row.id,
        key=row.key,
        kind=kind,
        token=row.token,
        people=_people_of(row),
        channel=channel or "" if row.to_people else row.audience,
        message=Message(row.text, tuple(row.blocks)),
        attempts=row.attempts,
        facts=due_facts(tx, row, moot=moot, now=now),
        ts=ts,
    )


def _people_of(row: PostRow) -> tuple[UserId, ...]:
    people = row.audience.removeprefix(HOME) if row.to_people or row.kind == PostKind.HOME else ""
    return tuple(UserId(one) for one in people.split(",") if one)


def _ts_of(tx: Tx, key: str) -> str:
    """Where the message of a post stands, or "" if it never arrived."""
    sent = select(PostRow.slack_ts).where(PostRow.team_id == tx.team_id, PostRow.key == key)
    return tx.scalar(sent.where(PostRow.state == PostState.SENT)) or ""


def due_facts(tx: Tx, row: PostRow, *, moot: bool, now: datetime) -> DueFacts:
    """What is to be known of a due post."""
    if not row.to_people or row.kind != PostKind.MESSAGE:
        return DueFacts(row.expires_at, row.unless_away, away=False, moot=moot)
    known = select(MemberRow).where(MemberRow.team_id == tx.team_id, MemberRow.user_id.in_(_people_of(row)))
    members = list(tx.scalars(known))
    away = any(not one.here or (one.paused_until is not None and one.paused_until > now) for one in members)
    hours = tuple(as_person(one).hours for one in members)
    return DueFacts(row.expires_at, row.unless_away, away=away, hours=hours)


@cache
def _due_post(*, known_only: bool, held: frozenset[PostKind]) -> Select[PostRow, str]:
    """The next post that may go, and its conversation if that is known; built once, as it runs for every post.

    It is due, and nothing of the same audience is earlier, under way or not a second old.
    """
    now, lately = (bindparam(name, type_=UtcDateTime()) for name in ("now", "lately"))
    other = aliased(PostRow)
    in_the_way = exists().where(
        other.team_id == PostRow.team_id,
        other.audience == PostRow.audience,
        or_(
            and_(other.state == PostState.DUE, other.id < PostRow.id, or_(other.due_at <= now, other.attempts > 0)),
            other.state == PostState.SENDING,
            and_(other.state == PostState.SENT, other.sent_at > lately),
        ),
    )
    conversation = and_(ConversationRow.team_id == PostRow.team_id, ConversationRow.audience == PostRow.audience)
    may_go = [PostRow.state == PostState.DUE, PostRow.due_at <= now, ~in_the_way]
    if held:
        may_go.append(PostRow.kind.not_in(sorted(held)))
    if known_only:
        may_go.append(or_(PostRow.to_people.is_(False), ConversationRow.channel_id.is_not(None)))
    return (
        select(PostRow, ConversationRow.channel_id)
        .outerjoin(ConversationRow, conversation)
        .where(PostRow.team_id == TEAM, *may_go)
        .order_by(PostRow.due_at, PostRow.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=PostRow)
    )


def _throttled(tx: Tx, *, now: datetime) -> frozenset[str]:
    rows = tx.scalars(select(ThrottleRow.method).where(ThrottleRow.team_id == tx.team_id, ThrottleRow.until_at > now))
    return frozenset(rows)


def intend_post(tx: Tx, post: Claimed, *, channel: str, now: datetime) -> bool:
    """Write down that the first byte is about to go to `channel`.

    False when the post is no longer ours, or Slack asked us to wait since it was claimed; then it is due again.
    """
    throttled = METHODS[post.kind] in _throttled(tx, now=now)
    due_again, intended = {"state": PostState.DUE, "token": None}, {"intent_at": now, "lease_until": now + LEASE}
    ours = _change(tx, post, **(due_again if throttled else intended))
    if ours and not post.channel:
        insert_or_replace(tx, ConversationRow, {"audience": audience_of(post.people)}, {"channel_id": channel})
    return ours and not throttled


def record_sent(tx: Tx, post: Claimed, *, ts: str, now: datetime) -> bool:
    """The message arrived as `ts`."""
    return _change(tx, post, state=PostState.SENT, sent_at=now, slack_ts=ts, token=None, error="")


def record_retry(tx: Tx, post: Claimed, *, at: datetime, error: str) -> bool:
    """Nothing arrived; the post is due again at `at`."""
    return _change(tx, post, state=PostState.DUE, due_at=at, intent_at=None, token=None, error=error[:120])


def put_off(tx: Tx, post: Claimed, *, until: datetime) -> bool:
    """The post waits until then, for a moment that suits the people it is for."""
    return _change(tx, post, state=PostState.DUE, due_at=until, token=None, attempts=post.attempts - 1)


def record_end(tx: Tx, post: Claimed, *, state: PostState, error: str) -> bool:
    """The post failed, is unconfirmed or was dropped, and why."""
    return _change(tx, post, state=state, token=None, error=error[:120])


def throttle(tx: Tx, method: str, *, until: datetime) -> None:
    """Leave `method` alone until then, in every replica."""
    insert_or_replace(tx, ThrottleRow, {"method": method}, {"until_at": until})


def _change(tx: Tx, post: Claimed, **values: Any) -> bool:
    """Change the post if it is still ours by its token: whoever takes it from us takes that away."""
    return bool(
        changed(
            tx,
            update(PostRow)
            .where(PostRow.team_id == tx.team_id, PostRow.id == post.id, PostRow.token == post.token)
            .values(**values),
        )
    )


def recover_posts(tx: Tx, *, now: datetime) -> int:
    """Settle posts whose sender died: due again if no byte can have left, else unconfirmed; how many.

    An unconfirmed one keeps its token: a sender that was only slow may still record what became of it.
    """
    ended = (PostRow.team_id == tx.team_id, PostRow.state == PostState.SENDING, PostRow.lease_until <= now)
    unsent = changed(
        tx, update(PostRow).where(*ended, PostRow.intent_at.is_(None)).values(state=PostState.DUE, token=None)
    )
    unsure = tx.scalars(
        update(PostRow)
        .where(*ended, PostRow.intent_at.is_not(None))
        .values(state=PostState.UNCONFIRMED, error="the bot stopped while sending")
        .returning(PostRow.audience)
        .execution_options(synchronize_session=False)
    ).all()
    owe_homes(tx, [UserId(one) for audience in unsure for one in audience.split(",")], now=now)
    return unsent + len(unsure)


def drop_posts(tx: Tx, keys: Iterable[str]) -> frozenset[str]:
    """No longer owe these, by key, where no byte can have left; which."""
    return _drop(tx, PostRow.key.in_(sorted(keys)))


def drop_posts_to(tx: Tx, user_id: UserId) -> None:
    """No longer owe somebody who has left what is only for those who are in."""
    _drop(tx, and_(PostRow.audience == user_id, PostRow.unless_away.is_(True)))


def _drop(tx: Tx, which: ColumnElement[bool]) -> frozenset[str]:
    unsent = or_(PostRow.state == PostState.DUE, and_(PostRow.state == PostState.SENDING, PostRow.intent_at.is_(None)))
    dropped = tx.scalars(
        update(PostRow)
        .where(PostRow.team_id == tx.team_id, which, unsent)
        .values(state=PostState.DROPPED, token=None, error="no longer needed")
        .returning(PostRow.key)
        .execution_options(synchronize_session=False)
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
    rows = tx.execute(
        select(PostRow.key, PostRow.state).where(PostRow.team_id == tx.team_id, PostRow.key.in_(sorted(keys)))
    )
    return {key: PostState(state) for key, state in rows}
