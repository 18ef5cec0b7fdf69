"""What the weeks came to, counted from what people saw and from what the bot asked of Slack."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations

from emulator.demo.record import Finding
from emulator.demo.stage import Stage, sent_at

READING = frozenset({"conversations.history", "conversations.replies"})
WEEK = timedelta(weeks=1)


def find(stage: Stage, *, began: datetime) -> Finding:
    """Count; weeks begin with `began` and every seventh day after it."""
    story, workspace = stage.story, stage.workspace
    weeks = len(story.weeks)
    pairs = [pair for week in story.weeks for met in week.intros for pair in combinations(met.people, 2)]
    met_by: dict[int, set[int]] = {place: set() for place in stage.joined}
    for one, other in pairs:
        met_by[one].add(other)
        met_by[other].add(one)
    colleagues = [len(others) for others in met_by.values()]
    received = _received(stage, began)
    return Finding(
        people=len(stage.people),
        zones=len({person.tz for person in stage.people}),
        weeks=weeks,
        introductions=sum(len(week.intros) for week in story.weeks),
        left_out=sum(week.people_in - len({one for met in week.intros for one in met.people}) for week in story.weeks),
        repeats=len(pairs) - len(set(pairs)),
        fewest_colleagues_met=min(colleagues),
        most_colleagues_met=max(colleagues),
        messages_per_person_and_week=round(received.total() / len(stage.people) / weeks, 2),
        most_messages_in_a_week=max(received.values(), default=0),
        answers_seen_by_others=sum(one.seen_by for week in story.weeks for one in week.answers if one.answer),
        history_methods_called=sum(call.method in READING for call in workspace.calls),
        posts_unconfirmed=sum(
            call.method == "chat.postMessage" and call.taken and not call.ok for call in workspace.calls
        ),
        failed_deliveries=len(workspace.failed_deliveries),
    )


def _received(stage: Stage, began: datetime) -> Counter[tuple[str, int]]:
    """How many messages each person got from the bot in each week since then, unasked and not in the channel."""
    received: Counter[tuple[str, int]] = Counter()
    for message in stage.workspace.messages:
        unasked = message.author == stage.workspace.bot_user_id and not message.only_for
        if unasked and message.channel.kind != "channel":
            week = (sent_at(message) - began) // WEEK
            received.update((one, week) for one in message.channel.members if one in stage.place and week >= 0)
    return received
