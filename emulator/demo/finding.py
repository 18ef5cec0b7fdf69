"""What the weeks came to, counted from what people saw and from what the bot asked of Slack."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import combinations

from emulator.demo.record import Books, Finding, Week
from emulator.demo.stage import BROUGHT, Stage, sent_at
from emulator.model import Message
from emulator.person import Person

READING = frozenset({"conversations.history", "conversations.replies"})
BETWEEN = ("Text swap with", "This text swap is over", "is your partner for", "cheers you on")  # people themselves
REPLIES = (  # to whoever proposed two people, or agreed to talk
    "both said yes, and are introduced",
    "whom you introduced to",
    "Not this time. That happens",
    "Not this time: the conversation that you said yes to",
)
NINE, FIVE = time(9), time(17)
SATURDAY = 5
MOST_A_WEEK, MOST_A_DAY = 3, 1


def find(stage: Stage, *, began: datetime, errors: int, books: Books | None = None) -> Finding:
    """Count, from `began` on; a week is one of somebody's own calendar."""
    story, workspace = stage.story, stage.workspace
    weeks = len(story.weeks)
    pairs, repeats = _pairs(story.weeks)
    met_by: dict[int, set[int]] = {place: set() for place in stage.joined}
    for one, other in pairs:
        met_by[one].add(other)
        met_by[other].add(one)
    colleagues = [len(others) for others in met_by.values()]
    unasked = [
        (person.id, sent.astimezone(person.zone).date())
        for person, sent, message in _unasked(stage)
        if sent >= began and not any(words in message.text for words in (*BETWEEN, *REPLIES))
        if BROUGHT not in str(message.blocks)
    ]
    by_day = Counter(unasked)
    by_week = Counter((who, on.isocalendar()[:2]) for who, on in unasked)
    return Finding(
        people=len(stage.people),
        zones=len({person.tz for person in stage.people}),
        weeks=weeks,
        introductions=sum(len(week.intros) for week in story.weeks),
        left_out=sum(week.people_in - len({one for met in week.intros for one in met.people}) for week in story.weeks),
        repeats=repeats,
        fewest_colleagues_met=min(colleagues),
        most_colleagues_met=max(colleagues),
        messages_per_person_and_week=round(by_week.total() / len(stage.people) / weeks, 2),
        most_messages_in_a_week=max(by_week.values(), default=0),
        weeks_over_budget=sum(count > MOST_A_WEEK for count in by_week.values()),
        days_over_budget=sum(count > MOST_A_DAY for count in by_day.values()),
        answers_seen_by_others=sum(one.seen_by for week in story.weeks for one in week.answers if one.answer),
        messages_outside_hours=sum(not _at_work(person, sent) for person, sent, _ in _unasked(stage)),
        history_methods_called=sum(call.method in READING for call in workspace.calls),
        posts_unconfirmed=sum(
            call.method == "chat.postMessage" and call.taken and not call.ok for call in workspace.calls
        ),
        failed_deliveries=len(workspace.failed_deliveries),
        errors_logged=errors,
        books=books or Books(),
    )


def _pairs(weeks: Sequence[Week]) -> tuple[set[tuple[int, int]], int]:
    """Who was introduced to whom, by place, and how many of them a round introduced again."""
    known: set[tuple[int, int]] = set()
    repeats = 0
    for week in weeks:
        together = {pair for met in week.intros for pair in combinations(met.people, 2)}
        repeats += len(together & known)
        known |= together
        known |= {pair for met in (*week.seconds, *week.brought) for pair in combinations(met.people, 2)}
    return known, repeats


def _unasked(stage: Stage) -> Iterator[tuple[Person, datetime, Message]]:
    """Who got a message from the bot, unasked and not in the channel, and when; once for each who got it."""
    for message in stage.workspace.messages:
        if message.author == stage.workspace.bot_user_id and not message.only_for and message.channel.kind != "channel":
            for one in message.channel.members:
                if one in stage.place:
                    yield stage.people[stage.place[one]], sent_at(message), message


def _at_work(person: Person, sent: datetime) -> bool:
    local = sent.astimezone(person.zone)
    return local.weekday() < SATURDAY and NINE <= local.time() <= FIVE
