"""What people do with asks and offers: make them, take them up, name somebody, and see to their own."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.card import CLAIM, NEW_ASK, CardKind
from bot.cards import messages, views
from bot.cards.form import CardForm
from bot.people import UserId
from bot.refusal import Refusal
from bot.topic import asked_before
from handlers import card_steps as steps
from handlers.acts import Act
from handlers.answers import answer_form, answer_press, as_modal
from handlers.payloads import Press, StaleError, Submitted

NEW = {NEW_ASK: CardKind.ASK, views.NEW_OFFER: CardKind.OFFER}
BUTTONS: Mapping[str, steps.Step] = {messages.STAYS: steps.stays, views.CLOSE: steps.ask_close}
MENU: Mapping[str, steps.Step] = {
    "edit": steps.edit,
    "again": steps.again,
    "close": steps.ask_close,
    "delete": steps.ask_delete,
}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the forms."""
    for action in NEW:
        app.action(action)(press_new)
    app.action(views.LOOKS)(press_looks)
    app.action(CLAIM)(press_claim)
    app.action(messages.HELP)(press_claim)
    app.action(messages.NOT_NOW)(press_not_now)
    app.action(views.ME_TOO)(press_me_too)
    app.action(views.KNOWS)(press_knows)
    for action in BUTTONS:
        app.action(action)(press_step)
    app.action(views.MENU)(choose_step)
    for turn in ("", "-turn-back", "-turn-on"):
        app.action(f"{views.AROUND}{turn}")(press_around)
    app.view(views.SAVE)(submit_card)
    app.view(views.NAME)(submit_name)
    app.view(views.CLOSED)(submit_close)
    app.view(views.DELETE)(submit_delete)


async def open_card(
    act: Act, client: AsyncWebClient, trigger_id: str, kind: CardKind, *, words: str = "", here: str = ""
) -> None:
    """Open the form for a new card."""
    person = await act.look_up(client)
    done = await act.once(steps.form, person, kind, words=words, here=here, now=act.now)
    await client.views_open(trigger_id=trigger_id, view=as_modal(told(done.why)) if isinstance(done, Refusal) else done)


async def press_new(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Ask, or offer; the button may name a topic."""
    press, person = Press.model_validate(body), await act.look_up(client)
    here = "" if press.private else press.container.channel_id
    done = await act.once(steps.form, person, NEW[press.action], topic=press.text, here=here, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


def _read(sent: Submitted) -> CardForm:
    texts = {name: sent.value(name) for name in ("what", "topic", "channel", "seen_by")}
    return CardForm(**texts, asked=asked_before(sent.kept))


async def press_looks(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """How it looks, within the form, as the form stands."""
    press, person, sent = Press.model_validate(body), await act.look_up(client), Submitted.model_validate(body)
    card_id, kind = sent.numbers(2)
    view = await act.once(steps.looks, person, _read(sent), card_id=card_id, kind=steps.kind_of(kind), now=act.now)
    await client.views_push(trigger_id=press.trigger_id, view=view)
    await ack()


async def submit_card(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: the card."""
    sent, person = Submitted.model_validate(body), await act.look_up(client)
    card_id, kind = sent.numbers(2)
    done = await act.once(steps.save, person, _read(sent), card_id=card_id, kind=steps.kind_of(kind), now=act.now)
    await answer_form(ack, body, done)


async def press_claim(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """I can help, or I'd like that; where somebody was asked, the question goes with the answer."""
    press, person = Press.model_validate(body), await act.look_up(client)
    done = await act.once(steps.claim, person, press.number, now=act.now)
    replace = press.action == messages.HELP
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=replace)
    await ack()


async def press_not_now(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Not this time."""
    press = Press.model_validate(body)
    done = await act.once(steps.not_now, press.number)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_me_too(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Me too."""
    press, person = Press.model_validate(body), await act.look_up(client)
    done = await act.once(steps.me_too, person, press.number, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_knows(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """I know someone."""
    press = Press.model_validate(body)
    done = await act.once(steps.knows_form, press.number)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def submit_name(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: whom they know."""
    sent, person = Submitted.model_validate(body), await act.look_up(client)
    chosen = await act.look_up_all(client, [UserId(one) for one in (sent.value("person"),) if one], most=1)
    named = next(iter(chosen.values()), None)
    await answer_form(ack, body, await act.once(steps.name_somebody, person, named, sent.number, now=act.now))


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Still open, or close, on the question to the author."""
    press = Press.model_validate(body)
    done = await act.once(steps.take_step, press.number, BUTTONS[press.action], now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def choose_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Something from the menu behind the three dots."""
    press = Press.model_validate(body)
    word, card_id = press.choice
    if word not in MENU:
        raise StaleError(word[:40])
    done = await act.once(steps.take_step, card_id, MENU[word], now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_around(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The asks and offers around somebody, from one on."""
    press = Press.model_validate(body)
    view = await act.once(steps.around, press.number, now=act.now)
    if press.modal:
        await client.views_update(view_id=press.modal, view=view)
    else:
        await client.views_open(trigger_id=press.trigger_id, view=view)
    await ack()


async def submit_close(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: close it."""
    sent = Submitted.model_validate(body)
    step = steps.close(sent.value("thanks"))
    await answer_form(ack, body, await act.once(steps.take_step, sent.number, step, now=act.now))


async def submit_delete(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: they mean it."""
    done = await act.once(steps.take_step, Submitted.model_validate(body).number, steps.delete, now=act.now)
    await answer_form(ack, body, done)
