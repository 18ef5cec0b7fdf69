"""`/learn` and the words after it."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.learn.views import HELP, mine_message
from bot.people import UserId
from bot.posts import Message
from handlers.acts import Act
from handlers.agenda import open_agenda
from handlers.answers import answer_command, read_typed
from handlers.digests import open_digest
from handlers.explore import open_explore
from handlers.goals import open_goal, open_shown
from handlers.payloads import Typed
from handlers.topics import open_topics, who
from storage.database import Tx
from storage.goals import count_closed, load_goals
from storage.topics import load_stances

WORDS = {
    "": "",
    "goal": "goal",
    "goals": "goals",
    "explore": "explore",
    "topics": "topics",
    "who": "who",
    "agenda": "agenda",
    "digest": "digest",
    "find": "who",
    "help": "help",
    "?": "help",
}
FORMS = {"explore": open_explore, "goals": open_shown, "topics": open_topics}  # what opens for whoever types it
OF_TEAM = {"agenda": open_agenda, "digest": open_digest}  # what is of the team of the channel


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
        case "goal":
            await open_goal(act, client, typed.trigger_id, words=asked.rest)
            await ack()
        case "who":
            person = await act.look_up(client)
            await answer_command(ack, await act.once(who, person, asked.rest, now=act.now))
        case word if word in FORMS:
            await FORMS[word](act, client, typed.trigger_id)
            await ack()
        case word if word in OF_TEAM:
            await OF_TEAM[word](ack, typed, act, client)
        case _:
            await answer_command(ack, await act.once(mine, now=act.now))


def mine(tx: Tx, user_id: UserId, *, now: datetime) -> Message:
    """Where somebody stands with learning."""
    return mine_message(load_goals(tx, user_id), load_stances(tx, user_id, now=now), closed=count_closed(tx, user_id))
