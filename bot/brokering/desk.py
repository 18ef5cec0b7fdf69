"""The broker desk: whose goal may go together with whose help, ranked for each host."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.calendar import zone_named
from bot.hours import Hours, common_spans, minutes_in_common
from bot.matching.knowledge import Pair, in_order
from bot.people import Person, UserId

MOST = 5  # suggestions on one desk, and new ones in a week
SHORTLIST = 40  # of one desk, whose hours are compared
EACH = 3  # suggestions of one goal on a shortlist
ENOUGH = 25  # minutes
WEEK = timedelta(days=7)
FULL = 20 * 60  # minutes that two share in a week, beyond which more is not better
LONG_AGO = 500  # of 1000: what a pair is worth that was introduced within the last year, but not lately


@dataclass(frozen=True, slots=True)
class Wish:
    """An open goal whose owner shows it to hosts: whose it is and what it is about, by its key and as it was typed."""

    goal: int
    owner: UserId
    key: str
    topic: str


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What the suggestions of a host are made of.

    The `wishes` that the host may see, who helps with what by topic, and in how many introductions each helps this
    month yet, of how many. Pairs that are `apart` are not suggested to anybody, those `dismissed` not to this host;
    `met` is when two were introduced last.
    """

    wishes: Sequence[Wish]
    helpers: Mapping[str, Sequence[UserId]]
    left: Mapping[UserId, tuple[int, int]]
    apart: AbstractSet[Pair] = frozenset()
    met: Mapping[Pair, datetime] = field(default_factory=dict[Pair, datetime])
    dismissed: AbstractSet[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A goal, somebody who helps with what it is about, and what the two are worth before hours are compared."""

    wish: Wish
    helper: UserId
    points: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a host is shown, until they propose or dismiss it: a weekday (0 is Monday) on which both work at once."""

    id: int
    owner: Person
    helper: Person
    topic: str
    goal: int
    weekday: int | None = None


def candidates(facts: DeskFacts, host: UserId) -> Iterator[Candidate]:
    """All that may be suggested to a host, in no order."""
    for wish in facts.wishes:
        for helper in facts.helpers.get(wish.key, ()):
            left, cap = facts.left.get(helper, (0, 1))
            pair = in_order(wish.owner, helper)
            if (
                left > 0
                and helper not in {wish.owner, host}
                and pair not in facts.apart
                and pair not in facts.dismissed
            ):
                worth = 1000 if pair not in facts.met else LONG_AGO
                yield Candidate(wish, helper, worth * left // cap)


def shortlist(facts: DeskFacts, host: UserId) -> list[Candidate]:
    """The best of them by all that needs no hours: a few of each goal, so that no goal takes all places."""
    found: list[Candidate] = []
    taken: dict[int, int] = {}
    for one in sorted(candidates(facts, host), key=lambda one: (-one.points, one.wish.goal, one.helper)):
        if taken.get(one.wish.goal, 0) < EACH:
            taken[one.wish.goal] = taken.get(one.wish.goal, 0) + 1
            found.append(one)
    return found[:SHORTLIST]


def choose(
    short: Iterable[Candidate],
    hours: Mapping[UserId, Hours],
    *,
    room: int,
    besides: Sequence[Candidate],
    monday: datetime,
) -> list[Candidate]:
    """The best ones by hours in common, too, so many as there is room for: each goal and each helper once.

    Those `besides` stand on the desk already. Who shares too little of a week is left out.
    """
    ranked = [(one.points * min(_shared(one, hours, monday), FULL), one) for one in short]
    chosen: list[Candidate] = []
    goals, helpers = {one.wish.goal for one in besides}, {one.helper for one in besides}
    for worth, one in sorted(ranked, key=lambda each: (-each[0], each[1].wish.goal, each[1].helper)):
        if worth and len(chosen) < room and one.wish.goal not in goals and one.helper not in helpers:
            chosen.append(one)
            goals.add(one.wish.goal)
            helpers.add(one.helper)
    return chosen


def _shared(one: Candidate, hours: Mapping[UserId, Hours], monday: datetime) -> int:
    """The minutes of the week that two share; 0 where they are too few to talk."""
    both = hours[one.wish.owner], hours[one.helper]
    shared = minutes_in_common(*both, start=monday, end=monday + WEEK)
    return shared if shared >= ENOUGH else 0


def room(*, standing: int, this_week: int) -> int:
    """How many suggestions may come to a desk: five stand on it, and five a week are new."""
    return max(0, MOST - max(standing, this_week))


def common_weekday(one: Hours, other: Hours, *, monday: datetime) -> int | None:
    """The weekday on which two share most of their hours, on the first one's clock: 0 is Monday."""
    shared: dict[int, timedelta] = {}
    for span in common_spans([one, other], start=monday, end=monday + WEEK):
        weekday = span.start.astimezone(zone_named(one.zone)).weekday()
        shared[weekday] = shared.get(weekday, timedelta()) + (span.end - span.start)
    return max(shared, key=lambda day: (shared[day], -day), default=None)


def monday_of(now: datetime) -> datetime:
    """The beginning of the week of an instant, in UTC; suggestions are counted by it."""
    on: date = (now - timedelta(days=now.weekday())).date()
    return datetime.combine(on, datetime.min.time(), now.tzinfo)
