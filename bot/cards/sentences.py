"""What is said of asks and offers where they are made, taken up and closed."""

from bot.card import CardKind

ASK, OFFER = CardKind.ASK, CardKind.OFFER
NO_CHOICE = "Please choose one of these."
NO_WORDS = {
    ASK: "Say in a few words what you would like help with.",
    OFFER: "Say in a few words what you offer.",
}
NO_TEAM = "Choose the channel of a team that you are in. An admin names teams with /elevenses setup."
CLOSED_CHANNEL = "Nothing can be posted in that channel at the moment. Choose another one."
NOT_HERE = "Only people of this workspace can ask and offer here."
GUEST = "As a guest, you ask and offer in the channel of a team that you are in. An admin can name one."
OVER = "This is closed, so nothing was changed. Thank you for looking."
TAKEN = {
    ASK: "Somebody else was a moment sooner, so this ask is taken. Thank you for offering; nothing to do.",
    OFFER: "Somebody else was a moment sooner, so this offer is taken. Nothing to do.",
}
OWN = "This is your own. `/learn` shows it, with the ways to change or close it."
AGAIN = "You two have been introduced already. Nothing more to do."
PAUSED = "You are paused, so no introduction would reach you. `/coffee back` ends the pause; then tap again."
ENOUGH = "You have helped as often as you like this month, so nothing was changed. `/learn topics` changes that."
CLAIMED = {
    ASK: "Thank you. You two will be introduced: about 25 minutes, within five working days.",
    OFFER: "Good. You two will be introduced: about 25 minutes, within five working days.",
}
PASSED = "Fine. Nobody is told, and you are not asked about this again."
ME_TOO = "Noted, without your name. You hear once when it is answered or closed."
ME_TOO_ALREADY = "You have said so already. You hear once when it is answered or closed."
NAMED = "Thank you, they are asked quietly."
NAMED_BEFORE = "You have named somebody for this already. Thank you; one is plenty."
NAMED_ENOUGH = "Colleagues have named three people for this already, so nobody else is asked. Thank you."
NOBODY = "Please choose somebody."
YOURSELF = "You can say so yourself, with the button beside this one. Choose somebody else."
ITS_AUTHOR = "That is who wrote it. Choose somebody else."
UNSEEN = "That person does not see this card, so they are not asked. Choose somebody else."
DELETED = "Deleted. Nothing of it is kept."
STAYS = "Good. It stays open for two more weeks."
OVER_FOR_GOOD = "Its time is over. `/learn ask` or `/learn offer` and a few words make a new one."
OPENED = "Open again, for two weeks. Whoever could help may say so."
CLOSED = "Closed. All ends are fine."
CLOSED_WITH_THANKS = "Closed. Your thanks are on their way, to nobody else."
NOT_OPENED = "It is open. Nothing to do."


def too_many(most: int) -> str:
    """The refusal of one more."""
    return f"You have {most} asks and offers, the most at one time. Close one first; /learn shows them."
