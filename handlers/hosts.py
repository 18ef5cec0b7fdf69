"""What people do with teams: name their hosts, change or end them, step down, and take a move a week, or none."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.card import CardKind
from bot.directory.decisions import Moment
from bot.hosts import sentences, views
from bot.hosts.deck import MOVES, Opens
from bot.hosts.form import TeamForm, decide_team
from bot.people import ChannelId, Person, UserId
from bot.posts import Block, Message
from bot.refusal import Refusal
from bot.setup.decisions import why_unusable
from bot.team import MOST_HOSTS, Team
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.brokering import introduce
from handlers.cards import open_card
from handlers.channels import ChannelSeen, look_at
from handlers.goals import open_goal
from handlers.payloads import Press, StaleError, Submitted
from handlers.stories import open_story
from handlers.thanks import open_thanks
from handlers.topics import open_topics
from storage import changes, hosts, moves, people, teams
from storage.database import Tx
from storage.directory import APART
from storage.people import hold_workspace

CHANNELS = ("C", "G")  # an id that begins otherwise is no channel
LONGEST_ID = 32
FORMS: Mapping[Opens, Callable[[Act, AsyncWebClient, str], Awaitable[object]]] = {
    Opens.ASK: partial(open_card, kind=CardKind.ASK),
    Opens.GOAL: open_goal,
    Opens.INTRODUCTION: partial(introduce, words=""),
    Opens.STORY: open_story,
    Opens.THANKS: partial(open_thanks, words=""),
    Opens.TOPICS: open_topics,
}


def register(app: AsyncApp) -> None:
    """Listen to the form and the buttons."""
    app.action(views.CHANGE)(press_change)
    app.action(views.END)(press_end)
    app.action(views.STEP_DOWN)(press_step_down)
    app.action(views.HOW)(press_how)
    for action in (views.FEWER, views.MORE):
        app.action(action)(press_moves)
    app.view(views.SAVE)(submit_team)


def part_for(tx: Tx, user_id: UserId, channel: ChannelId) -> list[Block]:
    """The part of `/elevenses setup` about the team of a channel, for an admin; elsewhere about those they look after.

    There, too, about those that have no host, and for which they care.
    """
    if channel.startswith(CHANNELS):
        return views.team_blocks(hosts.load_team(tx, channel), channel)
    cared = [one for one, admin in hosts.without_host(tx).items() if admin == user_id]
    shown = hosts.load_teams(tx, [*hosts.channels_hosted(tx, user_id), *cared])
    return [block for team in [*shown.values()][: views.MOST_SHOWN] for block in views.team_blocks(team, team.channel)]


def setup_for_others(tx: Tx, user_id: UserId, channel: ChannelId) -> Message:
    """What `/elevenses setup` shows to who is no admin: the team of the channel to its hosts, and nothing else."""
    mine = hosts.teams_hosted(tx, user_id)
    shown = [one for one in mine if one.channel == channel or not channel.startswith(CHANNELS)]
    if shown:
        return views.teams_message(shown)
    return views.not_yours_message(hosts.load_team(tx, channel))


def _may_change(tx: Tx, user_id: UserId, person: Person, channel: ChannelId) -> bool:
    return person.here and (person.admin or hosts.is_host(tx, channel, user_id))


def _channel(text: str) -> ChannelId:
    if not text.startswith(CHANNELS) or len(text) > LONGEST_ID:
        raise StaleError(text[:40])
    return ChannelId(text)


async def press_change(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Name hosts, or change the team: opens the form."""
    press = Press.model_validate(body)
    done = await act.once(form_for, await act.look_up(client), _channel(press.text))
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


def form_for(tx: Tx, user_id: UserId, person: Person, channel: ChannelId) -> dict[str, Any] | Refusal:
    """The form with what is kept."""
    if not _may_change(tx, user_id, person, channel):
        return Refusal(sentences.NOT_YOURS)
    return views.team_modal(channel, hosts.load_team(tx, channel), zone=person.zone)


async def submit_team(
    ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    """The form, checked against Slack's own word on who asks, which channel, and who is named."""
    sent = Submitted.model_validate(body)
    channel, named = _channel(sent.kept), sent.users("hosts")
    person, seen, chosen = await asyncio.gather(
        act.look_up(client),
        look_at(act, client, channel, us=context.bot_user_id or ""),
        act.look_up_all(client, named, most=MOST_HOSTS),
    )
    form = TeamForm(named, sent.value("charter"), sent.value("on"), sent.value("at"), sent.value("zone"), chosen)
    done = await act.once(save, person, channel, form, seen=seen, now=act.now)
    await answer_form(ack, body, done)


def save(
    tx: Tx,
    user_id: UserId,
    person: Person,
    channel: ChannelId,
    form: TeamForm,
    *,
    seen: ChannelSeen | Refusal,
    now: datetime,
) -> dict[str, Any] | Refusal:
    """Keep the team that was meant."""
    hold_workspace(tx)  # of two at once, the second sees what the first saved
    if not _may_change(tx, user_id, person, channel):
        return Refusal(sentences.NOT_YOURS, field="hosts")
    if isinstance(seen, Refusal):
        return seen
    before = hosts.load_team(tx, channel)
    unusable = why_unusable(seen.facts, new=before is None)
    if unusable:
        return Refusal(unusable, field="hosts")
    team = decide_team(form, channel, before, people=None if seen.cursor else seen.ids, now=now)
    if isinstance(team, Refusal):
        return team
    _meet(tx, team, now=now)
    teams.keep_team(tx, team, before, by=user_id, now=now)
    return views.saved_modal(team, new=before is None)


def _meet(tx: Tx, team: Team, *, now: datetime) -> None:
    """Hosts are members from now on."""
    changes.note_people(tx, team.hosts, Moment(now - APART, now))
    for host in team.hosts:
        people.meet_person(tx, host)


async def press_end(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """End the team."""
    press = Press.model_validate(body)
    done = await act.once(end, await act.look_up(client), _channel(press.text), now=act.now)
    if isinstance(done, Refusal):
        await answer_press(done, press=press, act=act, respond=respond, client=client)
    else:
        await client.views_update(view_id=press.modal, view=done)
    await ack()


def end(tx: Tx, user_id: UserId, person: Person, channel: ChannelId, *, now: datetime) -> dict[str, Any] | Refusal:
    """The channel is no team any more."""
    hold_workspace(tx)
    if not _may_change(tx, user_id, person, channel):
        return Refusal(sentences.NOT_YOURS)
    team = hosts.load_team(tx, channel)
    if team is None:
        return Refusal(sentences.NO_TEAM)
    teams.end_team(tx, team, by=user_id, now=now)
    return views.ended_modal()


async def press_step_down(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Not for me."""
    press = Press.model_validate(body)
    done = await act.once(step_down, _channel(press.text), now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


def step_down(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> Message | Refusal:
    """They do not look after the team any more."""
    hold_workspace(tx)
    if not teams.step_down(tx, user_id, channel, Moment(now, now)):
        return Refusal(sentences.NOT_YOURS)
    return told(sentences.STEPPED_DOWN)


async def press_how(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """The button of a move: how it is done, or the form that it takes."""
    press = Press.model_validate(body)
    if press.number >= len(MOVES):
        raise StaleError(press.text[:40])
    move = MOVES[press.number]
    mine = await act.aside(hosts.channels_hosted)
    if not mine:
        await answer_press(Refusal(sentences.NOT_YOURS), press=press, act=act, respond=respond, client=client)
    elif move.opens is Opens.HOW:
        await client.views_open(trigger_id=press.trigger_id, view=views.how_modal(move))
    else:
        await FORMS[move.opens](act, client, press.trigger_id)
    await ack()


async def press_moves(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """No more moves, or a move a week again."""
    press = Press.model_validate(body)
    done = await act.once(choose, wanted=press.action == views.MORE, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


def choose(tx: Tx, user_id: UserId, *, wanted: bool, now: datetime) -> Message | Refusal:
    """Whether a move a week comes."""
    if not hosts.channels_hosted(tx, user_id):
        return Refusal(sentences.NOT_YOURS)
    moves.choose_moves(tx, user_id, wanted=wanted, now=now)
    return told(sentences.MOVES_ON if wanted else sentences.FEWER)


def joined_note(tx: Tx, channel: ChannelId, note: str) -> str:
    """What somebody hears who joins the coffee of a channel: how its team learns, too."""
    return note + views.joined_text(hosts.load_team(tx, channel))


def may_add_words(tx: Tx, user_id: UserId, person: Person) -> bool:
    """Whether somebody may say which words mean the same topic: admins, and hosts of any team."""
    return person.admin or bool(hosts.channels_hosted(tx, user_id))


def learns(tx: Tx, user_id: UserId) -> Sequence[Block]:
    """How the teams learn that somebody is in."""
    return views.learns_blocks(hosts.teams_of(tx, user_id))
