"""What people do with thanks: say them, and let others see them where both like that."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.card import Audience, Card, CardKind, CardState, Tap
from bot.people import ChannelId, Person, UserId
from bot.posts import Message
from bot.refusal import Refusal
from bot.thanks import sentences, views
from bot.thanks.form import ThanksForm, begin, decide_thanks
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.payloads import Press, StaleError, Submitted
from storage import cards, hosts, people, posts
from storage.database import Tx

View = dict[str, Any]


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form."""
    app.action(views.PUBLIC)(press_public)
    app.action(views.KEEP)(press_keep)
    app.view(views.SEND)(submit_thanks)


async def open_thanks(act: Act, client: AsyncWebClient, trigger_id: str, words: str) -> None:
    """Open the form, with what was typed after the command."""
    await client.views_open(trigger_id=trigger_id, view=await act.once(form, words))


async def submit_thanks(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: whom, and what for."""
    sent = Submitted.model_validate(body)
    person, chosen = await act.look_up(client), await act.look_up_all(client, sent.users("to")[:1], most=1)
    filled = ThanksForm(sent.value("text"), sent.value("place"), next(iter(chosen.values()), None))
    await answer_form(ack, body, await act.once(send, person, filled, now=act.now))


async def press_public(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Make it public."""
    press = Press.model_validate(body)
    done = await act.once(agree, press.number, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_keep(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Keep it between us."""
    press = Press.model_validate(body)
    done = await act.once(keep, press.number)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


def form(tx: Tx, user_id: UserId, words: str) -> View:
    """The form; somebody who is mentioned stands in it."""
    to, text = begin(words)
    return views.thanks_modal(hosts.channels_of(tx, user_id), to=to or "", text=text)


def send(tx: Tx, user_id: UserId, person: Person, sent: ThanksForm, *, now: datetime) -> View | Refusal:
    """Owe the other the thanks; whether others may see them is the other's choice first."""
    if not person.here:
        return Refusal(sentences.NOT_HERE, field="to")
    teams = hosts.channels_of(tx, user_id)
    theirs = hosts.channels_of(tx, sent.chosen.id) if sent.chosen else ()
    new = Card(0, person, CardKind.THANKS, "", now)
    card = decide_thanks(sent, new, teams=teams, theirs=theirs)
    if isinstance(card, Refusal) or sent.chosen is None:
        return card if isinstance(card, Refusal) else Refusal(sentences.NOBODY, field="to")
    for one in (person, sent.chosen):
        people.meet_person(tx, one)
    kept = cards.save_card(tx, card)
    if kept.channel:
        cards.tap(tx, kept.id, user_id, Tap.PUBLIC, now=now)
    posts.enqueue(tx, [views.plan_thanks(kept, together=bool(set(teams) & set(theirs)), now=now)])
    return views.sent_modal(sent.chosen.name)


def _between(tx: Tx, user_id: UserId, card_id: int) -> tuple[Card, Person]:
    """Thanks that this person gave or got, kept from the other until we are done, and whom they are for.

    Raises:
        StaleError: there are none.
    """
    card = cards.load_card(tx, card_id, lock=True)
    if card is None or card.kind is not CardKind.THANKS or card.to is None or user_id not in {card.author.id, card.to}:
        raise StaleError(str(card_id))
    return card, people.load_people(tx, [card.to])[card.to]


def agree(tx: Tx, user_id: UserId, card_id: int, *, now: datetime) -> Message:
    """One of the two likes it to be public; where both do, it shows in the channel, else the giver is asked."""
    card, other = _between(tx, user_id, card_id)
    if card.state is not CardState.OPEN:
        return told(sentences.SETTLED)
    place = _place(tx, card, other)
    if place is None:
        return told(sentences.NO_CHANNEL)
    card = cards.save_card(tx, replace(card, channel=place))
    cards.tap(tx, card_id, user_id, Tap.PUBLIC, now=now)
    if {card.author.id, other.id} <= set(cards.tappers(tx, card_id, Tap.PUBLIC)):
        cards.save_card(tx, replace(card, audience=Audience.TEAM, state=CardState.CLOSED))
        posts.enqueue(tx, [views.plan_public(card, other.name, now=now)])
        return told(sentences.PUBLIC)
    posts.enqueue(tx, [views.plan_question(card, other.name, now=now)])
    return told(sentences.ASKED)


def _place(tx: Tx, card: Card, other: Person) -> ChannelId | None:
    """The channel of a team that both are in now: the one that the giver chose, else the first."""
    both = [one for one in hosts.channels_of(tx, card.author.id) if one in hosts.channels_of(tx, other.id)]
    if card.channel:
        return card.channel if card.channel in both else None
    return next(iter(both), None)


def keep(tx: Tx, user_id: UserId, card_id: int) -> Message:
    """One of the two likes it to stay between them."""
    card, _ = _between(tx, user_id, card_id)
    if card.state is not CardState.OPEN:
        return told(sentences.SETTLED)
    cards.save_card(tx, replace(card, state=CardState.CLOSED))
    return told(sentences.STAYS)
