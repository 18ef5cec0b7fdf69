"""The way of a post to Slack: who is sending it, what was said before the first byte, and whether it arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, String, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.delivery import CHANNEL_PAUSE, LEASE, METHODS, OPEN, DueFacts
from bot.people import UserId
from bot.posts import Message, PostKind, PostState
from storage.base import NOBODYS, SEVERAL, TEAM, Base, UtcDateTime, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person
from storage.posts import HOME, PostRow, audience_of, owe_homes
from storage.statements import changed, insert_or_replace


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


def conversation_of(tx: Tx, people: Sequence[UserId]) -> str:
    """The conversation that holds exactly these people, or "" where none is open yet."""
    found = tx.get(ConversationRow, (tx.team_id, audience_of(tuple(people))))
    return "" if found is None else found.channel_id


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
