"""What is said of goals where they are set."""

from bot.goals.goal import Partnership

NO_CHOICE = "Please choose one of these."
NO_DAY = "Please choose a day."
NO_WORDS = "Say in a few words what you want to get better at."
PAST = "That day is not ahead. Choose one from tomorrow on."
FAR = "That is more than a year ahead. Choose a nearer day; you can always take more time."
ALONE = "Partners see the goal. Choose “My partners” or more, or leave the partners empty."
YOURSELF = "A partner is somebody else. Leave yourself out here."
NOT_HERE = "Only people of this workspace can set goals here."
CLOSED = "This goal is closed. `/learn` shows yours, and how to open one again."
NO_MORE = "This is not asked any more. Nothing to do."
HELPS = "Good to know: you go along."
NOT_THIS_TIME = "Fine. They hear that it does not work out this time, and no reason."
LEFT = "Done. You are not a partner of this goal any more."
SAID_ON = "They have heard from you. Thank you."
NEWS = "There is newer news of this goal, so nothing was sent."
DELETED = "Deleted. Nothing of it is kept."
KEEP_ASKING = "Good. The next check-in comes as before."
STOP_ASKING = "Good. I ask nothing more about it until its time is over."
NOTHING = "Type a few words first."
ASKED_NOT = "I ask once, when its time is over."
ANSWERED = {
    Partnership.ACCEPTED: "{name} is your partner for *{what}* now.",
    Partnership.DECLINED: "{name} cannot be your partner for *{what}* this time. That happens; nothing to do.",
    Partnership.LEFT: "{name} is not your partner for *{what}* any more. That happens; nothing to do.",
}


def too_many(most: int) -> str:
    """The refusal of one more goal."""
    return f"You have {most} goals, the most that one can keep in mind here. Close one first; all ends are fine."


def too_many_partners(most: int) -> str:
    """The field error for more partners than help."""
    return f"{most} partners at most. Keep those who matter most."


def gone(name: str) -> str:
    """The field error for somebody who cannot be asked."""
    return f"{name} cannot be asked here. Choose somebody else."


def not_again(name: str) -> str:
    """The field error for somebody who has been asked before."""
    return f"{name} was asked about this goal before, and is not asked twice. Choose somebody else."
