"""`/learn` and the words after it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.card import CardKind
from bot.learn.views import HELP, mine_message
from bot.library.found import Sought
from bot.people import UserId
from bot.posts import Message
from handlers.acts import Act
from handlers.agenda import open_agenda
from handlers.answers import answer_command, read_typed
from handlers.cards import open_card
from handlers.digests import open_digest
from handlers.explore import open_explore
from handlers.goals import open_goal, open_shown
from handlers.hosts import learns
from handlers.library import look, open_share
from handlers.payloads import Typed
from handlers.stories import open_story
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
    "find": "find",
    "share": "share",
    "story": "story",
    "agenda": "agenda",
    "digest": "digest",
    "help": "help",
    "?": "help",
}
Opening = Callable[..., Awaitable[None]]
FORMS: Mapping[str, Opening] = {"explore": open_explore, "goals": open_shown, "topics": open_topics}
FILLED: Mapping[str, Opening] = {"goal": open_goal, "share": open_share, "story": open_story}  # with the words after it
OF_TEAM: Mapping[str, Opening] = {"agenda": open_agenda, "digest": open_digest}  # of the team of the channel
CARDS = {"ask": CardKind.ASK, "offer": CardKind.OFFER}  # with the words, for the team of the channel


def register(app: AsyncApp) -> None:
    """Listen to the command."""
    app.command("/learn")(type_learn)


async def type_learn(ack: AsyncAck, command: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """`/learn` and the words after it."""
    typed = Typed.model_validate(command)
    asked = await read_typed(ack, typed, WORDS, help_=HELP)
    if asked is None:
        return
    match asked.word:
        case "help":
            await answer_command(ack, told(HELP))
        case "find":
            await answer_command(ack, await act.once(look, await act.look_up(client), Sought(asked.rest)))
        case "who":
            person = await act.look_up(client)
            await answer_command(ack, await act.once(who, person, asked.rest, now=act.now))
        case "":
            await answer_command(ack, await act.once(mine, now=act.now))
        case word if word in OF_TEAM:
            await OF_TEAM[word](ack, typed, act, client)
        case word:
            await open_form(act, client, typed, word, asked.rest)
            await ack()


async def open_form(act: Act, client: AsyncWebClient, typed: Typed, word: str, words: str) -> None:
    """The form that a word opens."""
    if word in CARDS:
        await open_card(act, client, typed.trigger_id, CARDS[word], words=words, here=typed.channel_id)
    elif word in FILLED:
        await FILLED[word](act, client, typed.trigger_id, words=words)
    else:
        await FORMS[word](act, client, typed.trigger_id)


def mine(tx: Tx, user_id: UserId, *, now: datetime) -> Message:
    """Where somebody stands with learning."""
    return mine_message(
        load_goals(tx, user_id),
        load_stances(tx, user_id, now=now),
        load_around(tx, user_id),
        closed=count_closed(tx, user_id),
        learns=learns(tx, user_id),
    )
