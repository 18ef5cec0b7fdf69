"""What people may do in a text swap, and what follows: pure steps from one swap to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.calendar import zone_named
from bot.hours import Hours, first_common_moment, next_own_time
from bot.intro import PAIR
from bot.people import Person, UserId
from bot.posts import Message, Post
from bot.refusal import Refusal
from bot.swaps import views
from bot.swaps.deck import DECK, deal
from bot.swaps.swap import Question, Said, Swap, answers_key, question_key

LASTS = timedelta(days=7)  # five working days
LEAST = timedelta(days=3)  # after the last question
FAR = timedelta(days=28)
WORKING_DAYS = (1, 2, 4)  # on which the questions come
LATE = timedelta(days=1)  # a question still unsent is dropped when the swap ends; this is later


@dataclass(frozen=True, slots=True)
class SwapPlan:
    """A swap to be: its people, the first words of its questions, when each is asked, and when it ends."""

    people: tuple[Person, ...]
    words: tuple[str, ...]
    asked_at: Mapping[UserId, tuple[datetime, ...]]
    over_at: datetime


def plan_swap(people: Sequence[Person], who: UserId, *, seen: frozenset[str], now: datetime) -> SwapPlan | Refusal:
    """A swap that `who` begins with those who are still in an intro; `seen` are questions that any of them has had."""
    if len(people) < PAIR or all(person.id != who for person in people):
        return Refusal(views.NOBODY_LEFT)
    asked_at = {person.id: _days(person.hours, now=now) for person in people}
    last = max(days[-1] for days in asked_at.values())
    words = tuple(deal(number, seen=seen) for number in range(1, len(DECK) + 1))
    return SwapPlan(tuple(people), words, asked_at, max(now + LASTS, last + LEAST))


def _days(hours: Hours, *, now: datetime) -> tuple[datetime, ...]:
    """When somebody is asked: now, or as soon as they work, then in the mornings of later working days."""
    zone = zone_named(hours.zone)
    days = [next_moment(hours, now=now)]
    for _ in range(1, WORKING_DAYS[-1]):
        tomorrow = days[-1].astimezone(zone).date() + timedelta(days=1)
        days.append(next_own_time(hours, on=tomorrow, at=hours.start))
    return (now, *(days[number - 1] for number in WORKING_DAYS[1:]))


def next_moment(hours: Hours, *, now: datetime) -> datetime:
    """The next instant in somebody's own hours."""
    return first_common_moment([hours], start=now, end=now + FAR) or now


def questions(swap: Swap, plan: SwapPlan) -> Iterator[Post]:
    """The messages that ask a swap's questions."""
    for person in swap.people:
        for question, due_at in zip(swap.questions, plan.asked_at[person.id], strict=True):
            yield Post(
                key=question_key(question.id, person.id),
                to=(person.id,),
                message=views.question_message(swap, question, person.id),
                due_at=due_at,
                expires_at=plan.over_at + LATE,
                unless_away=True,
            )


def open_question(swap: Swap | None, question_id: int, who: UserId) -> tuple[Swap, Question] | Refusal:
    """The question that somebody may still do something about, and its swap."""
    if swap is None or all(person.id != who for person in swap.everybody):
        return Refusal(views.NOT_YOURS, field="answer")
    if swap.over or not swap.is_in(who):
        return Refusal(views.OVER, field="answer")
    if swap.question(question_id).shown:
        return Refusal(views.SHOWN, field="answer")
    return swap, swap.question(question_id)


def decide_answer(swap: Swap, question: Question, who: UserId, said: Said) -> Swap | Refusal:
    """Somebody answers, changes their answer, or skips with no words."""
    if not 0 <= said.turn < len(question.words):
        return Refusal(views.NOT_YOURS, field="answer")
    if len(said.text) > views.LONGEST:
        return Refusal(views.TOO_LONG, field="answer")
    return settled(swap.with_question(replace(question, said={**question.said, who: said})))


def decide_back(swap: Swap, question: Question, who: UserId) -> Swap:
    """Somebody takes back what they said."""
    return swap.with_question(replace(question, said={one: said for one, said in question.said.items() if one != who}))


def decide_stop(swap: Swap, _: Question, who: UserId) -> Swap:
    """Somebody stops; nobody is told who or why."""
    return decide_leaving(swap, [who], over=False)


def decide_another(swap: Swap, question: Question, who: UserId) -> Swap | Refusal:
    """Another question for all who have not answered yet."""
    if who in question.said:
        return Refusal(views.KEPT)
    unseen = [one for one in DECK[question.number - 1] if one not in question.words]
    words = (*question.words, *unseen[:1])
    turn = len(words) - 1 if unseen else (question.turn + 1) % len(words)
    return swap.with_question(replace(question, words=words, turn=turn))


def decide_leaving(swap: Swap, leaving: Sequence[UserId], *, over: bool) -> Swap:
    """What is left of a swap whose people leave or whose time has come; what nobody has seen is forgotten."""
    left = swap.without(leaving)
    if over or len(left.people) < PAIR:
        everybody = [person.id for person in left.people]
        forgotten = left.without(everybody).questions
        return replace(left, questions=forgotten, over=True)
    return settled(left)


def settled(swap: Swap) -> Swap:
    """The swap with the answers shown where everybody has said something."""
    everybody = {person.id for person in swap.people}
    done = [one.shown or everybody <= one.said.keys() for one in swap.questions]
    shown = tuple(replace(one, shown=yes) for one, yes in zip(swap.questions, done, strict=True))
    return replace(swap, questions=shown)


@dataclass(frozen=True, slots=True)
class Face:
    """What a message of a swap says from `at` on; `post` where it is new, and `moot` where it need not come."""

    key: str
    message: Message
    at: datetime
    post: Post | None = None
    moot: bool = False


def faces(before: Swap, after: Swap, *, actor: UserId | None, waiting: frozenset[str], now: datetime) -> Iterator[Face]:
    """What looks different to whom, at once for the one who acted and in their own hours for the others.

    Those to whom no question comes any more (none of theirs is among the keys `waiting`) get the answers in a message
    of their own; the others find them when the next question comes.
    """
    for was, question in zip(before.questions, after.questions, strict=True):
        for person in after.everybody:
            key = question_key(question.id, person.id)
            message = views.question_message(after, question, person.id)
            if message == views.question_message(before, was, person.id):
                continue
            at = now if person.id == actor else next_moment(person.hours, now=now)
            seen = question.shown and person.id in question.said
            moot = not seen and (after.over or not after.is_in(person.id))
            post = None
            if question.shown and person.id != actor and after.is_in(person.id) and _worth_telling(question):
                post = None if _more_to_come(after, person, waiting) else _answers(after, question, person, at=at)
            yield Face(key, views.moved_message() if post else message, at, post, moot)


def _worth_telling(question: Question) -> bool:
    return any(not said.skips for said in question.said.values())


def _more_to_come(swap: Swap, person: Person, waiting: frozenset[str]) -> bool:
    return any(question_key(one.id, person.id) in waiting for one in swap.questions)


def _answers(swap: Swap, question: Question, person: Person, *, at: datetime) -> Post:
    return Post(
        key=answers_key(question.id, person.id),
        to=(person.id,),
        message=views.answers_message(swap, question, person.id),
        due_at=at,
        expires_at=at + LASTS,
        unless_away=True,
    )
