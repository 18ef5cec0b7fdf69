"""What admins do: start coffee in a channel, look after what runs there, and after what did not arrive."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import section, told
from bot.coffee.rounds import RoundFacts, plan_round
from bot.coffee.views import invitation_message
from bot.directory.views import closed_text
from bot.home.views import WHO_SEES
from bot.intro import Intro
from bot.intros.views import reason
from bot.people import ChannelId, Person, UserId
from bot.posts import Message
from bot.privacy import views as privacy
from bot.programme import Programme, ProgrammeState
from bot.refusal import Refusal
from bot.setup import steps, views
from bot.setup.decisions import INVITATION, Proposal, SetupFacts, decide_setup, invitation, suggest
from bot.setup.form import SetupForm, form_of, read
from bot.topics import sentences as topics
from handlers.acts import Act
from handlers.answers import answer_command, answer_press, draw_anew, read_typed, within_form
from handlers.channels import ChannelSeen, look_at, read_on
from handlers.directory import count_seen, left_out, look_after
from handlers.hosts import may_add_words, part_for, setup_for_others
from handlers.payloads import Press, Submitted, Typed
from handlers.rehearsal import press_look_ahead
from handlers.topics import words_for
from storage import coffee, directory, posts, programmes, rsvp, swaps, troubles
from storage.database import DatabaseUnavailableError, Tx
from storage.hosts import load_team
from storage.people import hold_workspace

logger = logging.getLogger(__name__)

WORDS = {
    "": "help",
    "help": "help",
    "?": "help",
    "setup": "setup",
    "people": "people",
    "posts": "posts",
    "topics": "topics",
    "privacy": "privacy",
}
AGAIN_WITHIN = timedelta(days=2)
MOST_SHOWN = 20
SAMPLES, AMONG = 3, 50  # introductions that are shown as an example, and people they are made of
STEPS = (views.PAUSE, views.RESUME, views.END, views.RUN)


def register(app: AsyncApp) -> None:
    """Listen to the admin's command, forms and buttons."""
    app.command("/elevenses")(type_elevenses)
    app.view(views.SUBMIT)(submit_setup)
    app.view(views.START)(submit_start)
    app.action(views.OPEN)(press_open)
    app.action(views.CHANGE)(press_open)
    app.action(views.LOOK_AHEAD)(press_look_ahead)
    for action in STEPS:
        app.action(action)(press_step)
    app.action(views.SEND_AGAIN)(press_send_again)


async def type_elevenses(ack: AsyncAck, command: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """`/elevenses` and the words after it."""
    typed = Typed.model_validate(command)
    asked = await read_typed(ack, typed, WORDS, help_=views.HELP)
    if asked is None:
        return
    if asked.word == "privacy":
        await answer_command(ack, privacy.mine_message(who_sees=WHO_SEES))
        return
    person = await act.look_up(client)
    if person.admin:
        await act.aside(look_after, now=act.now)
    message = await act.once(answer_word, person, asked.word, ChannelId(typed.channel_id), now=act.now)
    if message is not None:
        await answer_command(ack, message)
        return
    form = suggest(typed.channel_id, zone=person.zone, now=act.now)
    team = await act.aside(part_for, ChannelId(typed.channel_id))
    await client.views_open(trigger_id=typed.trigger_id, view=views.setup_modal(form, team=team))
    await ack()


def answer_word(
    tx: Tx, user_id: UserId, person: Person, word: str, channel: ChannelId, *, now: datetime
) -> Message | None:
    """The answer to `/elevenses` and a word; None to open the form."""
    match word:
        case "help":
            return help_for(tx, user_id, person)
        case "people":
            return left_out(tx, user_id, person, channel)
        case "topics":
            return words_for(tx, now=now) if may_add_words(tx, user_id, person) else told(topics.ADMINS_ONLY)
        case _ if not person.admin:
            return setup_for_others(tx, user_id, channel) if word == "setup" else told(views.ADMINS_ONLY)
        case "posts":
            return list_troubles(tx, user_id, zone=person.zone)
        case _:
            return overview(tx, user_id, channel, now=now)


def help_for(tx: Tx, _user_id: UserId, person: Person) -> Message:
    """What there is; for an admin, where to begin."""
    begins = person.admin and not programmes.load_programmes(tx)
    return Message(views.HELP, (section(views.HELP), *(views.set_up_blocks() if begins else ())))


def overview(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime, note: str = "") -> Message | None:
    """The channel's programmes and team; in a DM, those that all may know of, and one's own. None if there are none."""
    shown = [one for one in programmes.load_programmes(tx) if one.shows_to(user_id, admin=True, channel=channel)]
    if not shown and not note and load_team(tx, channel) is None:
        return None
    found = [show(tx, one, now=now) for one in shown[-MOST_SHOWN:]]
    return views.overview_message(found, note=note, team=part_for(tx, user_id, channel))


def show(tx: Tx, programme: Programme, *, now: datetime) -> views.Shown:
    """How a programme stands now."""
    closed = directory.why_closed(tx, programme.channel)
    still = "" if closed is None else closed_text(programme, closed)
    return views.Shown(programme, len(coffee.people_in(tx, programme, now=now)), still)


async def press_open(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Set up, start another, or change: opens the form."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    wanted = press.number if press.action == views.CHANGE else 0
    form = await act.once(form_for, person, ChannelId(press.container.channel_id), wanted, now=act.now)
    if isinstance(form, Refusal):
        await answer_press(told(form.why), press=press, act=act, respond=respond, client=client)
    else:
        await client.views_open(trigger_id=press.trigger_id, view=views.setup_modal(form))
    await ack()


def form_for(
    tx: Tx, _user_id: UserId, person: Person, channel: ChannelId, wanted: int, *, now: datetime
) -> SetupForm | Refusal:
    """The form for the programme `wanted`, or for a new one."""
    if not person.admin:
        return Refusal(views.NO_LONGER)
    all_ = programmes.load_programmes(tx)
    if wanted:
        found = next((one for one in all_ if one.id == wanted), None)
        return Refusal(views.GONE) if found is None else form_of(found)
    beside = sum(one.channel == channel for one in all_)
    form = suggest(channel, zone=person.zone, now=now)
    return replace(form, settled=True, title=f"{form.title} {beside + 1}") if beside else form


async def submit_setup(
    ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    """The form, checked against Slack's own word on who asks and which channel; a change is saved at once."""
    sent = Submitted.model_validate(body)
    kept = read(sent.kept)
    form = replace(
        kept,
        channel=kept.channel if kept.settled else sent.value("channel"),
        title=sent.value("title") if kept.settled else kept.title,
        every=sent.value("every"),
        first=sent.value("first"),
        at=sent.value("at"),
        zone=sent.value("zone"),
        size=sent.value("size"),
        guests=bool(sent.values("guests")),
        horizon=sent.value("horizon") if kept.programme else kept.horizon,
    )
    us = context.bot_user_id or ""
    person, seen = await asyncio.gather(act.look_up(client), look_at(act, client, ChannelId(form.channel), us=us))
    if isinstance(seen, Refusal):
        await ack(**within_form(body["view"], seen.why, field=seen.field))
        return
    done = await act.once(check, person, seen, form, now=act.now)
    if isinstance(done, Refusal):
        await ack(**within_form(body["view"], done.why, field=done.field))
    elif done.programme.id:
        await ack(response_action="update", view=views.done_modal(done.programme, new=False))
    else:
        view = preview(done, form, now=act.now) | {"external_id": act.receipt}
        await ack(response_action="push", view=view)
        if seen.cursor:
            await count_on(act, client, read_on(client, seen, us=us), done, form)


async def count_on(
    act: Act, client: AsyncWebClient, reading: Awaitable[ChannelSeen], done: Proposal, form: SetupForm
) -> None:
    """Say in the preview of a large channel how many can take part of all; it may have been left meanwhile."""
    try:
        count, _ = await act.db.run(act.team_id, count_seen, await reading, guests=form.guests, now=act.now)
        view = preview(replace(done, count=count), form, now=act.now) | {"external_id": act.receipt}
    except (SlackApiError, aiohttp.ClientError, OSError, DatabaseUnavailableError):  # what it says stays true
        logger.info("the preview was not drawn anew", exc_info=True)
    else:
        await draw_anew(client, view)


def check(
    tx: Tx, user_id: UserId, person: Person, seen: ChannelSeen, form: SetupForm, *, now: datetime
) -> Proposal | Refusal:
    """The programme as it would be; one that is changed is saved."""
    hold_workspace(tx)  # of two at once, the second sees what the first saved
    channel = seen.facts
    there = [one for one in programmes.load_programmes(tx) if one.channel == channel.id]
    existing = next((one for one in there if one.id == form.programme), None)
    if form.programme and existing is None:
        return Refusal(views.GONE)
    beside = tuple(one for one in there if one is not existing)
    count, able = count_seen(tx, seen, guests=form.guests, now=now)
    programme = decide_setup(SetupFacts(person.admin, user_id, channel, count, existing, beside), form, now=now)
    if isinstance(programme, Refusal):
        return programme
    if existing is not None:
        posts.owe_all_homes(tx, now=now)
        rsvp.look_again(tx, programme=programme, now=now)
        programme = programmes.save_programme(tx, programme)
    return Proposal(programme, count, able)


def preview(proposal: Proposal, form: SetupForm, *, now: datetime) -> dict[str, Any]:
    """What would come of it: a first round of some of these people, planned as rounds are; few, as the loop waits."""
    programme = proposal.programme
    facts = RoundFacts(replace(programme, next=replace(programme.next, at=now)), proposal.people[:AMONG], {}, {})
    plan = plan_round(facts, now=now, rng=Random("preview"))
    samples = [
        views.Sample(one.people, reason(Intro(0, one.people, one.why, one.times)), next(iter(one.times), None))
        for one in plan.intros[:SAMPLES]
    ]
    return views.preview_modal(programme, form, samples, count=proposal.count, invitation=invitation_message(programme))


async def submit_start(
    ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    """Start, seen the preview: all of it is checked anew, as time has passed."""
    form = read(Submitted.model_validate(body).kept)
    us = context.bot_user_id or ""
    person, seen = await asyncio.gather(act.look_up(client), look_at(act, client, ChannelId(form.channel), us=us))
    done = seen if isinstance(seen, Refusal) else await act.once(start, person, seen, form, now=act.now)
    if isinstance(done, Refusal):
        await ack(**within_form(body["view"], done.why))
    else:
        await ack(response_action="update", view=views.done_modal(done, new=True))


def start(
    tx: Tx, user_id: UserId, person: Person, seen: ChannelSeen, form: SetupForm, *, now: datetime
) -> Programme | Refusal:
    """Save the programme and owe its invitation."""
    done = check(tx, user_id, person, seen, replace(form, programme=0), now=now)
    if isinstance(done, Refusal):
        return done
    saved = programmes.save_programme(tx, done.programme)
    posts.enqueue(tx, [invitation(saved, invitation_message(saved), now=now)])
    posts.owe_all_homes(tx, now=now)
    return saved


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Pause, resume, end, or a round now."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    channel = ChannelId(press.container.channel_id)
    message = await act.once(step, person, channel, press.action, wanted=press.number, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


def step(
    tx: Tx, user_id: UserId, person: Person, channel: ChannelId, action: str, *, wanted: int, now: datetime
) -> Message:
    """Take the step; the channel's programmes as they are then."""
    if not person.admin:
        return told(views.NO_LONGER)
    programme = programmes.load_programme(tx, wanted)
    if programme is None:
        return told(views.GONE)
    found = show(tx, programme, now=now)
    people, still = found.people, bool(found.still)
    match action:
        case views.PAUSE:
            done, note = steps.pause(programme), views.PAUSED
        case views.END:
            done, note = steps.end(programme), views.ENDED
        case views.RESUME:
            done = steps.resume(programme, now=now)
            note = "" if isinstance(done, Refusal) else views.resumed(done, still=still)
        case _:
            done, note = steps.run_now(programme, people=people, still=still, now=now), views.running_now(people)
    if isinstance(done, Refusal):
        note = done.why
    else:
        settle(tx, programmes.save_programme(tx, done), now=now)
    shown = overview(tx, user_id, channel, now=now, note=note)
    return told(note) if shown is None else shown


def settle(tx: Tx, programme: Programme, *, now: datetime) -> None:
    """Nothing of a programme that does not run is sent any more, and its members' Homes say so."""
    posts.owe_all_homes(tx, now=now)
    rsvp.look_again(tx, programme=programme, now=now)
    if not programme.running:
        coffee.call_off_unsent(tx, programme.id)
    if programme.state is ProgrammeState.ENDED:
        posts.drop_posts(tx, [f"{INVITATION}:{programme.id}"])


def list_troubles(tx: Tx, _user_id: UserId, *, zone: str) -> Message:
    """The newest of what failed or is unconfirmed."""
    found = troubles.load_troubles(tx, limit=MOST_SHOWN + 1)
    return views.troubles_message(found[:MOST_SHOWN], zone=zone, more=len(found) > MOST_SHOWN)


async def press_send_again(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Send again, because an admin says so."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    message = await act.once(send_again, press.number, person, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


def send_again(tx: Tx, user_id: UserId, post_id: int, person: Person, *, now: datetime) -> Message:
    """Owe the post anew if it still makes sense; the list as it is then."""
    if not person.admin:
        return told(views.ADMINS_ONLY)
    found = troubles.load_trouble(tx, post_id, now=now)
    if found is None:
        return told(views.NOT_IN_TROUBLE)
    trouble, moot = found
    if moot or not makes_sense(tx, trouble.key):
        troubles.let_be(tx, post_id)
        note = views.NOT_WORTH_IT
    else:
        troubles.send_again(tx, post_id, now=now, expires_at=now + AGAIN_WITHIN)
        note = views.SENT_AGAIN
    return Message(note, (section(note), *list_troubles(tx, user_id, zone=person.zone).blocks))


def makes_sense(tx: Tx, key: str) -> bool:
    """Whether what a message is about still stands: its intro, its text swap, its team, or what it invites to."""
    feature, what, number, *_ = key.split(":")
    match f"{feature}:{what}":
        case "intros:intro":
            return coffee.is_still_on(tx, int(number))
        case "rsvp:question":
            programme = programmes.load_programme(tx, int(number))
            return programme is not None and programme.running and f":{programme.next.on}:" in key
        case "swaps:question" | "swaps:answers":
            return (swaps.goes_on if what == "question" else swaps.is_kept)(tx, int(number))
        case "now:question" | "now:nobody":
            return False
        case found if found == INVITATION:
            programme = programmes.load_programme(tx, int(number))
            return programme is not None and programme.state is not ProgrammeState.ENDED
        case _:
            return feature != "hosts" or load_team(tx, ChannelId(number)) is not None
