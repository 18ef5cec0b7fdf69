"""When the bot's rhythms come round on people's own clocks, and how a place and a moment are named."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process, utils

# EST and MST know no summer time, seldom what somebody in New York or Denver means; the others are no place.
_NOT_MEANT = frozenset({"est", "mst", "factory", "localtime", "north", "south", "west"})
_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_ALIKE = 75  # of 100: below this a suggestion puzzles more than it helps


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks, on one weekday (0 is Monday), at one wall time of an IANA zone.

    With `anchor_on` it turns in that date's week and every `every_weeks`-th from there; without it in any.
    """

    every_weeks: int
    weekday: int
    at: time
    zone: str
    anchor_on: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One turn of a rhythm: the local date it stands for and the UTC instant it comes due."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """The one slot to run now, if any, the next one strictly after now, and how many will never run."""

    run: Slot | None
    next: Slot
    passed_over: int


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone with this exact IANA name; ZoneInfoNotFoundError if there is none."""
    # ZoneInfo itself keeps only eight zones alive, and a workspace may span more.
    return ZoneInfo(name)


def clock_of(name: str) -> ZoneInfo:
    """The zone of this name, or UTC where there is none."""
    return find_zone(name) or zone_named("Etc/UTC")


def instant(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The first UTC instant at which the zone's clock reads this wall time, or has jumped past it.

    A time that comes twice (autumn) means its first coming; one that never comes (spring) means the
    moment of the jump.
    """
    wall = datetime.combine(on, at.replace(fold=0))
    usual = wall.replace(tzinfo=zone).astimezone(UTC)
    if usual.astimezone(zone).replace(tzinfo=None) == wall:
        return usual
    # In a gap fold=1 reads the wall time with the later offset, and so lands before the jump.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)

    def has_jumped(seconds: int) -> bool:
        return (before + timedelta(seconds=seconds)).astimezone(zone).replace(tzinfo=None) >= wall

    seconds = bisect_left(range(int((usual - before).total_seconds())), x=True, key=has_jumped)
    return before + timedelta(seconds=seconds)


def next_slot(rhythm: Rhythm, *, after: datetime, anchor_on: date | None = None) -> Slot:
    """The first slot strictly after an instant: exactly one for each local date the rhythm names.

    With `anchor_on`, the date of another slot, or an anchor of the rhythm's own, only every `every_weeks`-th
    week (Monday to Sunday) counted from that date's week has one; without either it may begin in any week.
    """
    zone = zone_named(rhythm.zone)
    today = after.astimezone(zone).date()
    anchored_on = rhythm.anchor_on or anchor_on
    anchor = anchored_on or today
    days = 7 * rhythm.every_weeks if anchored_on else 7
    ahead = (anchor - today).days - anchor.weekday() + rhythm.weekday
    on = today + timedelta(days=ahead % days)
    at = instant(on, rhythm.at, zone)
    if at > after:
        return Slot(on, at)
    on += timedelta(days=days)
    return Slot(on, instant(on, rhythm.at, zone))


def decide_due(rhythm: Rhythm, *, due: Slot, now: datetime, late: timedelta) -> Due:
    """What to do about `due` and every slot since, if the bot was down: only the latest counts.

    The latest runs if it fell due at most `late` before `now`; all others are passed over. `due` may be earlier
    than the rhythm has it; no other slot follows on its date.
    """
    if due.at > now:
        return Due(run=None, next=due, passed_over=0)
    latest, fallen = due, 1
    following = slot_after(rhythm, due)
    while following.at <= now:
        latest, fallen = following, fallen + 1
        following = slot_after(rhythm, latest)
    if now - latest.at > late:
        return Due(run=None, next=following, passed_over=fallen)
    return Due(run=latest, next=following, passed_over=fallen - 1)


def slot_after(rhythm: Rhythm, slot: Slot) -> Slot:
    """The first slot after another, on another date."""
    following = next_slot(rhythm, after=slot.at, anchor_on=slot.on)
    return following if following.on != slot.on else next_slot(rhythm, after=following.at, anchor_on=slot.on)


@cache
def _cities() -> dict[str, str]:
    """Each zone that is named after a place, and the place in lower case."""
    names = sorted(name for name in available_timezones() if name.startswith(_AREAS))
    places = ((name, utils.default_process(name.rpartition("/")[2].replace("_", " "))) for name in names)
    return {name: place for name, place in places if place not in _NOT_MEANT}


@cache
def _spoken() -> dict[str, str]:
    """Zone names by what people may call them, in lower case."""
    # Zones that share a city are one zone under an old and a new name, so any of them will do.
    by_city = {city: name for name, city in _cities().items()}
    by_name = {name.casefold(): name for name in available_timezones()}
    return {words: name for words, name in (by_city | by_name).items() if words not in _NOT_MEANT}


def find_zone(text: str) -> ZoneInfo | None:
    """The zone that somebody's words name in any case: an IANA name, or a city that a zone is named after."""
    words = text.strip().casefold()
    name = _spoken().get(words.replace(" ", "_")) or _spoken().get(utils.default_process(words))
    return zone_named(name) if name else None


def suggest_zones(text: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` zone names whose city reads most like the words, best first; none if nothing is near."""
    city = utils.default_process(text.partition(",")[0].rpartition("/")[2].replace("_", " "))
    found = process.extract(city, _cities(), scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    return tuple(name for _, _, name in found)


def clock_text(at: datetime, zone: ZoneInfo) -> str:
    """An instant on the zone's clock, like "Fri 15:00"."""
    return f"{at.astimezone(zone):%a %H:%M}"


def day_text(on: date) -> str:
    """A date without its year, like "Mon 7 Dec"."""
    return f"{on:%a} {on.day} {on:%b}"


def when_text(at: datetime, zone: ZoneInfo) -> str:
    """An instant on the zone's clock with its day: "Mon 30 Nov 10:00"."""
    local = at.astimezone(zone)
    return f"{day_text(local.date())} {local:%H:%M}"


def place(zone: str) -> str:
    """The place a zone is named after: "New York"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
