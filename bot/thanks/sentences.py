"""What is said where somebody thanks somebody."""

NOBODY = "Choose the one whom you would like to thank."
YOURSELF = "That is kind of you to yourself. Choose somebody else to hear it from you."
NO_WORDS = "Say in a few words what for."
NOT_HERE = "Only people of this workspace can say thanks here."
NO_CHOICE = "Please choose one of these."
NOT_BOTH = "They are not in the channel of that team. Choose another one, or keep it between the two of you."
SETTLED = "This is settled. Nothing to do."
STAYS = "Good. It stays between the two of you, and nothing is told."
ASKED = "Good. I ask the one who thanked you, too. It shows in the channel only if both of you like."
PUBLIC = "Good. It shows in the channel in a moment, with both of your names."
NO_CHANNEL = "You are not both in the channel of a team any more, so it stays between the two of you."


def gone(name: str) -> str:
    """The field error for somebody who cannot be thanked."""
    return f"{name} cannot get messages from me. Choose somebody else."
