"""Conversation cards: light ones of our own, by the way in which people meet."""

from bot.intro import Intro
from bot.wishes import Way

ANYWHERE = (
    "What did you change your mind about lately?",
    "What is a small tool you would miss?",
    "What are you curious about right now?",
    "Which part of your week do you like?",
    "What would you like to get better at?",
    "What was a good question somebody asked you?",
)
OWN = {
    Way.WALK: ("What do you see on your way?", "Where do you like to walk, and why?"),
    Way.SWAP: ("Which three words describe your week?", "What have you read that stayed with you?"),
    Way.VOICE: ("What sounds are around you today?", "What have you heard that stayed with you?"),
    Way.VIDEO: ("What is in reach that has a story?",),
    Way.IN_PERSON: ("What here would you show a visitor?",),
}


def card_of(intro: Intro) -> str:
    """The card that lies open, or "" where they would rather have none."""
    deck = OWN[intro.way] + ANYWHERE
    return "" if intro.card is None else deck[(intro.id + intro.card) % len(deck)]
