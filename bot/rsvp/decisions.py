"""Who is asked before a round, and when: those who want it so, and those who let two introductions pass."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.calendar import instant, zone_named
from bot.hours import nearest_moment
from bot.people import Person
from bot.posts import Post, Worth
from bot.programme import Programme
from bot.refusal import Refusal
from bot.rsvp import views

THURSDAY = 3
AFTERNOON = time(14)
LEAST = timedelta(hours=1)  # to answer in
QUIET = 2  # introductions in a row
SEEN = timedelta(days=2)  # an introduction that is younger than this is not called quiet yet


@dataclass(frozen=True, slots=True)
class AskFacts:
    """Somebody and the next round of a programme that they are in.

    `said` is what they said to it, if anything; `due` whether it is not too soon for their taste. `quiet` are the
    instants of their latest introductions, newest first, up to the last with which they did anything.
    """

    programme: Programme
    person: Person
    said: bool | None
    due: bool
    ask_first: bool
    quiet: tuple[datetime, ...] = ()
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskPlan:
    """The question that is owed now, whether from now on they are asked first, and when to look again."""

    post: Post | None = None
    turns: bool = False
    look_at: datetime | None = None


def plan_question(facts: AskFacts, *, now: datetime) -> AskPlan:
    """Ask now, look again when it is time, or let this round be."""
    start = now if facts.paused_until is None else max(now, facts.paused_until)
    at = moment_to_ask(facts.person, facts.programme, start=start)
    turns = at is not None and not facts.ask_first and _is_quiet(facts.quiet, at=at)
    if at is None or facts.said is not None or not facts.due or not (facts.ask_first or turns):
        return AskPlan()
    if at > now:
        return AskPlan(look_at=at)
    programme = facts.programme
    post = Post(
        key=f"{views.QUESTION}:{programme.id}:{programme.next.on}:{facts.person.id}",
        to=(facts.person.id,),
        message=views.question_message(programme, turned=turns),
        due_at=now,
        expires_at=programme.next.at,
        unless_away=True,
        worth=Worth.QUESTION,
    )
    return AskPlan(post, turns)


def moment_to_ask(person: Person, programme: Programme, *, start: datetime) -> datetime | None:
    """The last Thursday afternoon before the round, or whenever they work nearest to it; None if they do not."""
    zone = zone_named(person.zone)
    on = programme.next.at.astimezone(zone).date()
    thursday = on - timedelta(days=(on.weekday() - THURSDAY - 1) % 7 + 1)
    to = instant(thursday, AFTERNOON, zone)
    first = max(start, instant(thursday - timedelta(days=THURSDAY), time(), zone))
    return nearest_moment(person.hours, to=to, start=first, end=programme.next.at - LEAST)


def _is_quiet(quiet: tuple[datetime, ...], *, at: datetime) -> bool:
    return len(quiet) >= QUIET and quiet[0] <= at - SEEN


def refuse_answer(programme: Programme | None, *, joined: bool, on: date) -> Refusal | None:
    """Why an answer does not count: it is not theirs to give, or was asked about another round."""
    if programme is None or not joined:
        return Refusal(views.NOT_IN)
    if not programme.running or programme.next.on != on:
        return Refusal(views.ANOTHER_ROUND)
    return None
