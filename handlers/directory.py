"""People come, change and go, channels close and open, and a workspace may remove the bot: Slack tells us."""

import logging
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.away.status import read_status
from bot.blocks import told
from bot.directory import views
from bot.directory.closed import Closed
from bot.directory.decisions import Moment
from bot.headcount import Headcount, headcount, is_out
from bot.people import ChannelId, Person, UserId, read_person
from bot.posts import Message
from bot.programme import Programme, ProgrammeState
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.channels import ChannelSeen
from handlers.payloads import Press
from storage import away, changes, directory, people, programmes
from storage.database import Tx
from storage.directory import APART
from storage.headcount import count_held, load_out

logger = logging.getLogger(__name__)

FEW = 6  # people, for a sample
MOST_SHOWN = 20  # programmes

CLOSED = {
    "channel_archive": Closed.ARCHIVED,
    "group_archive": Closed.ARCHIVED,
    "channel_deleted": Closed.DELETED,
    "group_deleted": Closed.DELETED,
    "channel_left": Closed.LOST,
    "group_left": Closed.LOST,
    "channel_unarchive": None,
    "group_unarchive": None,
}


def register(app: AsyncApp) -> None:
    """Listen to what changes in the workspace."""
    for action in (views.PEOPLE, views.EARLIER, views.MORE):
        app.action(action)(press_people)
    for event in ("team_join", "user_change"):
        app.event(event)(note_person)
    for event in ("member_joined_channel", "member_left_channel"):
        app.event(event)(note_membership)
    for event in CLOSED:
        app.event(event)(note_channel)
    for event in ("app_uninstalled", "tokens_revoked"):
        app.event(event)(note_removal)


async def note_person(event: dict[str, Any], act: Act) -> None:
    """Somebody is new, or has changed; their status, too."""
    person, status = read_person(event["user"], team_id=act.team_id), read_status(event["user"])

    def note(tx: Tx, _: UserId) -> None:
        if changes.note_people(tx, [person], moment(event, act)):
            away.note_status(tx, person.id, status, now=act.now)

    await act.once(note)


async def note_membership(event: dict[str, Any], act: Act, context: AsyncBoltContext) -> None:
    """Somebody, or the bot itself, joined or left a channel."""
    joined = event["type"] == "member_joined_channel"
    channel = ChannelId(event["channel"])

    def note(tx: Tx, user_id: UserId) -> None:
        at = moment(event, act)
        if user_id == context.bot_user_id:
            changes.note_channel(tx, channel, None if joined else Closed.LOST, at)
        else:
            (changes.note_joined if joined else changes.note_left)(tx, channel, [user_id], at)

    await act.once(note)


async def note_channel(event: dict[str, Any], act: Act) -> None:
    """A channel closed to us, or is open again."""

    def note(tx: Tx, _: UserId) -> None:
        changes.note_channel(tx, ChannelId(event["channel"]), CLOSED[event["type"]], moment(event, act))

    await act.once(note)


async def note_removal(event: dict[str, Any], act: Act) -> None:
    """The workspace removed the bot; all that is kept waits until it comes back."""
    if event["type"] == "tokens_revoked" and not event["tokens"].get("bot"):
        return

    def note(tx: Tx, _: UserId) -> bool:
        return people.leave_workspace(tx, as_of=moment(event, act).as_of)

    if await act.once(note):
        logger.warning("%s removed Elevenses: nothing is sent until it is installed and started again", act.team_id)


def moment(event: dict[str, Any], act: Act) -> Moment:
    """When Slack says that it happened, and when we hear of it."""
    told = event.get("event_ts")
    return Moment(act.now if told is None else datetime.fromtimestamp(float(told), UTC), act.now)


def look_after(tx: Tx, admin: UserId, *, now: datetime) -> None:
    """From now on this admin looks after every coffee whose own admin is gone."""
    changes.adopt(tx, admin, Moment(now, now))


def count_seen(tx: Tx, seen: ChannelSeen, *, guests: bool, now: datetime) -> tuple[Headcount, tuple[Person, ...]]:
    """How many of a channel that was looked at can take part, and the first few of them."""
    changes.note_people(tx, seen.met, Moment(now - APART, now))
    known = directory.load_known(tx, seen.ids)
    found = Counter(person.absence for person in known.values())
    able = [known[one] for one in seen.ids if one in known and not is_out(known[one].absence, guests=guests)]
    return headcount(found, guests=guests, unread=seen.size - len(known)), tuple(able[:FEW])


async def press_people(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Who is left out of a programme, from somebody on."""
    press = Press.model_validate(body)
    wanted, start = press.numbers(2)
    person = await act.look_up(client)
    message = await act.once(left_out, person, ChannelId(press.container.channel_id), wanted, start=start)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


def left_out(
    tx: Tx, user_id: UserId, person: Person, channel: ChannelId, wanted: int | None = None, *, start: int = 0
) -> Message:
    """Who can take part in the channel's programmes, or in the one that is `wanted`, and who cannot."""
    shown = [
        one
        for one in programmes.load_programmes(tx)
        if one.state is not ProgrammeState.ENDED
        and one.shows_to(user_id, admin=person.admin, channel=channel)
        and wanted in {None, one.id}
    ]
    match shown:
        case []:
            return told(views.NOTHING_HERE if person.admin else views.NOT_YOURS)
        case [programme]:
            return _page(tx, programme, start=start)
        case _:
            return views.counts_message([(one, _count(tx, one)) for one in shown[-MOST_SHOWN:]])


def _count(tx: Tx, programme: Programme) -> Headcount | None:
    return count_held(tx, programme.channel, guests=programme.guests)


def _page(tx: Tx, programme: Programme, *, start: int) -> Message:
    out = load_out(tx, programme.channel, guests=programme.guests, start=start, limit=views.PAGE + 1)
    return views.left_out_message(programme, _count(tx, programme), out, start=start)
