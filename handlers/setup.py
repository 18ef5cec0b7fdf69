"""What admins do: start coffee in a channel, change it, and look after what did not arrive."""

from datetime import datetime, timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import section, told
from bot.coffee.views import invitation_message
from bot.commands import Unknown, read_command
from bot.people import ChannelId, Person, UserId
from bot.posts import Message
from bot.programme import Programme
from bot.refusal import Refusal
from bot.setup import views
from bot.setup.decisions import ChannelFacts, SetupFacts, SetupForm, decide_setup, invitation
from handlers.acts import Act
from handlers.answers import answer_command, answer_press
from handlers.payloads import Press, Submitted, Typed
from storage import posts, programmes
from storage.database import Tx

WORDS = {"": "help", "help": "help", "?": "help", "setup": "setup", "posts": "posts"}
AGAIN_WITHIN = timedelta(days=2)
MOST_SHOWN = 20


def register(app: AsyncApp) -> None:
    """Listen to the admin's command, form and button."""
    app.command("/elevenses")(type_elevenses)
    app.view(views.SUBMIT)(submit_setup)
    app.action(views.SEND_AGAIN)(press_send_again)


async def type_elevenses(ack: AsyncAck, command: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """`/elevenses` and the words after it."""
    typed = Typed.model_validate(command)
    asked = read_command(typed.text, WORDS)
    if isinstance(asked, Unknown):
        await answer_command(ack, told(views.did_you_mean(asked.word, asked.meant)))
        return
    if asked.word == "help":
        await answer_command(ack, told(views.HELP))
        return
    person = await act.look_up(client)
    if not person.admin:
        await answer_command(ack, told(views.ADMINS_ONLY))
        return
    if asked.word == "posts":
        await answer_command(ack, await act.once(list_troubles, zone=person.zone))
        return
    programme = await act.once(current, ChannelId(typed.channel_id))
    view = views.setup_modal(programme, channel=typed.channel_id, zone=person.zone)
    await client.views_open(trigger_id=typed.trigger_id, view=view)
    await ack()


def current(tx: Tx, _user_id: UserId, channel: ChannelId) -> Programme | None:
    """The programme of the channel that the form is opened from."""
    return programmes.load_channel_programme(tx, channel)


async def submit_setup(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form, checked against Slack's own word on who asks and which channel."""
    form = Submitted.model_validate(body)
    channel = await find_channel(client, ChannelId(form.value("channel")))
    if channel is None:
        await ack(response_action="errors", errors={"channel": views.NO_CHANNEL})
        return
    person = await act.look_up(client)
    chosen = SetupForm(form.value("every"), form.value("weekday"), form.value("at"), form.value("zone"))
    done = await act.once(set_up, person, channel, chosen, now=act.now)
    if isinstance(done, Refusal):
        await ack(response_action="errors", errors={done.field: done.why})
        return
    await ack(response_action="update", view=done)


def set_up(
    tx: Tx, user_id: UserId, person: Person, channel: ChannelFacts, form: SetupForm, *, now: datetime
) -> dict[str, Any] | Refusal:
    """Save the programme and owe its invitation; what the admin is shown."""
    existing = programmes.load_channel_programme(tx, channel.id)
    facts = SetupFacts(person.admin, user_id, channel, existing)
    programme = decide_setup(facts, form, now=now)
    if isinstance(programme, Refusal):
        return programme
    saved = programmes.save_programme(tx, programme)
    if existing is None:
        posts.enqueue(tx, [invitation(saved, invitation_message(saved), now=now)])
    return views.done_modal(saved, new=existing is None)


async def find_channel(client: AsyncWebClient, channel: ChannelId) -> ChannelFacts | None:
    """The channel as Slack shows it to us, or None where it does not."""
    try:
        found = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError:
        return None
    return ChannelFacts(
        id=ChannelId(found["id"]),
        private=bool(found.get("is_private")),
        held=bool(found.get("is_member")),
        archived=bool(found.get("is_archived")),
        shared=bool(found.get("is_ext_shared")),
    )


def list_troubles(tx: Tx, _user_id: UserId, *, zone: str) -> Message:
    """What failed or is unconfirmed."""
    return views.troubles_message(posts.load_troubles(tx, limit=MOST_SHOWN), zone=zone)


async def press_send_again(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Send again, because an admin says so."""
    press = Press.model_validate(body)
    person = await act.look_up(client)
    message = await act.once(send_again, press.number, person, now=act.now)
    await answer_press(message, press=press, user_id=act.user_id, respond=respond, client=client)
    await ack()


def send_again(tx: Tx, _user_id: UserId, post_id: int, person: Person, *, now: datetime) -> Message:
    """Owe the post anew; the list as it is then."""
    if not person.admin:
        return told(views.ADMINS_ONLY)
    if not posts.send_again(tx, post_id, now=now, expires_at=now + AGAIN_WITHIN):
        return told(views.NOT_IN_TROUBLE)
    rest = views.troubles_message(posts.load_troubles(tx, limit=MOST_SHOWN), zone=person.zone)
    return Message(views.SENT_AGAIN, (section(views.SENT_AGAIN), *rest.blocks))
