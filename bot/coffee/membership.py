"""Joining, pausing, leaving: where somebody stands with coffee."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.calendar import instant, zone_named
from bot.coffee import views
from bot.coffee.standing import Standing
from bot.people import Absence, ChannelId, Person
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


def decide_join(person: Person, programme: Programme, *, held: bool) -> Refusal | None:
    """Whether `person` may take part; `held` says whether the programme's channel holds them."""
    if not person.here:
        return Refusal(views.NOT_FOR_OUTSIDERS)
    if person.absence is Absence.GUEST and not programme.guests:
        return Refusal(views.NOT_FOR_GUESTS)
    return None if held else Refusal(views.not_in_channel(programme))


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
