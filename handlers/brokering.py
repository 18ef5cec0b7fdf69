"""What people do to bring others together: propose, answer, choose from their desk, and write a line back."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.brokering import views
from bot.brokering.form import ProposalForm
from bot.mentions import read_mentions
from bot.people import UserId
from bot.posts import Message
from handlers import brokering_steps as steps
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.payloads import Press, Submitted

BOTH = 2
ANSWERS = {views.ASK: True, views.HAPPY: True, views.NO: False}


def register(app: AsyncApp) -> None:
    """Listen to the shortcut, the buttons and the forms."""
    app.global_shortcut(views.SHORTCUT)(use_shortcut)
    for action in ANSWERS:
        app.action(action)(press_answer)
    for action in STEPS:
        app.action(action)(press_step)
    app.view(views.SAVE)(submit_proposal)
    app.view(views.SEND)(submit_line)


async def use_shortcut(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Introduce two people, from anywhere in Slack."""
    await _open(act, client, body["trigger_id"], views.proposal_modal())
    await ack()


async def introduce(act: Act, client: AsyncWebClient, trigger_id: str, words: str) -> Message | None:
    """`/coffee introduce`: two people and what about are proposed, the first one learns; else the form opens."""
    people, about = read_mentions(words)
    if len(people) == BOTH and about:
        person, chosen = await asyncio.gather(act.look_up(client), act.look_up_all(client, people, most=BOTH))
        form = ProposalForm(people[0], people[1], about, chosen)
        return await act.once(steps.propose_at_once, person, form, now=act.now)
    learner, helper, *_ = (*people, "", "")
    await _open(act, client, trigger_id, views.proposal_modal(learner=learner, helper=helper, about=about))
    return None


async def _open(act: Act, client: AsyncWebClient, trigger_id: str, view: dict[str, Any]) -> None:
    person = await act.look_up(client)
    await client.views_open(trigger_id=trigger_id, view=steps.form_for(person, view))


async def submit_proposal(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form: who, with whom, about what."""
    sent = Submitted.model_validate(body)
    ids = [UserId(one) for one in (sent.value("learner"), sent.value("helper")) if one]
    person, chosen = await asyncio.gather(act.look_up(client), act.look_up_all(client, ids, most=BOTH))
    form = ProposalForm(sent.value("learner"), sent.value("helper"), sent.value("about"), chosen)
    await answer_form(ack, body, await act.once(steps.propose, person, form, sent.number, now=act.now))


async def press_answer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Yes, happy to, or not this time."""
    press = Press.model_validate(body)
    done = await act.once(steps.answer, press.number, press.action, yes=ANSWERS[press.action], now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


STEPS: Mapping[str, steps.Step] = {
    views.WITHDRAW: steps.withdraw,
    views.PROPOSE: steps.open_suggestion,
    views.DISMISS: steps.dismiss,
    views.UNDO: steps.undo,
    views.WRITE: steps.write_line,
    views.RATHER_NOT: steps.rather_not,
}


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Withdraw a proposal, something on the desk, or the question for a line back."""
    press = Press.model_validate(body)
    done = await act.once(STEPS[press.action], press.number, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True, over=True)
    await ack()


async def submit_line(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: a line back."""
    sent = Submitted.model_validate(body)
    await answer_form(ack, body, await act.once(steps.send_line, sent.number, sent.value("line"), now=act.now))
