"""What people do with the library: share a page, keep one of a message, find what helped others, say what helped."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.addresses import first_link
from bot.audiences import reach_of, with_reach
from bot.blocks import told
from bot.card import Card, CardKind, CardState, Tap
from bot.library import sentences, views
from bot.library.form import ResourceForm, begin, decide_resource
from bot.library.found import PAGE, May, Sought
from bot.people import Person, UserId
from bot.posts import Message
from bot.refusal import Refusal
from bot.topic import LONGEST, Doubt, asked_before, find_topic, suggest_topic
from handlers import stories
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.payloads import Press, StaleError, Submitted, Taken
from storage import audiences, cards, library, people
from storage.database import Tx
from storage.takebacks import shown_anew
from storage.words import known_topics

View = dict[str, Any]
LOOKS = (views.LOOK, f"{views.LOOK}-back", f"{views.LOOK}-on")


def register(app: AsyncApp) -> None:
    """Listen to the shortcut, the buttons and the forms."""
    app.message_shortcut(views.KEEP)(take_shortcut)
    app.action(views.SHARE)(press_share)
    app.action(views.HELPED)(press_helped)
    app.action(views.MENU)(choose)
    for action in LOOKS:
        app.action(action)(press_look)
    app.view(views.SAVE)(submit_page)
    app.view(views.REMOVE)(submit_remove)


async def open_share(act: Act, client: AsyncWebClient, trigger_id: str, *, words: str = "", topic: str = "") -> None:
    """Open the form for a page, with an address and what is said of it."""
    view = await act.once(form, await act.look_up(client), words, topic=topic, now=act.now)
    await client.views_open(trigger_id=trigger_id, view=view)


async def press_share(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Share a page, where nothing was found on a topic."""
    press = Press.model_validate(body)
    await open_share(act, client, press.trigger_id, topic=press.text)
    await ack()


async def take_shortcut(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Save to library, on a message: the first link in it."""
    taken = Taken.model_validate(body)
    link = first_link(taken.text)
    if link:
        await open_share(act, client, taken.trigger_id, words=link)
    else:
        await respond(text=sentences.NO_LINK, response_type="ephemeral", replace_original=False)
    await ack()


async def submit_page(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: the page, and who may see it."""
    sent = Submitted.model_validate(body)
    texts = {name: sent.value(name) for name in ("url", "topic", "why", "reach")}
    filled = ResourceForm(**texts, asked=asked_before(sent.kept))
    done = await act.once(save, await act.look_up(client), filled, sent.number, now=act.now)
    await answer_form(ack, body, done)


async def press_look(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Another page of what was found, or another topic."""
    press = Press.model_validate(body)
    (start,), words = press.led(1)
    message = await act.once(look, await act.look_up(client), Sought(words, start))
    await answer_press(message, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_helped(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Helped me, or not after all."""
    press = Press.model_validate(body)
    (card_id, start), words = press.led(2)
    message = await act.once(turn_helped, await act.look_up(client), card_id, Sought(words, start), now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient) -> None:
    """Something from the menu behind the three dots."""
    press = Press.model_validate(body)
    word, card_id = press.choice
    done = await act.once(take_choice, await act.look_up(client), word, card_id, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def submit_remove(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: they mean it."""
    done = await act.once(remove, await act.look_up(client), Submitted.model_validate(body).number, now=act.now)
    await ack(response_action="update", view=views.notice_modal(done))


def form(tx: Tx, _user_id: UserId, person: Person, words: str, *, topic: str, now: datetime) -> View:
    """The form for a page."""
    card = begin(words, Card(0, person, CardKind.RESOURCE, "", now, topic=topic[:LONGEST]))
    return views.share_modal(card, audiences.load_sharer(tx, person))


def save(tx: Tx, user_id: UserId, person: Person, sent: ResourceForm, card_id: int, *, now: datetime) -> View | Refusal:
    """Keep the page that was meant; one that stands there for the same people is counted as helpful instead."""
    if not person.here:
        return Refusal(sentences.NOT_HERE, field="url")
    people.meet_person(tx, person)
    new = Card(0, person, CardKind.RESOURCE, "", now)
    before = mine(tx, person, card_id, CardKind.RESOURCE) if card_id else new
    sharer = audiences.load_sharer(tx, person)
    card = decide_resource(sent, before, known_topics(tx), sharer, now=now)
    if isinstance(card, Refusal):
        return card
    if isinstance(card, Doubt):
        typed = with_reach(replace(before, url=sent.url, text=sent.why), sent.reach, sharer)
        return views.share_modal(typed, sharer, topic=sent.topic, doubt=card)
    twin = next((one for one in library.load_twins(tx, person, card.url) if reach_of(card).within(one)), None)
    if twin is None or card.id:
        with shown_anew(tx, card.id, now=now):
            return views.saved_modal(cards.save_card(tx, card))
    if twin.author.id == person.id:
        return Refusal(sentences.BEFORE, field="url")
    cards.tap(tx, twin.id, user_id, Tap.HELPED, now=now)
    return views.twin_modal(twin)


def mine(tx: Tx, person: Person, card_id: int, kind: CardKind) -> Card:
    """A card of somebody's own.

    Raises:
        StaleError: there is none of that kind, or it was hidden.
    """
    card = library.load_visible(tx, person, card_id, kinds=[kind])
    if card is None or card.author.id != person.id:
        raise StaleError(str(card_id))
    return card


def look(tx: Tx, _user_id: UserId, person: Person, sought: Sought) -> Message:
    """What somebody finds."""
    known = known_topics(tx)
    words = " ".join(sought.words.split())[:LONGEST]
    found = library.find(tx, person, find_topic(words, known), words, start=sought.start, limit=PAGE + 1)
    meant = suggest_topic(words, known) if words and not found else None
    return views.found_message(found, Sought(words, sought.start), meant=meant)


def turn_helped(
    tx: Tx, user_id: UserId, person: Person, card_id: int, sought: Sought, *, now: datetime
) -> Message | Refusal:
    """Note that a card of somebody else's helped, or take that back."""
    card = library.load_visible(tx, person, card_id)
    if card is None or card.author.id == person.id or not person.here:
        return Refusal(sentences.GONE)
    people.meet_person(tx, person)
    if not cards.untap(tx, card_id, user_id, Tap.HELPED):
        cards.tap(tx, card_id, user_id, Tap.HELPED, now=now)
    return look(tx, user_id, person, sought)


def take_choice(
    tx: Tx, _user_id: UserId, person: Person, word: str, card_id: int, *, now: datetime
) -> View | Message | Refusal:
    """Edit or remove what is one's own; hide what somebody else shared, as a host of its team or an admin."""
    card = library.load_visible(tx, person, card_id)
    may = May.READ if card is None else library.may_do(tx, card, person)
    if card is None or word not in views.menu_of(card, may):
        return Refusal(sentences.GONE)
    match word:
        case "edit" if card.kind is CardKind.STORY:
            return stories.edit_form(card)
        case "edit":
            return views.share_modal(card, audiences.load_sharer(tx, person))
        case "remove":
            return views.remove_modal(card)
        case _:
            with shown_anew(tx, card.id, now=now):
                cards.save_card(tx, replace(card, state=CardState.CLOSED))
            return told(sentences.HIDDEN)


def remove(tx: Tx, _user_id: UserId, person: Person, card_id: int, *, now: datetime) -> str:
    """Keep nothing of a page or a story of one's own."""
    card = library.load_visible(tx, person, card_id)
    if card is None or card.author.id != person.id:
        return sentences.GONE
    with shown_anew(tx, card_id, now=now):
        cards.delete_card(tx, card_id)
    return sentences.REMOVED
