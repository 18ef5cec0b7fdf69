"""Setting up coffee in a channel: what an admin chose, checked, and what it brings."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.calendar import Rhythm, Slot, find_zone, instant, next_slot, suggest_zones, unknown_zone, zone_named
from bot.headcount import Headcount
from bot.people import ChannelId, Person, UserId
from bot.posts import Message, Post
from bot.programme import TITLE, Programme
from bot.refusal import Refusal
from bot.setup import views
from bot.setup.form import SetupForm

INVITATION = "setup:invitation"
INVITE_WITHIN = timedelta(days=2)
TIME_TO_JOIN = timedelta(days=2)  # before the first round, unless the admin wants otherwise
FARTHEST = timedelta(weeks=26)
FEWEST = 2  # people of a channel who can take part
DAY = timedelta(days=1)  # by which dates differ on earth


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel as Slack shows it to us now."""

    id: ChannelId
    private: bool
    held: bool  # we are in it
    archived: bool
    shared: bool  # with another organisation


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """Who chooses, where and for how many, the programme to change, if one is, and the others of its channel."""

    admin: bool
    user_id: UserId
    channel: ChannelFacts
    count: Headcount
    existing: Programme | None = None
    beside: tuple[Programme, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A programme as it would be (or is, once it has an id), for how many, and some of those who can take part."""

    programme: Programme
    count: Headcount
    people: tuple[Person, ...]


def suggest(channel: str, *, zone: str, now: datetime, title: str = TITLE) -> SetupForm:
    """The form with sensible defaults: every two weeks on Mondays, after a little time to join."""
    slot = next_slot(Rhythm(2, 0, time(10), zone), after=now + TIME_TO_JOIN)
    return SetupForm(
        channel=channel, every="2", first=slot.on.isoformat(), at="10:00", zone=zone, size="2", title=title
    )


def decide_setup(facts: SetupFacts, form: SetupForm, *, now: datetime) -> Programme | Refusal:
    """The programme to save (id 0: a new one), or which field to mend."""
    title = " ".join(form.title.split())[: views.LONGEST_TITLE] or TITLE
    refusal = _refuse(facts, form, title=title)
    if refusal is not None:
        return refusal
    rhythm = _read_rhythm(form)
    if isinstance(rhythm, Refusal):
        return rhythm
    first = _read_first(form, rhythm, now=now)
    if isinstance(first, Refusal):
        return first
    channel, chosen = facts.channel, replace(rhythm, weekday=first.on.weekday(), anchor_on=first.on)
    if facts.existing is not None and facts.existing.last_on == first.on:
        return Refusal(views.ROUND_THAT_DAY, "first")
    programme = facts.existing or Programme(0, channel.id, channel.private, chosen, first, facts.user_id)
    return replace(
        programme,
        rhythm=chosen,
        next=first,
        private=channel.private,
        size=int(form.size),
        title=title,
        guests=form.guests,
        horizon=int(form.horizon) if form.horizon.isdecimal() else None,
    )


def _refuse(facts: SetupFacts, form: SetupForm, *, title: str) -> Refusal | None:
    why = _unusable(facts) if facts.admin else views.NO_LONGER
    if why:
        return Refusal(why, "channel")
    if any(one.title.casefold() == title.casefold() for one in facts.beside):
        return Refusal(views.title_taken(title), "title" if form.settled else "channel")
    chosen = {
        "every": (form.every, views.EVERY),
        "size": (form.size, views.SIZES),
        "horizon": (form.horizon, views.HORIZONS),
    }
    strange = next((name for name, (value, offered) in chosen.items() if value not in offered), None)
    return Refusal(views.CHOOSE, strange) if strange else None


def _unusable(facts: SetupFacts) -> str:
    if facts.channel.archived:
        return views.ARCHIVED
    if not facts.channel.held:
        return views.INVITE_ME
    if facts.existing is not None:  # what was good enough once can be changed
        return ""
    if facts.channel.shared:
        return views.SHARED
    return views.TOO_FEW if facts.count.able + facts.count.unread < FEWEST else ""


def _read_rhythm(form: SetupForm) -> Rhythm | Refusal:
    zone = find_zone(form.zone)
    if zone is None:
        return Refusal(unknown_zone(form.zone, suggest_zones(form.zone)), "zone")
    try:
        at = time.fromisoformat(form.at)
    except ValueError:
        return Refusal(views.CHOOSE, "at")
    return Rhythm(int(form.every), 0, at.replace(second=0, microsecond=0, tzinfo=None), zone.key)


def _read_first(form: SetupForm, rhythm: Rhythm, *, now: datetime) -> Slot | Refusal:
    try:
        on = date.fromisoformat(form.first)
    except ValueError:
        return Refusal(views.CHOOSE, "first")
    if on > (now + FARTHEST).date():
        return Refusal(views.TOO_FAR, "first")
    zone = zone_named(rhythm.zone)
    if on < (now - DAY).date() or instant(on, rhythm.at, zone) <= now:
        return Refusal(views.PAST, "first")
    return Slot(on, instant(on, rhythm.at, zone))


def invitation(programme: Programme, message: Message, *, now: datetime) -> Post:
    """The one post that invites a channel."""
    return Post(
        key=f"{INVITATION}:{programme.id}",
        to=programme.channel,
        message=message,
        due_at=now,
        expires_at=now + INVITE_WITHIN,
    )
