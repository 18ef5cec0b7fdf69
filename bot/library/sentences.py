"""What is said where pages are shared and found."""

NO_ADDRESS = "That is no address of a page. It begins with https:// or http://, with no name or password in it."
NO_WHY = "Say in one sentence why it is worth a look."
NO_LINK = "There is no link in this message, so there is nothing to keep. `/learn share` takes any address."
NOT_HERE = "Only people of this workspace can share here."
GONE = "This is not there any more, so nothing was changed. `/learn find` shows what is."
BEFORE = "You shared this page before, with these people. `/learn find` shows it, with a way to change it."
REMOVED = "Removed. Nothing of it is kept."
HIDDEN = "Hidden. Nobody finds it any more, and nobody is told."


def too_long(most: int) -> str:
    """The field error for a long text."""
    return f"That is longer than {most} characters. One sentence does."
