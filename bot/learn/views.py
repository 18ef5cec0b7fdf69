"""What `/learn` shows: my goals, what I help with, and what may come next."""

from collections.abc import Sequence

from bot.blocks import actions, button, context, escaped, section
from bot.cards.views import NOTHING_AROUND, Around, around_blocks
from bot.explore.views import not_sure
from bot.goals.goal import Goal
from bot.goals.views import SHOWN, goals_blocks
from bot.posts import Block, Message
from bot.topics.stances import Stances
from bot.topics.views import stances_blocks

HELP = (
    "`/learn` shows my goals, what I help with and what I want to learn\n"
    "`/learn goal reading query plans` sets a goal\n"
    "`/learn explore` asks five questions, for you alone, where you are not sure yet\n"
    "`/learn goals` shows the goals that others show me\n"
    "`/learn topics` changes what I help with and want to learn\n"
    "`/learn ask how do I profile asyncio` asks your team, or everyone\n"
    "`/learn offer an hour on query plans` offers something\n"
    "`/learn who query plans` finds somebody who helps with a topic\n"
    "`/learn find query plans` finds pages and stories on a topic\n"
    "`/learn share https://example.org` shares a page with my team or everyone\n"
    "`/learn story` tells a story of my work, of what did not work, too\n"
    "`/learn agenda` shows five minutes of learning for my team's meeting, to copy\n"
    "`/learn digest` shows my team's weekly digest to its hosts, before it comes\n"
    "`/learn help` shows this"
)


def mine_message(
    goals: Sequence[Goal],
    stances: Stances,
    around: Around = NOTHING_AROUND,
    *,
    closed: int,
    learns: Sequence[Block] = (),
) -> Message:
    """Where somebody stands with learning, how their teams learn, and what to do next."""
    others = button("Goals shown to me", SHOWN, value=0, about="Goals that others show you")
    steps = [others] if goals or stances.any else [not_sure(), others]
    mine = (*goals_blocks(goals, closed=closed), *stances_blocks(stances), *around_blocks(around))
    blocks: list[Block] = [*mine, *learns, actions(*steps)]
    return Message("Your goals and topics", (*blocks, section(f"*Next:* {_next(goals, stances)}"), context(_ONLY_YOU)))


_ONLY_YOU = "Only you see this message. `/learn help` shows what else there is."


def _next(goals: Sequence[Goal], stances: Stances) -> str:
    """One thing that may help most now."""
    if not goals:
        return "`/learn goal` and a few words set a goal; first small steps are enough."
    alone = next((goal for goal in goals if not goal.partners), None)
    if not stances.any:
        return "`/learn topics` says what you help with, so that others find you."
    if alone is not None:
        return "A partner helps most people to stay with a goal. *Edit*, behind the three dots, asks one."
    return f"`/learn who {escaped(goals[0].topic)}` finds somebody who helps with it."
