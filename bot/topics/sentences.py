"""What is said of topics where they are chosen."""

from collections.abc import Sequence

NO_CHOICE = "Please choose one of these."
SAVED = "Saved. Coffee introduces you to people who fit, where it can."
FIT = "Thank you. You are asked again in half a year."
NO_WORDS = "Type the words first, a comma between two."
ADMINS_ONLY = "Only workspace admins and hosts of a team say which words mean the same. Please ask one."
NOT_HERE = "Only people of this workspace can choose topics here."
WANTED = "Noted: you want to learn it. Coffee looks for somebody who helps with it."


def too_many(most: int, typed: int) -> str:
    """The field error for very many topics."""
    return f"That is {typed} topics, and {most} is the most here. Keep those that matter now."


def itself(name: str) -> str:
    """The field error for a word that would stand for itself."""
    return f"“{name}” cannot stand for itself. Leave it out here."


def twice(name: str) -> str:
    """The field error for a topic that stands in two fields."""
    return f"“{name}” is in two of these. Keep it in one."


def listed(topics: Sequence[str]) -> str:
    """Topics in a row."""
    return ", ".join(topics)
