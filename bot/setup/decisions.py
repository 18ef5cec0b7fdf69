"""Setting up coffee in a channel: what an admin chose, checked, and what it brings."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.calendar import Rhythm, find_zone, next_slot, suggest_zones
from bot.people import ChannelId, UserId
from bot.posts import Message, Post
from bot.programme import Programme
from bot.refusal import Refusal
from bot.setup import views

INVITE_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel as Slack shows it to us now."""

    id: ChannelId
    private: bool
    held: bool  # we are in it
    archived: bool
    shared: bool  # with another organisation


@dataclass(frozen=True, slots=True)
class SetupForm:
    """What was chosen, as it was sent."""

    every_weeks: str
    weekday: str
    at: str
    zone: str


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """Who chooses, where, and the programme that the channel has already."""

    admin: bool
    user_id: UserId
    channel: ChannelFacts
    existing: Programme | None


def decide_setup(facts: SetupFacts, form: SetupForm, *, now: datetime) -> Programme | Refusal:
    """The programme to save (id 0: a new one), or which field to mend."""
    if not facts.admin:
        return Refusal(views.ADMINS_ONLY, "channel")
    why = _unusable(facts.channel)
    if why:
        return Refusal(why, "channel")
    rhythm = _read_rhythm(form)
    if isinstance(rhythm, Refusal):
        return rhythm
    slot = next_slot(rhythm, after=now)
    if facts.existing is not None:
        if slot.on == facts.existing.last_on:  # one round a day is enough
            slot = next_slot(rhythm, after=slot.at)
        return replace(facts.existing, rhythm=rhythm, next=slot, private=facts.channel.private)
    return Programme(0, facts.channel.id, facts.channel.private, rhythm, slot, facts.user_id)


def _unusable(channel: ChannelFacts) -> str:
    if channel.archived:
        return views.ARCHIVED
    if not channel.held:
        return views.INVITE_ME
    return views.SHARED if channel.shared else ""


def _read_rhythm(form: SetupForm) -> Rhythm | Refusal:
    zone = find_zone(form.zone)
    if zone is None:
        return Refusal(views.unknown_zone(form.zone, suggest_zones(form.zone)), "zone")
    if form.every_weeks not in views.EVERY:
        return Refusal(views.CHOOSE, "every")
    if form.weekday not in views.WEEKDAYS:
        return Refusal(views.CHOOSE, "weekday")
    try:
        at = time.fromisoformat(form.at)
    except ValueError:
        return Refusal(views.CHOOSE, "at")
    return Rhythm(int(form.every_weeks), int(form.weekday), at.replace(second=0, microsecond=0, tzinfo=None), zone.key)


def invitation(programme: Programme, message: Message, *, now: datetime) -> Post:
    """The one post that invites a channel."""
    return Post(
        key=f"setup:invitation:{programme.id}",
        to=programme.channel,
        message=message,
        due_at=now,
        expires_at=now + INVITE_WITHIN,
    )
