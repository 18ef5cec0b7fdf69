"""Exploring: five questions whose answers become drafts; nothing is kept but what is saved of those."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.explore import sentences, views
from bot.explore.questions import Answers, Drafts, Question, decide_kept, draft
from bot.people import Person, UserId
from bot.refusal import Refusal
from bot.topic import Doubt, asked_before
from handlers.acts import Act
from handlers.answers import answer_form
from handlers.payloads import Press, Submitted
from storage import goals, people, topics
from storage.database import Tx
from storage.words import known_topics


def register(app: AsyncApp) -> None:
    """Listen to the button and the forms."""
    app.action(views.OPEN)(press_open)
    app.view(views.DRAFT)(submit_answers)
    app.view(views.SAVE)(submit_drafts)


async def open_explore(act: Act, client: AsyncWebClient, trigger_id: str) -> None:
    """Open the five questions."""
    person = await act.look_up(client)
    view = views.questions_modal() if person.here else views.told_modal(sentences.NOT_HERE)
    await client.views_open(trigger_id=trigger_id, view=view)


async def press_open(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Not sure yet."""
    await open_explore(act, client, Press.model_validate(body).trigger_id)
    await ack()


async def submit_answers(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The answers: they go into the drafts and nowhere else."""
    sent = Submitted.model_validate(body)
    answers = {one: sent.value(one) for one in Question}
    await ack(response_action="update", view=await act.aside(propose, answers, now=act.now))


def propose(tx: Tx, user_id: UserId, answers: Answers, *, now: datetime) -> dict[str, Any]:
    """The drafts, of which nothing is kept."""
    drafts = draft(answers, topics.load_stances(tx, user_id, now=now), known_topics(tx))
    return views.told_modal(sentences.EMPTY) if drafts is None else views.drafts_modal(drafts)


async def submit_drafts(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The drafts as they stand; what may be a slip is asked about once, and nothing typed is lost."""
    sent = Submitted.model_validate(body)
    drafts = Drafts(**{one.name: sent.value(one.name) for one in fields(Drafts)})
    if not drafts.any:
        await ack(response_action="update", view=views.told_modal(f"{sentences.NOTHING_KEPT} {sentences.EMPTY}"))
        return
    done = await act.once(save, await act.look_up(client), drafts, asked_before(sent.kept), now=act.now)
    await answer_form(ack, body, done)


def save(
    tx: Tx, user_id: UserId, person: Person, sent: Drafts, asked: tuple[str, ...], *, now: datetime
) -> dict[str, Any] | Refusal:
    """Keep what stands there, and nothing else."""
    if not person.here:
        return Refusal(sentences.NOT_HERE)
    mine, slot = topics.load_stances(tx, user_id, now=now), replace(goals.load_slot(tx, user_id), zone=person.zone)
    live = len(goals.load_goals(tx, user_id))
    done = decide_kept(sent, mine, known_topics(tx), slot, owner=user_id, live=live, asked=asked, now=now)
    if isinstance(done, Refusal):
        return done
    if isinstance(done, Doubt):
        return views.drafts_modal(sent, doubt=done)
    people.meet_person(tx, person)
    if any(done.added.values()):
        topics.save_stances(tx, user_id, done.stances, now=now)
    if done.goal is not None:
        goals.save_goal(tx, done.goal)
    return views.kept_modal(done)
