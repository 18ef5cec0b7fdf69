"""What is said of digests to whoever presses a button, or fills in the form."""

NO_CHOICE = "Please choose one of these."
NOT_A_HOST = "You do not look after this team any more, so nothing was changed. Its hosts set the digest."
NO_TEAM = (
    "The weekly digest belongs to a team, and you are in none yet. A workspace admin makes a channel one with "
    "`/elevenses setup`."
)
GONE = "This is not here any more. Nothing to do."
YOURS = "That is your own. Others see the button, too, and you hear of those who press it."
HEARD = "They have heard from you already. Nothing has to follow."
THANKS = "Noted: it helped you. Only the number is shown."
NOTED = "That is noted already. Thank you."
