"""What people do for a quarter of an hour now: look for somebody, call it off, and say yes or no when asked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.home.views import card
from bot.now import views
from bot.now.decisions import plan_reply, plan_step, refuse_search
from bot.now.search import Reply, SearchState
from bot.people import ChannelId, UserId
from bot.posts import Message
from bot.refusal import Refusal
from bot.wishes import NOW
from handlers.acts import Act
from handlers.answers import answer_press
from handlers.payloads import Press
from storage import now as searches
from storage.database import Tx
from storage.home import load_standing

REPLIES = {views.YES: views.PASSED, views.NO: views.DECLINED, views.NEVER: views.NEVER_AGAIN}


def register(app: AsyncApp) -> None:
    """Listen to the buttons of a search."""
    app.action(NOW)(press_start)
    app.action(views.CALL_OFF)(press_call_off)
    for action in REPLIES:
        app.action(action)(press_reply)


async def press_start(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Find somebody now, or try again."""
    press = Press.model_validate(body)
    message = await act.once(look_for_somebody, private=press.private, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_call_off(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Call it off."""
    press = Press.model_validate(body)
    message = await act.once(call_off, private=press.private, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_reply(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Yes, not now, or never, on a question."""
    press = Press.model_validate(body)
    said = await act.once(reply, press.number, press.action, now=act.now)
    await answer_press(said, press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


def look_for_somebody(tx: Tx, user_id: UserId, *, private: bool = False, now: datetime) -> Message:
    """Begin to look for somebody who is free now; what comes of it at once."""
    message = _begin(tx, user_id, now=now)
    return _on_card(tx, user_id, message.text, now=now) if private else message


def _begin(tx: Tx, user_id: UserId, *, now: datetime) -> Message:
    all_ = searches.lock_searches(tx)
    if searches.search_of(all_, user_id) is not None:
        return views.looking_message(again=True)
    circle = searches.load_circle(tx, user_id, all_, now=now)
    standing = load_standing(tx, user_id, channel=ChannelId(""), now=now).coffee
    joined = any(one.joined for one in standing.standings)
    paused = standing.paused_until is not None and standing.paused_until > now
    refusal = refuse_search(circle.asker, now=now, joined=joined, paused=paused)
    if refusal is not None:
        return told(refusal.why)
    search = searches.open_search(tx, user_id, now=now)
    plan = plan_step(search, circle, now=now)
    over = plan.search.state is SearchState.OVER
    searches.save_plan(tx, search, replace(plan, post=None) if over else plan, circle, now=now)
    if over:
        return views.nobody_message()
    return views.looking_message() if plan.intro is None else views.accepted_message(plan.intro.people[1])


def call_off(tx: Tx, user_id: UserId, *, private: bool, now: datetime) -> Message:
    """Stop looking for somebody."""
    mine = searches.search_of(searches.lock_searches(tx), user_id)
    if mine is not None:
        searches.end_search(tx, mine, now=now)
    note = views.NOTHING_TO_CALL_OFF if mine is None else views.CALLED_OFF
    return _on_card(tx, user_id, note, now=now) if private else told(note)


def _on_card(tx: Tx, user_id: UserId, note: str, *, now: datetime) -> Message:
    return card(load_standing(tx, user_id, channel=ChannelId(""), now=now), now=now, note=note)


def reply(tx: Tx, user_id: UserId, search_id: int, said: str, *, now: datetime) -> Message | Refusal:
    """Keep what somebody says to a question; what it says from then on."""
    all_ = searches.lock_searches(tx, besides=search_id)
    search = all_.get(search_id)
    if search is None or user_id not in search.asked:
        return Refusal(views.NOT_YOURS)
    if said == views.NEVER:
        searches.ask_never(tx, user_id)
    circle = searches.load_circle(tx, search.asker, all_, now=now)
    plan = plan_reply(search, circle, user_id, yes=said == views.YES, now=now)
    if plan is None:
        return told(views.NEVER_AGAIN if said == views.NEVER else views.PASSED)
    searches.save_plan(tx, search, plan, circle, now=now)
    if circle.asker is None or plan.search.asked[user_id] is not Reply.YES:
        return told(REPLIES[said])
    return views.accepted_message(circle.asker)
