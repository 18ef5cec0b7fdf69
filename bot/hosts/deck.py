"""The moves, in the order in which they come."""

from dataclasses import dataclass
from enum import StrEnum


class Opens(StrEnum):
    """What the button of a move opens."""

    HOW = "how"  # a few lines on how it is done
    GOAL = "goal"
    TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do this week, its button, and how it is done."""

    name: str
    line: str
    label: str
    how: str = ""
    opens: Opens = Opens.HOW


MOVES = (
    Move(
        "introduce",
        "Two of your people could learn from each other and may not have talked yet. Introduce them.",
        "How to introduce",
        "Think of somebody who wants to learn something, and of who has done it. `/learn goals` shows what people "
        "show you, `/learn who` who helps with what. Ask each of the two on their own first, say why you thought of "
        "them, and step back once both said yes.",
    ),
    Move(
        "agenda",
        "Give learning five minutes in the next meeting: one goal, one win, one open question.",
        "How to add it",
        "Put one line on the agenda: *Learning, 5 minutes*. Somebody says what they try to learn, somebody what went "
        "well, and one question stays open for whoever can help. Let somebody else lead it each time.",
    ),
    Move(
        "thank",
        "Somebody helped a colleague lately. Thank them by name, and say for what exactly.",
        "How to thank",
        "One sentence does: what they did, and what came of it. Say it where they like to hear it: some in the "
        "channel, some only to themselves. Ask first if you do not know.",
    ),
    Move(
        "goal",
        "Leaders who learn in the open make it safe for others. Set a goal that your team may see.",
        "Set a goal",
        opens=Opens.GOAL,
    ),
    Move(
        "story",
        "Tell a short story of something of yours that did not work, and what you took from it.",
        "How to tell it",
        "Three sentences: what you tried, what happened, what you do differently now. Make it your own story and a "
        "recent one. Whoever has more to lose goes first; others follow when they like.",
    ),
    Move(
        "hour",
        "Name one hour a week for learning, and say aloud that helping somebody counts as work.",
        "How to name it",
        "Choose an hour that suits most clocks of your team, write it into the line on how you learn "
        "(`/elevenses setup` in the channel), and keep it yourself. Nobody has to account for it.",
    ),
    Move(
        "ask",
        "Ask something in the channel that you do not know. It shows that asking is welcome.",
        "How to ask",
        "A real question, and a small one. Say what you have tried, and what a good answer would let you do. Thank "
        "whoever answers, and say later how it went.",
    ),
    Move(
        "topics",
        "Say what people may come to you with, so that nobody has to guess.",
        "Choose topics",
        opens=Opens.TOPICS,
    ),
)
