"""What people do with goals: set them, say how they go, go along with others', and look at what is shown to them."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.goals import checkin_views, views
from bot.goals.form import GoalForm, new_goal
from bot.goals.goal import MOST_PARTNERS, Partnership, Said
from bot.people import Person, UserId
from bot.topic import asked_before
from handlers import goal_steps as steps
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.payloads import Press, StaleError, Submitted
from storage.database import Tx

BUTTONS: Mapping[str, steps.Step] = {
    **{action: steps.say_how(said) for said, action in checkin_views.ANSWERS.items()},
    **{action: steps.say_how(said) for said, action in checkin_views.CLOSINGS.items()},
    checkin_views.AGAIN: steps.again,
    checkin_views.ASK_ON: steps.of_live(steps.ask_on),
    checkin_views.STOP: steps.of_live(steps.stop_asking),
    checkin_views.HELPERS: steps.helpers,
    checkin_views.ASK_TEAM: steps.ask_team,
    checkin_views.NOTE: steps.note,
    checkin_views.STEP: steps.of_live(steps.step_form),
    checkin_views.TELL: steps.tell,
    checkin_views.EDIT: steps.of_live(steps.edit),
}
BESIDE = {checkin_views.HELPERS}  # what is answered below what was pressed, which stays
MENU: Mapping[str, steps.Step] = {
    "edit": steps.of_live(steps.edit),
    "checkins": steps.of_live(steps.checkins),
    "changed": steps.say_how(Said.CHANGED),
    "let-go": steps.say_how(Said.LET_GO),
    "delete": steps.ask_delete,
}
PARTNERS = {
    views.ACCEPT: Partnership.ACCEPTED,
    views.DECLINE: Partnership.DECLINED,
    checkin_views.LEAVE: Partnership.LEFT,
}
PAGERS: Mapping[str, Callable[[Tx, UserId, int], steps.View]] = {views.SHOWN: steps.shown, views.CLOSED: steps.closed}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the forms."""
    app.action(views.NEW)(press_new)
    app.action(views.LOOKS)(press_looks)
    app.action(views.MENU)(choose_step)
    for action in BUTTONS:
        app.action(action)(press_step)
    for action in PARTNERS:
        app.action(action)(press_partner)
    app.action(checkin_views.CHEER)(press_cheer)
    app.action(checkin_views.ASK)(press_say)
    app.action(checkin_views.OFFER)(press_say)
    for action in PAGERS:
        for turn in ("", "-turn-back", "-turn-on"):
            app.action(f"{action}{turn}")(press_pages)
    app.view(views.SAVE)(submit_goal)
    app.view(views.CHECKINS)(submit_checkins)
    app.view(views.DELETE)(submit_delete)
    app.view(checkin_views.KEEP_NOTE)(submit_note)
    app.view(checkin_views.KEEP_STEP)(submit_step)
    app.view(checkin_views.SAY)(submit_line)


async def open_goal(act: Act, client: AsyncWebClient, trigger_id: str, *, words: str = "") -> None:
    """Open the form for a new goal."""
    view = await act.once(steps.form, words, now=act.now)
    await client.views_open(trigger_id=trigger_id, view=view)


async def open_shown(act: Act, client: AsyncWebClient, trigger_id: str) -> None:
    """Open the goals that others show this person."""
    await client.views_open(trigger_id=trigger_id, view=await act.once(steps.shown, 0))


async def press_new(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """New goal."""
    await open_goal(act, client, Press.model_validate(body).trigger_id)
    await ack()


async def press_looks(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """How it looks, within the form: to each who may see it, as the form stands."""
    press, person = Press.model_validate(body), await act.look_up(client)
    today = act.now.date()
    goal = steps.typed(_read(Submitted.model_validate(body)), new_goal(act.user_id, today=today))
    await client.views_push(trigger_id=press.trigger_id, view=views.looks_modal(goal, person.name))
    await ack()


async def submit_goal(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: the goal, and whom to ask to go along."""
    sent = Submitted.model_validate(body)
    chosen_ids = sent.users("partners")
    person, chosen = await asyncio.gather(act.look_up(client), act.look_up_all(client, chosen_ids, most=MOST_PARTNERS))
    done = await act.once(steps.save, person, _read(sent, chosen), sent.number, now=act.now)
    await answer_form(ack, body, done)


def _read(sent: Submitted, chosen: Mapping[UserId, Person] | None = None) -> GoalForm:
    texts = {name: sent.value(name) for name in ("topic", "what", "why", "until", "step", "seen_by")}
    return GoalForm(**texts, partners=sent.users("partners"), chosen=chosen or {}, asked=asked_before(sent.kept))


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """How it goes, and what follows from there."""
    press = Press.model_validate(body)
    done = await act.once(steps.take_step, press.number, BUTTONS[press.action], now=act.now)
    replace = press.action not in BESIDE
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=replace, over=True)
    await ack()


async def choose_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Something from the menu behind the three dots."""
    press = Press.model_validate(body)
    word, goal_id = press.choice
    if word not in MENU:
        raise StaleError(word[:40])
    done = await act.once(steps.take_step, goal_id, MENU[word], now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True, over=True)
    await ack()


async def press_partner(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Happy to, not this time, or stop being a partner."""
    press = Press.model_validate(body)
    done = await act.once(steps.go_along, press.number, PARTNERS[press.action], now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_cheer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Cheer."""
    press = Press.model_validate(body)
    done = await act.once(steps.cheer, *press.numbers(2), now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_say(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Ask, or offer: open the form."""
    press = Press.model_validate(body)
    done = await act.once(steps.say_form, *press.numbers(2), offer=press.action == checkin_views.OFFER)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_pages(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The goals that others show, or the closed ones, from one on."""
    press = Press.model_validate(body)
    page = PAGERS[press.action.removesuffix("-back").removesuffix("-on").removesuffix("-turn")]
    view = await act.once(page, press.number)
    if press.modal:
        await client.views_update(view_id=press.modal, view=view)
    else:
        await client.views_open(trigger_id=press.trigger_id, view=view)
    await ack()


async def submit_checkins(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: how often, and when."""
    sent = Submitted.model_validate(body)
    step = steps.keep_checkins(sent.value("every"), sent.value("day"), sent.value("at"))
    await answer_form(ack, body, await act.once(steps.take_step, sent.number, step, now=act.now))


async def submit_delete(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: they mean it."""
    done = await act.once(steps.take_step, Submitted.model_validate(body).number, steps.delete, now=act.now)
    await answer_form(ack, body, done)


async def submit_note(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: a note."""
    sent = Submitted.model_validate(body)
    step = steps.keep_note(sent.value("line"))
    await answer_form(ack, body, await act.once(steps.take_step, sent.number, step, now=act.now))


async def submit_step(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: a smaller step."""
    sent = Submitted.model_validate(body)
    step = steps.keep_step(sent.value("line"))
    await answer_form(ack, body, await act.once(steps.take_step, sent.number, step, now=act.now))


async def submit_line(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: a partner's question or offer."""
    sent = Submitted.model_validate(body)
    await answer_form(ack, body, await act.once(steps.say_line, sent.numbers(3), sent.value("line"), now=act.now))
