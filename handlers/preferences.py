"""What people prefer: a form of their own, which nobody else sees."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.people import UserId
from bot.posts import Message
from bot.preferences import views
from bot.preferences.decisions import PreferencesForm, decide_preferences
from bot.refusal import Refusal
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.payloads import Press, Submitted
from storage import people
from storage.database import Tx


def register(app: AsyncApp) -> None:
    """Listen to the form and the button that opens it."""
    app.action(views.OPEN)(press_preferences)
    app.view(views.SAVE)(submit_preferences)


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
