"""Joining, pausing, leaving: where somebody stands with coffee, and what a step changes for others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.calendar import instant, zone_named
from bot.coffee import views
from bot.coffee.intros import PAIR, Intro, IntroState, intro_key
from bot.coffee.standing import Standing
from bot.people import ChannelId, Person, UserId
from bot.posts import Post
from bot.programme import Programme
from bot.refusal import Refusal

LONGEST_PAUSE = timedelta(weeks=26)
_SPANS = {
    "": 1,
    "1w": 1,
    "1 week": 1,
    "a week": 1,
    "one week": 1,
    "week": 1,
    "2w": 2,
    "2 weeks": 2,
    "two weeks": 2,
    "weeks": 2,
}


def visible(standings: Sequence[Standing], *, channel: ChannelId) -> tuple[Standing, ...]:
    """What somebody may see from `channel`: a private channel's coffee shows there, and to those who are in."""
    return tuple(
        one for one in standings if one.joined or not one.programme.private or one.programme.channel == channel
    )


def choose_programme(
    standings: Sequence[Standing], *, channel: ChannelId, wanted: int | None = None
) -> Programme | Refusal:
    """The programme that somebody means, of those they may see: the one named, the channel's, or the only one."""
    seen = [one.programme for one in standings if wanted in {None, one.programme.id}]
    here = [one for one in seen if one.channel == channel]
    if here or len(seen) == 1:
        return (here or seen)[0]
    return Refusal(views.WHICH_PROGRAMME if seen else views.NO_PROGRAMME)


def decide_join(person: Person) -> Refusal | None:
    """Whether `person` may take part."""
    return None if person.here else Refusal(views.NOT_FOR_GUESTS)


def decide_pause(text: str, *, zone: str, now: datetime) -> datetime | Refusal:
    """The end of a pause asked for as a week, two weeks or a date (2026-12-24): midnight on the member's clock."""
    home = zone_named(zone)
    today = now.astimezone(home).date()
    wanted = " ".join(text.casefold().split())
    if wanted in _SPANS:
        return instant(today + timedelta(weeks=_SPANS[wanted]), time(), home)
    try:
        on = date.fromisoformat(wanted.removeprefix("until").strip())
    except ValueError:
        return Refusal(views.PAUSE_HOW)
    if on <= today:
        return Refusal(views.PAUSE_PAST)
    if on > today + LONGEST_PAUSE:
        return Refusal(views.PAUSE_LONG)
    return instant(on, time(), home)


def tell_the_others(who: UserId, unsent: Sequence[Intro], *, now: datetime) -> tuple[Post, ...]:
    """What people hear whose introduction to `who` is called off before it was sent."""
    return tuple(
        Post(
            key=f"{intro_key(intro.id)}:off:{person.id}",
            to=(person.id,),
            message=views.called_off_message(),
            due_at=now,
            expires_at=now + timedelta(days=2),
            unless_away=True,
        )
        for intro in unsent
        for person in intro.others(who)
    )


@dataclass(frozen=True, slots=True)
class Skip:
    """What a skip changes: whether the intro is over, and what the group hears."""

    over: bool
    post: Post


def decide_skip(
    intro: Intro, who: UserId, *, state: IntroState, skipped: frozenset[UserId], now: datetime
) -> Skip | Refusal:
    """`who` leaves an intro for this time; two who are left may still meet."""
    me = next((person for person in intro.people if person.id == who), None)
    if me is None:
        return Refusal(views.NOT_YOURS)
    if state is not IntroState.INTRODUCED or who in skipped:
        return Refusal(views.SKIPPED_ALREADY)
    left = [person for person in intro.others(who) if person.id not in skipped]
    over = len(left) < PAIR
    post = Post(
        key=f"{intro_key(intro.id)}:skipped:{who}",
        to=tuple(sorted(person.id for person in intro.people)),
        message=views.skipped_message(me, () if over else left),
        due_at=now,
        expires_at=now + timedelta(days=2),
    )
    return Skip(over, post)
