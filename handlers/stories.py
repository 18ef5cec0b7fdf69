"""What people do with stories: tell one, read one, and share what a goal came to."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.audiences import read_reach, with_reach
from bot.card import READ_STORY, SHARE_WIN, TELL_STORY, Card, CardKind
from bot.goals.goal import Goal, GoalState
from bot.people import Person, UserId
from bot.refusal import Refusal
from bot.stories import sentences, views
from bot.stories.form import LONGEST_WIN, StoryForm, WinForm, decide_story, decide_win, read_kept
from bot.story import Story
from bot.topic import Doubt, asked_before
from handlers.acts import Act
from handlers.answers import answer_form, answer_press, within_form
from handlers.payloads import Press, StaleError, Submitted
from storage import audiences, cards, goals, library, people
from storage.database import Tx
from storage.takebacks import shown_anew
from storage.words import known_topics

View = dict[str, Any]
WINS = {GoalState.DONE, GoalState.CHANGED}


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the forms."""
    app.action(TELL_STORY)(press_tell)
    app.action(READ_STORY)(press_read)
    app.action(SHARE_WIN)(press_win)
    app.view(views.PREVIEW)(submit_story)
    app.view(views.SAVE)(submit_preview)
    app.view(views.SAVE_WIN)(submit_win)


async def open_story(_act: Act, client: AsyncWebClient, trigger_id: str, *, words: str = "") -> None:
    """Open the form for a new story on a topic."""
    await client.views_open(trigger_id=trigger_id, view=views.story_modal(0, views.empty_form(words)))


async def press_tell(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Tell a story, where nothing was found on a topic."""
    press = Press.model_validate(body)
    await open_story(act, client, press.trigger_id, words=press.text)
    await ack()


async def press_read(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Read it."""
    press = Press.model_validate(body)
    done = await act.once(read, await act.look_up(client), press.number)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def press_win(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """Share as a win: open the form."""
    press = Press.model_validate(body)
    done = await act.once(win_form, await act.look_up(client), press.number, now=act.now)
    await answer_press(done, press=press, act=act, respond=respond, client=client)
    await ack()


async def submit_story(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form of a story: how it looks comes next."""
    sent = Submitted.model_validate(body)
    told = Story(sent.value("happened"), sent.value("surprised"), sent.value("advice"))
    filled = StoryForm(sent.value("kind"), told, sent.value("clip"), sent.value("topic"), asked=asked_before(sent.kept))
    done = await act.once(preview, await act.look_up(client), filled, sent.number, now=act.now)
    if isinstance(done, Refusal):
        await ack(**within_form(body["view"], done.why, field=done.field))
    else:
        action = "push" if done["callback_id"] == views.SAVE else "update"
        await ack(response_action=action, view=done)


async def submit_preview(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """How it looks: keep it."""
    sent = Submitted.model_validate(body)
    filled = read_kept(sent.kept.partition("\n")[2], reach=sent.value("reach"))
    done = await act.once(save, await act.look_up(client), filled, sent.number, now=act.now)
    await _answer(ack, body, done)


async def submit_win(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The form of a win."""
    sent = Submitted.model_validate(body)
    filled = WinForm(sent.value("text"), sent.value("topic"), sent.value("reach"), asked_before(sent.kept))
    done = await act.once(save_win, await act.look_up(client), filled, sent.number, now=act.now)
    await _answer(ack, body, done)


async def _answer(ack: AsyncAck, body: dict[str, Any], done: View | Refusal) -> None:
    await answer_form(ack, body, done)


def edit_form(card: Card) -> View:
    """The form, with what is kept."""
    return views.story_modal(card.id, views.form_of(card))


def preview(
    tx: Tx, _user_id: UserId, person: Person, sent: StoryForm, card_id: int, *, now: datetime
) -> View | Refusal:
    """How the story looks that was meant; nothing is kept yet."""
    card = decide_story(sent, _before(tx, person, card_id, now=now), known_topics(tx))
    if isinstance(card, Refusal):
        return card
    if isinstance(card, Doubt):
        return views.story_modal(card_id, sent, doubt=card)
    form = replace(sent, topic=card.topic, clip=card.url)
    return views.preview_modal(card, form, audiences.load_sharer(tx, person))


def save(tx: Tx, _user_id: UserId, person: Person, sent: StoryForm, card_id: int, *, now: datetime) -> View | Refusal:
    """Keep a story that its teller has seen before them."""
    if not person.here:
        return Refusal(sentences.NOT_HERE, field="reach")
    people.meet_person(tx, person)
    card = decide_story(sent, _before(tx, person, card_id, now=now), known_topics(tx))
    to = read_reach(sent.reach, audiences.load_sharer(tx, person))
    if isinstance(to, Refusal):
        return to
    if not isinstance(card, Card):  # it was tampered with since the preview
        raise StaleError(str(card_id))
    with shown_anew(tx, card_id, now=now):
        return views.saved_modal(cards.save_card(tx, replace(card, audience=to.audience, channel=to.channel)))


def _before(tx: Tx, person: Person, card_id: int, *, now: datetime) -> Card:
    """A story of somebody's own, or a new one."""
    if not card_id:
        return Card(0, person, CardKind.STORY, "", now)
    card = library.load_visible(tx, person, card_id, kinds=[CardKind.STORY])
    if card is None or card.author.id != person.id:
        raise StaleError(str(card_id))
    return card


def read(tx: Tx, _user_id: UserId, person: Person, card_id: int) -> View | Refusal:
    """A story that somebody may see."""
    card = library.load_visible(tx, person, card_id, kinds=[CardKind.STORY])
    return Refusal(sentences.GONE) if card is None else views.read_modal(card)


def win_form(tx: Tx, user_id: UserId, person: Person, goal_id: int, *, now: datetime) -> View | Refusal:
    """The form of a win, which begins with what a closed goal of one's own was about."""
    goal = _won(tx, user_id, goal_id)
    if goal is None:
        return Refusal(sentences.OPEN_AGAIN, field="text")
    card = Card(goal_id, person, CardKind.WIN, goal.what[:LONGEST_WIN], now, topic=goal.topic)
    return views.win_modal(card, audiences.load_sharer(tx, person))


def _won(tx: Tx, user_id: UserId, goal_id: int) -> Goal | None:
    goal = goals.load_goal(tx, goal_id)
    if goal is None or goal.owner != user_id:
        raise StaleError(str(goal_id))
    return goal if goal.state in WINS else None


def save_win(tx: Tx, user_id: UserId, person: Person, sent: WinForm, goal_id: int, *, now: datetime) -> View | Refusal:
    """Keep a win that its owner chose to share."""
    if _won(tx, user_id, goal_id) is None or not person.here:
        return Refusal(sentences.OPEN_AGAIN if person.here else sentences.NOT_HERE, field="text")
    people.meet_person(tx, person)
    sharer = audiences.load_sharer(tx, person)
    new = Card(0, person, CardKind.WIN, sent.text[:LONGEST_WIN], now)
    card = decide_win(sent, new, known_topics(tx), sharer)
    if isinstance(card, Refusal):
        return card
    if isinstance(card, Doubt):
        typed = with_reach(replace(new, id=goal_id), sent.reach, sharer)
        return views.win_modal(typed, sharer, topic=sent.topic, doubt=card)
    return views.win_saved_modal(cards.save_card(tx, card))
