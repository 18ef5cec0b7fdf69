"""Who is asked next for a quarter of an hour now, and what comes of what they say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from bot.calendar import zone_named
from bot.hours import Span, common_spans, minutes_in_common, next_own_time
from bot.intro import IntroPlan, Why
from bot.now import views
from bot.now.search import Reply, Search, SearchState
from bot.people import Person, UserId
from bot.planning import AFTERNOON, checkin_on
from bot.posts import Post
from bot.refusal import Refusal
from bot.wishes import live_way

MINUTE = timedelta(minutes=1)  # for each question
MOST = 5  # people are asked
QUARTER = timedelta(minutes=15)
LASTS = MOST * MINUTE
LATE = 2 * LASTS  # after this it is too long ago to go on
WORTH_SAYING = timedelta(hours=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom a search may lead to, as it is now.

    `asker` is None where they may not look any more. Those in `people` share a programme with the asker, do not avoid
    each other and may be asked, or look themselves: `looking` has their searches. `rounds_since` counts the rounds
    since they last met the asker, if ever; `asked_on` is the local date on which somebody was asked last.
    """

    asker: Person | None
    people: tuple[Person, ...] = ()
    looking: Mapping[UserId, Search] = field(default_factory=dict[UserId, Search])
    rounds_since: Mapping[UserId, int] = field(default_factory=dict[UserId, int])
    asked_on: Mapping[UserId, date] = field(default_factory=dict[UserId, date])

    def find(self, who: UserId) -> Person | None:
        """The one with this id, if they are among `people`."""
        return next((person for person in self.people if person.id == who), None)


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """A search as it becomes, the introduction that ends it, if any, and the post that it brings."""

    search: Search
    intro: IntroPlan | None = None
    post: Post | None = None


def is_free(person: Person, *, now: datetime, for_: timedelta = QUARTER) -> bool:
    """Whether somebody is at work from now on for so long."""
    return Span(now, now + for_) in common_spans([person.hours], start=now, end=now + for_)


def refuse_search(person: Person | None, *, now: datetime, joined: bool, paused: bool) -> Refusal | None:
    """Why somebody cannot look now; `person` is None where no programme of theirs runs."""
    if not joined:
        return Refusal(views.NOT_IN)
    if paused:
        return Refusal(views.PAUSED)
    if person is None:
        return Refusal(views.STANDS_STILL)
    return None if is_free(person, now=now, for_=LASTS + QUARTER) else Refusal(views.NOT_AT_WORK)


def plan_step(search: Search, circle: Circle, *, now: datetime) -> SearchPlan:
    """What is due in a search: somebody who looks, too; or the next question; or its end."""
    if circle.asker is None:
        return SearchPlan(search.ended(SearchState.OVER))
    both = next((one for one in _in_order(search, circle, now=now) if _both_look(search, circle, one)), None)
    if both is not None:
        return _found(search, circle.asker, both, circle, now=now)
    if search.open_to is not None and now < search.due_at:
        return SearchPlan(search)
    search = search if search.open_to is None else search.replied(search.open_to, Reply.LAPSED)
    person = next((one for one in _in_order(search, circle, now=now) if _may_ask(one, search, circle, now=now)), None)
    if person is None or len(search.asked) >= MOST or now >= search.began_at + LATE:
        return SearchPlan(search.ended(SearchState.OVER), post=_nobody(search, circle.asker, now=now))
    asking = replace(search.replied(person.id, Reply.OPEN), due_at=now + MINUTE)
    return SearchPlan(asking, post=_question(asking, circle.asker, person, now=now))


def plan_reply(search: Search, circle: Circle, who: UserId, *, yes: bool, now: datetime) -> SearchPlan | None:
    """What comes of what somebody says: an introduction, or the next one is asked; None where it is too late."""
    if search.state is not SearchState.LOOKING or search.open_to != who or now >= search.due_at:
        return None
    person = circle.find(who) if yes else None
    if person is None or circle.asker is None:
        return plan_step(search.replied(who, Reply.NO), circle, now=now)
    return _found(search.replied(who, Reply.YES), circle.asker, person, circle, now=now)


def local_date(person: Person, now: datetime) -> date:
    """The date on somebody's own clock."""
    return now.astimezone(zone_named(person.zone)).date()


def _in_order(search: Search, circle: Circle, *, now: datetime) -> Iterator[Person]:
    """Those who are free: whom the asker has not met first, then whom they met longest ago, then by chance."""
    rng = Random(f"now:{search.id}:{len(search.asked)}")
    chance = {person.id: rng.random() for person in sorted(circle.people, key=lambda one: one.id)}

    def merit(person: Person) -> tuple[bool, int, float]:
        since = circle.rounds_since.get(person.id)
        return since is not None, -(since or 0), chance[person.id]

    return (person for person in sorted(circle.people, key=merit) if is_free(person, now=now))


def _both_look(search: Search, circle: Circle, other: Person) -> bool:
    """Whether somebody looks, too, and neither said no to the other."""
    theirs = circle.looking.get(other.id)
    return theirs is not None and Reply.NO not in {search.asked.get(other.id), theirs.asked.get(search.asker)}


def _may_ask(person: Person, search: Search, circle: Circle, *, now: datetime) -> bool:
    last = circle.asked_on.get(person.id)
    known = person.id in search.asked or person.id in circle.looking
    return not known and (last is None or last < local_date(person, now))


def _found(search: Search, asker: Person, other: Person, circle: Circle, *, now: datetime) -> SearchPlan:
    on = local_date(asker, now)
    people = (asker, other)
    minutes = minutes_in_common(asker.hours, other.hours, start=now, end=now + WEEK)
    intro = IntroPlan(
        people=people,
        why=Why(circle.rounds_since.get(other.id), minutes),
        times=(),
        due_at=now,
        asked_at={one.id: next_own_time(one.hours, on=checkin_on(on), at=AFTERNOON) for one in people},
        way=live_way(tuple(one.wishes for one in people)),
        starter=asker.id,
        planned_at=now,
        at_once=True,
    )
    return SearchPlan(search.ended(SearchState.FOUND), intro)


def _question(search: Search, asker: Person, person: Person, *, now: datetime) -> Post:
    return Post(
        key=search.question_key(person.id),
        to=(person.id,),
        message=views.question_message(search, asker),
        due_at=now,
        expires_at=now + LASTS,
        unless_away=True,
    )


def _nobody(search: Search, asker: Person, *, now: datetime) -> Post:
    return Post(
        key=search.nobody_key,
        to=(asker.id,),
        message=views.nobody_message(),
        due_at=now,
        expires_at=now + WORTH_SAYING,
        unless_away=True,
    )
