"""Cards: what people ask, offer, share and tell, and what others said of it with one button."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.card import ASKS, Audience, Card, CardKind, CardState, Tap
from bot.people import ChannelId, UserId
from bot.topic import Topic
from storage import directory, topics
from storage.base import NAMED, TEAM, Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.directory import ChannelPersonRow
from storage.people import MemberRow, as_person
from storage.programmes import HOLD
from storage.sealing import Sealed
from storage.statements import changed, insert_new
from storage.topics import TopicRow


class CardRow(Numbered, Base):
    """A card, in the channel of a team ("" for none); what its author wrote is sealed."""

    __tablename__ = "card"
    __table_args__ = (
        one_of_team(),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "topic_id"], ["topic.team_id", "topic.id"]),
        Index("ix_card_user", "team_id", "user_id", "state"),
        Index("ix_card_due", "team_id", "due_at"),
        Index("ix_card_channel", "team_id", "channel_id", "kind", "state"),
        Index("ix_card_topic", "team_id", "topic_id", "kind", "state"),
    )

    user_id: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    channel_id: Mapped[str] = mapped_column(String(32))
    topic_id: Mapped[int | None] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Sealed)
    url: Mapped[str] = mapped_column(String(2048))
    title: Mapped[str] = mapped_column(String(300))
    tag: Mapped[str] = mapped_column(String(32))
    audience: Mapped[str] = mapped_column("seen_by", String(16))
    to_id: Mapped[str | None] = mapped_column(String(32), info=NAMED)
    state: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    asked: Mapped[bool]


class TapRow(Base):
    """What somebody said of a card with one button, and when."""

    __tablename__ = "tap"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "card_id"], ["card.team_id", "card.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_tap_user", "team_id", "user_id"),
    )

    team_id: Mapped[str] = team_id()
    card_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime]


NEXT_CARD = select(func.min(CardRow.due_at)).where(CardRow.team_id == TEAM, CardRow.kind.in_(ASKS))


def save_card(tx: Tx, card: Card) -> Card:
    """Add a card (its id is 0 until then), or change the one with its id; its author is a member."""
    row = tx.get_one(CardRow, (tx.team_id, card.id)) if card.id else CardRow(team_id=tx.team_id)
    row.user_id, row.kind, row.channel_id, row.audience = card.author.id, card.kind, card.channel or "", card.audience
    row.text, row.url, row.title, row.tag, row.to_id = card.text, card.url, card.title, card.tag, card.to
    row.state, row.made_at, row.due_at, row.asked = card.state, card.made_at, card.due_at, card.asked
    row.topic_id = next(iter(topics.keep_topics(tx, [Topic(0, card.topic)]).values())) if card.topic else None
    tx.add(row)
    tx.flush()
    return replace(card, id=row.id)


def load_card(tx: Tx, card_id: int, *, lock: bool = False) -> Card | None:
    """A card of this workspace; with `lock`, kept from others until we are done."""
    found = select(CardRow).where(CardRow.team_id == tx.team_id, CardRow.id == card_id)
    if lock:
        tx.execute(found.with_for_update(of=CardRow))
    return next(iter(load_cards(tx, cards().where(CardRow.team_id == tx.team_id, CardRow.id == card_id))), None)


def cards_with(tx: Tx, user_id: UserId) -> Sequence[Card]:
    """The cards that are somebody's own, or for them."""
    theirs = or_(CardRow.user_id == user_id, CardRow.to_id == user_id)
    return load_cards(tx, cards().where(CardRow.team_id == tx.team_id, theirs))


def cards() -> Select[CardRow, MemberRow, str | None]:
    """Cards with their authors and topics; whoever selects says which, and of which workspace."""
    return (
        select(CardRow, MemberRow, TopicRow.name)
        .join(MemberRow, (MemberRow.team_id == CardRow.team_id) & (MemberRow.user_id == CardRow.user_id))
        .outerjoin(TopicRow, (TopicRow.team_id == CardRow.team_id) & (TopicRow.id == CardRow.topic_id))
    )


def load_cards(tx: Tx, which: Select[CardRow, MemberRow, str | None]) -> Sequence[Card]:
    """The cards that a statement made of `cards` selects, in its order."""
    return [
        Card(
            row.id,
            as_person(author),
            CardKind(row.kind),
            row.text,
            row.made_at,
            channel=ChannelId(row.channel_id) if row.channel_id else None,
            topic=topic or "",
            url=row.url,
            title=row.title,
            tag=row.tag,
            audience=Audience(row.audience),
            to=None if row.to_id is None else UserId(row.to_id),
            state=CardState(row.state),
            due_at=row.due_at,
            asked=row.asked,
        )
        for row, author, topic in tx.execute(which)
    ]


def seen_by(tx: Tx, user_id: UserId, *, guest: bool = False) -> ColumnElement[bool]:
    """Whether somebody may see a card: their own, or one that is between two, or shown to a team or to everyone.

    Guests of the workspace see what stands in channels of theirs, and nothing else; `guest` where Slack says so now.
    """
    held = exists().where(
        ChannelPersonRow.team_id == CardRow.team_id,
        ChannelPersonRow.channel_id == CardRow.channel_id,
        ChannelPersonRow.user_id == user_id,
        ChannelPersonRow.held.is_(True),
    )
    everyone = CardRow.audience == Audience.EVERYONE
    return or_(
        CardRow.user_id == user_id,
        and_(CardRow.audience == Audience.TWO, CardRow.to_id == user_id),
        and_(CardRow.audience.in_([Audience.TEAM, Audience.EVERYONE]), held),
        false() if guest or directory.is_guest(tx, user_id) else everyone,
    )


def may_see(tx: Tx, card_id: int, user_id: UserId) -> bool:
    """Whether there is such a card, and somebody may see it."""
    this = (CardRow.team_id == tx.team_id, CardRow.id == card_id)
    return tx.scalar(select(CardRow.id).where(*this, seen_by(tx, user_id))) is not None


def load_seen(
    tx: Tx, user_id: UserId, kinds: Collection[CardKind], *, start: int = 0, limit: int = 100
) -> Sequence[Card]:
    """The open cards of others that somebody may see, the newest first."""
    others = (CardRow.team_id == tx.team_id, CardRow.user_id != user_id, MemberRow.here.is_(True))
    open_ = (CardRow.state == CardState.OPEN, CardRow.kind.in_(sorted(kinds)))
    which = cards().where(*others, *open_, seen_by(tx, user_id)).order_by(CardRow.made_at.desc(), CardRow.id.desc())
    return load_cards(tx, which.offset(start).limit(limit))


def load_own(tx: Tx, user_id: UserId, kinds: Collection[CardKind], states: Collection[CardState]) -> Sequence[Card]:
    """Somebody's own cards of these kinds in these states, the newest first."""
    mine = (CardRow.team_id == tx.team_id, CardRow.user_id == user_id)
    some = (CardRow.kind.in_(sorted(kinds)), CardRow.state.in_(sorted(states)))
    return load_cards(tx, cards().where(*mine, *some).order_by(CardRow.made_at.desc(), CardRow.id.desc()))


def hold_due_card(tx: Tx, *, now: datetime) -> int | None:
    """The ask or offer that is due longest, kept from other replicas for a while."""
    row = tx.scalar(
        select(CardRow)
        .where(CardRow.team_id == tx.team_id, CardRow.kind.in_(ASKS), CardRow.due_at <= now)
        .order_by(CardRow.due_at, CardRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.due_at = now + HOLD
    return row.id


def delete_card(tx: Tx, card_id: int) -> None:
    """Keep nothing of a card, nor of what others said of it."""
    tx.execute(delete(CardRow).where(CardRow.team_id == tx.team_id, CardRow.id == card_id))


def tap(tx: Tx, card_id: int, user_id: UserId, what: Tap, *, now: datetime) -> bool:
    """Note that a member said so; whether that is new."""
    return insert_new(tx, TapRow, {"card_id": card_id, "user_id": user_id, "what": what, "at": now})


def untap(tx: Tx, card_id: int, user_id: UserId, what: Tap) -> bool:
    """Note it no longer; whether they had said so."""
    mine = (TapRow.card_id == card_id, TapRow.user_id == user_id, TapRow.what == what)
    return changed(tx, delete(TapRow).where(TapRow.team_id == tx.team_id, *mine)) == 1


def tappers(tx: Tx, card_id: int, what: Tap) -> tuple[UserId, ...]:
    """Who said so of a card, in order."""
    said = (TapRow.team_id == tx.team_id, TapRow.card_id == card_id, TapRow.what == what)
    return tuple(map(UserId, tx.scalars(select(TapRow.user_id).where(*said).order_by(TapRow.at, TapRow.user_id))))


def count_taps(tx: Tx, card_ids: Collection[int], what: Tap) -> Mapping[int, int]:
    """How many said so of each of these cards; of those of which nobody did, nothing."""
    said = (TapRow.team_id == tx.team_id, TapRow.card_id.in_(sorted(card_ids)), TapRow.what == what)
    return dict(tx.execute(select(TapRow.card_id, func.count()).where(*said).group_by(TapRow.card_id)).all())
