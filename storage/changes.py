"""What a change in the directory brings: people who go are let go, channels that close stand still, admins follow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.calendar import decide_due
from bot.coffee.rounds import LATE
from bot.coffee.views import invitation_message
from bot.directory.closed import Closed
from bot.directory.decisions import Moment, closed_post, left_post, reopened_post, taken_over_post
from bot.people import ChannelId, Person, UserId
from bot.programme import Programme
from bot.setup.decisions import invitation
from storage import claims, directory, partings, posts, programmes, rsvp, teams
from storage.database import Tx
from storage.directory import APART, EVERYBODY, Reading

AT_A_TIME = 200  # people who are let go in one transaction


def note_people(tx: Tx, people: Sequence[Person], at: Moment) -> frozenset[UserId]:
    """Take over what Slack says of `people`, and let those go who are gone; of whom we did not know better."""
    taken = directory.take_over(tx, people, as_of=at.as_of)
    news = [person for person in people if person.id in taken]
    partings.let_go(tx, news, now=at.now)
    hand_over(tx, [person.id for person in news if person.absence is not None], at)
    return taken


def note_left(tx: Tx, channel: ChannelId, user_ids: Sequence[UserId], at: Moment) -> None:
    """These have left a channel: they are out of its coffee, and told so."""
    if not directory.watched(tx, channel):
        return
    here = [one for one in programmes.load_programmes(tx) if one.channel == channel]
    for user_id in directory.note_in_channel(tx, channel, user_ids, held=False, as_of=at.as_of):
        left = [one for one in here if programmes.leave(tx, user_id, [one.id])]
        for one in left:
            partings.call_off(tx, user_id, now=at.now, programme_id=one.id)
        if left:
            owns = any(one.owner == user_id for one in left)
            posts.enqueue(tx, [left_post(channel, user_id, at, owns=owns)])
            posts.owe_homes(tx, [user_id], now=at.now)
        teams.note_left(tx, channel, user_id, at)


def note_joined(tx: Tx, channel: ChannelId, user_ids: Sequence[UserId], at: Moment) -> None:
    """These are in a channel."""
    if directory.watched(tx, channel):
        directory.note_in_channel(tx, channel, user_ids, held=True, as_of=at.as_of)


def note_act(tx: Tx, person: Person, *, acted_in: ChannelId, channel: ChannelId, now: datetime) -> bool:
    """Whether `channel` holds somebody who acts now.

    They may act in a channel that they only look at: it is read again where we did not know of them.
    """
    at = Moment(now - APART, now)
    note_people(tx, [person], at)
    if directory.is_held(tx, channel, person.id):
        return True
    if acted_in == channel:
        note_joined(tx, channel, [person.id], at)
        directory.read_soon(tx, channel, now=now)
    return directory.is_held(tx, channel, person.id)


def note_channel(tx: Tx, channel: ChannelId, closed: Closed | None, at: Moment) -> None:
    """A channel closed to us, or is open again: its coffee stands still or goes on, and its admins are told."""
    if not directory.note_channel(tx, channel, closed, as_of=at.as_of):
        return
    for programme in programmes.load_programmes(tx):
        if programme.channel != channel or not programme.running:
            continue
        posts.owe_homes(tx, programmes.who_joined(tx, programme.id), now=at.now)
        if closed is not None:
            posts.enqueue(tx, [closed_post(programme, closed, at)])
            continue
        due = decide_due(programme.rhythm, due=programme.next, now=at.now, late=LATE)
        moved = programme if due.run is not None else programmes.move_on(tx, programme, due.next)
        posts.enqueue(tx, [reopened_post(moved, at)])
        posts.owe_again(tx, invitation(moved, invitation_message(moved), now=at.now))
        rsvp.look_again(tx, programme=moved, now=at.now)
    if closed is not None:
        claims.note_closed(tx, channel, now=at.now)
    else:  # who is in it now?
        claims.note_reopened(tx, channel, now=at.now)
        directory.read_soon(tx, channel, now=at.now)


def hand_over(tx: Tx, gone: Sequence[UserId], at: Moment) -> None:
    """Turn to another admin of the channel where the one who looked after its coffee is gone, or all hosts are."""
    teams.note_gone(tx, gone, at)
    for programme in programmes.load_programmes(tx) if gone else ():
        if programme.owner in gone:
            heir = directory.find_admin(tx, programme.channel)
            if heir is not None:
                _inherit(tx, programme, heir, at)


def adopt(tx: Tx, admin: UserId, at: Moment) -> None:
    """Turn to this admin, who is doing something, for every coffee whose own is gone and has no heir."""
    for programme in programmes.load_programmes(tx):
        if programme.owner != admin and directory.has_gone(tx, programme.owner):
            _inherit(tx, programme, admin, at)
    teams.adopt(tx, admin, at)


def _inherit(tx: Tx, programme: Programme, heir: UserId, at: Moment) -> None:
    programmes.save_owner(tx, programme.id, heir)
    posts.readdress(tx, programme.owner, heir, about=programme.id, now=at.now)
    posts.enqueue(tx, [taken_over_post(replace(programme, owner=heir), at)])


def save_people(
    tx: Tx, reading: Reading, people: Sequence[Person], *, cursor: str, pace: timedelta, at: Moment
) -> None:
    """One page of everybody; the next one comes at this pace."""
    note_people(tx, people, at)
    if cursor:
        directory.turn_page(tx, reading, cursor=cursor, due_at=at.now + pace)


def save_members(
    tx: Tx, reading: Reading, user_ids: Sequence[UserId], *, cursor: str, pace: timedelta, at: Moment
) -> None:
    """One page of a channel's people; the next one comes at this pace."""
    note_joined(tx, reading.channel, user_ids, at)
    if cursor:
        directory.turn_page(tx, reading, cursor=cursor, due_at=at.now + pace)


def finish(tx: Tx, reading: Reading, *, now: datetime) -> bool:
    """Let some of those go whom a list that was read to its end did not have; the list is done when none are left."""
    at = Moment(reading.began_at, now)
    since, channel = reading.began_at, reading.channel
    if channel == EVERYBODY:
        vanished = directory.find_vanished(tx, since=since, limit=AT_A_TIME)
        note_people(tx, vanished, at)
        more = bool(vanished)
    else:
        left = directory.find_left(tx, channel, since=since, limit=AT_A_TIME)
        left = left or programmes.find_strangers(tx, channel, limit=AT_A_TIME)
        note_left(tx, channel, left, at)
        more = bool(left)
    if not more:
        directory.end_reading(tx, reading, now=now)
    return more
