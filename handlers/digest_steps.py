"""What each thing that people do with a digest comes to, in one transaction."""

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from bot.blocks import choose_channel, told
from bot.card import Audience, Card, CardKind, CardState, Tap
from bot.digests import sentences, views
from bot.digests.digest import CHEERED, NOTICED, Digest, said_key
from bot.digests.form import DigestForm, decide_digest, pause, resume
from bot.goals.goal import Goal, GoalState, SeenBy
from bot.people import ChannelId, Person, UserId
from bot.posts import Message, Post, Worth
from bot.refusal import Refusal
from storage import cards, digests, directory, goals, hosts, people, posts
from storage.avoids import load_avoided_by
from storage.database import Tx

View: TypeAlias = dict[str, Any]
WORTH_HEARING = timedelta(days=7)


def typed(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> View | Message:
    """`/learn digest` in a channel, or in a DM: the form for hosts; for others, who they are."""
    hosted, mine = hosts.channels_hosted(tx, user_id), hosts.channels_of(tx, user_id)
    if channel in hosted:
        return _form(tx, user_id, channel, now=now)
    if channel in mine:
        return _hosts(tx, channel)
    if len(hosted) > 1:
        return choose_channel(hosted, action=views.OPEN, what="weekly digest")
    if hosted:
        return _form(tx, user_id, hosted[0], now=now)
    return _hosts(tx, mine[0]) if mine else told(sentences.NO_TEAM)


def _hosts(tx: Tx, channel: ChannelId) -> Message:
    team = hosts.load_team(tx, channel)
    return views.hosts_message(channel, () if team is None else team.hosts)


def _of_host(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> Digest | None:
    """The digest of a team that somebody looks after."""
    return digests.load_digest(tx, channel, now=now) if hosts.is_host(tx, channel, user_id) else None


def _form(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> View | Message:
    done = form(tx, user_id, channel, now=now)
    return told(done.why) if isinstance(done, Refusal) else done


def form(tx: Tx, user_id: UserId, channel: ChannelId, *, now: datetime) -> View | Refusal:
    """The form, with what would be posted now."""
    digest = _of_host(tx, user_id, channel, now=now)
    return Refusal(sentences.NOT_A_HOST) if digest is None else _shown(tx, digest, now=now)


def _shown(tx: Tx, digest: Digest, *, now: datetime) -> View:
    today = now.astimezone(digest.clock).date()
    return views.digest_modal(digest, digests.compose(tx, digest.channel, today, now=now))


def turn(tx: Tx, user_id: UserId, channel: ChannelId, *, on: bool, now: datetime) -> View | Refusal:
    """Pause or resume."""
    digest = _of_host(tx, user_id, channel, now=now)
    if digest is None:
        return Refusal(sentences.NOT_A_HOST)
    after = resume(digest, now=now) if on else pause(digest)
    digests.save_digest(tx, after)
    return _shown(tx, after, now=now)


def save(tx: Tx, user_id: UserId, channel: ChannelId, filled: DigestForm, *, now: datetime) -> View | Refusal:
    """Keep when it comes."""
    digest = _of_host(tx, user_id, channel, now=now)
    if digest is None:
        return Refusal(sentences.NOT_A_HOST, field="day")
    after = decide_digest(filled, digest, now=now)
    if isinstance(after, Refusal):
        return after
    digests.save_digest(tx, after)
    return views.saved_modal(after)


def help_with(tx: Tx, user_id: UserId, person: Person, goal_id: int, *, now: datetime) -> Message:
    """Somebody would like to help with a goal that they may see: its owner hears who, unless they would rather not."""
    goal = goals.load_goal(tx, goal_id)
    if goal is None or not _may_see_goal(tx, goal, user_id):
        return told(sentences.GONE)
    if goal.owner == user_id:
        return told(sentences.YOURS)
    message = views.noticed_message(goal.what, person.name)
    _tell(tx, said_key(NOTICED, goal.id, user_id), goal.owner, user_id, message, now=now)
    return views.will_hear(people.load_people(tx, [goal.owner])[goal.owner].name)


def _may_see_goal(tx: Tx, goal: Goal, user_id: UserId) -> bool:
    """Whether an open goal is shown to somebody: to a team that both are in, or to everybody but guests."""
    return (
        goal.state is GoalState.OPEN
        and goal.seen_by.open
        and (
            hosts.share_team(tx, goal.owner, user_id)
            or (goal.seen_by is SeenBy.EVERYONE and not directory.is_guest(tx, user_id))
        )
    )


def _tell(tx: Tx, key: str, to: UserId, who: UserId, message: Message, *, now: datetime) -> None:
    """Let somebody hear what another wanted them to, once; not of whom they would rather not meet."""
    if who not in load_avoided_by(tx, to):
        post = Post(key, (to,), message, now, now + WORTH_HEARING, unless_away=True, worth=Worth.QUESTION)
        posts.enqueue(tx, [post])


def _card(tx: Tx, user_id: UserId, card_id: int, kind: CardKind) -> Card | None:
    """An open card of a kind that somebody may see: one of everybody's, or of a team that they are in."""
    card = cards.load_card(tx, card_id)
    if card is None or card.kind is not kind or card.state is not CardState.OPEN or not card.author.here:
        return None
    if card.audience is Audience.EVERYONE:
        return None if directory.is_guest(tx, user_id) and card.channel not in hosts.channels_of(tx, user_id) else card
    mine = card.audience is Audience.TEAM and card.channel in hosts.channels_of(tx, user_id)
    return card if mine else None


def cheer(tx: Tx, user_id: UserId, person: Person, card_id: int, *, now: datetime) -> Message:
    """Somebody cheers for a win: whose it is hears so."""
    card = _card(tx, user_id, card_id, CardKind.WIN)
    if card is None or card.author.id == user_id:
        return told(sentences.GONE if card is None else sentences.YOURS)
    message = views.cheered_message(card, person.name)
    _tell(tx, said_key(CHEERED, card.id, user_id), card.author.id, user_id, message, now=now)
    return views.cheered(card.author.name)


def read(tx: Tx, user_id: UserId, _person: Person, card_id: int, *, now: datetime) -> Message | View:  # noqa: ARG001
    """Somebody reads a story."""
    card = _card(tx, user_id, card_id, CardKind.STORY)
    return told(sentences.GONE) if card is None else views.story_modal(card)


def note_helped(tx: Tx, user_id: UserId, person: Person, card_id: int, *, now: datetime) -> Message:
    """A resource helped somebody."""
    card = _card(tx, user_id, card_id, CardKind.RESOURCE)
    if card is None or card.author.id == user_id:
        return told(sentences.GONE if card is None else sentences.YOURS)
    people.meet_person(tx, person)
    new = cards.tap(tx, card.id, user_id, Tap.HELPED, now=now)
    return told(sentences.THANKS if new else sentences.NOTED)
