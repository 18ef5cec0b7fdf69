"""What is said of agendas to whoever presses a button, or fills in the form."""

NO_CHOICE = "Please choose one of these."
NOT_A_HOST = "You do not look after this team any more, so nothing was changed. Its hosts can."
NOT_YOURS = "That is not a team of yours. `/learn agenda` shows those that are."
NO_TEAM = (
    "The agenda belongs to a team, and you are in none yet. A workspace admin makes a channel one with "
    "`/elevenses setup`; then it is for everybody in that channel."
)
POSTED = "It is in the channel now."
UPDATED = "It is in the channel already; what changed is changed there, too."
SAVED = "Saved."
SAVED_NO_TIME = "Saved. Before a meeting it can only go once a host says in `/elevenses setup` when the team meets."
PASSED = "Fine, it is passed on. No reason is asked for, and none is told."
NOT_YOUR_TURN = "It is somebody else's turn already. Nothing to do."
CANNOT_LEAD = "Choose somebody of this channel who has said yes to something here, and is not away."
ARCHIVED = "I cannot post in that channel now. The text can be copied all the same."
