"""Whoever the people are and whatever falls due: never outside their time, one a day, and no more than they want."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.hours import Break, Hours, is_open
from bot.people import UserId
from bot.posts import Worth
from bot.week.budget import Purse, WeekFacts, decide_moment

BEGAN = datetime(2026, 12, 14, tzinfo=UTC)
MINUTES = 4 * 7 * 24 * 60
ZONES = ("Etc/UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/New_York")

clocks = st.integers(0, 23).map(time)
moments = st.integers(0, MINUTES).map(lambda minutes: BEGAN + timedelta(minutes=minutes))
hours = st.builds(
    Hours,
    zone=st.sampled_from(ZONES),
    start=clocks,
    end=clocks,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    breaks=st.sampled_from([(), (Break(time(12), time(15)),)]),
    region=st.sampled_from(["", "DE", "GB-ENG"]),
)


@dataclass
class Member:
    """Somebody, when they pause, when they are in do-not-disturb, and what came to them."""

    purse: Purse
    pauses: tuple[datetime, timedelta]
    quiet: tuple[datetime, timedelta]
    got: list[tuple[datetime, Worth]] = field(default_factory=list)

    def at(self, now: datetime) -> Purse:
        """Their budget as it is then."""
        return replace(self.purse, spent=tuple(self.dates()), paused_until=_end(self.pauses, now))

    def dates(self) -> list[date]:
        """The dates on which something came."""
        return [self.purse.date_of(at) for at, _ in self.got]


def _end(span: tuple[datetime, timedelta], now: datetime) -> datetime | None:
    begins, lasts = span
    return begins + lasts if begins <= now < begins + lasts else None


@dataclass
class Owed:
    """A message that waits for some of them."""

    due_at: datetime
    worth: Worth
    to: tuple[int, ...]
    lasts: timedelta


spans = st.tuples(moments, st.integers(0, 10 * 24).map(lambda count: timedelta(hours=count)))
members = st.builds(Member, st.builds(Purse, st.just(UserId("U")), hours, st.integers(1, 3)), spans, spans)
owed = st.builds(
    Owed,
    moments,
    st.sampled_from(Worth),
    st.sampled_from([(0,), (1,), (0, 1)]),
    st.integers(1, 8).map(lambda days: timedelta(days=days)),
)


def deliver(people: list[Member], all_owed: list[Owed]) -> None:
    """Send what may go when it may, as the deliverer does."""
    waiting = [(one.due_at, number, one.due_at + one.lasts) for number, one in enumerate(all_owed)]
    while waiting:
        now, number, expires_at = waiting.pop(waiting.index(min(waiting)))
        post = all_owed[number]
        to = [people[one] for one in (post.to if post.worth is Worth.INTRO else post.to[:1])]
        facts = WeekFacts(post.worth, tuple(one.at(now) for one in to), expires_at)
        wait = decide_moment(facts, now=now)
        quiet = max((end for one in to if (end := _end(one.quiet, now)) is not None), default=None)
        if wait is None and quiet is not None:
            wait = decide_moment(facts, now=now, quiet_until=quiet)
        if wait is None:
            for one in to:
                one.got.append((now, post.worth))
        else:
            assert now < wait <= expires_at
            waiting += [(wait, number, expires_at)] if wait < expires_at else []


@given(st.lists(members, min_size=2, max_size=2), st.lists(owed, max_size=25))
def test_what_comes_by_itself_keeps_everybodys_time_and_budget(people: list[Member], all_owed: list[Owed]) -> None:
    deliver(people, all_owed)
    for one in people:
        for at, _ in one.got:
            assert is_open(one.purse.hours, at)
            assert _end(one.pauses, at) is None
            assert _end(one.quiet, at) is None
        weeks = [on.isocalendar()[:2] for on in one.dates()]
        for place, ((_, worth), on) in enumerate(zip(one.got, one.dates(), strict=True)):
            if worth is not Worth.INTRO:  # which is never lost for want of room
                assert on not in one.dates()[:place]
                assert weeks[:place].count(weeks[place]) < one.purse.most
