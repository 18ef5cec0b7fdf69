"""What people do with coffee: join, pause, leave, skip, and say whether they met."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.coffee import views
from bot.coffee.intros import Answer, IntroState
from bot.coffee.membership import choose_programme, decide_join, decide_pause, decide_skip
from bot.coffee.preferences import PreferencesForm, decide_preferences
from bot.commands import Unknown, read_command
from bot.people import ChannelId, Person, UserId
from bot.posts import Message
from bot.refusal import Refusal
from handlers.acts import Act
from handlers.answers import answer_command, answer_press
from handlers.payloads import Press, Submitted, Typed
from storage import coffee, people, posts, programmes, standing
from storage.database import Tx

WORDS = {
    "": "",
    "join": "join",
    "in": "join",
    "back": "back",
    "resume": "back",
    "pause": "pause",
    "snooze": "pause",
    "leave": "leave",
    "out": "leave",
    "stop": "leave",
    "preferences": "preferences",
    "hours": "preferences",
    "settings": "preferences",
    "help": "help",
    "?": "help",
}
PAUSES = {views.PAUSE_1W: "1w", views.PAUSE_2W: "2w"}
ANSWERED = {action: answer for answer, action in views.ANSWERS.items()}


def register(app: AsyncApp) -> None:
    """Listen to coffee's command and buttons."""
    app.command("/coffee")(type_coffee)
    app.action(views.JOIN)(press_join)
    for action in (views.LEAVE, views.BACK, *PAUSES):
        app.action(action)(press_step)
    app.action(views.SKIP)(press_skip)
    app.action(views.PREFERENCES)(press_preferences)
    app.view(views.SAVE_PREFERENCES)(submit_preferences)
    for action in ANSWERED:
        app.action(action)(press_answer)


async def type_coffee(ack: AsyncAck, command: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """`/coffee` and the words after it."""
    typed = Typed.model_validate(command)
    asked = read_command(typed.text, WORDS)
    if isinstance(asked, Unknown):
        await answer_command(ack, told(views.did_you_mean(asked.word, asked.meant)))
        return
    channel = ChannelId(typed.channel_id)
    message: Message | None
    match asked.word:
        case "help":
            message = told(views.HELP)
        case "join":
            message = await act.once(join, await act.look_up(client), channel, now=act.now)
        case "preferences":
            message = await open_preferences(act, client, typed.trigger_id)
        case "":
            message = await act.once(look, channel, now=act.now)
        case word:
            message = await act.once(step, word, asked.rest, channel, now=act.now)
    await (ack() if message is None else answer_command(ack, message))


async def open_preferences(act: Act, client: AsyncWebClient, trigger_id: str) -> Message | None:
    """Open the form; a message instead for somebody whom we have not met."""
    view = await act.once(preferences)
    if view is None:
        return told(views.NOT_MET)
    await client.views_open(trigger_id=trigger_id, view=view)
    return None


async def press_preferences(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Preferences, on the card."""
    press = Press.model_validate(body)
    message = await open_preferences(act, client, press.trigger_id)
    if message is not None:
        await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


async def submit_preferences(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: the days and hours of whoever sent it."""
    form = Submitted.model_validate(body)
    chosen = PreferencesForm(form.value("every"), form.values("days"), form.value("start"), form.value("end"))
    done = await act.once(prefer, chosen)
    if isinstance(done, Refusal):
        await ack(response_action="errors", errors={done.field: done.why})
        return
    await ack(response_action="update", view=done)


async def press_join(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """I'm in."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    channel = ChannelId(press.container.channel_id)
    message = await act.once(join, person, channel, wanted=press.number, now=act.now)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pause, back or leave, on the card."""
    press = Press.model_validate(body)
    channel = ChannelId(press.container.channel_id)
    word = {views.LEAVE: "leave", views.BACK: "back"}.get(press.action, "pause")
    wanted = press.number if word == "leave" else None
    message = await act.once(step, word, PAUSES.get(press.action, ""), channel, wanted=wanted, now=act.now)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


async def press_skip(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Not this week."""
    press = Press.model_validate(body)
    message = await act.once(skip, press.number, now=act.now)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


async def press_answer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """We met, it's planned, or not this time."""
    press = Press.model_validate(body)
    kept = await act.once(answer, press.number, ANSWERED[press.action], now=act.now)
    message, replace = (told(kept.why), False) if isinstance(kept, Refusal) else (kept, True)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client, replace=replace)
    await ack()


def preferences(tx: Tx, user_id: UserId) -> dict[str, Any] | None:
    """The form with what this person prefers, if we have met them."""
    person = people.load_people(tx, [user_id]).get(user_id)
    return None if person is None else views.preferences_modal(person, every_weeks=people.load_cadence(tx, user_id))


def prefer(tx: Tx, user_id: UserId, form: PreferencesForm) -> dict[str, Any] | Refusal:
    """Keep what this person prefers; what they are shown."""
    person = people.load_people(tx, [user_id]).get(user_id)
    if person is None:
        return Refusal(views.NOT_MET, field="days")
    wanted = decide_preferences(person, form)
    if isinstance(wanted, Refusal):
        return wanted
    people.save_preferences(tx, user_id, wanted.hours, every_weeks=wanted.every_weeks)
    return views.preferences_saved_modal(wanted.hours, every_weeks=wanted.every_weeks)


def look(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime, note: str = "") -> Message:
    """Where this person stands."""
    return views.card(standing.load_card(tx, user_id, channel=channel, now=now), now=now, note=note)


def join(
    tx: Tx, user_id: UserId, person: Person, channel: ChannelId, *, now: datetime, wanted: int | None = None
) -> Message:
    """Take the person into the programme that they mean."""
    facts = standing.load_card(tx, user_id, channel=channel, now=now)
    programme = choose_programme(facts.standings, channel=channel, wanted=wanted)
    if isinstance(programme, Refusal):
        return views.card(facts, now=now, note=programme.why)
    refusal = decide_join(person)
    if refusal is not None:
        return views.card(facts, now=now, note=refusal.why)
    people.meet_person(tx, person)
    people.pause_member(tx, user_id, until=None)
    programmes.join(tx, programme.id, user_id, now=now)
    return look(tx, user_id, channel, now=now, note=views.JOINED)


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
    """Pause, come back or leave."""
    facts = standing.load_card(tx, user_id, channel=channel, now=now)
    mine = [one for one in facts.standings if one.joined]
    if not mine:
        return views.card(facts, now=now, note=views.NOT_IN)
    note = views.BACK_AGAIN
    match word:
        case "pause":
            until = decide_pause(rest, zone=facts.zone, now=now)
            if isinstance(until, Refusal):
                return views.card(facts, now=now, note=until.why)
            people.pause_member(tx, user_id, until=until)
            coffee.call_off(tx, user_id, now=now)
            note = views.PAUSED
        case "leave":
            programme = choose_programme(mine, channel=channel, wanted=wanted)
            if isinstance(programme, Refusal):
                return views.card(facts, now=now, note=views.WHICH_LEAVE)
            programmes.leave(tx, user_id, [programme.id])
            coffee.call_off(tx, user_id, now=now)
            note = views.LEFT
        case _:
            people.pause_member(tx, user_id, until=None)
    return look(tx, user_id, channel, now=now, note=note)


def skip(tx: Tx, user_id: UserId, intro_id: int, *, now: datetime) -> Message:
    """Take this person out of an intro that they are in, for this time."""
    found = coffee.load_intro(tx, intro_id)
    if found is None:
        return told(views.NOT_YOURS)
    plan = decide_skip(found.intro, user_id, state=found.state, skipped=found.skipped, now=now)
    if isinstance(plan, Refusal):
        return told(plan.why)
    if not coffee.skip_intro(tx, intro_id, user_id):
        return told(views.SKIPPED_ALREADY)
    if plan.over:
        coffee.end_intro(tx, intro_id, IntroState.SKIPPED)
    posts.enqueue(tx, [plan.post])
    return told(views.SKIPPED)


def answer(tx: Tx, user_id: UserId, checkin_id: int, said: Answer, *, now: datetime) -> Message | Refusal:
    """Keep what this person says of an intro of theirs."""
    facts = coffee.load_checkin(tx, checkin_id)
    if facts is None or facts.user_id != user_id:
        return Refusal(views.NOT_YOURS)
    coffee.record_answer(tx, checkin_id, said, now=now)
    return views.checkin_message(checkin_id, facts.intro, user_id, answer=said)
