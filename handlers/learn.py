"""`/learn` and the words after it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.card import CardKind
from bot.learn.views import HELP, mine_message
from bot.people import UserId
from bot.posts import Message
from handlers.acts import Act
from handlers.answers import answer_command, read_typed
from handlers.cards import open_card
from handlers.explore import open_explore
from handlers.goals import open_goal, open_shown
from handlers.hosts import learns
from handlers.payloads import Typed
from handlers.topics import open_topics, who
from storage.claims import load_around
from storage.database import Tx
from storage.goals import count_closed, load_goals
from storage.topics import load_stances

WORDS = {
    "": "",
    "goal": "goal",
    "goals": "goals",
    "explore": "explore",
    "topics": "topics",
    "ask": "ask",
    "offer": "offer",
    "who": "who",
    "find": "who",
    "help": "help",
    "?": "help",
}


def register(app: AsyncApp) -> None:
    """Listen to the command."""
    app.command("/learn")(type_learn)


async def type_learn(ack: AsyncAck, command: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """`/learn` and the words after it."""
    typed = Typed.model_validate(command)
    asked = await read_typed(ack, typed, WORDS, help_=HELP)
    if asked is None:
        return
    if asked.word in FORMS:
        await FORMS[asked.word](act, client, typed, asked.rest)
        await ack()
    elif asked.word == "help":
        await answer_command(ack, told(HELP))
    elif asked.word == "who":
        person = await act.look_up(client)
        await answer_command(ack, await act.once(who, person, asked.rest, now=act.now))
    else:
        await answer_command(ack, await act.once(mine, now=act.now))


async def _goal(act: Act, client: AsyncWebClient, typed: Typed, words: str) -> None:
    await open_goal(act, client, typed.trigger_id, words=words)


async def _goals(act: Act, client: AsyncWebClient, typed: Typed, _words: str) -> None:
    await open_shown(act, client, typed.trigger_id)


async def _ask(act: Act, client: AsyncWebClient, typed: Typed, words: str) -> None:
    await open_card(act, client, typed.trigger_id, CardKind.ASK, words=words, here=typed.channel_id)


async def _offer(act: Act, client: AsyncWebClient, typed: Typed, words: str) -> None:
    await open_card(act, client, typed.trigger_id, CardKind.OFFER, words=words, here=typed.channel_id)


async def _explore(act: Act, client: AsyncWebClient, typed: Typed, _words: str) -> None:
    await open_explore(act, client, typed.trigger_id)


async def _topics(act: Act, client: AsyncWebClient, typed: Typed, _words: str) -> None:
    await open_topics(act, client, typed.trigger_id)


FORMS: Mapping[str, Callable[[Act, AsyncWebClient, Typed, str], Awaitable[None]]] = {
    "goal": _goal,
    "goals": _goals,
    "ask": _ask,
    "offer": _offer,
    "explore": _explore,
    "topics": _topics,
}


def mine(tx: Tx, user_id: UserId, *, now: datetime) -> Message:
    """Where somebody stands with learning."""
    return mine_message(
        load_goals(tx, user_id),
        load_stances(tx, user_id, now=now),
        load_around(tx, user_id),
        closed=count_closed(tx, user_id),
        learns=learns(tx, user_id),
    )
