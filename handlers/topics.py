"""What people do with topics: look at theirs, choose them all at once, and find who helps with one."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import told
from bot.people import Person, UserId
from bot.posts import Message
from bot.refusal import Refusal
from bot.topic import LONGEST, Doubt, alike, asked_before, find_topic, key_of, refuse_topic, suggest_topic
from bot.topics import sentences, views
from bot.topics.stances import Stance, Stances, TopicsForm, decide_stances, decide_want
from bot.topics.who import find_helpers
from bot.topics.words import decide_words
from handlers.acts import Act
from handlers.answers import answer_form, answer_press, within_form
from handlers.payloads import Press, StaleError, Submitted
from storage import hosts, people, topics
from storage.database import Tx
from storage.words import keep_words, known_topics, load_words

CLOSE = 3  # topics that are close to one that nobody helps with


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the forms."""
    app.action(views.EDIT)(press_edit)
    app.action(views.WANT)(press_want)
    app.action(views.FITS)(press_fits)
    app.action(views.WORDS)(press_words)
    app.view(views.SAVE)(submit_topics)
    app.view(views.SAME)(submit_words)


async def open_topics(act: Act, client: AsyncWebClient, trigger_id: str) -> None:
    """Open the form with what is kept."""
    mine = await act.once(topics.load_stances, now=act.now)
    await client.views_open(trigger_id=trigger_id, view=views.topics_modal(mine))


async def press_edit(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """Change, or choose topics."""
    press = Press.model_validate(body)
    await open_topics(act, client, press.trigger_id)
    await ack()


async def submit_topics(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """All topics at once; what may be a slip is asked about once, and nothing typed is lost."""
    sent = Submitted.model_validate(body)
    typed = {stance: sent.value(stance) for stance in Stance}
    form = TopicsForm(typed, sent.value("cap"), asked_before(sent.kept))
    done = await act.once(save, await act.look_up(client), form, now=act.now)
    if isinstance(done, Refusal):
        await ack(**within_form(body["view"], done.why, field=done.field))
    elif isinstance(done, Doubt):
        view = views.topics_modal(Stances({}), typed=typed, cap=form.cap, doubt=done)
        await ack(response_action="update", view=view)
    else:
        await ack(response_action="update", view=views.saved_modal(done))


def save(tx: Tx, user_id: UserId, person: Person, form: TopicsForm, *, now: datetime) -> Stances | Refusal | Doubt:
    """Keep the topics that were meant."""
    if not person.here:
        return Refusal(sentences.NOT_HERE)
    done = decide_stances(form, known_topics(tx))
    if not isinstance(done, Stances):
        return done
    people.meet_person(tx, person)
    topics.save_stances(tx, user_id, done, now=now)
    return topics.load_stances(tx, user_id, now=now)


async def press_fits(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """They fit, twice a year."""
    press = Press.model_validate(body)
    await act.once(topics.confirm_stances, now=act.now)
    await answer_press(told(sentences.FIT), press=press, act=act, respond=respond, client=client, replace=True)
    await ack()


async def press_want(
    ack: AsyncAck, body: dict[str, Any], act: Act, respond: AsyncRespond, client: AsyncWebClient
) -> None:
    """I want to learn it, where nobody helps with a topic."""
    press = Press.model_validate(body)
    message = await act.once(want, await act.look_up(client), press.text, now=act.now)
    await answer_press(message, press=press, act=act, respond=respond, client=client)
    await ack()


def want(tx: Tx, user_id: UserId, person: Person, name: str, *, now: datetime) -> Message:
    """Add a topic to those that the person wants to learn, unless it is one of theirs already."""
    if refuse_topic(name) is not None:
        raise StaleError(name[:LONGEST])
    if not person.here:
        return told(sentences.NOT_HERE)
    mine = topics.load_stances(tx, user_id, now=now)
    wanted = decide_want(mine, find_topic(name, known_topics(tx)))
    if isinstance(wanted, Refusal):
        return told(wanted.why)
    people.meet_person(tx, person)
    topics.save_stances(tx, user_id, wanted, now=now)
    return views.mine_message(topics.load_stances(tx, user_id, now=now), note=sentences.WANTED)


def who(tx: Tx, user_id: UserId, person: Person, typed: str, *, now: datetime) -> Message:
    """Who helps with a topic; where nobody does, what to do instead."""
    if not typed:
        return views.topics_message(topics.helped_topics(tx, now=now, limit=views.MOST_SHOWN))
    refusal = refuse_topic(typed)
    if refusal is not None:
        return told(refusal.why)
    known = known_topics(tx)
    topic = find_topic(typed, known)
    mine = topics.load_stances(tx, user_id, now=now)
    facts = topics.load_who(tx, person, topic, mine, now=now)
    helpers = find_helpers(facts, now=now)
    if helpers:
        shown = helpers[: views.MOST_SHOWN]
        return views.who_message(topic, shown, more=len(helpers) - len(shown))
    meant = suggest_topic(typed, known)
    not_these = {user_id, *facts.avoids}
    learners = [one for one in topics.people_for(tx, topic.id, Stance.LEARN, now=now) if one.id not in not_these]
    return views.nobody_message(
        topic,
        learners=learners[: views.MOST_SHOWN],
        near=topics.helped_topics(tx, now=now, limit=CLOSE, only=alike(meant or topic, known)),
        meant=meant,
        wanted=key_of(topic.name) in {key_of(one.name) for one in mine.of(Stance.LEARN)},
    )


def words_for(tx: Tx, *, now: datetime) -> Message:
    """The topics of the workspace and the words that admins and hosts added."""
    helped = topics.helped_topics(tx, now=now, limit=views.MOST_SHOWN)
    return views.words_message(helped, load_words(tx))


async def press_words(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Words that mean the same; who may save is asked when they do."""
    await client.views_open(trigger_id=Press.model_validate(body).trigger_id, view=views.words_modal())
    await ack()


async def submit_words(ack: AsyncAck, body: dict[str, Any], act: Act, client: AsyncWebClient) -> None:
    """The words, and what they mean."""
    sent = Submitted.model_validate(body)
    person = await act.look_up(client)
    await answer_form(ack, body, await act.once(save_words, person, sent.value("words"), sent.value("topic")))


def save_words(tx: Tx, user_id: UserId, person: Person, words: str, meaning: str) -> dict[str, Any] | Refusal:
    """Keep what an admin or a host says; the words as they are then."""
    if not (person.admin or hosts.channels_hosted(tx, user_id)):
        return Refusal(sentences.ADMINS_ONLY, field="words")
    plan = decide_words(words, meaning, known_topics(tx))
    if isinstance(plan, Refusal):
        return plan
    keep_words(tx, plan)
    return views.words_saved_modal(load_words(tx))
