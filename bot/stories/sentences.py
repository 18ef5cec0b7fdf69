"""What is said where stories and wins are told."""

NO_WORDS = "A few words on what happened are enough."
NO_KIND = "Please choose one; each is as welcome as the other."
NO_CLIP = "That is no address. It begins with https:// or http://, with no name or password in it; or leave it empty."
NO_WIN = "Say in a few words what you would like to share."
NOT_HERE = "Only people of this workspace can tell stories here."
GONE = "This story is not there any more. `/learn find` shows what is."
OPEN_AGAIN = (
    "This goal is not closed as done or changed any more, so there is no win to share. `/learn` shows your goals."
)


def too_long(most: int) -> str:
    """The field error for a long text."""
    return f"That is longer than {most} characters. The heart of it is enough."
