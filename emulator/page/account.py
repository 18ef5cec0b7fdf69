"""What the bot says it sent, held against what is there: nothing twice, nothing lost."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from emulator.model import Channel
from emulator.page.fleet import Posted
from emulator.workspace import Workspace

SENT, DROPPED, FAILED, UNCONFIRMED = "sent", "dropped", "failed", "unconfirmed"


@dataclass(frozen=True, slots=True)
class Account:
    """How many messages the bot owed, and what became of them.

    `arrived` are there exactly once, `twice` are there more often, and `lost` were called sent and are not there.
    `unconfirmed` may be there, which an admin is told; `failed` were refused, which an admin is told, too.
    `waiting` are still to be sent.
    """

    owed: int
    arrived: int
    twice: int
    lost: int
    waiting: int
    unconfirmed: int
    failed: int


def account_of(workspace: Workspace, posts: Sequence[Posted]) -> Account:
    """Hold every post against the messages of the bot in the conversation it was for."""
    owed = [post for post in posts if post.state != DROPPED]
    states = Counter(post.state for post in owed)
    there: defaultdict[str, set[str]] = defaultdict(set)
    for message in workspace.messages:
        if message.author == workspace.bot_user_id and message.only_for is None:
            there[_audience(workspace, message.channel)].add(message.ts)
    known: defaultdict[str, set[str | None]] = defaultdict(set)
    open_: Counter[str] = Counter()
    for post in owed:
        audience = ",".join(sorted(post.to))
        if post.state == SENT:
            known[audience].add(post.ts)
        else:
            open_[audience] += 1
    return Account(
        owed=len(owed),
        arrived=sum(len(known[audience] & there[audience]) for audience in known),
        twice=sum(max(0, len(there[one] - known[one]) - open_[one]) for one in there),
        lost=sum(len(known[audience] - there[audience]) for audience in known),
        waiting=len(owed) - states[SENT] - states[FAILED] - states[UNCONFIRMED],
        unconfirmed=states[UNCONFIRMED],
        failed=states[FAILED],
    )


def _audience(workspace: Workspace, channel: Channel) -> str:
    if channel.kind == "channel":
        return channel.id
    return ",".join(sorted(one for one in channel.members if one != workspace.bot_user_id))
