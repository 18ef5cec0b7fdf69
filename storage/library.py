"""The library: what somebody finds of what was shared and told, and the titles of pages."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from bot.addresses import page_of
from bot.card import Card, CardKind, CardState, Tap
from bot.library.found import KINDS, Found, May
from bot.people import Absence, Person
from bot.topic import Topic
from storage import cards, hosts
from storage.base import TEAM
from storage.cards import CardRow, TapRow
from storage.database import Tx
from storage.statements import set_where

NEXT_TITLE = select(func.min(CardRow.due_at)).where(CardRow.team_id == TEAM, CardRow.kind == CardKind.RESOURCE)


def _seen_by(tx: Tx, viewer: Person) -> ColumnElement[bool]:
    return cards.seen_by(tx, viewer.id, guest=viewer.absence is Absence.GUEST)


def load_visible(tx: Tx, viewer: Person, card_id: int, *, kinds: Collection[CardKind] = KINDS) -> Card | None:
    """A card of these kinds that somebody may see and nobody hid."""
    which = cards.cards().where(CardRow.team_id == tx.team_id, CardRow.id == card_id, CardRow.kind.in_(kinds))
    found = cards.load_cards(tx, which.where(CardRow.state == CardState.OPEN, _seen_by(tx, viewer)))
    return next(iter(found), None)


def find(tx: Tx, viewer: Person, topic: Topic, words: str, *, start: int, limit: int) -> tuple[Found, ...]:
    """What somebody may see on a topic or with all of these words in its title, the most helpful first.

    Without any words it is all that they may see.
    """
    tapped = (TapRow.team_id == CardRow.team_id, TapRow.card_id == CardRow.id, TapRow.what == Tap.HELPED)
    helped = select(func.count()).select_from(TapRow).where(*tapped).correlate(CardRow).scalar_subquery()
    mine = exists().where(*tapped, TapRow.user_id == viewer.id)
    titled = and_(*(CardRow.title.icontains(word, autoescape=True) for word in words.split()), CardRow.title != "")
    rows = select(CardRow.id, helped, mine).where(
        CardRow.team_id == tx.team_id,
        CardRow.kind.in_(KINDS),
        CardRow.state == CardState.OPEN,
        _seen_by(tx, viewer),
    )
    if words:
        rows = rows.where(or_(CardRow.topic_id == topic.id, titled))
    rows = rows.order_by(helped.desc(), CardRow.made_at.desc(), CardRow.id.desc()).offset(start).limit(limit)
    found = {card_id: (count, bool(said)) for card_id, count, said in tx.execute(rows)}
    which = cards.cards().where(CardRow.team_id == tx.team_id, CardRow.id.in_(sorted(found)))
    loaded = {card.id: card for card in cards.load_cards(tx, which)}
    return tuple(
        Found(loaded[card_id], count, mine=said, may=may_do(tx, loaded[card_id], viewer))
        for card_id, (count, said) in found.items()
    )


def may_do(tx: Tx, card: Card, viewer: Person) -> May:
    """What somebody may do with a card that they see."""
    if card.author.id == viewer.id:
        return May.CHANGE
    return May.HIDE if viewer.admin or (card.channel and hosts.is_host(tx, card.channel, viewer.id)) else May.READ


def load_twins(tx: Tx, viewer: Person, url: str) -> tuple[Card, ...]:
    """The cards of the same page that somebody may see, the oldest first."""
    page = page_of(url)
    pages = {page, page.replace("https://", "http://", 1), page.replace("http://", "https://", 1)}
    same = [or_(CardRow.url == one, CardRow.url.startswith(f"{one}#", autoescape=True)) for one in sorted(pages)]
    which = cards.cards().where(CardRow.team_id == tx.team_id, CardRow.kind == CardKind.RESOURCE)
    which = which.where(CardRow.state == CardState.OPEN, or_(*same), _seen_by(tx, viewer)).order_by(
        CardRow.made_at, CardRow.id
    )
    return tuple(card for card in cards.load_cards(tx, which) if page_of(card.url) in pages)


def hold_due_title(tx: Tx, *, now: datetime) -> tuple[int, str] | None:
    """The page whose title has been waited for longest, and its address; it is asked for once, whatever comes of it."""
    row = tx.scalar(
        select(CardRow)
        .where(CardRow.team_id == tx.team_id, CardRow.kind == CardKind.RESOURCE, CardRow.due_at <= now)
        .order_by(CardRow.due_at, CardRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.due_at = None
    return row.id, row.url


def keep_title(tx: Tx, card_id: int, url: str, title: str) -> None:
    """Keep the title of a page, unless the card is of another one by now."""
    set_where(tx, CardRow, {"id": card_id, "url": url}, title=title)
