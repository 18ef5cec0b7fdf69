"""The moves, in the order in which they come."""

from dataclasses import dataclass
from enum import StrEnum


class Opens(StrEnum):
    """What the button of a move opens."""

    HOW = "how"  # a few lines on how it is done
    ASK = "ask"
    GOAL = "goal"
    INTRODUCTION = "introduction"
    STORY = "story"
    THANKS = "thanks"
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
        "Introduce two people",
        opens=Opens.INTRODUCTION,
    ),
    Move(
        "agenda",
        "Give learning five minutes in the next meeting: one goal, one win, one open question.",
        "How to add it",
        "`/learn agenda` puts it together for your team: what people want to learn, what went well, what is still "
        "asked, and whose turn it is to lead. Copy it, or let it come by itself before each meeting.",
    ),
    Move(
        "thank",
        "Somebody helped a colleague lately. Thank them by name, and say for what exactly.",
        "Thank somebody",
        opens=Opens.THANKS,
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
        "Tell a story",
        opens=Opens.STORY,
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
        "Ask something",
        opens=Opens.ASK,
    ),
    Move(
        "topics",
        "Say what people may come to you with, so that nobody has to guess.",
        "Choose topics",
        opens=Opens.TOPICS,
    ),
)
