"""What people of a channel show each other, and what of it the channel was shown lately, where and when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.card import Audience, CardKind, CardState, Tap
from bot.goals.goal import GoalState, SeenBy
from bot.news import FRESH, REST, Board, Item, NewsKind
from bot.people import ChannelId, UserId
from storage.base import NOBODYS, Base, Id, Numbered
from storage.cards import CardRow, TapRow
from storage.database import Tx
from storage.directory import ChannelPersonRow
from storage.goals import GoalRow
from storage.people import MemberRow
from storage.statements import changed, insert_all_new

NEVER = date(1970, 1, 1)
KINDS = {
    NewsKind.WIN: CardKind.WIN,
    NewsKind.ASK: CardKind.ASK,
    NewsKind.OFFER: CardKind.OFFER,
    NewsKind.STORY: CardKind.STORY,
    NewsKind.RESOURCE: CardKind.RESOURCE,
}


class ShownRow(Numbered, Base):
    """A goal or a card that a channel was shown on a board of a day, in which place."""

    __tablename__ = "shown"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "channel_id"], ["team.team_id", "team.channel_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "goal_id"], ["goal.team_id", "goal.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "card_id"], ["card.team_id", "card.id"], ondelete="CASCADE"),
        Index("ix_shown_board", "team_id", "channel_id", "board", "on_day"),
        Index("ix_shown_goal", "team_id", "goal_id"),
        Index("ix_shown_card", "team_id", "card_id"),
        NOBODYS,
    )

    channel_id: Mapped[str] = mapped_column(String(32))
    board: Mapped[str] = mapped_column(String(16))
    on_day: Mapped[date]
    place: Mapped[int]
    goal_id: Mapped[int | None] = mapped_column(Id)
    card_id: Mapped[int | None] = mapped_column(Id)


@dataclass(frozen=True, slots=True)
class Shown:
    """A board of a day in a channel."""

    board: Board
    channel: ChannelId
    on: date


def load_news(
    tx: Tx, channel: ChannelId, board: Board, *, caps: Mapping[NewsKind, int], on: date, now: datetime
) -> tuple[Item, ...]:
    """What a board of that day may show a channel: of each kind as many as it takes at most, the fittest first.

    It is what people show whom the channel holds: goals that they show their team or everybody, and cards that stand
    in this channel, or that they show everybody. What the board showed before that day rests, but for open asks.
    """
    goals = tx.execute(_goals(tx, channel, board, on=on).limit(caps[NewsKind.GOAL])).all()
    cards = tx.execute(_best(_cards(tx, channel, board, on=on, now=now), caps)).all()
    return (
        *(Item(NewsKind.GOAL, goal_id, name, what) for goal_id, name, what in goals),
        *(_as_item(tuple(row)) for row in cards),
    )


def _goals(tx: Tx, channel: ChannelId, board: Board, *, on: date) -> Select[int, str, str]:
    before = exists().where(ShownRow.goal_id == GoalRow.id, *_lately(tx, channel, board, on))
    return (
        select(GoalRow.id, MemberRow.name, GoalRow.what)
        .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
        .where(GoalRow.team_id == tx.team_id, GoalRow.user_id.in_(_held(tx, channel)), MemberRow.here.is_(True))
        .where(GoalRow.state == GoalState.OPEN, GoalRow.until_on >= on)
        .where(GoalRow.seen_by.in_([SeenBy.TEAM, SeenBy.EVERYONE]), ~before)
        .order_by(-GoalRow.id)  # SQLite would go through all goals in the order of an index
    )


def _cards(tx: Tx, channel: ChannelId, board: Board, *, on: date, now: datetime) -> Select[Any]:
    lately = (
        select(ShownRow.card_id, func.max(ShownRow.on_day).label("on_day"))
        .where(*_lately(tx, channel, board, on), ShownRow.card_id.is_not(None))
        .group_by(ShownRow.card_id)
        .subquery()
    )
    taps = (
        select(func.count())
        .where(TapRow.team_id == CardRow.team_id, TapRow.card_id == CardRow.id, TapRow.what == Tap.HELPED)
        .scalar_subquery()
    )
    helped = case((CardRow.kind == CardKind.RESOURCE, taps), else_=literal(0))
    last = func.coalesce(lately.c.on_day, NEVER)
    rank = func.row_number().over(partition_by=CardRow.kind, order_by=(last, helped.desc(), CardRow.id.desc()))
    return (
        select(
            CardRow.team_id.label("team_id"),
            CardRow.id.label("id"),
            CardRow.kind.label("kind"),
            last.label("last"),
            helped.label("helped"),
            rank.label("place"),
        )
        .join(MemberRow, (MemberRow.team_id == CardRow.team_id) & (MemberRow.user_id == CardRow.user_id))
        .outerjoin(lately, lately.c.card_id == CardRow.id)
        .where(CardRow.team_id == tx.team_id, CardRow.user_id.in_(_held(tx, channel)), MemberRow.here.is_(True))
        .where(CardRow.state == CardState.OPEN)
        .where(CardRow.kind.in_(KINDS.values()), _for_channel(channel))
        .where(or_(CardRow.kind == CardKind.ASK, lately.c.card_id.is_(None)))
        .where(or_(CardRow.kind != CardKind.WIN, CardRow.made_at >= now - FRESH))
    )


def _best(ranked: Select[Any], caps: Mapping[NewsKind, int]) -> Select[Any]:
    """Of each kind as many as are wanted, with what they say."""
    found = ranked.subquery()
    wanted = or_(*(and_(found.c.kind == KINDS[kind], found.c.place <= caps[kind]) for kind in KINDS if kind in caps))
    return (
        select(*_TOLD, found.c.last, found.c.helped)
        .join(found, found.c.id == CardRow.id)
        .join(MemberRow, (MemberRow.team_id == CardRow.team_id) & (MemberRow.user_id == CardRow.user_id))
        .where(CardRow.team_id == found.c.team_id, wanted)
    )


_TOLD = (CardRow.id, CardRow.kind, MemberRow.name, CardRow.text, CardRow.title, CardRow.url)


def _as_item(row: tuple[Any, ...]) -> Item:
    card_id, kind, name, text, title, url, last, helped = row
    shown_on = None if last == NEVER else last
    return Item(NewsKind(kind), card_id, name, text, title=title, url=url, shown_on=shown_on, helped=helped)


def _held(tx: Tx, channel: ChannelId) -> Select[str]:
    """Whom a channel holds."""
    row = ChannelPersonRow
    return select(row.user_id).where(row.team_id == tx.team_id, row.channel_id == channel, row.held.is_(True))


def _for_channel(channel: ChannelId) -> ColumnElement[bool]:
    """Whether the people of a channel may see a card of one of them."""
    here = and_(CardRow.channel_id == channel, CardRow.audience == Audience.TEAM)
    return or_(here, CardRow.audience == Audience.EVERYONE)


def _lately(tx: Tx, channel: ChannelId, board: Board, on: date) -> tuple[ColumnElement[bool], ...]:
    """What this board showed before that day, and not long before."""
    this = (ShownRow.team_id == tx.team_id, ShownRow.channel_id == channel, ShownRow.board == board)
    return (*this, ShownRow.on_day < on, ShownRow.on_day > on - REST)


def note_shown(tx: Tx, shown: Shown, items: Sequence[Item]) -> None:
    """Remember what a board shows, in its order; what it showed on that day before stays."""
    there = {(row.goal_id, row.card_id) for row in tx.scalars(select(ShownRow).where(*_of(tx, shown)))}
    ids = [(item.id, None) if item.kind is NewsKind.GOAL else (None, item.id) for item in items]
    insert_all_new(
        tx,
        ShownRow,
        [
            {
                "channel_id": shown.channel,
                "board": shown.board,
                "on_day": shown.on,
                "place": len(there) + place,
                "goal_id": goal_id,
                "card_id": card_id,
            }
            for place, (goal_id, card_id) in enumerate(ids)
            if (goal_id, card_id) not in there
        ],
    )


def forget_board(tx: Tx, shown: Shown) -> None:
    """Nobody saw this board after all."""
    tx.execute(delete(ShownRow).where(*_of(tx, shown)))


def forget_shown(tx: Tx, *, before: date) -> None:
    """Forget what was shown before then."""
    changed(tx, delete(ShownRow).where(ShownRow.team_id == tx.team_id, ShownRow.on_day < before))


def _of(tx: Tx, shown: Shown) -> tuple[ColumnElement[bool], ...]:
    this = (ShownRow.team_id == tx.team_id, ShownRow.channel_id == shown.channel, ShownRow.board == shown.board)
    return (*this, ShownRow.on_day == shown.on)


def load_shown_again(tx: Tx, shown: Shown, *, without: UserId | None = None) -> tuple[Item, ...]:
    """What a board showed, as far as its owners show it still; `without` what is of one of them."""
    places = {(row.goal_id, row.card_id): row.place for row in tx.scalars(select(ShownRow).where(*_of(tx, shown)))}
    goals = tx.execute(
        select(GoalRow.id, MemberRow.name, GoalRow.what, GoalRow.user_id)
        .join(MemberRow, (MemberRow.team_id == GoalRow.team_id) & (MemberRow.user_id == GoalRow.user_id))
        .where(GoalRow.team_id == tx.team_id, GoalRow.id.in_([goal for goal, _ in places if goal is not None]))
        .where(GoalRow.seen_by.in_([SeenBy.TEAM, SeenBy.EVERYONE]))
    )
    cards = tx.execute(
        select(*_TOLD, CardRow.user_id)
        .join(MemberRow, (MemberRow.team_id == CardRow.team_id) & (MemberRow.user_id == CardRow.user_id))
        .where(CardRow.team_id == tx.team_id, CardRow.id.in_([card for _, card in places if card is not None]))
        .where(_for_channel(shown.channel))
    )
    found = {
        places[goal_id, None]: Item(NewsKind.GOAL, goal_id, name, what)
        for goal_id, name, what, owner in goals
        if owner != without
    }
    found |= {places[None, row[0]]: _as_item((*row[:-1], NEVER, 0)) for row in cards if row[-1] != without}
    return tuple(found[place] for place in sorted(found))


def boards_with(tx: Tx, *, goal_ids: Collection[int] = (), card_ids: Collection[int] = ()) -> frozenset[Shown]:
    """The boards that showed one of these."""
    these = or_(ShownRow.goal_id.in_(sorted(goal_ids)), ShownRow.card_id.in_(sorted(card_ids)))
    rows = tx.execute(
        select(ShownRow.board, ShownRow.channel_id, ShownRow.on_day).where(ShownRow.team_id == tx.team_id, these)
    )
    return frozenset(Shown(Board(board), ChannelId(channel), on) for board, channel, on in rows)


def boards_of(tx: Tx, user_id: UserId) -> frozenset[Shown]:
    """The boards that showed something of somebody's."""
    goals = select(GoalRow.id).where(GoalRow.team_id == tx.team_id, GoalRow.user_id == user_id)
    cards = select(CardRow.id).where(CardRow.team_id == tx.team_id, CardRow.user_id == user_id)
    return boards_with(tx, goal_ids=tx.scalars(goals).all(), card_ids=tx.scalars(cards).all())
