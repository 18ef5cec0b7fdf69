"""What people do with coffee: join, pause, come back, leave, and look where they stand."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.coffee import views
from bot.coffee.membership import choose_programme, decide_join, decide_pause
from bot.home.views import card
from bot.pause import PAUSE_UNTIL
from bot.people import ChannelId, Person, UserId
from bot.posts import Message
from bot.refusal import Refusal
from handlers import pauses
from handlers.acts import Act
from handlers.answers import answer_command, answer_press, read_typed
from handlers.brokering import introduce
from handlers.hosts import joined_note
from handlers.now import look_for_somebody
from handlers.payloads import Press, Typed
from handlers.preferences import open_preferences
from handlers.thanks import open_thanks
from storage import changes, partings, people, programmes, rsvp
from storage.database import Tx
from storage.home import load_standing

WORDS = {
    "": "",
    "join": "join",
    "in": "join",
    "back": "back",
    "resume": "back",
    "pause": "pause",
    "snooze": "pause",
    "skip": "skip",
    "now": "now",
    "thanks": "thanks",
    "thank": "thanks",
    "introduce": "introduce",
    "leave": "leave",
    "out": "leave",
    "stop": "leave",
    "preferences": "preferences",
    "hours": "preferences",
    "settings": "preferences",
    "help": "help",
    "?": "help",
}

OPENS: Mapping[str, Callable[..., Awaitable[Message | None]]] = {
    "introduce": introduce,
    "preferences": open_preferences,
    "thanks": open_thanks,
}
STEPS = {views.LEAVE: "leave", views.BACK: "back", views.SKIP: "skip", views.PAUSE_1W: "pause"}


def register(app: AsyncApp) -> None:
    """Listen to coffee's command and buttons."""
    app.command("/coffee")(type_coffee)
    for action in (views.JOIN, views.IN):
        app.action(action)(press_join)
    for action in STEPS:
        app.action(action)(press_step)
    app.action(PAUSE_UNTIL)(pauses.press_until)
    app.view(PAUSE_UNTIL)(pauses.submit_until)


async def type_coffee(ack: AsyncAck, command: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """`/coffee` and the words after it."""
    typed = Typed.model_validate(command)
    asked = await read_typed(ack, typed, WORDS, help_=views.HELP)
    if asked is None:
        return
    channel = ChannelId(typed.channel_id)
    message: Message | None
    match asked.word:
        case "help":
            message = told(views.HELP)
        case "join":
            message = await act.once(join, await act.look_up(client), channel, now=act.now)
        case word if word in OPENS:
            message = await OPENS[word](act, client, typed.trigger_id, asked.rest)
        case "now":
            message = await act.once(look_for_somebody, now=act.now)
        case "":
            message = await act.once(look, channel, now=act.now)
        case word:
            message = await act.once(step, word, asked.rest, channel, now=act.now)
    await (ack() if message is None else answer_command(ack, message))


async def press_join(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """I'm in, for good or for the next round."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    channel = ChannelId(press.container.channel_id)
    message = await act.once(join, person, channel, wanted=press.number, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pause, back, skip or leave, on the card."""
    press = Press.model_validate(body)
    channel = ChannelId(press.container.channel_id)
    word = STEPS[press.action]
    wanted = press.number if word in {"leave", "skip"} else None
    message = await act.once(step, word, "", channel, wanted=wanted, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


def look(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime, note: str = "") -> Message:
    """Where this person stands."""
    return card(load_standing(tx, user_id, channel=channel, now=now), now=now, note=note)


def join(
    tx: Tx, user_id: UserId, person: Person, channel: ChannelId, *, now: datetime, wanted: int | None = None
) -> Message:
    """Take the person into the programme that they mean."""
    facts = load_standing(tx, user_id, channel=channel, now=now)
    programme = choose_programme(facts.coffee.standings, channel=channel, wanted=wanted)
    if isinstance(programme, Refusal):
        return card(facts, now=now, note=programme.why)
    held = changes.note_act(tx, person, acted_in=channel, channel=programme.channel, now=now)
    refusal = decide_join(person, programme, held=held)
    if refusal is not None:
        return card(facts, now=now, note=refusal.why)
    people.meet_person(tx, person)
    people.pause_member(tx, user_id, until=None)
    new = programmes.join(tx, programme.id, user_id, now=now)
    if facts.coffee.waits or not new:
        programmes.answer_round(tx, programme, user_id, yes=True)
    note = joined_note(tx, programme.channel, views.JOINED) if new else views.IN_AGAIN
    return look(tx, user_id, channel, now=now, note=note)


def step(
    tx: Tx,
    user_id: UserId,
    word: str,
    rest: str,
    channel: ChannelId,
    *,
    now: datetime,
    wanted: int | None = None,
) -> Message:
    """Pause, come back, skip a round or leave."""
    facts = load_standing(tx, user_id, channel=channel, now=now)
    mine = [one for one in facts.coffee.standings if one.joined]
    if not mine:
        return card(facts, now=now, note=views.NOT_IN)
    note = views.BACK_AGAIN
    match word:
        case "pause":
            until = decide_pause(rest, zone=facts.coffee.zone, now=now)
            if isinstance(until, Refusal):
                return card(facts, now=now, note=until.why)
            pauses.pause(tx, user_id, until=until, now=now)
            note = views.PAUSED
        case "skip":
            running = [one for one in mine if one.programme.running and not one.still]
            programme = choose_programme(running, channel=channel, wanted=wanted)
            if isinstance(programme, Refusal):
                return card(facts, now=now, note=views.WHICH_SKIP if running else views.NO_ROUND)
            programmes.answer_round(tx, programme, user_id, yes=False)
            note = views.SKIPPED
        case "leave":
            programme = choose_programme(mine, channel=channel, wanted=wanted)
            if isinstance(programme, Refusal):
                return card(facts, now=now, note=views.WHICH_LEAVE)
            programmes.leave(tx, user_id, [programme.id])
            partings.call_off(tx, user_id, now=now, programme_id=programme.id)
            note = views.LEFT
        case _:
            people.pause_member(tx, user_id, until=None)
            rsvp.look_again(tx, user_id=user_id, now=now)
    return look(tx, user_id, channel, now=now, note=note)
