"""What is said of teams and their hosts where they are named."""

from bot.people import Absence
from bot.team import LONGEST_CHARTER, MOST_HOSTS

NOT_YOURS = "You are no host of that team, so nothing was changed. Please ask one of its hosts, or a workspace admin."
NOTHING_HERE = "You look after no team. `/elevenses setup`, typed in a channel, says who may change what is there."
NO_TEAM = "That channel is no team any more, so nothing was changed."
NO_HOST = "Choose at least one host."
TOO_MANY = f"{MOST_HOSTS} hosts at most. Keep those who look after it day by day."
TOO_LONG = f"That is longer than {LONGEST_CHARTER} characters. One line does."
NO_DAY = "Choose the day, too, or empty the time."
NO_TIME = "Choose the time, too, or choose no day."
NO_CHOICE = "Please choose one of these."
ENDED = "Ended. Goals shown to a team or its hosts are not seen through this channel any more. Nothing else changes."
STEPPED_DOWN = "Done. You do not look after that team any more, and see nothing of it as a host."
FEWER = "Fine. No more of these come. Your Home has a button, should you want them back."
MOVES_ON = "Good. A move a week comes from next Monday on."
UNKNOWN = "This person cannot look after a team here. Choose somebody else."
_WHY = {
    Absence.BOT: "{name} is an app. Hosts are people; choose a colleague.",
    Absence.GONE: "{name} is not in this workspace any more. Choose somebody else.",
    Absence.OUTSIDE: "{name} is from another workspace. Choose somebody of this one.",
    Absence.GUEST: "{name} is a guest, and hosts are full members. Choose somebody else.",
}


def cannot_host(name: str, absence: Absence) -> str:
    """The field error for somebody who cannot look after a team."""
    return _WHY[absence].format(name=name)


def not_there(name: str) -> str:
    """The field error for somebody who is not in the channel."""
    return f"{name} is not in that channel yet. Invite them there first, or choose somebody else."
