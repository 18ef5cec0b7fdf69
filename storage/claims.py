"""Asks and offers: where one can put them, who may take them up, whom to ask, and what others hear of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import and_, or_, select, update

from bot.card import ASKS, LIVE, Card, CardKind, CardState, Tap, card_key, posts_of
from bot.cards import messages, views
from bot.cards.claims import MOST_ASKED, ClaimFacts
from bot.cards.form import Places
from bot.cards.views import Around, Mine
from bot.intro import IntroPlan
from bot.intros.introductions import introductions
from bot.matching.knowledge import in_order
from bot.people import ChannelId, Person, UserId
from bot.posts import PostState
from bot.topic import key_of
from bot.topics.stances import USUAL_CAP, Stance
from bot.topics.who import find_helpers
from storage import cards, copies, directory, hosts, people, posts, topics
from storage.avoids import load_avoided
from storage.cards import CardRow
from storage.database import Tx
from storage.intros import note_reaction, save_intros
from storage.people import MemberRow
from storage.posts import PostRow
from storage.statements import changed
from storage.takebacks import shown_anew
from storage.topics import StanceRow
from storage.words import known_topics


def load_places(tx: Tx, user_id: UserId, *, guest: bool, here: str = "") -> Places:
    """Where somebody can put a card."""
    teams = hosts.channels_of(tx, user_id)
    closed = frozenset(one for one in teams if directory.why_closed(tx, one) is not None)
    return Places(teams, closed, guest, here)


def load_live(tx: Tx, user_id: UserId) -> Sequence[Card]:
    """Somebody's own asks and offers that are open or claimed."""
    return cards.load_own(tx, user_id, ASKS, LIVE)


def load_around(tx: Tx, user_id: UserId) -> Around:
    """Somebody's own asks and offers, and how many of others' fit their topics."""
    mine = load_live(tx, user_id)
    too = cards.count_taps(tx, [one.id for one in mine], Tap.ME_TOO)
    fits = Counter(_fitting(tx, user_id))
    own = tuple(Mine(one, too.get(one.id, 0)) for one in mine)
    return Around(own, asks=fits[CardKind.ASK], offers=fits[CardKind.OFFER])


def _fitting(tx: Tx, user_id: UserId) -> Iterator[str]:
    """The kind of each open card of others that somebody sees, and helps with or would like."""
    helps = and_(CardRow.kind == CardKind.ASK, StanceRow.stance == Stance.HELP)
    learns = and_(CardRow.kind == CardKind.OFFER, StanceRow.stance == Stance.LEARN)
    found = tx.execute(
        select(CardRow.kind, CardRow.user_id)
        .join(StanceRow, (StanceRow.team_id == CardRow.team_id) & (StanceRow.topic_id == CardRow.topic_id))
        .join(MemberRow, (MemberRow.team_id == CardRow.team_id) & (MemberRow.user_id == CardRow.user_id))
        .where(CardRow.team_id == tx.team_id, CardRow.state == CardState.OPEN, CardRow.user_id != user_id)
        .where(StanceRow.user_id == user_id, MemberRow.here.is_(True), or_(helps, learns))
        .where(cards.seen_by(tx, user_id))
    ).all()
    apart = load_apart(tx, user_id) if found else frozenset[str]()
    return (kind for kind, author in found if author not in apart)


def load_apart(tx: Tx, user_id: UserId) -> frozenset[str]:
    """Those who are not to meet somebody, whoever of the two said so."""
    return frozenset(one for pair in load_avoided(tx) if user_id in pair for one in pair if one != user_id)


def load_others(tx: Tx, user_id: UserId, *, now: datetime) -> Sequence[Card]:
    """The open asks and offers of others that somebody sees: those first that fit their topics."""
    apart, mine = load_apart(tx, user_id), topics.load_stances(tx, user_id, now=now)
    fits = {
        CardKind.ASK: {one.name for one in mine.of(Stance.HELP)},
        CardKind.OFFER: {one.name for one in mine.of(Stance.LEARN)},
    }
    seen = [one for one in cards.load_seen(tx, user_id, ASKS) if one.author.id not in apart]
    return sorted(seen, key=lambda one: one.topic not in fits[one.kind])  # it keeps the order otherwise


def load_claim(tx: Tx, card: Card, claimer: Person, *, now: datetime) -> ClaimFacts:
    """What is to be known where somebody takes up a card; nobody else does until we are done."""
    helper = claimer.id if card.kind is CardKind.ASK else card.author.id
    cap = topics.caps_of(tx, [helper]).get(helper, USUAL_CAP)
    return ClaimFacts(
        card,
        people.load_people(tx, [claimer.id]).get(claimer.id, claimer),
        left=cap - topics.count_helped(tx, [helper], now=now)[helper],
        author_free=_is_free(tx, card.author.id, now=now),
        paused=is_paused(tx, claimer.id, now=now),
        apart=in_order(claimer.id, card.author.id) in load_avoided(tx),
        already=claimer.id in cards.tappers(tx, card.id, Tap.CLAIM),
    )


def is_paused(tx: Tx, user_id: UserId, *, now: datetime) -> bool:
    """Whether somebody is paused."""
    row = tx.get(MemberRow, (tx.team_id, user_id))
    return row is not None and row.paused_until is not None and row.paused_until > now


def _is_free(tx: Tx, user_id: UserId, *, now: datetime) -> bool:
    row = tx.get(MemberRow, (tx.team_id, user_id))
    return row is not None and row.here and not is_paused(tx, user_id, now=now)


def save_claim(tx: Tx, card: Card, plan: IntroPlan, claimer: UserId, *, now: datetime) -> None:
    """Introduce the two; nobody else is asked any more, and those who said me too hear of it."""
    cards.tap(tx, card.id, claimer, Tap.CLAIM, now=now)
    ids = save_intros(tx, [plan], round_id=None, now=now)
    posts.enqueue(tx, introductions([plan], ids))
    for person in plan.people:
        note_reaction(tx, ids[0], person.id, now=now)
    settle(tx, card, now=now)


def settle(tx: Tx, card: Card, *, now: datetime) -> None:
    """Keep a card that is open no longer: it shows so, nobody is asked any more, and who said me too hears of it."""
    cards.save_card(tx, card)
    for moot in (messages.questions_of(card), messages.asks_author(card)):
        posts.drop_posts_like(tx, moot)
    show(tx, card, now=now)
    if card.state in {CardState.CLAIMED, CardState.CLOSED}:
        posts.enqueue(tx, [messages.plan_news(card, one, now=now) for one in cards.tappers(tx, card.id, Tap.ME_TOO)])


def show(tx: Tx, card: Card, *, now: datetime) -> None:
    """Let its channel see a card as it stands, and its author on their Home."""
    too = cards.count_taps(tx, [card.id], Tap.ME_TOO).get(card.id, 0)
    posts.change(tx, card_key(card.id), views.card_message(card, too=too), now=now)
    posts.owe_homes(tx, [card.author.id], now=now)


def ask_helpers(tx: Tx, card: Card, *, now: datetime) -> None:
    """Owe a few of those who help with an ask's topic, and see it, the question whether they could."""
    topic = known_topics(tx).get(key_of(card.topic))
    if card.kind is not CardKind.ASK or topic is None:
        return
    mine = topics.load_stances(tx, card.author.id, now=now)
    helpers = find_helpers(topics.load_who(tx, card.author, topic, mine, now=now), now=now)
    apart = load_apart(tx, card.author.id)
    see = (one.person for one in helpers if one.person.id not in apart and cards.may_see(tx, card.id, one.person.id))
    posts.enqueue(tx, [messages.plan_question(card, one.id, now=now) for one in islice(see, MOST_ASKED)])


def may_ask(tx: Tx, card: Card, user_id: UserId, *, now: datetime) -> bool:
    """Whether somebody who was named may be asked: they are not to be left alone, and have help left."""
    facts = load_claim(tx, card, Person(user_id, "", ""), now=now)
    return not (facts.paused or facts.apart or facts.left <= 0 or facts.already)


def tell_asked(tx: Tx, card: Card) -> None:
    """Let those who will be asked hear of a card as it is now; whoever does not see it any more is not asked."""
    waiting = (PostRow.team_id == tx.team_id, PostRow.state == PostState.DUE)
    these = PostRow.key.startswith(messages.questions_of(card), autoescape=True)
    asked = tx.execute(select(PostRow.key, PostRow.audience).where(*waiting, these).with_for_update()).all()
    blind = [key for key, one in asked if not cards.may_see(tx, card.id, UserId(one))]
    posts.drop_posts(tx, blind)
    message = messages.question_message(card)
    told = {"text": message.text, "blocks": list(message.blocks)}
    changed(tx, update(PostRow).where(*waiting, these).values(told))


def take_back(tx: Tx, card: Card, *, now: datetime) -> None:
    """Keep nothing of a card, nor of what anybody was told of it; its channel sees that it was taken back."""
    with shown_anew(tx, card.id, now=now):
        forget(tx, card)
    posts.change(tx, card_key(card.id), views.gone_message(card.kind), now=now)
    posts.owe_homes(tx, [card.author.id], now=now)


def forget(tx: Tx, card: Card) -> None:
    """Keep nothing of a card, nor of our copies of what was told of it."""
    copies.forget_like(tx, posts_of(card.id))
    posts.drop_posts(tx, [card_key(card.id)])
    shown = select(PostRow.id).where(PostRow.team_id == tx.team_id, PostRow.key == card_key(card.id))
    copies.empty(tx, tx.scalars(shown).all())
    cards.delete_card(tx, card.id)


def take_back_all(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Take back all that somebody asked or offered."""
    for card in cards.load_own(tx, user_id, ASKS, tuple(CardState)):
        take_back(tx, card, now=now)


def note_closed(tx: Tx, channel: ChannelId, *, now: datetime) -> None:
    """A channel is closed to us: who has a live card in it hears so; the cards are kept."""
    posts.enqueue(tx, [messages.plan_shut(one, now=now) for one in _live_in(tx, channel)])


def note_reopened(tx: Tx, channel: ChannelId, *, now: datetime) -> None:
    """A channel is open again: its cards show as they are now."""
    for card in _live_in(tx, channel):
        for post in messages.plan_card(card, now=now):
            posts.owe_again(tx, post)
        show(tx, card, now=now)


def _live_in(tx: Tx, channel: ChannelId) -> Sequence[Card]:
    here = (CardRow.team_id == tx.team_id, CardRow.channel_id == channel)
    live = (CardRow.kind.in_(ASKS), CardRow.state.in_(LIVE))
    return cards.load_cards(tx, cards.cards().where(*here, *live).order_by(CardRow.id))
