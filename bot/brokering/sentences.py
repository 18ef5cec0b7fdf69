"""What is said in one sentence about bringing two people together."""

from bot.blocks import escaped

SAID_NO = "Fine. A no needs no reason, and nobody is told whose it was."
INTRODUCED = "Good. The message that introduces you comes as soon as both of you are at work."
NOT_AFTER_ALL = "Thank you. It does not work out this time after all; nothing to do."
NONE_LEFT = (
    "Thank you. You have helped as often as you wanted this month, so nothing follows. `/learn topics` changes that."
)
NO_MORE = "This is not asked any more. Nothing was changed."
WITHDRAWN = "Withdrawn. Nobody is asked any more, and you hear nothing further of it."
NOT_YOURS = "That proposal is not under way any more, so nothing was changed."
GUEST = "Guests cannot introduce people here. Somebody who works here can do it for you."
NOT_HERE = "Only people of this workspace can introduce others."
SAME = "These are one and the same. Choose two people."
YOURSELF = "You are one of the two. `/learn who` finds somebody for yourself; here you bring two others together."
NO_LEARNER = "Choose who would learn."
NO_HELPER = "Choose who could help."
NO_WORDS = "Say in a few words what they would talk about."
STALE = "This suggestion holds no more, so nothing was sent. Close this; your Home shows the ones that do."
DISMISSED = "Fine. These two are not suggested to you again."
BACK_AGAIN = "They may be suggested to you again."
RATHER_NOT = "Fine. Nobody is told."
ANSWERED = "You have answered this. Nothing was sent."
LINE_SENT = "Sent. Thank you; it is good to hear what became of it."
NOTHING = "Write a few words first, or close this."
AGAIN = "You proposed these two lately. Leave it at that for now; you hear of it, whatever comes of it."


def too_many(most: int) -> str:
    """The refusal of one more proposal."""
    return f"{most} of your proposals are under way, the most at a time. You hear of each within a week."


def gone(name: str) -> str:
    """The field error for somebody who cannot be asked."""
    return f"{escaped(name)} cannot be asked here. Choose somebody else."


def guest(name: str) -> str:
    """The field error for a guest."""
    return f"{escaped(name)} is a guest here, whom only their own coffee introduces. Choose somebody else."


def asking(name: str) -> str:
    """What somebody sees after the first yes."""
    return f"Thank you. {escaped(name)} comes next. You hear from me within a week, whatever comes of it."
