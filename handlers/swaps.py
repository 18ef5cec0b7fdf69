"""What people do in a text swap: begin it, answer, skip, ask for another question, take an answer back, stop."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.intro import START_SWAP
from bot.people import UserId
from bot.posts import Message
from bot.refusal import Refusal
from bot.swaps import views
from bot.swaps.decisions import (
    decide_another,
    decide_answer,
    decide_back,
    decide_stop,
    open_question,
    plan_swap,
    questions,
)
from bot.swaps.swap import Question, Said, Swap
from handlers.acts import Act
from handlers.answers import answer_form, answer_press
from handlers.intros import answer_step
from handlers.payloads import Press, Submitted
from storage import followups, posts, swaps
from storage.database import Tx
from storage.intros import IntroFound

Decision: TypeAlias = Callable[[Swap, Question, UserId], Swap | Refusal]


def _skip(swap: Swap, question: Question, who: UserId) -> Swap | Refusal:
    return decide_answer(swap, question, who, Said("", question.turn))


STEPS: dict[str, Decision] = {
    views.ANOTHER: decide_another,
    views.SKIP: _skip,
    views.BACK: decide_back,
    views.MORE: decide_stop,
}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form of text swaps."""
    app.action(START_SWAP)(press_start)
    app.action(views.ANSWER)(press_answer)
    for action in STEPS:
        app.action(action)(press_step)
    app.view(views.SAVE)(submit_answer)


async def press_start(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Text swap."""
    press = Press.model_validate(body)
    await answer_step(act, press, press.number, begin, respond=respond, client=client)
    await ack()


async def press_step(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Another question, skip, take back, or stop."""
    press = Press.model_validate(body)
    question_id = press.choice[1] if press.action == views.MORE else press.number
    done = await act.once(step, question_id, STEPS[press.action], now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_answer(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Answer: open the form."""
    press = Press.model_validate(body)
    view = await act.once(form, press.number)
    await answer_press(view, press=press, act=act, respond=respond, client=client)
    await ack()


async def submit_answer(ack: AsyncAck, body: dict[str, Any], act: Act) -> None:
    """The form: keep what was written."""
    sent = Submitted.model_validate(body)
    question_id, turn = sent.numbers(2)
    done = await act.once(answer, question_id, sent.value("answer"), turn=turn, now=act.now)
    await answer_form(ack, body, done)


def begin(tx: Tx, user_id: UserId, found: IntroFound, now: datetime) -> str:
    """Begin the text swap of an intro for everybody who is still in it."""
    intro_id = found.intro.id
    people = swaps.still_in(tx, intro_id, now=now)
    plan = plan_swap(people, user_id, seen=swaps.load_seen(tx, people), now=now)
    if isinstance(plan, Refusal):
        return plan.why
    swap_id = swaps.save_swap(tx, intro_id, plan)
    swap = None if swap_id is None else swaps.lock_swap(tx, swap_id)
    if swap is None:
        return views.UNDER_WAY
    followups.let_be(tx, intro_id)
    posts.enqueue(tx, questions(swap, plan))
    return views.BEGUN


def form(tx: Tx, user_id: UserId, question_id: int) -> dict[str, Any] | Refusal:
    """The form for this person's answer."""
    found = open_question(swaps.lock_swap_with(tx, question_id), question_id, user_id)
    return found if isinstance(found, Refusal) else views.answer_modal(*found, user_id)


def step(tx: Tx, user_id: UserId, question_id: int, decide: Decision, *, now: datetime) -> Message | Refusal:
    """What a button does; the question as this person sees it then."""
    done = _change(tx, user_id, question_id, decide, now=now)
    return done if isinstance(done, Refusal) else views.question_message(done, done.question(question_id), user_id)


def answer(
    tx: Tx, user_id: UserId, question_id: int, text: str, *, turn: int, now: datetime
) -> dict[str, Any] | Refusal:
    """Keep what this person wrote; what they are shown."""
    if not text.strip():
        return Refusal(views.EMPTY, field="answer")

    def decide(swap: Swap, question: Question, who: UserId) -> Swap | Refusal:
        return decide_answer(swap, question, who, Said(text, turn))

    done = _change(tx, user_id, question_id, decide, now=now)
    return done if isinstance(done, Refusal) else views.kept_modal(done, done.question(question_id), user_id)


def _change(tx: Tx, user_id: UserId, question_id: int, decide: Decision, *, now: datetime) -> Swap | Refusal:
    found = open_question(swaps.lock_swap_with(tx, question_id), question_id, user_id)
    if isinstance(found, Refusal):
        return found
    after = decide(*found, user_id)
    if not isinstance(after, Refusal):
        swaps.change_swap(tx, found[0], after, actor=user_id, now=now)
    return after
