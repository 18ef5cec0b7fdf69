"""The way of a post to Slack: who is sending it, what was said before the first byte, and whether it arrived."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, String, Update, and_, bindparam, case, exists, or_, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.delivery import CHANNEL_PAUSE, LEASE, METHODS, OPEN, QUIET, QUIET_SCOPE, DueFacts, decide_end
from bot.people import UserId
from bot.posts import Message, PostKind, PostState, Worth, is_lesser
from bot.week.budget import WeekFacts
from bot.week.bundle import Part
from storage.base import IDS, NOBODYS, NOW, ONE, SEVERAL, TEAM, Base, UtcDateTime, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person
from storage.posts import HOME, PostRow, audience_of, owe_homes
from storage.statements import changed, insert_or_replace
from storage.week import give_back, load_purses, spend

MOST_TOGETHER = 20  # of which a bundle holds the greatest


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


_THROTTLED = select(ThrottleRow.method).where(ThrottleRow.team_id == TEAM, ThrottleRow.until_at > NOW)
_MEMBERS = select(MemberRow).where(MemberRow.team_id == TEAM, MemberRow.user_id.in_(IDS))
_CONVERSATION = select(ConversationRow.channel_id).where(
    ConversationRow.team_id == TEAM, ConversationRow.audience == bindparam("audience")
)
_SENT_TS = select(PostRow.slack_ts).where(
    PostRow.team_id == TEAM, PostRow.key == bindparam("key"), PostRow.state == PostState.SENT
)
_WAITING = (
    select(PostRow.audience)
    .where(PostRow.team_id == TEAM, PostRow.state == PostState.DUE, PostRow.due_at <= NOW)
    .where(PostRow.to_people.is_(True), PostRow.worth.is_not(None))
    .order_by(PostRow.due_at, PostRow.id)
    .limit(bindparam("most"))
)
_TOKEN = bindparam("held", type_=String)
_TAKE = (
    update(PostRow)
    .where(PostRow.team_id == TEAM, PostRow.id.in_(IDS))
    .values(
        state=PostState.SENDING,
        token=_TOKEN,
        lease_until=bindparam("until", type_=UtcDateTime()),
        attempts=PostRow.attempts + 1,
    )
)
_OURS = update(PostRow).where(PostRow.team_id == TEAM, PostRow.id.in_(IDS), PostRow.token == _TOKEN)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post in our hands until the lease ends.

    `channel` is "" while its conversation is not open yet; an edit has the `ts` of what it changes. What comes of our
    own accord has its place in the `week` of its people; what goes with it, and itself, are its `parts`. With
    `asks_quiet` Slack is asked whether it is to keep still.
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
    week: WeekFacts | None = None
    parts: tuple[Part, ...] = ()
    asks_quiet: bool = False

    @property
    def ids(self) -> tuple[int, ...]:
        """The posts that go with it, and its own."""
        return tuple(part.id for part in self.parts) or (self.id,)


def _may_call(method: ColumnElement[str] | str) -> ColumnElement[bool]:
    """Whether Slack did not ask us to leave a method alone."""
    return ~exists().where(ThrottleRow.team_id == TEAM, ThrottleRow.until_at > NOW, ThrottleRow.method == method)


_OTHER = aliased(PostRow)
_IN_THE_WAY = exists().where(
    _OTHER.team_id == PostRow.team_id,
    _OTHER.audience == PostRow.audience,
    or_(
        and_(_OTHER.state == PostState.DUE, _OTHER.id < PostRow.id, or_(_OTHER.due_at <= NOW, _OTHER.attempts > 0)),
        _OTHER.state == PostState.SENDING,
        and_(_OTHER.state == PostState.SENT, _OTHER.sent_at > bindparam("lately", type_=UtcDateTime())),
    ),
)
_NEXT = (  # what is due, with nothing of the same audience that is earlier, under way or not a second old
    select(PostRow, ConversationRow.channel_id, _may_call(QUIET_SCOPE).label("asks_quiet"))
    .outerjoin(
        ConversationRow,
        and_(ConversationRow.team_id == PostRow.team_id, ConversationRow.audience == PostRow.audience),
    )
    .where(PostRow.team_id == TEAM, PostRow.state == PostState.DUE, PostRow.due_at <= NOW, ~_IN_THE_WAY)
    .where(_may_call(case(METHODS, value=PostRow.kind)), or_(PostRow.worth.is_(None), _may_call(QUIET)))
    .where(or_(PostRow.to_people.is_(False), ConversationRow.channel_id.is_not(None), _may_call(OPEN)))
    .order_by(PostRow.due_at, PostRow.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=PostRow)
)


def conversation_of(tx: Tx, people: Sequence[UserId]) -> str:
    """The conversation that holds exactly these people, or "" where none is open yet."""
    return tx.line.scalar(_CONVERSATION, {"team": tx.team_id, "audience": audience_of(tuple(people))}) or ""


def claim_post(tx: Tx, *, now: datetime) -> Claimed | None:
    """Take the next due post whose methods Slack allows and whose conversation is free, with a lease."""
    found = tx.execute(_NEXT, {"team": tx.team_id, "now": now, "lately": now - CHANNEL_PAUSE}).first()
    if found is None:
        return None
    row, channel, asks_quiet = found
    kind = PostKind(row.kind)
    ts = _ts_of(tx, row.target) if kind is PostKind.EDIT else ""
    moot = not ts if kind is PostKind.EDIT else kind is PostKind.MESSAGE and not row.text
    members = _members(tx, row)
    facts = _facts(row, members, moot=moot, now=now)
    post = Claimed(
        id=row.id,
        key=row.key,
        kind=kind,
        token=str(uuid4()),
        people=_people_of(row),
        channel=channel or "" if row.to_people else row.audience,
        message=Message(row.text, tuple(row.blocks)),
        attempts=row.attempts + 1,
        facts=facts,
        ts=ts,
        asks_quiet=asks_quiet,
    )
    if row.worth is None or not members or decide_end(facts, now=now) is not None:
        _take(tx, post, [row], now=now)
        return post
    return _claim_week(tx, post, row, members, now=now)


def _claim_week(tx: Tx, post: Claimed, row: PostRow, members: Sequence[MemberRow], *, now: datetime) -> Claimed:
    """Take a post that comes of our own accord, with the lesser ones that wait for the same person."""
    rows = [row, *(_lesser_to(tx, row, away=post.facts.away, now=now) if is_lesser(row.worth) else ())]
    parts = tuple(Part(one.id, Worth(one.worth), Message(one.text, tuple(one.blocks))) for one in rows if one.worth)
    worth = max(part.worth for part in parts)
    purses = load_purses(tx, members, worth=worth, now=now)
    _take(tx, post, rows, now=now)
    return replace(post, week=WeekFacts(worth, purses, max(one.expires_at for one in rows)), parts=parts)


def _take(tx: Tx, post: Claimed, rows: Sequence[PostRow], *, now: datetime) -> None:
    told = {"team": tx.team_id, "ids": [row.id for row in rows], "held": post.token, "until": now + LEASE}
    changed(tx, _TAKE, told)


def _lesser_to(tx: Tx, row: PostRow, *, away: bool, now: datetime) -> Sequence[PostRow]:
    """The other lesser posts to the very same people that were put off or are due, greatest first."""
    told = {"team": tx.team_id, "audience": row.audience, "one": row.id, "now": now}
    return tx.scalars(_lesser(away=away), told).all()


@cache
def _lesser(*, away: bool) -> Select[PostRow]:
    others = (
        select(PostRow)
        .where(PostRow.team_id == TEAM, PostRow.audience == bindparam("audience"), PostRow.state == PostState.DUE)
        .where(PostRow.worth < Worth.INTRO, PostRow.id != ONE, PostRow.expires_at > NOW, PostRow.text != "")
        .order_by(PostRow.worth.desc(), PostRow.id)
        .limit(MOST_TOGETHER)
        .with_for_update(skip_locked=True)
    )
    return others.where(PostRow.unless_away.is_(False)) if away else others


def _people_of(row: PostRow) -> tuple[UserId, ...]:
    people = row.audience.removeprefix(HOME) if row.to_people or row.kind == PostKind.HOME else ""
    return tuple(UserId(one) for one in people.split(",") if one)


def _ts_of(tx: Tx, key: str) -> str:
    """Where the message of a post stands, or "" if it never arrived."""
    return tx.line.scalar(_SENT_TS, {"team": tx.team_id, "key": key}) or ""


def people_waiting(tx: Tx, *, now: datetime, most: int) -> Sequence[UserId]:
    """To whom something is about to go of our own accord, soonest first; so many at most."""
    rows = tx.line.scalars(_WAITING, {"team": tx.team_id, "now": now, "most": most})
    return [UserId(one) for audience in rows for one in audience.split(",")][:most]


def due_facts(tx: Tx, row: PostRow, *, moot: bool, now: datetime) -> DueFacts:
    """What is to be known of a due post."""
    return _facts(row, _members(tx, row), moot=moot, now=now)


def _members(tx: Tx, row: PostRow) -> Sequence[MemberRow]:
    """Those of a message's people whom we have met."""
    if not row.to_people or row.kind != PostKind.MESSAGE:
        return ()
    return tx.scalars(_MEMBERS, {"team": tx.team_id, "ids": _people_of(row)}).all()


def _facts(row: PostRow, members: Sequence[MemberRow], *, moot: bool, now: datetime) -> DueFacts:
    away = any(not one.here or (one.paused_until is not None and one.paused_until > now) for one in members)
    hours = tuple(as_person(one).hours for one in members)
    return DueFacts(row.expires_at, row.unless_away, away=away, hours=hours, moot=moot)


def _throttled(tx: Tx, *, now: datetime) -> frozenset[str]:
    return frozenset(tx.line.scalars(_THROTTLED, {"team": tx.team_id, "now": now}))


def intend_post(tx: Tx, post: Claimed, *, channel: str, now: datetime, ids: Collection[int] = ()) -> bool:
    """Write down that the first byte is about to go to `channel`, and count it in its people's week.

    Of what was claimed together only `ids` go, if there are any; the others are dropped. False when a part of it is no
    longer ours, another sender has spent that day, or Slack asked us to wait since it was claimed: what is left is due
    again.
    """
    methods = {METHODS[post.kind]} if post.week is None else {METHODS[post.kind], QUIET}
    may = not methods & _throttled(tx, now=now)
    counted = may and (post.week is None or spend(tx, post.week.purses, post_id=post.id, now=now))
    due_again = {"state": PostState.DUE, "intent_at": None, "token": None}
    ours = _change(tx, post, **({"intent_at": now, "lease_until": now + LEASE} if counted else due_again))
    if ours and not post.channel:
        insert_or_replace(tx, ConversationRow, {"audience": audience_of(post.people)}, {"channel_id": channel})
    if counted and ours < len(post.ids):
        give_back(tx, post.id)
        _change(tx, post, **due_again)
        return False
    if counted and ids and len(ids) < len(post.ids):
        _drop(tx, post, PostRow.id.not_in(sorted(ids)))
    return counted


def record_sent(tx: Tx, post: Claimed, *, ts: str, now: datetime) -> bool:
    """The message arrived as `ts`."""
    return _change(tx, post, state=PostState.SENT, sent_at=now, slack_ts=ts, token=None, error="") > 0


def record_retry(tx: Tx, post: Claimed, *, at: datetime, error: str) -> bool:
    """Nothing arrived; the post is due again at `at`."""
    return _never_came(tx, post, state=PostState.DUE, due_at=at, intent_at=None, token=None, error=error[:120])


def put_off(tx: Tx, post: Claimed, *, until: datetime) -> bool:
    """The post waits until then; of what matters less than an introduction, nobody hears what makes no sense then."""
    if post.week is not None and is_lesser(post.week.worth):
        _drop(tx, post, PostRow.expires_at <= until)
    return _change(tx, post, state=PostState.DUE, due_at=until, token=None, attempts=0) > 0


def record_end(tx: Tx, post: Claimed, *, state: PostState, error: str) -> bool:
    """The post failed, is unconfirmed or was dropped, and why."""
    if state is PostState.UNCONFIRMED:
        return _change(tx, post, state=state, token=None, error=error[:120]) > 0
    return _never_came(tx, post, state=state, token=None, error=error[:120])


def _never_came(tx: Tx, post: Claimed, **values: Any) -> bool:
    """Change what is still ours, and count it no longer."""
    ours = _change(tx, post, **values) > 0
    if ours:
        give_back(tx, post.id)
    return ours


def throttle(tx: Tx, method: str, *, until: datetime) -> None:
    """Leave `method` alone until then, in every replica."""
    insert_or_replace(tx, ThrottleRow, {"method": method}, {"until_at": until})


def _change(tx: Tx, post: Claimed, **values: Any) -> int:
    """Change what is still ours by its token, which whoever takes it from us takes away; how many posts that is."""
    told = {"team": tx.team_id, "ids": post.ids, "held": post.token}
    return changed(tx, _changing(*values), told | {f"new_{name}": value for name, value in values.items()})


@cache
def _changing(*names: str) -> Update:
    return _OURS.values({name: bindparam(f"new_{name}", type_=PostRow.__table__.c[name].type) for name in names})


def _drop(tx: Tx, post: Claimed, which: ColumnElement[bool]) -> None:
    """There is no room for some of what was claimed together; nobody is told."""
    dropped = _OURS.where(which).values(state=PostState.DROPPED, token=None, error="no room for it")
    changed(tx, dropped, {"team": tx.team_id, "ids": post.ids, "held": post.token})


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
