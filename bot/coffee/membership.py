"""Joining, pausing, leaving: where somebody stands with coffee."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.calendar import instant, zone_named
from bot.coffee import views
from bot.coffee.standing import Standing
from bot.pause import LONGEST, read_until
from bot.people import Absence, ChannelId, Person
from bot.programme import Programme
from bot.refusal import Refusal


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
    """The end of a pause that somebody asks for in words or by a date: midnight on their clock."""
    home = zone_named(zone)
    today = now.astimezone(home).date()
    on = read_until(text, today=today)
    if on is None:
        return Refusal(views.PAUSE_HOW, field="until")
    if on <= today:
        return Refusal(views.PAUSE_PAST, field="until")
    if on > today + LONGEST:
        return Refusal(views.PAUSE_LONG, field="until")
    return instant(on, time(), home)
